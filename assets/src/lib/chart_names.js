/* Names at the right ends of curves, as Plotly's annotations, none of which lies on another. */

import { short, spread } from "./chart_ends.js";
import { inCharts } from "./chart_text.js";

const SIZE = 11; // px
const APART = 1; // more than its size from one name to the next
const MOST = 0.24; // of the chart's width is left to names
const AIR = 4;

/** What ends where: `at` is the place on the axis, in powers of ten if that is logarithmic.
    @typedef {{ text: string, at: number, color: string, opacity?: number }} End */

/** The names, and what the plot leaves free for them.
    @param {End[]} ends
    @param {[number, number]} range of the axis
    @param {number} height of the plot
    @param {number} width of the chart
    @param {number} [size] of the letters */
export function names(ends, [low, high], height, width, size = SIZE) {
  const pen = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  pen.font = `${size}px system-ui, sans-serif`;
  /** @param {string} text */
  const wide = (text) => pen.measureText(text).width;
  const shown = ends.map((end) => ({ ...end, text: short(end.text, MOST * width, wide) }));
  const wanted = shown.map(({ at }) => (height * (high - at)) / (high - low));
  const places = spread(wanted, height, size + APART);
  return {
    room: Math.ceil(Math.max(0, ...shown.map(({ text }) => wide(text)))) + 3 * AIR,
    annotations: shown.map(({ at, text, color, opacity = 1 }, i) => ({
      showarrow: false,
      opacity,
      name: "end",
      text: inCharts(text),
      xref: "paper",
      x: 1,
      xanchor: "left",
      xshift: AIR,
      y: at,
      yanchor: "middle",
      yshift: wanted[i] - places[i],
      font: { size, color },
    })),
  };
}
