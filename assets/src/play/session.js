/* The session: what has been, so that one can go back to it. Every change of the set-up or of the weights goes through
   here: it can be undone, and what it does is said. Moments are kept without their pictures, which the server draws
   again when somebody goes back to one. */

import * as dom from "../lib/dom.js";
import { $, fill } from "../lib/dom.js";
import * as notices from "../lib/notices.js";
import { player } from "./player.js";

const KEEP = 400; // moments; every second one goes when there are more
const UNDOABLE = 50;
const REMEMBERING = 10; // undone, the latest of them come back with their whole past
const MERGE_MS = 1000;
const SLOW_MS = 250;
const PATIENCE_MS = 400; // so long the slider waits for the picture of a moment before it asks for another one

/** @type {Texts} */
let texts;
/** @type {Lane} */
let lane; // what the server has said of the experiment
/** @type {LightFrame[]} */
export let moments = [];
export let at = -1; // the moment on the screen
/** @type {Change[]} */
let undos = [];
/** @type {Change[]} */
let redos = [];
/** @type {Change | null} */
let pending = null; // a change that is yet to be accepted
/** @type {Frame[] | null} */
let untouched = null; // the frames that were on the screen before it
let asked = 0; // when the slider last asked for a moment
/** @type {number | null} */
let wanted = null; // the moment to go to next
let toldAt = 0;
/** @type {(lane: Lane) => void} */
let accept; // shows an earlier set-up

const now = () => performance.now();
const snapshot = () => ({ lane, moments, at });

/** What is kept of a frame.
    @param {Frame} frame */
const light = ({ epoch, state, train_loss, test_loss, train_score, test_score, best, experiment }) => ({
  epoch,
  state,
  train_loss,
  test_loss,
  train_score,
  test_score,
  best,
  experiment,
  lane,
});

/** Whether two networks have the same parts, so that either can go on with what the other one has learned.
    @param {Experiment} one
    @param {Experiment} other */
