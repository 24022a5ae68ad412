/* An open class: what is known of it, which its screens show, and what its teacher does. One that is made of files has no board:
   nothing can be asked of it, and nothing changes. */

import { ask } from "../board/calls.js";
import * as nameless from "../board/nameless.js";
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

const DAY_S = 86_400; // as long as a class lives, for one that is made of files
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
  let known = "files" in its ? its.files : knowing.nothing();
  /** @type {boolean | null} */
  let hides = null; // names, as somebody has wished here, until the board says the same
  let telling = false;
  /** @type {boolean | null} */
  let told = null; // to the other pages of this browser: whether names are hidden
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
    nameless.put(false, 0);
    leave(why);
  }

  function show() {
    if (!there) return;
    if (hides !== null) known = { ...known, names: !hides };
    const { seats, code, expires, names } = known;
    $("class-hide-names").checked = !names;
    if (told !== !names) nameless.put(!names, board ? expires : Date.now() / 1000 + DAY_S);
    told = !names;
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
    const news = /** @type {import("../board/types.js").LookTold} */ (answer.told);
    if (!there || news.code !== known.code) opened.keep(id, { id, secret, code: news.code, expires: news.expires });
    known = knowing.merged(known, news);
    there = true;
    show();
    if (hides !== null && !telling) setTimeout(hide, 0, hides); // the board was away
    return true;
  }

  /** Names come or go at once here, and with the console on all pages of the class.
      @param {boolean} is */
  async function hide(is) {
    hides = is;
    show();
    if (!board || telling) return;
    telling = true;
    const { status } = await act("tell", { change: { hide_names: is } });
    telling = false;
    if (hides === is && status !== 0 && status < 500) hides = null; // the board has it, or never will
    show();
  }

  /** Say what went wrong where it is seen: in the dialog that is open, else as all pages do.
      @param {string | undefined} why */
  function complain(why) {
    const place = document.querySelector("dialog:modal .room-wrong");
    if (!place || !why) return refused(why);
    place.textContent = why;
    place.scrollIntoView({ block: "nearest" });
  }

  /** @type {Room["ask"]} */
  async function act(name, body) {
    if (!board) return { status: 0, told: {} };
    document.querySelector("dialog:modal .room-wrong")?.replaceChildren();
    closing ||= name === "close";
    if (closing) looks.stop(); // who looks at a class that is gone is refused
    const answer = await ask(name, { class_id: board.id, secret: board.secret, ...body });
    const { error } = /** @type {import("../board/types.js").Wrong} */ (answer.told);
    if (answer.status !== 200) complain([400, 409].includes(answer.status) ? error : texts.notDone);
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
    at: () => tab.at(),
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
  $("class-hide-names").addEventListener("change", ({ target }) => hide(target.checked));
  bar.begin(room);
  for (const screen of shown) screen.begin(room);
  if (board) looks = looking.begin((stop) => look(board, stop));
  else show();
  return (/** @type {Known} */ files) => {
    known = { ...files, names: known.names };
    show();
  };
}
