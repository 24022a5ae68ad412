/* The picture of a function while its formula is typed: f and f' over z. */

import * as theme from "../lib/colors.js";
import * as painting from "./paint.js";

const HEIGHT = 150;
const EDGE = 8;
const TALLEST = 4; // curves may leave the picture

/** Draw it `width` CSS pixels wide; what is no number is left out.
    @param {HTMLCanvasElement} canvas
    @param {{ z: number[], f: number[], df: number[] }} curve
    @param {number} width */
export function draw(canvas, { z, f, df }, width) {
  const { ink, faint } = theme.current();
  const slope = getComputedStyle(document.documentElement).getPropertyValue("--slope").trim();
  const context = painting.fit(canvas, width, HEIGHT);
  const all = [...f, ...df].filter((value) => Math.abs(value) <= TALLEST);
  const [low, high] = [Math.min(-1, ...all) - 0.2, Math.max(1, ...all) + 0.2];
  const [first, last] = [z[0], z[z.length - 1]];
  /** @param {number} value */
  const x = (value) => EDGE + ((value - first) / (last - first)) * (width - 2 * EDGE);
  /** @param {number} value */
  const y = (value) => HEIGHT - EDGE - ((value - low) / (high - low)) * (HEIGHT - 2 * EDGE);
  /** @param {number[]} values
      @param {string} color
      @param {number[]} dashes */
  const trace = (values, color, dashes) => {
    context.beginPath();
    let isOn = false;
    values.forEach((value, i) => {
      const inside = Math.abs(value) < 100;
      if (inside && isOn) context.lineTo(x(z[i]), y(value));
      else if (inside) context.moveTo(x(z[i]), y(value));
      isOn = inside;
    });
    context.strokeStyle = color;
    context.setLineDash(dashes);
    context.stroke();
  };
  context.lineWidth = 1;
  context.strokeStyle = faint;
  context.beginPath();
  context.moveTo(EDGE, y(0));
  context.lineTo(width - EDGE, y(0));
  context.moveTo(x(0), EDGE);
  context.lineTo(x(0), HEIGHT - EDGE);
  context.stroke();
  context.lineWidth = 2;
  trace(df, slope, [5, 3]);
  trace(f, ink, []);
}
