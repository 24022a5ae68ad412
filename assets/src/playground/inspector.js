/* The inspector: a selected weight or bias with its gradient and its past, or a selected unit; see inspector_unit.js. */

import { $, fill, say, seldom } from "../lib/dom.js";
import * as inputs from "../lib/inputs.js";
import * as numbers from "../lib/numbers.js";
import * as names from "../network/names.js";
import * as selection from "../network/selection.js";
import * as valueHistory from "../paint/value_history.js";
import { player } from "../play/player.js";
import * as session from "../play/session.js";
import * as codec from "../wire/codec.js";
import * as tensors from "../wire/tensors.js";
import * as dock from "./dock.js";
import * as inspectorUnit from "./inspector_unit.js";

/** @type {Setup} */
let setup;
/** @type {Unit | Numeric | null} */
let chosen = null; // what is selected; its piece, too, where the unit has several
/** @type {Frame | null} */
let shown = null; // the last frame that came with gradients
/** @type {WeakMap<LightFrame, { key: string, value: number | null }>} */
const past = new WeakMap(); // of each moment, the value that the chosen weight or bias had
let current = 0; // the chosen one's value
let width = 0; // of the chart, in CSS pixels
/** @type {() => void} */
let soon;

/** @param {number} value */
const short = (value) => numbers.weight(value);
/** @template {string} S
    @param {S} selector */
const box = (selector) => document.querySelector(selector);

const wanted = () => chosen !== null && dock.shows("selected");

/** The gradients of a frame in the shape of its parameters.
    @param {string} text
    @param {LayerNumbers[]} layers
    @returns {LayerValues[]} */
function slopes(text, layers) {
  const numbers = codec.points(text);
  let offset = 0;
  /** @param {number} length */
  const take = (length) => {
    offset += length;
    return numbers.subarray(offset - length, offset);
  };
  return layers.map(({ units, columns, weights, biases, learned }) => {
    const parts = [weights, biases, learned].map(({ length }) => take(length));
    return { units, columns, weights: parts[0], biases: parts[1], learned: parts[2] };
  });
}

/** The piece of a weight or bias that is meant: from now on it is this one, whichever is the strongest.
    @param {LayerNumbers[]} layers
    @param {Numeric} target
    @returns {Numeric} */
function settled(layers, target) {
  const { units, columns } = layers[target.layer];
  return { ...target, column: columns > units ? Math.min(tensors.columnOf(layers, target), columns - 1) : undefined };
}

// A weight or bias

/** The values at all moments whose network has it.
    @param {Frame} frame
    @param {Numeric} target */
function history({ experiment, epoch }, target) {
  const { layer } = target;
  const key = JSON.stringify(target);
  /** @param {Experiment} experiment */
  const the = ({ features, hidden }) =>
    JSON.stringify([hidden.length, layer || target.kind === "bias" ? null : features[target.input]]);
  /** @param {Experiment} other */
  const same = (other) => the(other) === the(experiment) && selection.has(other, target);
  /** @param {LightFrame} moment */
  const value = (moment) => {
    if (!same(moment.experiment)) return null;
    const layers = tensors.parameters(moment.state, moment.experiment);
    return tensors.columnOf(layers, target) < layers[layer].columns ? tensors.value(layers, target) : null;
  };
  return session.moments.flatMap((moment) => {
    const known = past.get(moment);
    const number = known?.key === key ? known.value : value(moment);
    if (known?.key !== key) past.set(moment, { key, value: number });
    return number === null ? [] : [{ epoch: moment.epoch, value: number, now: moment.epoch === epoch }];
  });
}

/** What SGD would add to it: said only where nothing else has a hand in it.
    @param {number} gradient
    @param {Numeric} target
    @param {Experiment} experiment */
function step(
  gradient,
  target,
  { optimizer, schedule, clip_norm: clip, learning_rate: rate, regularization: penalty },
) {
  const plain = optimizer === "sgd" && schedule === "constant" && !clip;
  return plain && (target.kind === "bias" || penalty === "none") ? short(-rate * gradient) : null;
}

/** @param {Frame} frame
    @param {Numeric} target
    @param {LayerNumbers[]} layers
    @param {LayerValues[]} gradients */
