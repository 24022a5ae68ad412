/* What a lesson has of the playground. */

import { $ } from "../lib/dom.js";
import * as notices from "../lib/notices.js";
import * as lock from "../play/lock.js";
import { player } from "../play/player.js";
import { watch } from "../play/player_state.js";
import * as session from "../play/session.js";
import * as recorder from "../rows/recorder.js";
import * as sections from "../rows/sections.js";
import * as lesson from "../share/lesson.js";
import { server } from "../wire/server.js";
import * as tensors from "../wire/tensors.js";
import * as address from "./address.js";
import * as chart from "./chart.js";
import * as dock from "./dock.js";
import * as sheet from "./sheet.js";

const BESIDE = matchMedia("(min-width: 961px)"); // else the rail is a sheet from below

const data = () => document.querySelector(".columns .data");

/** The data fold into a rail that stands beside the page. Below a sheet they stay in the page: a step may ask for them. */
function placeData() {
  const rail = document.getElementById("lesson");
  if (!rail) return; // somebody has left it
  if (BESIDE.matches) $("lesson-data").append(data());
  else rail.after(data());
  $("lesson-data").hidden = !BESIDE.matches;
}

export const begin = () =>
  lesson.begin({
    page: "playground",
    server,
    player,
    watch,
    hold: lock.hold,
    done: notices.done,
    quiet: () => session.say(""),
    place(rail) {
      data().before(rail);
      placeData();
      BESIDE.addEventListener("change", placeData);
    },
    text: () => address.link ?? "",
    reveal(element) {
      dock.reveal(element);
      return /** @type {HTMLElement} */ (sheet.seen(element));
    },
    remove: () => $("lesson").replaceWith(data()),
    sketch: chart.sketch,
    numbers: () => session.numbers,
    report: sections.onReport,
    runs: recorder.ofPage,
    parameters: ({ state, experiment }) => tensors.parameters(state, experiment),
  });
