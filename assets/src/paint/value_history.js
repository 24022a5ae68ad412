/* The past of a weight or bias: a line over the epochs, its range at the left, and a dot where we are. */

import * as theme from "../lib/colors.js";
import * as numbers from "../lib/numbers.js";
import * as painting from "./paint.js";

const HEIGHT = 112;
const LEFT = 46;
const RIGHT = 10;
const TOP = 8;
const BOTTOM = 20;
const LEAST = 1e-3; // the range of what hardly moves at all

/** Draw points {epoch, value, now}, `width` CSS pixels wide.
    @param {HTMLCanvasElement} canvas
    @param {{ epoch: number, value: number, now: boolean }[]} points
    @param {number} width */
export function draw(canvas, points, width) {
  const { ink, faint, grid } = theme.current();
  const context = painting.fit(canvas, width, HEIGHT);
  const values = points.map(({ value }) => value);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const [middle, range] = [(low + high) / 2, Math.max(high - low, LEAST)];
  const [first, last] = [points[0].epoch, points[points.length - 1].epoch];
  /** @param {number} epoch */
  const x = (epoch) => LEFT + ((epoch - first) / Math.max(1, last - first)) * (width - LEFT - RIGHT);
  /** @param {number} value */
  const y = (value) => TOP + (0.5 - (value - middle) / range) * (HEIGHT - TOP - BOTTOM);

  context.font = "11px system-ui, sans-serif";
  context.lineWidth = 1;
  context.textAlign = "right";
  context.textBaseline = "middle";
  for (const value of high > low ? [high, low] : [middle]) {
    context.strokeStyle = grid;
    context.beginPath();
    context.moveTo(LEFT, y(value));
    context.lineTo(width - RIGHT, y(value));
    context.stroke();
    context.fillStyle = faint;
    context.fillText(numbers.weight(value), LEFT - 6, y(value));
  }
  context.textBaseline = "bottom";
  context.textAlign = "left";
  context.fillText(numbers.exact(first), LEFT, HEIGHT);
  context.textAlign = "right";
  if (last > first) context.fillText(numbers.exact(last), width - RIGHT, HEIGHT);

  context.strokeStyle = ink;
  context.lineWidth = 1.5;
  context.lineJoin = "round";
  context.beginPath();
  points.forEach(({ epoch, value }) => context.lineTo(x(epoch), y(value)));
  context.stroke();
  const current = points.findLast(({ now }) => now);
  if (!current) return;
  context.fillStyle = ink;
  context.beginPath();
  context.arc(x(current.epoch), y(current.value), 3, 0, 2 * Math.PI);
  context.fill();
}
