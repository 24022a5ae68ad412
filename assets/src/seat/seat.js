/* A seat in a class: it joins, sends what is new on the page, and does what the teacher says to all. What is sent, and when,
   queue.js decides; what the console means here, console.js. */

import { ask } from "../board/calls.js";
import { $, fill, say } from "../lib/dom.js";
import { having } from "../share/addresses.js";
import * as sent from "../share/sent.js";
import * as asked from "./asked.js";
import { opening } from "./console.js";
import * as handIn from "./hand_in.js";
import * as join from "./join.js";
import { keeping } from "./kept.js";
import * as lessons from "./lessons.js";
import * as line from "./line.js";
import * as links from "./links.js";
import * as queue from "./queue.js";
import * as rows from "./rows.js";
import * as told from "./told.js";

/** @typedef {import("../board/types.js").Console} Console */
/** @typedef {import("../board/types.js").Answer} Answer */

const LET_GO_MS = 20_000; // after which who is paused goes on, if the board is not heard of any more

const code = join.tidy(new URLSearchParams(location.search).get("class") ?? "");
const kept = keeping(code);

/** @type {SeatHost} */
let host;
/** @type {TextsOf<"seat">} */
let texts;
/** @type {import("./kept.js").Seat | null} */
let seat = null;
let place = queue.START;
/** @type {Console} */
let teacher = {};
let mayType = false; // texts are off until the teacher allows them
let applied = 0;
/** @type {ReturnType<typeof said> | null} */
let last = null; // of a class that has ended: it can be handed in until the page is left
/** @type {Promise<queue.Told> | null} */
let sending = null; // what is on its way
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

const now = () => performance.now();
/** Where one is in a lesson. */
function where() {
  const { lesson = "", step = "" } = document.getElementById("lesson")?.dataset ?? {};
  return step ? { lesson, step } : { lesson: "", step: "" };
}

// Sending

/** Something was said or done.
    @param {Omit<Answer, "key">} answer */
function take(answer) {
  if (!seat || place.is === "removed" || (answer.kind === "text" && !mayType)) return;
  kept.add(answer);
  wake();
}

/** What was said to the class. */
const said = () => ({ answers: kept.all(), questions: kept.questions() });

function wake() {
  clearTimeout(timer);
  if (seat) timer = setTimeout(turn, Math.max(0, place.due - now()));
}

async function turn() {
  if (sending || !seat) return;
  const facts = document.hidden ? null : host.facts(); // of two tabs, the one that is looked at
  const row = facts && host.page ? JSON.stringify(rows.row(host.page, facts, where())) : null;
  const request = queue.next(place, { now: now(), row, waiting: kept.waiting() });
  if (request) {
    sending = /** @type {Promise<queue.Told>} */ (ask("sync", queue.body(request, seat)));
    const answer = await sending;
    sending = null;
    if (!seat) return; // somebody has left
    hear(queue.told(place, request, answer, { now: now(), chance: Math.random() }));
  }
  if (place.is === "ended" || place.is === "removed") return;
  wake();
}

/** @param {[queue.Place, queue.Outcome]} outcome */
function hear([next, { done, told: its }]) {
  place = next;
  kept.acknowledge(done);
  if (place.is === "ended") {
    last = said();
    kept.forget();
    release();
  } else if (place.is === "removed") release();
  if (seat && its?.name && its.name !== seat.name) remember({ name: its.name });
  mayType = its?.free_text ?? mayType;
  teacher = its?.console ?? teacher;
  show();
  if (its?.console) open();
}

/** @param {Partial<import("./kept.js").Seat>} more */
function remember(more) {
  seat = { .../** @type {import("./kept.js").Seat} */ (seat), ...more };
  kept.keep(seat);
}

// What the teacher says