function parameter({ experiment }, target, layers, gradients) {
  const where = { ...target, column: tensors.columnOf(layers, target) };
  const gradient = tensors.value(gradients, where);
  current = tensors.value(layers, where);
  const field = $("inspector-value");
  if (document.activeElement !== field && !field.hasAttribute("aria-invalid")) fillIn();
  const letter = target.kind === "bias" ? "b" : "w";
  say(box(".inspector-slope dt"), fill(setup.texts.slopeOf, { letter }));
  say(box(".inspector-step dt"), fill(setup.texts.stepOf, { letter }));
  say($("inspector-gradient"), short(gradient));
  const change = step(gradient, target, experiment);
  box(".inspector-step").hidden = change === null;
  say($("inspector-update"), change ?? "");
  chart();
}

function fillIn() {
  wrong("");
  $("inspector-value").value = String(current);
}

/** @param {string} text */
const wrong = (text) => inputs.wrong("inspector-value", "inspector-error", text);

function chart() {
  if (!wanted() || !shown || !chosen || chosen.kind === "unit" || !width) return;
  const points = history(shown, chosen);
  if (!points.length) return;
  const [first, last] = [points[0], points[points.length - 1]];
  valueHistory.draw($("inspector-history"), points, width);
  const values = { first: first.epoch, last: last.epoch, from: short(first.value), to: short(last.value) };
  if (!player.playing) $("inspector-history").setAttribute("aria-label", fill(setup.texts.history, values));
}

/** Take over what was typed. */
function change() {
  const { frame } = player;
  if (!frame || !chosen || chosen.kind === "unit") return;
  const field = $("inspector-value");
  const value = field.valueAsNumber;
  if (Math.abs(value) <= setup.maxWeight) {
    const { state, experiment } = frame;
    const about = { ...names.change($("inspector-name").textContent ?? ""), merge: JSON.stringify(chosen) };
    wrong("");
    session.weights(tensors.changed(state, experiment, chosen, value), about);
  } else if (field.value || field.validity.badInput) wrong(setup.texts.notAllowed);
  else fillIn();
}

// Showing

function draw() {
  const old = !player.playing && shown !== player.frame;
  if (!wanted() || !chosen || !shown?.gradients || old || !selection.has(shown.experiment, chosen)) return;
  const { experiment, state, gradients } = shown;
  const layers = tensors.parameters(state, experiment);
  const values = slopes(gradients, layers);
  if (chosen.kind !== "unit") chosen = settled(layers, chosen);
  say($("inspector-name"), inspectorUnit.title(chosen, layers[chosen.layer].units));
  if (chosen.kind === "unit") inspectorUnit.show(shown, chosen, layers, values);
  else parameter(shown, chosen, layers, values);
}

/** Whether the frame on the screen came without the gradients that are wanted. */
const misses = () => wanted() && player.frame && !player.frame.gradients;

/** @param {Target | null} target */
function selected(target) {
  chosen = target?.kind === "feature" ? null : target;
  wrong("");
  box(".inspector-none").hidden = target !== null;
  box(".inspector-parameter").hidden = target === null || target.kind === "unit";
  box(".inspector-unit").hidden = target?.kind !== "unit";
  say($("inspector-name"), target ? names.heading(target) : "");
  if (!target) return;
  if (target.kind === "unit" && !dock.shows("weights")) dock.show("selected"); // others are changed where they are
  if (misses()) player.look();
  draw();
}

function docked() {
  if (misses()) player.look();
  soon();
}

/** @param {Setup} given */
function begin(given) {
  setup = given;
  inspectorUnit.begin(setup);
  soon = seldom(draw);
  $("inspector-value").addEventListener("change", change);
  new ResizeObserver(([{ contentRect }]) => {
    width = Math.floor(contentRect.width);
    chart();
  }).observe(box(".inspector-past"));
}

/** @type {Part} */
export const part = {
  begin,
  selected,
  docked,
  frame(given) {
    if (!given.gradients) return;
    shown = given;
    if (wanted()) soon();
  },
  status() {
    if (player.playing) return;
    if (misses()) player.look();
    else soon(); // what is not said of every frame is said of the last one
  },
  refused: draw,
  repaint: chart,
  view: () => ({ gradients: wanted() }),
};
