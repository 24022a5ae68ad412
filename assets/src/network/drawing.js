/* The network drawing: units with their pictures, links as wide and colored as their weights, biases. What somebody
   points at or has selected is marked. */

import * as theme from "../lib/colors.js";
import { presented } from "../lib/presented.js";
import * as classes from "../paint/classes.js";
import * as painting from "../paint/paint.js";
import * as places from "../paint/places.js";
import * as codec from "../wire/codec.js";
import { UNIT_PIXELS } from "../wire/contract.js";
import * as tensors from "../wire/tensors.js";
import * as selection from "./selection.js";

const BIAS = 8;
export const RADIUS = 5; // px, of a picture's corners
const MOST_DASHED = 150; // links; dashes cost as much as all the rest of a large network's picture

const atlas = document.createElement("canvas");
const still = window.matchMedia("(prefers-reduced-motion: reduce)");
/** @type {Layout} */
let layout; // where everything is
let stale = true; // and is no more: look again
/** @type {LayerNumbers[]} */
let layers; // the parameters that were drawn last

/** How wide a link is drawn.
    @param {number} weight */
export const width = (weight) => (presented() ? 1.6 : 1) * (1 + Math.min(5, Math.abs(weight)) * 1.8);
/** @param {Target[]} marks
    @param {string} kind
    @param {number} layer
    @param {number} unit */
const among = (marks, kind, layer, unit) =>
  marks.some((target) => target.kind === kind && target.layer === layer && target.unit === unit);

/** @param {CanvasRenderingContext2D} context
    @param {number} epoch
    @param {(value: number) => string} css */
function links(context, epoch, css) {
  if (layout.links.reduce((sum, { length }) => sum + length, 0) <= MOST_DASHED) {
    context.setLineDash([9, 1]);
    context.lineDashOffset = still.matches ? 0 : -epoch / 3;
  }
  context.lineCap = "butt";
  layers.forEach((numbers, layer) => {
    const { inputs, units } = numbers;
    for (let unit = 0; unit < units; unit++) {
      for (let input = 0; input < inputs; input++) {
        const { path, shifts } = layout.links[layer][unit * inputs + input];
        shifts.forEach((shift, sum) => {
          const column = shifts.length > 1 ? sum * units + unit : tensors.strongest(numbers, input, unit);
          const weight = numbers.weights[input * numbers.columns + column];
          context.strokeStyle = css(weight);
          context.lineWidth = width(weight) / shifts.length;
          along(context, path, shift);
        });
      }
    }
  });
  context.setLineDash([]);
}

/** Draw a line, moved down by some pixels.
    @param {CanvasRenderingContext2D} context
    @param {Path2D} path
    @param {number} shift */
function along(context, path, shift) {
  context.translate(0, shift);
  context.stroke(path);
  context.translate(0, -shift);
}

/** The links that are pointed at or selected, on top of all others and with a rim.
    @param {CanvasRenderingContext2D} context
    @param {Target[]} marks
    @param {Colors} colors */
function markedLinks(context, marks, { ink, surface, css }) {
  for (const target of marks) {
    if (target.kind !== "weight") continue;
    const weight = value(target);
    const { path, shifts } = places.linkOf(layout, target);
    const sum = Math.floor(tensors.columnOf(layers, target) / layers[target.layer].units);
    /** @type {[string, number][]} */
    const rims = [
      [ink, 5],
      [surface, 2],
      [css(weight), 0],
    ];
    for (const [color, more] of rims) {
      context.strokeStyle = color;
      context.lineWidth = width(weight) / shifts.length + more;
      along(context, path, shifts[sum] ?? 0);
    }
  }
}

/** @param {CanvasRenderingContext2D} context
    @param {Place} place
    @param {number} more */
function outline(context, { left, y, side }, more) {
  context.beginPath();
  context.roundRect(left - more, y - side / 2 - more, side + 2 * more, side + 2 * more, RADIUS + more);
}

/** @param {CanvasRenderingContext2D} context
    @param {Place} place
    @param {HTMLCanvasElement} source
    @param {[number, number, number]} part
    @param {{ pointed: boolean, selected: boolean }} mark
    @param {Colors} colors */
function box(context, place, source, [sx, sy, size], { pointed, selected }, { ink }) {
  const { left, y, side } = place;
  context.save();
  outline(context, place, 0);
  context.clip();
  context.drawImage(source, sx, sy, size, size, left, y - side / 2, side, side);
  context.restore();
  context.strokeStyle = ink;
  context.lineWidth = pointed || selected ? 3 : 1.5;
  outline(context, place, 0);
  context.stroke();
  if (!selected) return;
  context.lineWidth = 1.5;
  outline(context, place, 4);
  context.stroke();
}