/** @returns {line.State} */
function state() {
  if (place.is === "ended" || place.is === "removed") return place.is;
  if (!seat) return "outside";
  if (queue.isAway(place)) return "away";
  if (place.is === "waiting") return "waiting";
  return teacher.paused ? "paused" : teacher.locked ? "fixed" : "in";
}

function show() {
  const lost = queue.isAway(place) && now() - place.heard > LET_GO_MS;
  const holds = !lost && (place.is === "in" || place.is === "asking");
  const its = holds ? teacher : {};
  host.hold(Boolean(its.paused));
  host.freeze(its.locked ? texts.locked : null);
  if (document.body.hasAttribute("data-revealed") !== Boolean(its.reveal)) {
    document.body.toggleAttribute("data-revealed");
    document.dispatchEvent(new Event("revealed")); // a lesson listens
  }
  if (document.body.hasAttribute("data-nameless") !== Boolean(teacher.hide_names)) {
    document.body.toggleAttribute("data-nameless");
    document.dispatchEvent(new Event("nameless")); // a race listens
  }
  const news = asked.show(its);
  line.show(texts, state(), { code, name: seat?.name ?? null });
  if (news) say($("seat-state"), news);
}

/** Nobody is kept from anything any more. */
function release() {
  teacher = {};
  host.hold(false);
  host.freeze(null);
  asked.show({});
}

/** Open what the teacher has sent last, once. */
function open() {
  const its = opening(teacher, applied, { page: host.page, search: location.search, step: where().step });
  if (!its) return;
  applied = its.sent;
  told.put(code, applied);
  remember({ applied });
  if (its.link !== undefined) {
    host.open(its.link);
    told.show(texts.sent, host.undo);
  } else if (its.to) {
    sent.later(its.to.includes("#") ? "sent" : "sentPlace");
    location.href = $("nav-playground").href.split(/[?#]/)[0] + its.to;
  }
}

// Coming and going

/** @param {import("../board/types.js").JoinTold} its */
function joined({ seat: number, secret, name, expires, state: is }) {
  seat = { seat: number, secret, name, expires, applied: 0 };
  kept.keep(seat);
  place = { ...queue.START, is: is === "waiting" ? is : "in" };
  show();
  turn();
}

/** Tell the board, and nothing after it: what it hears of a seat that has left it takes for a return.
    @param {import("./kept.js").Seat} was */
async function depart({ seat: number, secret }) {
  const last = await sending;
  if (last?.status !== 403) ask("leave", { seat: number, secret });
}

function leave() {
  const was = seat;
  const { is } = place;
  seat = null;
  clearTimeout(timer);
  release();
  if (was && is !== "ended" && is !== "removed") {
    depart(was);
    host.done(texts.left);
  }
  links.end();
  $("seat").remove();
}

function save() {
  const file = handIn.save(host, seat?.name ?? "", seat ? (last ?? said()) : null, where());
  host.done(fill(texts.handedIn, { file }));
}

/** @type {SeatScripts["begin"]} */
export function begin(given) {
  host = given;
  ({ texts } = JSON.parse(document.querySelector("script#seat-setup").textContent ?? "{}"));
  const offer = join.begin(texts, code, joined, (other) => {
    location.search = having(location.search, "class", other);
  });
  asked.begin(texts, {
    all: kept.all,
    take(answer, question) {
      kept.ask(question);
      take(answer);
    },
  });
  told.begin(texts);
  links.begin(code);
  host.onNote((note) => lessons.answers(note).forEach(take));
  host.onRun((run) => take(rows.ended(run)));
  $("seat-leave").addEventListener("click", leave);
  $("seat-hand-in").addEventListener("click", save);
  document.addEventListener("visibilitychange", wake);
  seat = kept.seat();
  applied = told.applied(code) ?? seat?.applied ?? 0;
  show();
  if (seat) turn();
  else offer.open();
}

/** Without a class.
    @type {SeatScripts["handIn"]} */
export const handInAlone = (given) => void handIn.save(given, "", null, where());
