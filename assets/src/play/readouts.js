/* What every page with a player reads out in words and numbers: epoch, speed, the button to play, messages. */

import { $, fill, say } from "../lib/dom.js";
import * as messages from "../lib/messages.js";
import * as numbers from "../lib/numbers.js";

const SPEED_WINDOW_MS = 1500;
const SPEED_REDRAW_MS = 400;

/** @type {Texts} */
let texts;
/** @type {[number, number][]} */
let recent = []; // [time, epoch] of the last frames, for the speed
let told = 0; // when the speed was last shown

/** By how much a network does worse at the test data than at those that it learns from.
    @param {Frame} frame */
export const gapOf = ({ test_loss, train_loss }) => test_loss - train_loss;

/** A gap with its sign.
    @param {Frame} frame */
export const gap = (frame) => numbers.signed(gapOf(frame));

/** How many numbers training can change, in words.
    @param {number} count */
export const parameters = (count) =>
  fill(count === 1 ? texts.parameter : texts.parameters, { n: numbers.exact(count) });

/** A learned parameter of a layer, or of its units from the lowest to the highest, and where it began.
    @param {import("../wire/types.js").LearnedTold} its */
export function learned({ symbol, start, values }) {
  const [low, high] = [Math.min(...values), Math.max(...values)].map(numbers.weight);
  const told = { symbol, low, high, start: numbers.weight(start) };
  return fill(values.length > 1 ? texts.learnedOfUnits : texts.learned, told);
}

/** @param {number} number
    @param {boolean} playing */
export function epoch(number, playing) {
  // Groups of three digits stand apart, but the text is just the number.
  const groups = String(number)
    .replace(/\B(?=(\d{3})+$)/g, " ")
    .split(" ");
  const spans = $("epoch").children;
  if (spans.length !== groups.length) $("epoch").replaceChildren(...groups.map(() => document.createElement("span")));
  groups.forEach((group, i) => say(spans[i], group));
  speed(number, playing);
}

/** @param {number} number
    @param {boolean} playing */
function speed(number, playing) {
  const time = performance.now();
  if (!playing) recent = [];
  recent = [...recent.filter(([then]) => time - then < SPEED_WINDOW_MS), [time, number]];
  if (time - told < SPEED_REDRAW_MS) return;
  told = time;
  const [then, before] = recent[0];
  const n = time - then > SPEED_REDRAW_MS ? Math.round(((number - before) * 1000) / (time - then)) : 0;
  say($("epochs-per-second"), n > 0 ? fill(texts.epochsPerSecond, { n }) : "");
}

/** Say whether it plays; what was wrong before is past as soon as it does.
    @param {boolean} playing */
export function status(playing) {
  $("play").setAttribute("aria-label", playing ? texts.pause : texts.play);
  $("play").classList.toggle("playing", playing);
  if (playing) messages.message("problem-message", "");
  else $("epochs-per-second").textContent = "";
}

/** @param {Texts} given */
export function begin(given) {
  texts = given;
  messages.begin(given);
}
