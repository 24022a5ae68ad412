/* The coach: a line under the network that says what a run shows, points at the place, and offers one change. What it
   says, the server finds out from the numbers of the run; it is asked now and then, and only if there is something new
   and somebody can see the line. */

import { $, fill, say } from "../lib/dom.js";
import * as numbers from "../lib/numbers.js";
import { player } from "../play/player.js";
import * as session from "../play/session.js";
import * as keeping from "../share/kept.js";
import { COACH } from "../wire/contract.js";
import { server } from "../wire/server.js";
import * as address from "./address.js";
import * as history from "./coach_history.js";
import { heard, QUIET, rulesOf, silencing } from "./coach_line.js";
import * as controls from "./controls.js";
import * as dock from "./dock.js";
import * as layerPanel from "./layer_panel.js";
import * as sheet from "./sheet.js";

const SOON_MS = 150; // what belongs to the last frame comes with the next answer
const FAILED_MS = 15_000;
const POINTS_MS = 6000; // long enough to be found
const KEPT = "coach-silenced";
const PLACE = ".field, .slider, .metric, .chart, .layer-panel"; // what is outlined around what is meant

/** @type {Setup} */
let setup;
let line = QUIET;
/** @type {import("./coach_line.js").Silenced | null} */
let silenced = null;
/** @type {Frame | null} */
let looked = null; // the last frame that came with a look into the layers
/** @type {number | null} */
let diverged = null; // at this epoch, which the page says elsewhere
/** @type {Set<string>} */
const spoken = new Set(); // the rules that screen readers have heard of this set-up
let isDue = false; // it is going to be asked
let next = -Infinity; // when it may be asked again
/** @type {unknown[]} */
let asked = []; // about what it was asked last
let busy = false;
/** @type {string | null} */
let opened = null; // the rule whose message is shown in full
let round = 0; // what was asked in an earlier one is of no interest now

const now = () => performance.now();
const message = () => document.querySelector(".coach-line");
const within = () => message().contains(document.activeElement);
const isHeld = () => message().matches(":hover") || within();

/** Whether something of the page is there to be seen, or would be if its box was opened; a chart that is hidden is none.
    @param {Element | null} element */
function isThere(element) {
  if (!element) return false;
  const there = dock.seen(sheet.seen(element));
  const seen = there?.closest("details:not([open])") ?? there;
  if (!seen) return false;
  return seen.getClientRects().length > 0 && getComputedStyle(seen).visibility !== "hidden";
}

// Asking

function soon() {
  if (isDue) return;
  isDue = true;
  setTimeout(due, Math.max(SOON_MS, next - now()));
}

function due() {
  isDue = false;
  if (busy) return; // its answer asks again
  next = now() + COACH.everyMs;
  ask();
}

/** Ask, whether there is something new or not. */
function again() {
  asked = [];
  soon();
}

/** The numbers of this set-up, up to what is on the screen. */
function past() {
  const { moments, at } = session;
  const { experiment, epoch } = moments[at];
  const text = JSON.stringify(experiment);
  const its = moments
    .slice(0, at)
    .findLastIndex((one) => one.experiment !== experiment && JSON.stringify(one.experiment) !== text);
  const since = moments[its + 1].epoch;
  return session.numbers.filter((one) => one.epoch >= since && one.epoch <= epoch);
}

/** What was seen of the layers, if that is of this set-up and not of later.
    @param {Frame} frame */
function layers({ experiment, epoch }) {
  if (!looked?.layers || looked.experiment !== experiment || looked.epoch > epoch) return null;
  const { dead, saturated, gradient_norms } = looked.layers;
  return { dead, saturated, gradient_norms };
}

async function ask() {
  const { frame, waiting } = player;
  if (waiting || !frame || frame.epoch === diverged || document.hidden || !isThere($("coach"))) return;
  const { experiment, epoch } = frame;
  const rules = rulesOf(silenced, address.link ?? "");
  const about = [experiment, epoch, looked, rules];
  const all = past();
  if (all.length < COACH.fewest || about.every((each, i) => each === asked[i])) return;
  [asked, busy] = [about, true];
  const its = round;
  const said = line.advice?.rule;
  const told = history.told(all, COACH.rows).map(history.row);
  const request = { experiment, history: told, layers: layers(frame), said: said ?? null, silenced: rules };
  const answer = await server.coach(request).catch(() => null);
  busy = false;
  if (!answer || answer.error !== undefined) next = now() + FAILED_MS;
  else if (its === round) {
    if (answer.advice?.rule === said) next += COACH.everyMs; // most often it is so again
    hear(answer.advice);
  }
  soon();
}

