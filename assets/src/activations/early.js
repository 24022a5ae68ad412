/* A chart of the page of activations as it is first seen, on a canvas: Plotly, which takes longer than all else of the page,
   is loaded once somebody begins to do something, and draws the same with its own axes. */

import * as theme from "../lib/colors.js";
import * as numbers from "../lib/numbers.js";
import { fit } from "../paint/paint.js";

const TICKS = 6; // about
const FONT = "12px system-ui, sans-serif";

/** Where a tick is: at whole steps of 1, 2 or 5 times a power of ten.
    @param {[number, number]} range */
export function ticks([low, high]) {
  const rough = (high - low) / TICKS;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((times) => times * power).find((size) => size >= rough) ?? rough;
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, i) => (first + i) * step);
}

/** @param {HTMLCanvasElement} canvas
    @param {{ curves: { values: number[], color: string, at: number, kinks: [number, number][] }[], z: number,
      flat: number | null }} its of each curve its value where the probe is, and where it has kinks
    @param {{ x: [number, number], y: [number, number], height: number, name: string,
      margin: { l: number, r: number, t: number, b: number } }} axes */
export function draw(canvas, { curves, z, flat }, { x, y, height, name, margin: { l, r, t, b } }) {
  const width = canvas.parentElement?.clientWidth ?? 0;
  if (!width) return;
  const { ink, faint, grid } = theme.current();
  const context = fit(canvas, width, height);
  const [right, bottom] = [width - r, height - b];
  /** @param {number} value */
  const across = (value) => l + ((value - x[0]) / (x[1] - x[0])) * (right - l);
  /** @param {number} value */
  const down = (value) => bottom - ((value - y[0]) / (y[1] - y[0])) * (bottom - t);
  /** @param {number[]} from
      @param {string} color */
  const line = ([x0, y0, x1, y1], color) => {
    context.strokeStyle = color;
    context.beginPath();
    context.moveTo(x0, y0);
    context.lineTo(x1, y1);
    context.stroke();
  };
  context.font = FONT;
  context.fillStyle = ink;
  context.textAlign = "center";
  for (const at of ticks(x)) {
    line([across(at), t, across(at), bottom], at ? grid : faint);
    context.fillText(numbers.fixed(at, 0), across(at), bottom + 17);
  }
  context.fillText("z", (l + right) / 2, bottom + 34);
  context.textAlign = "right";
  for (const at of ticks(y)) {
    line([l, down(at), right, down(at)], at ? grid : faint);
    context.fillText(numbers.fixed(at, at % 1 ? 1 : 0), l - 5, down(at) + 4);
  }
  context.save();
  context.translate(12, (t + bottom) / 2);
  context.rotate(-Math.PI / 2);
  context.textAlign = "center";
  context.fillText(name, 0, 0);
  context.restore();
  context.save();
  context.beginPath();
  context.rect(l, t, right - l, bottom - t);
  context.clip();
  if (flat !== null) {
    context.fillStyle = faint;
    context.globalAlpha = 0.28;
    context.fillRect(l, down(flat), right - l, down(-flat) - down(flat));
    context.globalAlpha = 1;
  }
  context.lineWidth = 2;
  for (const { values, color } of curves) {
    context.strokeStyle = color;
    context.beginPath();
    values.forEach((value, i) => context.lineTo(across(x[0] + (i * (x[1] - x[0])) / (values.length - 1)), down(value)));
    context.stroke();
  }
  context.setLineDash([3, 3]);
  line([across(z), t, across(z), bottom], ink);
  context.setLineDash([]);
  for (const { color, at, kinks } of curves) {
    context.strokeStyle = context.fillStyle = color;
    for (const [where, value] of [...kinks, /** @type {[number, number]} */ ([z, at])]) {
      context.beginPath();
      context.arc(across(where), down(value), 4, 0, 2 * Math.PI);
      if (where === z && value === at) context.fill();
      else context.stroke();
    }
  }
  context.restore();
}
