/* The session: what has been, so that one can go back to it. Every change of the set-up or of the weights goes through
   here: it can be undone, and what it does is said. Moments are kept without their pictures, which the server draws
   again when somebody goes back to one; the numbers of all frames are kept beside them. */

import * as dom from "../lib/dom.js";
import { $, fill } from "../lib/dom.js";
import * as notices from "../lib/notices.js";
import { each } from "../lib/parts.js";
import * as history from "./history.js";
import * as lock from "./lock.js";
import { light, numbers as numbersOf, sameNetwork } from "./moments.js";
import { player } from "./player.js";
import * as timeline from "./timeline.js";

const UNDOABLE = 50;
const REMEMBERING = 10; // undone, the latest of them come back with their whole past
const MERGE_MS = 1000;

/** @type {TextsOf<"playground">} */
let texts;
/** @type {Lane} */
let lane; // what the server has said of the experiment
/** @type {LightFrame[]} */
export let moments = [];
/** @type {Numbers[]} */
export let numbers = []; // of every frame
export let at = -1; // the moment on the screen
/** @type {Change[]} */
let undos = [];
/** @type {Change[]} */
let redos = [];
/** @type {Change[]} */
let pending = []; // what can be undone of changes that are yet to be accepted
/** @type {(draft: Experiment) => void} */
let showDraft; // shows a set-up that is yet to be accepted
let fresh = false; // with them, what was undone can't be done again
/** @type {Frame[] | null} */
let untouched = null; // the frames that were on the screen before them
/** @type {(lane: Lane) => void} */
let accept; // shows an earlier set-up

const now = () => performance.now();
const frozen = () => lock.refuses(() => showDraft(player.draft));
/** @param {{ epoch: number }} its */
const epochOf = ({ epoch }) => epoch;

/** Where somebody is: at a moment of what trains, or with a draft that the server has yet to accept.
    @returns {Situation} */
function situation() {
  const { waiting, draft, from } = player;
  if (!waiting) return { lane, moments, numbers, at };
  return { draft, begun: from?.map(({ state, experiment }) => ({ state, experiment })) ?? null };
}

/** Say what a change does, for a while; what explains why nothing goes on any more `stays`.
    @param {string} text
    @param {boolean} [stays] */
export function say(text, stays = false) {
  const notice = $("notice");
  dom.say(notice, text);
  if (text && !stays) notices.passing(notice, () => say(""));
  else notices.staying(notice);
}

// Changes

/** @param {Experiment} experiment
    @param {boolean} keep
    @param {About} about
    @param {string} said */
function begin(experiment, keep, { what, merge = null, slow = false }, said) {
  const last = [...undos, ...pending].pop();
  const merged = merge !== null && last?.merge === merge && (slow || now() - last.time < MERGE_MS);
  untouched ??= player.frames;
  fresh = true;
  if (merged) Object.assign(last, { time: now(), keep: last.keep && keep });
  else pending.push({ ...situation(), keep, what, merge, time: now() });
  tell(experiment);
  buttons();
  say(said);
}

/** Tell the other parts of the page that somebody wants another experiment.
    @param {Experiment} experiment */
function tell(experiment) {
  if (JSON.stringify(experiment) === JSON.stringify(player.draft)) return;
  each("edited", experiment);
}

/** What a change is called, from a text such as "Noise changed|change noise": what was done, and what undo undoes.
    @param {string} text
    @param {Record<string, string | number>} [values] */
export function named(text, values = {}) {
  const [done, what] = text.split("|").map((part) => fill(part, values));
  return { done, what };
}

/** Another experiment; `keep` goes on with what was learned, else it restarts and pauses. What is `done` is said in
    words, and `what` is to be undone; changes of the same `merge` in a row are one, if they come within a second or may be `slow`.
    @param {Experiment} experiment
    @param {About & { keep: boolean }} about */
export function change(experiment, { keep, ...about }) {
  if (JSON.stringify(experiment) !== JSON.stringify(player.draft) && frozen()) return;
  const learned = (player.frame?.epoch ?? 0) > 0;
  const said = fill(!keep ? texts.restarted : learned ? texts.continued : texts.changed, { done: about.done });
  begin(experiment, keep, about, said);
  player.edit([experiment], keep ? "keep" : "restart");
}

/** The same experiment with other weights: the byte form of a state as text.
    @param {string} state
    @param {About} about */
export function weights(state, about) {
  if (lock.locked || frozen()) return;
  begin(player.draft, false, about, fill(texts.continued, { done: about.done }));
  player.edit([player.draft], "keep", [{ .../** @type {Frame} */ (player.frame), state }]);
}

/** Something else altogether, at epoch 0 or at a state; what is urgent comes from the address, and not from a control.
    @param {Experiment} experiment
    @param {string | null} state
    @param {About} about */
export function open(experiment, state, about) {
  if (!about.urgent && frozen()) return;
  begin(experiment, false, about, fill(texts.changed, { done: about.done }));
  const from = state ? [{ state, experiment }] : null;
  player.edit([experiment], "restart", from, about.urgent);
}

/** What was on its way is given up for what trains. */
export function stay() {
  if (untouched) player.frames = untouched;
  drop();
  player.stay();
  accept(lane);
  say("");
}

