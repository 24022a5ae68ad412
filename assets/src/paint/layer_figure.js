/* The picture of a layer: f and f' over the range of z, on the histogram of the pre-activations z. Where f is learned, it
   leaves a ghost where it began; where each unit has its own, all of them are there, and f is that of their mean. */

import * as theme from "../lib/colors.js";
import * as numbers from "../lib/numbers.js";
import * as painting from "./paint.js";

const HEIGHT = 164;
const LEFT = 24;
const RIGHT = 12;
const TOP = 8;
const BOTTOM = 22;
const LOWEST = -1.6; // curves may leave the picture: slopes of 1 are to be seen beside values of 10
const HIGHEST = 2.2;
const TALLEST = 0.7; // of the height, for the tallest bar
const GHOST = 1.5; // px, of f as it began
const DOTS = [3, 3];

/** @type {Colors | null} */
let base = null; // the colors of the theme that the others belong to
/** @type {{ slope: string, bar: string, stuck: string, zone: string }} */
let own;

function colors() {
  const current = theme.current();
  if (base !== current) {
    const style = getComputedStyle(document.documentElement);
    /** @param {string} name */
    const variable = (name) => style.getPropertyValue(name).trim();
    own = { slope: variable("--slope"), bar: variable("--bar"), stuck: variable("--stuck"), zone: variable("--flat") };
    base = current;
  }
  return { ...base, ...own };
}

/** The share of the samples' z that lie on a flat part of f; the curves have a point in the middle of every bin.
    @param {LayerLook} look */
export function flatShare({ counts, flat }) {
  const all = counts.reduce((sum, count) => sum + count, 0);
  return all ? counts.reduce((sum, count, bin) => sum + (flat[2 * bin + 1] ? count : 0), 0) / all : 0;
}

/** Draw it `width` CSS pixels wide.
    @param {HTMLCanvasElement} canvas
    @param {LayerLook} look
    @param {number} width */
export function draw(canvas, { limit, counts, f, df, flat, start, units }, width) {
  const { ink, faint, grid, slope, bar, stuck, zone } = colors();
  const context = painting.fit(canvas, width, HEIGHT);
  const [across, down] = [width - LEFT - RIGHT, HEIGHT - TOP - BOTTOM];
  const bottom = TOP + down;
  const high = Math.min(HIGHEST, Math.max(1.2, ...f, ...df, ...start) + 0.1);
  const low = Math.max(LOWEST, Math.min(0, ...f, ...df, ...start) - 0.1);
  /** @param {number} share */
  const x = (share) => LEFT + share * across;
  /** @param {number} value */
  const y = (value) => bottom - ((value - low) / (high - low)) * down;
  const last = df.length - 1;

  context.fillStyle = zone;
  for (let i = 0, from = null; i <= last + 1; i++) {
    const inside = i <= last && flat[i];
    if (inside) from ??= Math.max(0, i - 0.5);
    else if (from !== null) {
      const to = Math.min(last, i - 0.5);
      context.fillRect(x(from / last), TOP, x(to / last) - x(from / last), down);
      from = null;
    }
  }
  const tallest = Math.max(1, ...counts);
  counts.forEach((count, bin) => {
    const height = (count / tallest) * TALLEST * down;
    context.fillStyle = flat[2 * bin + 1] ? stuck : bar;
    context.fillRect(x(bin / counts.length) + 0.5, bottom - height, across / counts.length - 1, height);
  });
  lines(context, { x, y, low, high, bottom, limit }, { ink, faint, grid });
  context.save();
  context.beginPath();
  context.rect(LEFT, TOP, across, down);
  context.clip();
  context.lineJoin = "round";
  context.lineWidth = 1;
  for (const own of units) trace(context, own, x, y, faint, []);
  context.lineWidth = 2;
  trace(context, df, x, y, slope, [5, 3]);
  context.lineWidth = GHOST;
  if (start.length) trace(context, start, x, y, faint, DOTS);
  context.lineWidth = 2;
  trace(context, f, x, y, ink, []);
  context.restore();
}

/** @param {CanvasRenderingContext2D} context
    @param {number[]} values
    @param {(share: number) => number} x
    @param {(value: number) => number} y
    @param {string} color
    @param {number[]} dashes */
function trace(context, values, x, y, color, dashes) {
  context.setLineDash(dashes);
  context.strokeStyle = color;
  context.beginPath();
  values.forEach((value, i) => context.lineTo(x(i / (values.length - 1)), y(value)));
  context.stroke();
}

/** Both axes through 0, and numbers along the edges.
    @param {CanvasRenderingContext2D} context
    @param {{ x: (share: number) => number, y: (value: number) => number, low: number, high: number, bottom: number, limit: number }} its
    @param {Pick<Colors, "ink" | "faint" | "grid">} colors */
function lines(context, { x, y, low, high, bottom, limit }, { ink, faint, grid }) {
  /** @param {number} value */
  const said = (value) => numbers.rounded(value, 3);
  context.font = "10px system-ui, sans-serif";
  context.lineWidth = 1;
  context.strokeStyle = grid;
  context.beginPath();
  context.moveTo(x(0.5), TOP);
  context.lineTo(x(0.5), bottom);
  for (let value = Math.ceil(low); value <= high; value++) {
    context.moveTo(x(0), y(value));
    context.lineTo(x(1), y(value));
    context.fillStyle = value ? faint : ink;
    context.textAlign = "right";
    context.textBaseline = "middle";
    context.fillText(said(value), x(0) - 5, y(value));
  }
  context.stroke();
  context.strokeStyle = faint;
  context.beginPath();
  context.moveTo(x(0), bottom + 0.5);
  context.lineTo(x(1), bottom + 0.5);
  context.textBaseline = "top";
  context.textAlign = "center";
  for (const share of [0, 0.25, 0.5, 0.75, 1]) {
    context.moveTo(x(share), bottom);
    context.lineTo(x(share), bottom + 4);
    context.fillStyle = share === 0.5 ? ink : faint;
    context.fillText(said((2 * share - 1) * limit), x(share), bottom + 7);
  }
  context.stroke();
  context.font = "italic 600 12px system-ui, sans-serif";
  context.fillStyle = ink;
  context.fillText("z", x(0.875), bottom + 5);
}
