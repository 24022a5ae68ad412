/* Data with one input: the output as a line over X₁ through the data points, in place of the map. */

import * as theme from "../lib/colors.js";
import { $, fill } from "../lib/dom.js";
import { letters, pen } from "../lib/presented.js";
import { AXIS_LIMIT } from "../wire/contract.js";
import * as dataNames from "./data_names.js";
import { scale } from "./line_scale.js";
import * as painting from "./paint.js";

export { scale } from "./line_scale.js";

const LETTERS = 10; // px, at the axes
const POINT_RADIUS = 3.4;
const LINE_WIDTH = 2.5;

/** @type {TextsOf<"playground">} */
let texts;
/** @typedef {import("./line_scale.js").Scaled} Scaled */
/** @type {Scaled} */
let scaled; // the data, with points where they are drawn, and the scale of their labels
/** @type {Box & { width: number, height: number }} */
let box; // where the square of the chart is in its figure
let placed = false; // whether it is there for these data

/** @param {number} x */
const across = (x) => box.left + ((x + AXIS_LIMIT) / (2 * AXIS_LIMIT)) * box.size;
/** @param {number} value */
const down = (value) => box.top + ((scaled.high - value) / (scaled.high - scaled.low)) * box.size;

/** A line of the grid; what stands beside it has its color.
    @param {CanvasRenderingContext2D} context
    @param {boolean} zero
    @param {[number, number]} from
    @param {[number, number]} to */
function line(context, zero, from, to) {
  const { ink, grid, faint } = theme.current();
  context.strokeStyle = zero ? faint : grid;
  context.beginPath();
  context.moveTo(...from);
  context.lineTo(...to);
  context.stroke();
  context.fillStyle = zero ? ink : faint;
}

/** @param {CanvasRenderingContext2D} context */
function axes(context) {
  const [right, bottom] = [box.left + box.size, box.top + box.size];
  context.lineWidth = 1;
  context.font = `${letters(box.size, LETTERS)}px system-ui, sans-serif`;
  context.textAlign = "center";
  context.textBaseline = "top";
  const [horizontal, vertical] = [dataNames.axis("x"), dataNames.ticks("label", scaled.low, scaled.high)];
  for (const { at, text, zero } of horizontal.ticks) {
    line(context, zero, [across(at), box.top], [across(at), bottom + 4]);
    painting.below(context, text, across(at), bottom + 6, box.width);
  }
  context.textAlign = "right";
  context.textBaseline = "middle";
  for (const { at, text, zero } of vertical.ticks) {
    line(context, zero, [box.left - 4, down(at)], [right, down(at)]);
    context.fillText(text, box.left - 6, down(at));
  }
  const name = dataNames.column("label").name;
  const title = name ? fill(texts.outputOfColumn, { name }) : texts.outputAxis;
  painting.titles(context, horizontal.title, `${title}${vertical.left}`, box);
}

/** Axes and data points on the place of the map, and the line as it was last.
    @param {HTMLCanvasElement} canvas
    @param {HTMLCanvasElement} map
    @param {Drawn} data
    @param {boolean} showTest
    @param {Frame | null} shown */
export function overlay(canvas, map, data, showTest, shown) {
  if (scaled?.from !== data) scaled = scale(data);
  const frame = /** @type {HTMLElement} */ (canvas.parentElement).getBoundingClientRect();
  const place = map.getBoundingClientRect();
  const [left, top, size] = [place.left - frame.left, place.top - frame.top, place.width];
  box = { left, top, size, width: frame.width, height: frame.height };
  placed = true;
  const context = painting.fit(canvas, box.width, box.height);
  axes(context);
  painting.dots(context, scaled.data, showTest ? data.points.length / 3 : data.train, box, pen(box.size, POINT_RADIUS));
  draw(shown);
}

/** The outputs at even steps over X₁ as a line; where one is no number, it has a gap.
    @param {CanvasRenderingContext2D} context
    @param {(number | null)[]} curve
    @param {Pick<Scaled, "low" | "high">} labels
    @param {Box} place
    @param {number} [width] */
export function stroke(context, curve, { low, high }, { left, top, size }, width = LINE_WIDTH) {
  context.save();
  context.beginPath();
  context.rect(left, top, size, size);
  context.clip();
  context.strokeStyle = theme.current().ink;
  context.lineWidth = width;
  context.lineJoin = "round";
  context.beginPath();
  const last = curve.length - 1;
  let gap = true;
  curve.forEach((value, i) => {
    if (value !== null)
      context[gap ? "moveTo" : "lineTo"](left + (i / last) * size, top + ((high - value) / (high - low)) * size);
    gap = value === null;
  });
  context.stroke();
  context.restore();
}

/** @param {Frame | null} frame */
function draw(frame) {
  if (!frame?.curve || !placed) return;
  stroke(painting.fit($("output-line"), box.width, box.height), frame.curve, scaled, box, pen(box.size, LINE_WIDTH));
}

export const part = {
  /** @param {Setup} setup */
  begin: (setup) => ({ texts } = setup),
  /** @param {unknown} _
      @param {Lane} lane */
  accepted(_, lane) {
    $("output-figure").classList.toggle("line", lane.data.curve);
    placed = false;
  },
  frame: draw,
};
