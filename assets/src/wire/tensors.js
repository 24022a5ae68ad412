/* The state of a network: its numbers, read from the byte form in which the server sends it and changed in it. */

import * as codec from "./codec.js";
import { A_LEARNED, HEADER_BYTES, SIZES_BYTES } from "./contract.js";

/** @type {Record<string, ActivationAbout>} */
let activations;

/** The symbols of the parameters of its activation that a layer learns, and whether each unit has its own.
    @param {HiddenLayer} layer */
export function learns({ activation, formula }) {
  const { learned, perUnit } = activations[activation];
  return { symbols: formula?.endsWith(A_LEARNED) ? ["a"] : learned, perUnit };
}

/** How many numbers a layer learns beside its weights and biases.
    @param {HiddenLayer} layer */
function learnedCount(layer) {
  const { symbols, perUnit } = learns(layer);
  return symbols.length * (perUnit ? layer.units : 1);
}

/** Of every layer: weights (row by row, one row per input), biases and learned parameters, as views of the bytes.
    A unit that is a maximum of pieces has several columns; the first pieces of all units come first.
    @param {Uint8Array<ArrayBuffer>} data
    @param {Experiment} experiment */
function read(data, experiment) {
  const view = new DataView(data.buffer);
  const count = view.getUint16(6, true);
  let offset = HEADER_BYTES + SIZES_BYTES * count;
  /** @param {number} length */
  const take = (length) => {
    const numbers = new Float64Array(data.buffer, offset, length);
    offset += 8 * length;
    return numbers;
  };
  return Array.from({ length: count }, (_, layer) => {
    const sizes = HEADER_BYTES + SIZES_BYTES * layer;
    const inputs = view.getUint32(sizes, true);
    const columns = view.getUint32(sizes + 4, true);
    const hidden = experiment.hidden[layer];
    const units = hidden ? hidden.units : columns;
    const [weights, biases] = [take(inputs * columns), take(columns)];
    const learned = take(hidden ? learnedCount(hidden) : 0);
    return { inputs, units, columns, weights, biases, learned };
  });
}

/** @param {string} text
    @param {Experiment} experiment */
export const parameters = (text, experiment) => read(codec.bytes(text), experiment);

/** The column of a link's weight, of several pieces that of the strongest.
    @param {LayerValues} numbers
    @param {number} input
    @param {number} unit */
export function strongest({ units, columns, weights }, input, unit) {
  let best = unit;
  for (let column = unit; column < columns; column += units) {
    if (Math.abs(weights[input * columns + column]) > Math.abs(weights[input * columns + best])) best = column;
  }
  return best;
}

/** The column that is meant: the one that is named, or the strongest.
    @param {LayerValues[]} layers
    @param {Numeric} what */
export function columnOf(layers, what) {
  const { layer, unit, column } = what;
  return column ?? (what.kind === "weight" ? strongest(layers[layer], what.input, unit) : unit);
}

/** A weight or bias.
    @param {LayerValues[]} layers
    @param {Numeric} what */
export function value(layers, what) {
  const { weights, biases, columns } = layers[what.layer];
  const column = columnOf(layers, what);
  return what.kind === "bias" ? biases[column] : weights[what.input * columns + column];
}

/** The state with another weight or bias; a weight that L1 had set to zero for good is free again.
    @param {string} text
    @param {Experiment} experiment
    @param {Numeric} what
    @param {number} value */
export function changed(text, experiment, what, value) {
  const { layer } = what;
  const data = codec.bytes(text);
  const layers = read(data, experiment);
  const { weights, biases, columns } = layers[layer];
  const column = columnOf(layers, what);
  if (what.kind === "bias") biases[column] = value;
  else {
    const place = what.input * columns + column;
    weights[place] = value;
    const killed = layers.slice(layer).reduce((sum, its) => sum + Math.ceil((its.inputs * its.columns) / 8), 0);
    data[data.length - killed + (place >> 3)] &= ~(0x80 >> (place & 7));
  }
  return codec.text(data);
}
export const part = {
  /** @param {Setup} setup */
  begin: (setup) => ({ activations } = setup),
};
