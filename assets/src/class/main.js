/* The page of a class: before one is open, and its screens. */

import { begin as colors } from "../board/map.js";
import { fromAddress } from "../board/opened.js";
import { screen as end } from "./end.js";
import * as entry from "./entry.js";
import * as files from "./files.js";
import { screen as lobby } from "./lobby.js";
import { screen as results } from "./results.js";
import * as room from "./room.js";
import { screen as spotlight } from "./spotlight.js";
import { screen as wall } from "./wall.js";

const SCREENS = [lobby, wall, spotlight, results, end];

/** @param {ClassHost} host */
export function begin(host) {
  /** @param {string} why */
  function leave(why) {
    history.replaceState(null, "", location.pathname + location.search);
    entry.show();
    entry.say(why);
  }

  let begun = false;

  /** @param {string} id
      @param {string} secret */
  function open(id, secret) {
    if (begun) {
      location.hash = `${id}.${secret}`; // and the page begins again
      return;
    }
    begun = true;
    history.replaceState(null, "", `#${id}.${secret}`);
    room.open(host, { id, secret }, SCREENS, leave);
  }

  /** A class that is made of files, without a board; gives what shows others instead.
      @param {import("./types.js").Known} known */
  function openFiles(known) {
    begun = true;
    return room.open(host, { files: known }, SCREENS, leave);
  }

  colors({ classColors: host.setup.classColors, outputs: [] });
  entry.begin(host.setup.texts, open);
  files.begin(host.setup.texts, { open: openFiles, free: () => !begun, say: entry.say });
  const its = fromAddress(location.hash);
  if (its) open(its.id, its.secret);
  else entry.show();
  addEventListener("hashchange", () => location.reload()); // another class, or none
}
