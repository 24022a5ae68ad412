/* Several classes or labels: their colors, their shapes, and maps of them. */

import * as theme from "../lib/colors.js";
import * as dataNames from "./data_names.js";

/** @type {number[][]} */
let colors = []; // [red, green, blue] of each
/** @type {Pick<OutputLayer, "problem" | "fewest" | "oneHot">[]} */
let outputs = [];

/** @param {string} hex */
const channels = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
/** @param {number[]} rgb */
const cssOf = (rgb) => `rgb(${rgb.map(Math.round).join(" ")})`;

/** Of an experiment with several outputs: how many, and whether one of them is right or each by itself; else null.
    @param {Pick<Experiment, "problem"> & Partial<Pick<Experiment, "classes">>} its */
export function kind({ problem, classes }) {
  const layer = outputs.find((entry) => entry.problem === problem);
  if (!layer || layer.fewest < 2) return null;
  return { count: classes ?? layer.fewest, oneHot: layer.oneHot };
}

/** The labels that a number stands for.
    @param {number} label
    @param {Several} several */
export function holding(label, { count, oneHot }) {
  if (oneHot) return [label];
  return Array.from({ length: count }, (_, i) => i).filter((i) => (label >> i) & 1);
}

/** The color of a point: that of its class, or those of its labels mixed.
    @param {number} label
    @param {Several} its */
export function color(label, its) {
  const held = holding(label, its);
  if (!held.length) return theme.current().zeroCss;
  return cssOf([0, 1, 2].map((at) => held.reduce((sum, i) => sum + colors[i][at], 0) / held.length));
}

/** The outline of a point, another one for each class.
    @param {CanvasRenderingContext2D} context
    @param {number} label
    @param {number} x
    @param {number} y
    @param {number} radius */
export function shape(context, label, x, y, radius) {
  const sides = [0, 4, 3, 5, 6, 8][label % 6];
  if (!sides) {
    context.arc(x, y, radius, 0, 2 * Math.PI);
    return;
  }
  const turn = label % 6 === 1 ? Math.PI / 4 : -Math.PI / 2;
  const reach = radius * (sides === 3 ? 1.45 : 1.2);
  for (let i = 0; i < sides; i++) {
    const angle = turn + (2 * Math.PI * i) / sides;
    const near = sides === 8 && i % 2 ? 0.55 : 1; // the last one is a star
    context.lineTo(x + near * reach * Math.cos(angle), y + near * reach * Math.sin(angle));
  }
  context.closePath();
}

/** Paint the map of all outputs together: the color of the likeliest class, the paler the less sure; or of labels
    their colors mixed. `data` holds a picture for each output, 1..255 for 0..1.
    @param {HTMLCanvasElement} canvas
    @param {Uint8Array} data
    @param {number} size
    @param {Several} several
    @param {boolean} discrete */
export function map(canvas, data, size, { count, oneHot }, discrete) {
  const { zero } = theme.current();
  const area = size * size;
  if (canvas.width !== size || canvas.height !== size) Object.assign(canvas, { width: size, height: size });
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const image = context.createImageData(size, size);
  const even = oneHot ? 1 / count : 0;
  for (let i = 0; i < area; i++) {
    let [best, share, total] = [0, -1, 1e-9];
    const mixed = [0, 0, 0];
    for (let k = 0; k < count; k++) {
      let value = (data[k * area + i] - 1) / 254;
      if (!oneHot && discrete) value = value >= 0.5 ? 1 : 0;
      if (value > share) [best, share] = [k, value];
      total += value;
      for (let at = 0; at < 3; at++) mixed[at] += value * colors[k][at];
    }
    const sure = oneHot && discrete ? 1 : Math.max(0, (share - even) / (1 - even));
    for (let at = 0; at < 3; at++) {
      const full = oneHot ? colors[best][at] : mixed[at] / total;
      image.data[4 * i + at] = zero[at] + sure * (full - zero[at]);
    }
    image.data[4 * i + 3] = 255;
  }
  context.putImageData(image, 0, 0);
}

/** The colors of a picture of one output, 1..255 for 0..1, as `paint.pictures` takes them.
    @param {number} index
    @param {boolean} discrete */
export function table(index, discrete) {
  const { zero } = theme.current();
  const bytes = new Uint8ClampedArray(256 * 4);
  for (let byte = 0; byte < 256; byte++) {
    const value = Math.max(0, byte - 1) / 254;
    const share = discrete ? Number(value >= 0.5) : value;
    bytes.set([...zero.map((channel, at) => channel + share * (colors[index][at] - channel)), 255], byte * 4);
  }
  return new Uint32Array(bytes.buffer);
}

/** Paint the pictures of all outputs, one below the other, each from pale to its color.
    @param {HTMLCanvasElement} canvas
    @param {Uint8Array} data
    @param {number} size
    @param {Several} several
    @param {boolean} discrete */
export function pictures(canvas, data, size, { count }, discrete) {
  if (canvas.width !== size || canvas.height !== size * count)
    Object.assign(canvas, { width: size, height: size * count });
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const image = context.createImageData(size, size * count);
  const colors32 = new Uint32Array(image.data.buffer);
  for (let k = 0; k < count; k++) {
    const colorOf = table(k, discrete);
    for (let i = k * size * size; i < (k + 1) * size * size; i++) colors32[i] = colorOf[data[i]];
  }
  context.putImageData(image, 0, 0);
}

/** @param {Pick<RaceSetup, "classColors" | "outputs">} setup */
export function begin(setup) {
  colors = setup.classColors.map(channels);
  outputs = setup.outputs;
}

/** @param {number} index */
export const css = (index) => cssOf(colors[index]);

/** @param {number} index */
export const name = (index) => dataNames.classOf(index);