function sameNetwork(one, other) {
  /** @param {HiddenLayer[]} hidden */
  const layers = (hidden) => hidden.map(({ units, activation, parameter }) => [units, activation, parameter]);
  /** @param {Experiment} experiment */
  const parts = ({ features, hidden, classes }) => JSON.stringify([features, layers(hidden), classes]);
  return parts(one) === parts(other);
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

/** @param {boolean} keep
    @param {About} about
    @param {string} said */
function begin(keep, { what, merge = null, slow = false }, said) {
  const last = undos[undos.length - 1];
  const merged = merge !== null && !pending && last?.merge === merge && (slow || now() - last.time < MERGE_MS);
  untouched ??= player.frames;
  if (merged) last.time = now();
  else if (pending) pending.keep &&= keep;
  else pending = { ...snapshot(), keep, what, merge, time: now() };
  say(said);
}

/** Another experiment; `keep` goes on with what was learned, else it starts anew and pauses. `what` was changed, in
    words; changes of the same `merge` in a row are one, if they come within a second or may be `slow`.
    @param {Experiment} experiment
    @param {About & { keep: boolean }} about */
export function change(experiment, { keep, ...about }) {
  const learned = (player.frame?.epoch ?? 0) > 0;
  begin(keep, about, fill(!keep ? texts.anew : learned ? texts.goesOn : texts.changed, { what: about.what }));
  player.edit([experiment], keep ? "keep" : "restart");
}

/** The same experiment with other weights: the byte form of a state as text.
    @param {string} state
    @param {About} about */
export function weights(state, about) {
  begin(false, about, fill(texts.goesOn, { what: about.what }));
  player.edit([player.draft], "keep", [{ .../** @type {Frame} */ (player.frame), state }]);
}

/** Something else altogether, at epoch 0 or at a state.
    @param {Experiment} experiment
    @param {string | null} state
    @param {About} about */
export function open(experiment, state, about) {
  begin(false, about, fill(texts.opened, { what: about.what }));
  player.edit([experiment], "restart", state ? [/** @type {Frame} */ ({ state, experiment })] : null);
}

/** @param {Change} entry */
function remember(entry) {
  undos = [...undos, entry].slice(-UNDOABLE);
  const old = undos[undos.length - 1 - REMEMBERING];
  if (old) Object.assign(old, { moments: [old.moments[old.at]], at: 0 });
  redos = [];
}

/** Go from one list of what can be undone (or done again) to the other.
    @param {Change[]} from
    @param {Change[]} to */
function back(from, to) {
  const entry = from.pop();
  if (!entry) return;
  const { what } = entry;
  to.push({ ...entry, ...snapshot() });
  say(from === undos ? fill(texts.undone, { what }) : fill(texts.redone, { what }));
  const then = entry.moments[entry.at];
  if (entry.keep && sameNetwork(then.experiment, player.experiment)) {
    player.edit([then.experiment], "keep");
  } else {
    moments = entry.moments;
    go(entry.at);
  }
  buttons();
}

function buttons() {
  /** @param {Change[]} list */
  const what = (list) => list[list.length - 1]?.what ?? "";
  $("undo").disabled = !undos.length;
  $("redo").disabled = !redos.length;
  $("undo").title = fill(texts.undo, { what: what(undos) });
  $("redo").title = fill(texts.redo, { what: what(redos) });
}

// Moments

/** Go to a moment, with the set-up that it was made by.
    @param {number} index */
function go(index) {
  at = index;
  asked = now();
  wanted = null;
  player.travel([moments[at]]);
  if (moments[at].lane !== lane) accept(moments[at].lane);
  point(true);
}

/** @param {number} index */
function slide(index) {
  if (now() - asked < PATIENCE_MS) wanted = index;
  else go(index);
}

/** @param {Frame} shown */
function frame(shown) {
  asked = 0;
  const before = moments[at];
  const same = before?.epoch === shown.epoch && before.state === shown.state && before.experiment === shown.experiment;
  if (!same) add(shown, before);
  point();
  if (wanted !== null) go(wanted);
}

/** @param {Frame} shown
    @param {LightFrame | undefined} before */
function add(shown, before) {
  const replaced = before?.epoch === shown.epoch;
  if (at < moments.length - 1 && !replaced) {
    // Somebody plays on from an earlier moment: what came after it can be brought back.
    remember({ lane, moments, at: moments.length - 1, keep: false, what: texts.playedOn, merge: null, time: 0 });
    buttons();
  }
  moments = [...moments.slice(0, replaced ? at : at + 1), light(shown)];
  if (moments.length > KEEP) moments = moments.filter((_, i) => i % 2 === 0 || i === moments.length - 1);
  at = moments.length - 1;
}

/** Let the slider show where we are, but not faster than people see.
    @param {boolean} [always] */
function point(always = !player.playing) {
  if (!moments.length || (!always && now() - toldAt < SLOW_MS)) return;
  toldAt = now();
  const slider = $("timeline");
  slider.max = moments.length - 1;
  slider.value = at;
  slider.disabled = moments.length < 2;
  const values = { epoch: moments[at].epoch, last: moments[moments.length - 1].epoch };
  const text = at < moments.length - 1 ? fill(texts.earlier, values) : fill(texts.latest, values);
  slider.setAttribute("aria-valuetext", text);
  dom.say($("timeline-epoch"), text);
}

export const part = {
  /** @param {Setup} setup */
  begin(setup) {
    ({ texts } = setup);
    const slider = $("timeline");
    slider.addEventListener("input", () => slide(Number(slider.value)));
    buttons();
  },
  /** @param {unknown} _
      @param {Lane} given
      @param {boolean} restarted */
  accepted(_, given, restarted) {
    lane = given;
    if (pending) remember(pending);
    pending = untouched = null;
    if (restarted) [moments, at] = [[], -1];
    buttons();
  },
  refused() {
    if (untouched) player.frames = untouched;
    pending = untouched = null;
    say("");
  },
  frame,
  status: () => point(),
  commands: {
    undo: () => back(undos, redos),
    redo: () => back(redos, undos),
  },
};

/** Call this with the set-up of a moment that somebody goes to, if it is another one.
    @param {(lane: Lane) => void} listener */
export const onLane = (listener) => (accept = listener);

export const undo = () => back(undos, redos);

export const redo = () => back(redos, undos);