/** @param {CanvasRenderingContext2D} context
    @param {Place} place
    @param {number} number
    @param {boolean} marked
    @param {Colors} colors */
function bias(context, place, number, marked, { ink, surface, css }) {
  const [x, y] = places.biasOf(place);
  const side = marked ? BIAS + 4 : BIAS;
  context.fillStyle = css(number);
  context.strokeStyle = surface;
  context.lineWidth = marked ? 4 : 1.5;
  context.beginPath();
  context.roundRect(x - side / 2, y - side / 2, side, side, 1.5);
  context.fill();
  context.stroke();
  context.strokeStyle = ink;
  context.lineWidth = marked ? 2 : 0.75;
  context.stroke();
}

/** Draw a frame; `map` is a canvas that shows the outputs already, one below the other.
    @param {Frame} frame
    @param {Experiment} experiment
    @param {Setup} setup
    @param {HTMLCanvasElement} map
    @param {boolean} discrete */
export function draw(frame, experiment, setup, map, discrete) {
  const root = document.getElementById("network");
  const canvas = document.getElementById("network-canvas");
  const colors = theme.current();
  if (stale) layout = places.look(root, experiment, setup);
  stale = false;
  layers = tensors.parameters(frame.state, experiment);
  /** @param {Target | null} target */
  const fits = (target) => target && target.kind !== "feature" && selection.has(experiment, target);
  const [pointed, selected] = [selection.at, selection.selected].map((target) =>
    target && fits(target) ? [target] : [],
  );
  const marks = [...pointed, ...selected];
  const context = painting.fit(canvas, layout.width, layout.height);
  links(context, frame.epoch, colors.css);
  markedLinks(context, marks, colors);

  const size = UNIT_PIXELS;
  if (frame.units) {
    const pixels = codec.pixels(frame.units, size);
    painting.pictures(atlas, pixels, size, discrete ? colors.split : colors.smooth);
  }
  const several = classes.kind(experiment);
  const output = layout.columns.length - 1;
  let index = 0;
  layout.columns.forEach((column, layer) =>
    column.forEach((place, unit) => {
      /** @type {[number, number, number]} */
      const part = layer < output ? [0, size * index++, size] : [0, several ? map.width * unit : 0, map.width];
      const mark = { pointed: among(pointed, "unit", layer, unit), selected: among(selected, "unit", layer, unit) };
      if (layer === output) arrow(context, place, several ? classes.css(unit) : colors.faint);
      box(context, place, layer < output ? atlas : map, part, mark, colors);
      bias(context, place, layers[layer].biases[unit], among(marks, "bias", layer, unit), colors);
    }),
  );
}

/** From an output unit to the map.
    @param {CanvasRenderingContext2D} context
    @param {Place} place
    @param {string} color */
function arrow(context, { right, y }, color) {
  context.strokeStyle = color;
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(right + 3, y);
  context.lineTo(layout.width - 2, y);
  context.moveTo(layout.width - 7, y - 4);
  context.lineTo(layout.width - 2, y);
  context.lineTo(layout.width - 7, y + 4);
  context.stroke();
}

/** A weight or bias as it was drawn last.
    @param {Numeric} target */
export const value = (target) => tensors.value(layers, target);

/** How many weights a link or unit's bias has: more than one if the unit has several weighted sums.
    @param {Numeric} target */
export const pieces = ({ layer }) => layers[layer].columns / layers[layer].units;

/** The page has moved things, or the network has another shape: look again before the next drawing. */
export const moved = () => (stale = true);

/** Where the units of each layer are, as far as that is known.
    @returns {Layout["columns"]} */
export const columns = () => (stale ? [] : layout.columns);

/** What lies at a point of the drawing, or null.
    @param {number} x
    @param {number} y
    @param {number} reach */
export const hit = (x, y, reach) => (stale ? null : places.hit(layout, x, y, reach));

/** A point of the window at which something is, or beside which its card is to be.
    @param {Unit | Numeric} target
    @param {boolean} [beside]
    @returns {Spot} */
export function spot(target, beside = false) {
  const { left, top } = document.getElementById("network").getBoundingClientRect();
  const [x, y] = places.spot(layout, target);
  const away = beside && target.kind === "unit" ? layout.columns[0][0].side / 2 : 0;
  return [left + x + away, top + y - (away && away + 16)];
}