function drop() {
  pending = [];
  untouched = null;
  fresh = false;
}

/** @param {Change[]} entries */
function remember(entries) {
  if (fresh) redos = [];
  fresh = false;
  undos = [...undos, ...entries].slice(-UNDOABLE);
  for (const old of undos.slice(0, -REMEMBERING)) {
    if (!old.moments) continue;
    const moment = old.moments[old.at];
    Object.assign(old, { moments: [moment], numbers: [numbersOf(moment)], at: 0 });
  }
}

export function undo() {
  if (fresh) redos = []; // what is undone now comes after them
  fresh = false;
  back(pending.length ? pending : undos, redos, (what) => fill(texts.undone, { what }));
}

/** What was never accepted may be refused yet. */
export function redo() {
  const draft = redos[redos.length - 1]?.draft;
  back(redos, draft || pending.length ? pending : undos, (what) => fill(texts.redone, { what }));
}

/** Go from one list of what can be undone (or done again) to the other.
    @param {Change[]} from
    @param {Change[]} to
    @param {(what: string) => string} said */
function back(from, to, said) {
  const entry = frozen() ? null : from.pop();
  if (!entry) return;
  const { what, keep, merge, time } = entry;
  to.push({ ...situation(), what, keep, merge, time });
  say(said(what));
  const then = entry.draft ?? entry.moments[entry.at].experiment;
  if (entry.moments && !(keep && sameNetwork(then, player.draft))) {
    ({ moments, numbers } = entry);
    go(entry.at, pending);
  } else {
    tell(then);
    if (keep && sameNetwork(then, player.draft)) player.edit([then], "keep");
    else player.edit([then], "restart", entry.begun);
    showDraft(then);
  }
  buttons();
}

function buttons() {
  /** @param {Change[]} list */
  const what = (list) => list[list.length - 1]?.what ?? "";
  const all = [...undos, ...pending];
  $("undo").disabled = !all.length;
  $("redo").disabled = !redos.length;
  $("undo").title = fill(texts.undo, { what: what(all) });
  $("redo").title = fill(texts.redo, { what: what(redos) });
}

// Moments

/** Go to a moment, with the set-up that it was made by; changes that are on their way are given up but for these.
    @param {number} index
    @param {Change[]} [but] */
function go(index, but = []) {
  timeline.went();
  if (!moments[index]) return; // it was there before everything restarted
  const { waiting } = player;
  const { lane: its, experiment } = moments[index];
  at = index;
  timeline.asked();
  drop();
  pending = but;
  tell(experiment);
  player.travel([moments[at]]);
  if (waiting || its !== lane) accept(its);
  timeline.show(true);
}

/** Go to an earlier or a later moment; whether there is one.
    @param {number} by */
export function move(by) {
  if (!moments[at + by]) return false;
  go(at + by);
  return true;
}

/** @param {Frame} shown */
function frame(shown) {
  const wanted = timeline.came();
  const before = moments[at];
  const same = before?.epoch === shown.epoch && before.state === shown.state && before.experiment === shown.experiment;
  if (!same) add(shown, before);
  timeline.show();
  if (wanted !== null) go(wanted);
}

/** @param {Frame} shown
    @param {LightFrame | undefined} before */
function add(shown, before) {
  const replaced = before?.epoch === shown.epoch;
  if (at < moments.length - 1 && !replaced) {
    // Somebody plays on from an earlier moment: what came after it can be brought back.
    fresh = true;
    const last = { lane, moments, numbers, at: moments.length - 1 };
    remember([{ ...last, keep: false, what: texts.playedOn, merge: null, time: 0 }]);
    buttons();
  }
  moments = [...moments.slice(0, replaced ? at : at + 1), light(shown, lane)];
  moments = history.thinned(moments, history.STATES, epochOf);
  numbers = [...history.before(numbers, shown.epoch, epochOf), numbersOf(shown)];
  numbers = history.thinned(numbers, history.NUMBERS, epochOf);
  at = moments.length - 1;
}

export const part = {
  /** @param {Setup} setup */
  begin(setup) {
    ({ texts } = setup);
    timeline.begin(texts, () => ({ moments, at }), go);
    buttons();
  },
  /** @param {unknown} _
      @param {Lane} given
      @param {boolean} restarted */
  accepted(_, given, restarted) {
    lane = given;
    remember(pending);
    drop();
    if (restarted) [moments, numbers, at] = [[], [], -1];
    buttons();
  },
  refused() {
    if (untouched) player.frames = untouched;
    drop();
    buttons();
    say("");
  },
  frame,
  status: () => timeline.show(),
  commands: { undo, redo },
};

/** Call this with a set-up that is shown before the server has taken it.
    @param {(draft: Experiment) => void} listener */
export const onDraft = (listener) => (showDraft = listener);

/** Go on where somebody left the page.
    @param {Kept<LightFrame> & { numbers: Numbers[] }} kept */
export function restore({ moments: its, numbers: all, at: index }) {
  [moments, numbers] = [its, all];
  go(index);
}

/** Call this with the set-up of a moment that somebody goes to, if it is another one.
    @param {(lane: Lane) => void} listener */
export const onLane = (listener) => (accept = listener);
