/* A selected unit in the inspector: the sum that it makes of what comes in, its activation, and the gradient of each part. */

import { $, fill, say } from "../lib/dom.js";
import * as numbers from "../lib/numbers.js";
import * as names from "../network/names.js";
import * as selection from "../network/selection.js";
import * as tensors from "../wire/tensors.js";

const SPACE = "\u00a0"; // no line ends here

/** @type {Setup} */
let setup;

/** @param {number} value */
const short = (value) => numbers.weight(value);

/** Its name; of a unit with several pieces also which one.
    @param {Target} target
    @param {number} units */
export const title = (target, units) =>
  names.heading(target, target.column === undefined ? null : Math.floor(target.column / units) + 1);

/** `z = 0.32 X₁ − 0.51 X₂ + 0.10`, for each piece.
    @param {LayerNumbers} numbers
    @param {Experiment} experiment
    @param {Unit} target
    @param {number} piece */
function sum(numbers, experiment, { layer, unit }, piece) {
  const column = piece * numbers.units + unit;
  const terms = Array.from({ length: numbers.inputs }, (_, input) => ({
    value: numbers.weights[input * numbers.columns + column],
    factor: `${SPACE}${names.symbol(experiment, layer, input)}`,
  }));
  const name = numbers.columns > numbers.units ? `z${names.digits(piece + 1)}` : "z";
  return [...terms, { value: numbers.biases[column], factor: "" }].reduce((text, { value, factor }, i) => {
    const sign = value < 0 ? "−" : "+";
    const between = i ? ` ${sign}${SPACE}` : value < 0 ? "−" : "";
    return `${text}${between}${short(Math.abs(value))}${factor}`;
  }, `${name} = `);
}

/** The parameters of its activation that a unit learns, with its layer or for itself: symbols, and where they are.
    @param {Experiment} experiment
    @param {Unit} target */
function learned({ hidden }, { layer, unit }) {
  if (!hidden[layer]) return [];
  const { symbols, perUnit } = tensors.learns(hidden[layer]);
  return symbols.map((symbol, i) => ({ symbol, place: perUnit ? i * hidden[layer].units + unit : i, perUnit }));
}

/** @param {Experiment} experiment
    @param {Unit} target
    @param {LayerNumbers} values */
function activation(experiment, target, { learned: values }) {
  const { hidden, output } = experiment;
  /** @type {Partial<HiddenLayer> & { activation: string }} */
  const { activation: key, formula, parameter: given } = hidden[target.layer] ?? { activation: output };
  const { formula: usual, parameter: about } = setup.activations[key];
  const value = given ?? about?.default;
  const known = learned(experiment, target).map(({ symbol, place }) => `${symbol} = ${short(values[place])}`);
  const chosen = about && value !== undefined ? [`${about.symbol} = ${numbers.exact(value)}`] : [];
  return [`f(z) = ${formula ?? usual}`, ...(known.length ? known : chosen)].join(", ");
}

/** Show a unit as it is in a frame.
    @param {Frame} shown
    @param {Unit} chosen
    @param {LayerNumbers[]} layers
    @param {LayerValues[]} gradients */
export function show({ experiment }, chosen, layers, gradients) {
  const numbers = layers[chosen.layer];
  const { layer, unit: number } = chosen;
  const pieces = Array.from({ length: numbers.columns / numbers.units }, (_, piece) => piece);
  say($("inspector-formula"), pieces.map((piece) => sum(numbers, experiment, chosen, piece)).join("\n"));
  say($("inspector-activation"), activation(experiment, chosen, numbers));
  /** @type {Numeric[]} */
  const all = Array.from({ length: numbers.inputs }, (_, input) => ({ kind: "weight", layer, unit: number, input }));
  all.push({ kind: "bias", layer, unit: number });
  const parameters = pieces.flatMap((piece) =>
    all.map((target) => (pieces.length > 1 ? { ...target, column: piece * numbers.units + number } : target)),
  );
  const table = $("inspector-rows");
  const own = learned(experiment, chosen);
  const { texts } = setup;
  const names = [
    ...parameters.map((target) => title(target, numbers.units)),
    ...own.map(({ symbol, perUnit }) => fill(perUnit ? texts.learnedByUnit : texts.learnedByLayer, { symbol })),
  ];
  if (names.some((name, i) => table.rows[i]?.dataset.name !== name) || table.rows.length !== names.length) {
    table.replaceChildren(
      ...parameters.map((target, i) => row(experiment, target, names[i], numbers.units)),
      ...own.map((_, i) => rowOf(names[parameters.length + i], names[parameters.length + i])),
    );
  }
  own.forEach(({ place }, i) => {
    const [, value, gradient] = table.rows[parameters.length + i].cells;
    say(value, short(numbers.learned[place]));
    say(gradient, short(gradients[layer].learned[place]));
  });
  parameters.forEach((target, i) => {
    const [, value, gradient] = table.rows[i].cells;
    const where = { ...target, column: tensors.columnOf(layers, target) };
    say(value, short(tensors.value(layers, where)));
    say(gradient, short(tensors.value(gradients, where)));
  });
}

/** A sum of a unit, by its name if it has one.
    @param {Experiment} experiment
    @param {Numeric} target
    @param {number} column
    @param {number} units */
function sumOf(experiment, { layer }, column, units) {
  const piece = Math.floor(column / units) + 1;
  return names.sumName(experiment, layer, piece) ?? `z${names.digits(piece)}`;
}

/** A row of the table of what a unit adds up.
    @param {Experiment} experiment
    @param {Numeric} target
    @param {string} name
    @param {number} units */
function row(experiment, target, name, units) {
  const button = Object.assign(document.createElement("button"), { type: "button" });
  button.textContent = target.kind === "bias" ? setup.texts.bias : names.symbol(experiment, target.layer, target.input);
  if (target.column !== undefined) button.textContent += ` (${sumOf(experiment, target, target.column, units)})`;
  button.setAttribute("aria-label", name);
  button.addEventListener("click", () => {
    selection.select(target);
    $("inspector-name").focus(); // the button is gone
  });
  return rowOf(name, button);
}

/** A row with a head, and places for a value and its gradient.
    @param {string} name
    @param {HTMLElement | string} inside */
function rowOf(name, inside) {
  const head = Object.assign(document.createElement("th"), { scope: "row" });
  head.append(inside);
  const element = document.createElement("tr");
  element.dataset.name = name;
  element.append(head, document.createElement("td"), document.createElement("td"));
  return element;
}

/** @param {Setup} given */
export const begin = (given) => (setup = given);
