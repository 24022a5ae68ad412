/* An open class: what is known of it, which its screens show, and what its teacher does. */

import { ask } from "../board/calls.js";
import * as opened from "../board/opened.js";
import { $, fill, say } from "../lib/dom.js";
import * as bar from "./console.js";
import * as knowing from "./known.js";
import * as looking from "./looking.js";
import * as tabs from "./tabs.js";
import { left } from "./time.js";

/** @typedef {import("./types.js").Room} Room */
/** @typedef {import("./types.js").Screen} Screen */

const NAMES = "class-names-hidden";
const PROJECTED = ["lobby", "spotlight", "results"];

/** @param {ClassHost} host
    @param {{ id: string, secret: string }} its
    @param {Screen[]} screens
    @param {(why: string) => void} leave */
export function open({ setup, server, done, refused, copy }, { id, secret }, screens, leave) {
  const { texts } = setup;
  const right = { class_id: id, secret };
  let known = { ...knowing.nothing(), names: !sessionStorage.getItem(NAMES) };
  let there = false; // the board has answered once
  let over = false;
  /** @type {((seats: number[]) => void)[]} */
  const lit = [];

  /** @param {string} why */
  function end(why) {
    over = true;
    opened.keep(id, null);
    leave(why);
  }

  function show() {
    if (!there) return;
    const { seats, code, expires } = known;
    const count = seats.length === 1 ? texts.oneStudent : fill(texts.students, { n: seats.length });
    const time = left(expires - Date.now() / 1000, texts);
    say($("class-about"), fill(texts.about, { code: code ?? texts.codeClosed, students: count, left: time }));
    bar.show(known);
    for (const screen of screens) if (screen.key === tab.at()) screen.show(known);
  }

  async function look() {
    const { status, told } = await ask("look", { ...right, since: known.revision });
    if (over) return null;
    if (status === 403 || status === 400) {
      end(texts.ended);
      return null;
    }
    say($("class-away"), status === 200 ? "" : texts.boardAway);
    if (status !== 200) return false;
    if (!there || told.code !== known.code) opened.keep(id, { id, secret, code: told.code, expires: told.expires });
    known = knowing.merged(known, told);
    there = true;
    show();
    return true;
  }

  /** @type {Room["ask"]} */
  async function act(name, body) {
    const answer = await ask(name, { ...right, ...body });
    if (answer.status !== 200) refused(answer.status === 409 || answer.status === 400 ? answer.told.error : texts.notDone);
    else if (name !== "close") await again();
    return answer;
  }

  const home = $("nav-playground").href.split(/[?#]/)[0];
  /** @type {Room} */
  const room = {
    setup,
    texts,
    server,
    ask: act,
    tell: (change) => act("tell", { change }),
    rule: (change) => act("rule", change),
    place: (seat, state) => act("place", { seat, state }),
    known: () => known,
    projected: () => PROJECTED.includes(tab.at()),
    name: ({ seat, name }) =>
      known.names || !room.projected() ? name : String(1 + known.seats.findIndex((each) => each.seat === seat)),
    go: (key) => tab.go(key),
    spotlight(seats) {
      for (const listener of lit) listener(seats);
      tab.go("spotlight");
    },
    onSpotlight: (listener) => lit.push(listener),
    home,
    link: () => `${home}?class=${known.code}`,
    own: () => `${location.href.split("#")[0]}#${id}.${secret}`,
    done,
    copy,
    leave: end,
  };

  $("class-entry").hidden = true;
  $("class-room").hidden = false;
  const tab = tabs.begin(
    screens.map(({ key }) => key),
    show,
  );
  const names = $("class-hide-names");
  names.checked = !known.names;
  names.addEventListener("change", () => {
    known = { ...known, names: !names.checked };
    if (names.checked) sessionStorage.setItem(NAMES, "yes");
    else sessionStorage.removeItem(NAMES);
    show();
  });
  bar.begin(room);
  for (const screen of screens) screen.begin(room);
  const again = looking.begin(look);
}
