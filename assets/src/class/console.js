/* The console: what is sent to all pages of the class at once. One click each; what holds now can be seen, and taken back. */

import { $, fill, say } from "../lib/dom.js";
import { made, pressed } from "../lib/made.js";
import * as askDialog from "./ask.js";
import { know, nameOf } from "./linked.js";
import { byQuestion } from "./results_votes.js";
import { address } from "./seat_link.js";
import * as sendDialog from "./send.js";
import { stateOf } from "./states.js";

/** @typedef {import("./types.js").Known} Known */
/** @typedef {import("./types.js").Room} Room */
/** @typedef {import("../board/types.js").Console} Console */

/** @type {Room} */
let room;
let drawn = ""; // of what the console says

/** A button with a name of its own, which has the keyboard again after all are made again.
    @param {string} act
    @param {string} text
    @param {Partial<Console>} change
    @param {string} [name] */
function lever(act, text, change, name = text) {
  const button = pressed(text, "plain-button", () => void room.tell(change));
  button.dataset.act = act;
  if (name !== text) {
    button.ariaLabel = name;
    button.title = name;
  }
  return button;
}

/** @param {NonNullable<Console["setup"]>} setup */
function setupLine(setup) {
  const { texts, home } = room;
  const link = made("a", "", texts.openIt);
  link.href = address(setup, home);
  link.target = "_blank";
  return made(
    "div",
    "console-line",
    made("strong", "", texts.toldSetup),
    link,
    lever("setup", texts.takeBack, { setup: null }),
  );
}

/** @param {NonNullable<Console["place"]>} place */
function placeLine({ lesson, step }) {
  const { texts, setup } = room;
  const name = nameOf(lesson);
  const { title = texts.lessonByLink, steps = [] } = Object.hasOwn(setup.lessons, name) ? setup.lessons[name] : {};
  const at = steps.findIndex(({ key }) => key === step);
  const text = at < 0 ? title : fill(texts.toldPlace, { title, n: at + 1, all: steps.length });
  /** @param {number} to
      @param {string} act
      @param {string} sign
      @param {string} name */
  const way = (to, act, sign, name) => {
    const button = lever(act, sign, { place: { lesson, step: steps[to]?.key } }, name);
    button.disabled = !steps[to];
    return button;
  };
  return made(
    "div",
    "console-line",
    made("strong", "", text),
    way(at - 1, "back", "◀", texts.back),
    way(at + 1, "next", "▶", texts.next),
    lever("place", texts.takeBack, { place: null }),
  );
}

/** @param {NonNullable<Console["question"]>} question */
function questionLine(question) {
  const { texts } = room;
  const { vote = 1, open = true } = question;
  const text = made("strong", "console-question", question.text);
  text.title = question.text;
  return made(
    "div",
    "console-line",
    text,
    made("span", "console-count"),
    lever("close", open ? texts.closeQuestion : texts.openQuestion, { question: { ...question, open: !open } }),
    lever("again", texts.voteAgain, { question: { ...question, vote: vote + 1, open: true } }),
    lever("question", texts.takeBack, { question: null }),
  );
}

/** How many have answered what is asked now.
    @param {Known} known
    @param {NonNullable<Console["question"]>} question */
function countAnswers({ answers, seats }, { key, vote = 1 }) {
  const n = byQuestion(answers, "choice").get(key)?.get(vote)?.size ?? 0;
  const all = seats.filter(({ state }) => state === "in" || state === "left").length;
  return fill(vote > 1 ? room.texts.toldVote : room.texts.toldQuestion, { n, all });
}

/** @param {Console} console */
function draw({ setup, place, question }) {
  const box = $("class-told");
  const at = box.contains(document.activeElement)
    ? /** @type {HTMLElement} */ (document.activeElement).dataset.act
    : null;
  box.replaceChildren(
    ...(setup ? [setupLine(setup)] : []),
    ...(place ? [placeLine(place)] : []),
    ...(question ? [questionLine(question)] : []),
  );
  if (!at) return;
  const same = box.querySelector(`button[data-act="${at}"]:enabled`);
  (same ?? box.querySelector("button:enabled") ?? $("class-send")).focus();
}

/** @param {Known} known */
export function show(known) {
  const { texts } = room;
  const { paused = false, locked = false, reveal = false, setup, place, question } = known.console;
  for (const [id, is, on, off] of /** @type {const} */ ([
    ["class-pause", paused, texts.goOnAll, texts.pauseAll],
    ["class-lock", locked, texts.unlock, texts.lock],
    ["class-reveal", reveal, texts.hide, texts.reveal],
  ])) {
    say($(id), is ? on : off);
    $(id).dataset.on = String(is);
  }
  const name = place && nameOf(place.lesson);
  const isKnown = Boolean(name && Object.hasOwn(room.setup.lessons, name));
  if (place && !isKnown) know(place.lesson, room).then((wrong) => wrong === null && show(room.known()));
  const now = JSON.stringify([setup, place, isKnown, question]);
  if (now !== drawn) draw(known.console);
  drawn = now;
  if (question) say(document.querySelector("span.console-count"), countAnswers(known, question));
  const here = known.seats.filter((seat) => !["waiting", "away"].includes(stateOf(seat, known.away[seat.seat])));
  const said = Object.keys(known.console).length && here.length;
  const n = Math.min(known.have, here.length);
  say($("class-have"), said ? fill(texts.have, { n, all: here.length }) : "");
}

/** @param {Room} given */
export function begin(given) {
  room = given;
  const { texts } = room;
  /** @param {"paused" | "locked" | "reveal"} field
      @param {string} on
      @param {string} off */
  const toggle = (field, on, off) => async () => {
    const is = !room.known().console[field];
    const { status } = await room.tell({ [field]: is });
    if (status === 200) room.done(is ? on : off);
  };
  $("class-pause").addEventListener("click", toggle("paused", texts.pausedSaid, texts.unpausedSaid));
  $("class-lock").addEventListener("click", toggle("locked", texts.lockedSaid, texts.unlockedSaid));
  $("class-reveal").addEventListener("click", toggle("reveal", texts.revealedSaid, texts.unrevealedSaid));
  sendDialog.begin(room);
  askDialog.begin(room);
}