// Saying

/** @param {Advice | null} advice */
function hear(advice) {
  line = heard(line, advice, { now: now(), playing: player.playing, held: isHeld() });
  show();
}

/** On a phone all of a message is shown when somebody wants it; of another one again its first lines.
    @param {string | null} rule */
function open(rule) {
  opened = rule;
  $("coach").classList.toggle("open", rule !== null);
  $("coach-more").setAttribute("aria-expanded", String(rule !== null));
}

/** A text with its numbers.
    @param {Told} told */
function written({ text, values, losses }) {
  const own = losses.map((name) => [name, numbers.loss(Number(values[name]))]);
  return fill(text, { ...values, ...Object.fromEntries(own) });
}

function show() {
  const { advice } = line;
  if (advice?.rule !== opened) open(null);
  if (!advice) {
    if (within()) leave();
    message().hidden = true;
    return say($("coach-said"), "");
  }
  const { rule, change } = advice;
  const text = written(advice);
  say($("coach-text"), text);
  $("coach-show").hidden = !isThere($(advice.place));
  $("coach-try").hidden = !change || !isThere($(change.control)); // what a lesson hides is not to be changed
  if (change) say($("coach-try"), written(change));
  message().hidden = false;
  if (!spoken.has(rule)) say($("coach-said"), text);
  spoken.add(rule);
}

/** The button that was pressed is going: on to the one that is pressed next. */
function leave() {
  $("play").focus();
  if (within()) $("coach").focus(); // a lesson may hide it
}

/** What was said is of the past. */
function quiet() {
  round += 1;
  line = QUIET;
  show();
  again();
}

/** Another set-up, or another run. */
function restart() {
  spoken.clear();
  quiet();
}

// Doing

/** Point at what is meant: in sight, outlined and with the focus. */
function point() {
  const { advice } = line;
  if (!advice) return;
  if (advice.layer !== null) layerPanel.select(advice.layer);
  const meant = $(advice.place);
  for (let box = meant.closest("details:not([open])"); box; box = box.closest("details:not([open])")) {
    /** @type {HTMLDetailsElement} */ (box).open = true;
  }
  dock.reveal(meant);
  sheet.reveal(meant);
  const place = /** @type {HTMLElement} */ (meant.closest(PLACE) ?? meant);
  place.classList.add("pointed-at");
  setTimeout(() => place.classList.remove("pointed-at"), POINTS_MS);
  place.scrollIntoView({ block: "nearest" });
  const own = meant.matches("input, select");
  if (!own) place.tabIndex = -1;
  (own ? meant : place).focus({ preventScroll: true });
}

function attempt() {
  const change = line.advice?.change;
  if (!change) return;
  const about = session.named(setup.names[change.name], { n: change.values.layer ?? "" });
  controls.adopt(change.fields, change.keep, about);
}

function dismiss() {
  if (!line.advice) return;
  silenced = silencing(silenced, address.link ?? "", line.advice.rule);
  keeping.put(KEPT, silenced);
  quiet();
}

/** What it says now, by its rule. */
export const rule = () => line.advice?.rule ?? null;

/** Somebody has left the line: it may say something else now. */
function left() {
  if (line.late) again();
}

/** @type {Part} */
export const part = {
  begin(given) {
    setup = given;
    silenced = keeping.get(KEPT);
    message().addEventListener("focusout", () => queueMicrotask(left));
    message().addEventListener("pointerleave", left);
    document.addEventListener("visibilitychange", soon);
  },
  accepted() {
    diverged = looked = null;
    restart();
  },
  edited: restart,
  frame(frame) {
    const { advice } = line;
    if (frame.layers) looked = frame;
    if (advice && Number(asked[1]) > frame.epoch) quiet(); // it was said of a later time
    soon();
  },
  status() {
    if (line.late) again();
    else soon();
  },
  stopped({ reason, epoch }) {
    if (reason !== "diverged") return;
    diverged = epoch;
    quiet();
  },
  repaint: soon,
  commands: {
    "coach-more": () => open(opened === null ? (line.advice?.rule ?? null) : null),
    "coach-show": point,
    "coach-try": attempt,
    "coach-dismiss": dismiss,
  },
};
