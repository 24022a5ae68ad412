/* An open class: what is known of it, which its screens show, and what its teacher does. One that is made of files has no board:
   nothing can be asked of it, and nothing changes. */

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
/** @typedef {import("./types.js").Known} Known */

const NAMES = "class-names-hidden";
const PROJECTED = ["lobby", "spotlight", "results"];
const OF_BOARD = /** @type {const} */ ([
  "class-console",
  "class-tab-lobby",
  "class-seat-remove",
  "class-co",
  "class-gone",
]);

/** Open it; gives what shows other files instead.
    @param {ClassHost} host
    @param {{ id: string, secret: string } | { files: Known }} its
    @param {Screen[]} screens
    @param {(why: string) => void} leave */
export function open({ setup, server, done, refused, copy }, its, screens, leave) {
  const { texts } = setup;
  const board = "files" in its ? null : its;
  let known = { ...("files" in its ? its.files : knowing.nothing()), names: !sessionStorage.getItem(NAMES) };
  let there = !board; // what is known, is known
  let over = false;
  let closing = false;
  let looks = { now: () => Promise.resolve(), stop: () => {} };
  /** @type {((seats: number[]) => void)[]} */
  const lit = [];

  /** @param {string} why */
  function end(why) {
    over = true;
    if (board) opened.keep(board.id, null);
    leave(why);
  }

  function show() {
    if (!there) return;
    const { seats, code, expires } = known;
    const count = seats.length === 1 ? texts.oneStudent : fill(texts.students, { n: seats.length });
    const time = left(expires - Date.now() / 1000, texts);
    const about = fill(texts.about, { code: code ?? texts.codeClosed, students: count, left: time });
    say($("class-about"), board ? about : count);
    bar.show(known);
    for (const screen of screens) if (screen.key === tab.at()) screen.show(known);
  }

  /** @param {{ id: string, secret: string }} right
      @param {AbortController} stop */
  async function look({ id, secret }, stop) {
    const { status, ...answer } = await ask("look", { class_id: id, secret, since: known.revision }, stop);
    if (over) return null;
    if (closing) return false;
    if (status === 403 || status === 400) {
      end(texts.ended);
      return null;
    }
    say($("class-away"), status === 200 ? "" : texts.boardAway);
    if (status !== 200) return false;
    const told = /** @type {import("../board/types.js").LookTold} */ (answer.told);
    if (!there || told.code !== known.code) opened.keep(id, { id, secret, code: told.code, expires: told.expires });
    known = knowing.merged(known, told);
    there = true;
    show();
    return true;
  }

  /** @type {Room["ask"]} */
  async function act(name, body) {
    if (!board) return { status: 0, told: {} };
    closing ||= name === "close";
    if (closing) looks.stop(); // who looks at a class that is gone is refused
    const answer = await ask(name, { class_id: board.id, secret: board.secret, ...body });
    const { error } = /** @type {import("../board/types.js").Wrong} */ (answer.told);
    if (answer.status !== 200) refused([400, 409].includes(answer.status) ? error : texts.notDone);
    if (name === "close") closing = answer.status === 200;
    if (!closing) await looks.now();
    return answer;
  }

  const home = $("nav-playground").href.split(/[?#]/)[0];
  /** @type {Room} */
  const room = {
    setup,
    texts,
    server,
    board: Boolean(board),
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
    right: () => (board ? `#${board.id}.${board.secret}` : ""),
    done,
    copy,
    leave: end,
  };

  $("class-entry").hidden = true;
  $("class-room").hidden = false;
  if (!board) for (const id of OF_BOARD) $(id).hidden = true;
  const shown = screens.filter(({ key }) => board || key !== "lobby");
  const tab = tabs.begin(
    shown.map(({ key }) => key),
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
  for (const screen of shown) screen.begin(room);
  if (board) looks = looking.begin((stop) => look(board, stop));
  else show();
  return (/** @type {Known} */ files) => {
    known = { ...files, names: known.names };
    show();
  };
}
