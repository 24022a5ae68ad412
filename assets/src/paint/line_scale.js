/* Data with one input: where their labels are on the square of a map. */

import { AXIS_LIMIT } from "../wire/contract.js";

const AIR = 0.25; // of the span of the labels, above them and below

/** @typedef {{ from: Drawn, low: number, high: number, data: Drawn }} Scaled */

/** The scale that the labels fit on, and the points on the square that the axes of a map have.
    @param {Drawn} data
    @returns {Scaled} */
export function scale(data) {
  const points = Float32Array.from(data.points);
  let [low, high] = [Infinity, -Infinity];
  for (let i = 2; i < points.length; i += 3) [low, high] = [Math.min(low, points[i]), Math.max(high, points[i])];
  const air = AIR * (high - low) || 1;
  [low, high] = [low - air, high + air];
  for (let i = 2; i < points.length; i += 3) points[i - 1] = AXIS_LIMIT * (2 * ((points[i] - low) / (high - low)) - 1);
  return { from: data, low, high, data: { ...data, points } };
}
