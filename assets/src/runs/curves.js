/* Loss curves on a canvas: those of several runs in a report, or of one in a snapshot. Plotly's charts live in the page;
   what is to be printed or saved is drawn here at once. */

import * as ends from "../lib/chart_ends.js";
import * as numbers from "../lib/numbers.js";
import { host } from "./host.js";

const LETTERS = 12; // px
const MARGIN = { left: 58, right: 60, top: 10, bottom: 36 };
const TICKS = 5;
const OVER = 1.25; // a run that diverges goes out of the chart, not the others to its bottom

/** A run's curve: its points are epoch, training and test loss. It has a name for each of both, or one at its end.
    @typedef {{ name: string, trainName?: string, color: string, points: RunRow["curve"] }} Curve */

/** Steps of 1, 2 or 5 times a power of ten from 0.
    @param {number} high */
function ticks(high) {
  const power = 10 ** Math.floor(Math.log10(high / TICKS));
  const step = [1, 2, 5, 10].map((n) => n * power).find((each) => high / each <= TICKS) ?? 10 * power;
  return Array.from({ length: Math.floor(high / step + 1e-9) + 1 }, (_, i) => numbers.nearest(i * step, 12));
}

/** The highest loss that is in sight.
    @param {Curve[]} curves */
function highest(curves) {
  const firsts = curves.flatMap(({ points: [first] }) => (first ? first.slice(1) : []));
  const all = curves.flatMap(({ points }) => points.flatMap((point) => point.slice(1)));
  return Math.min(Math.max(...all), OVER * 2 * Math.max(...firsts)) * 1.04 || 1;
}

/** Draw them: test losses thick, training losses thin.
    @param {CanvasRenderingContext2D} context
    @param {{ left: number, top: number, width: number, height: number }} box
    @param {Curve[]} all
    @param {{ epoch: string, loss: string }} axes */
export function draw(context, box, all, axes) {
  const { ink, grid, faint } = host.theme.current();
  const curves = all.filter(({ points }) => points.length);
  const [left, top] = [box.left + MARGIN.left, box.top + MARGIN.top];
  const [width, height] = [box.width - MARGIN.left - MARGIN.right, box.height - MARGIN.top - MARGIN.bottom];
  const last = Math.max(1, ...curves.map(({ points }) => points[points.length - 1][0]));
  const high = curves.length ? highest(curves) : 1;
  /** @param {number} epoch */
  const x = (epoch) => left + (epoch / last) * width;
  /** @param {number} loss */
  const y = (loss) => top + (1 - loss / high) * height;
  context.save();
  context.font = `${LETTERS}px system-ui, sans-serif`;
  context.lineWidth = 1;
  context.strokeStyle = grid;
  context.fillStyle = ink;
  context.textBaseline = "middle";
  context.textAlign = "right";
  for (const value of ticks(high)) {
    line(context, [left, y(value)], [left + width, y(value)]);
    context.fillText(numbers.exact(value), left - 7, y(value));
  }
  context.textBaseline = "top";
  context.textAlign = "center";
  for (const value of ticks(last)) {
    line(context, [x(value), top + height], [x(value), top + height + 4]);
    context.fillText(numbers.exact(value), x(value), top + height + 6);
  }
  context.fillStyle = faint;
  context.fillText(axes.epoch, left + width / 2, top + height + 21);
  context.translate(box.left + 6, top + height / 2);
  context.rotate(-Math.PI / 2);
  context.fillText(axes.loss, 0, 0);
  context.restore();
  strokes(context, { left, top, width, height }, curves, x, y);
  names(context, { top, height }, curves, x, y);
}

/** @param {CanvasRenderingContext2D} context
    @param {[number, number]} from
    @param {[number, number]} to */
function line(context, from, to) {
  context.beginPath();
  context.moveTo(...from);
  context.lineTo(...to);
  context.stroke();
}

/** @param {CanvasRenderingContext2D} context
    @param {{ left: number, top: number, width: number, height: number }} box
    @param {Curve[]} curves
    @param {(epoch: number) => number} x
    @param {(loss: number) => number} y */
function strokes(context, { left, top, width, height }, curves, x, y) {
  context.save();
  context.beginPath();
  context.rect(left, top - 2, width + 2, height + 4);
  context.clip();
  context.lineJoin = "round";
  for (const { color, points } of curves) {
    context.strokeStyle = color;
    for (const kind of /** @type {const} */ ([1, 2])) {
      context.lineWidth = kind === 1 ? 1 : 2.25;
      context.setLineDash(kind === 1 ? [4, 3] : []);
      context.beginPath();
      for (const point of points) context.lineTo(x(point[0]), y(point[kind]));
      context.stroke();
    }
  }
  context.restore();
}

/** The names at the ends of the curves, none on another one.
    @param {CanvasRenderingContext2D} context
    @param {{ top: number, height: number }} box
    @param {Curve[]} curves
    @param {(epoch: number) => number} x
    @param {(loss: number) => number} y */
function names(context, { top, height }, curves, x, y) {
  const all = curves.flatMap(({ name, trainName, color, points }) => {
    const [epoch, train, test] = points[points.length - 1];
    const named = [{ name, color, at: x(epoch) + 6, loss: test }];
    return trainName ? [...named, { name: trainName, color, at: x(epoch) + 6, loss: train }] : named;
  });
  const wanted = all.map(({ loss }) => Math.max(0, Math.min(height, y(loss) - top)));
  const places = ends.spread(wanted, height, LETTERS + 2);
  context.save();
  context.font = `600 ${LETTERS}px system-ui, sans-serif`;
  context.textBaseline = "middle";
  all.forEach(({ name, color, at }, i) => {
    context.fillStyle = color;
    context.fillText(name, at, top + places[i]);
  });
  context.restore();
}
