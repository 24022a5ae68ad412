/* What is written into the chart of a race, as Plotly's annotations: the lanes' names where their curves end, and a flag
   where a lane crossed the finish line. */

import { inCharts } from "../lib/chart_text.js";
import * as laneColors from "../lib/lane_colors.js";
import { short, spread } from "./chart_ends.js";

const SIZE = 11; // px
const APART = 1; // more than its size from one name to the next
const MOST = 0.24; // of the chart's width is left to names
const AIR = 4;

/** What all of them have in common; a lane that is not highlighted steps back.
    @param {number} lane
    @param {number | null} isolated */
const look = (lane, isolated) => ({
  showarrow: false,
  opacity: isolated === null || isolated === lane ? 1 : 0.3,
});

/** The names, and what the plot leaves free for them.
    @param {Curve[]} data the curves of the lanes, and others after them
    @param {string[]} lanes what they are called
    @param {[number, number]} range of the axis
    @param {(value: number) => number} place of a number on it
    @param {number} height of the plot
    @param {number | null} isolated
    @param {number} size of the letters */
export function names(data, lanes, [low, high], place, height, isolated, size = SIZE) {
  const pen = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  pen.font = `${size}px system-ui, sans-serif`;
  const most = MOST * document.querySelector(".curve-chart").clientWidth;
  /** @param {string} text */
  const width = (text) => pen.measureText(text).width;
  const ends = lanes.flatMap((name, i) => {
    const last = data[i].y.findLast((value) => value !== null) ?? null;
    return last === null ? [] : [{ i, at: place(last), text: short(name, most, width) }];
  });
  const wanted = ends.map(({ at }) => (height * (high - at)) / (high - low));
  const places = spread(wanted, height, size + APART);
  return {
    room: Math.ceil(Math.max(0, ...ends.map(({ text }) => width(text)))) + 3 * AIR,
    annotations: ends.map(({ i, at, text }, n) => ({
      ...look(i, isolated),
      name: "end",
      text: inCharts(text),
      xref: "paper",
      x: 1,
      xanchor: "left",
      xshift: AIR,
      y: at,
      yanchor: "middle",
      yshift: wanted[n] - places[n],
      font: { size, color: laneColors.color(i) },
    })),
  };
}

/** The flags; those of lanes that crossed the line together stand one above the other.
    @param {(number | undefined)[]} crossed at which epoch each lane did
    @param {number} at where the line is
    @param {number | null} isolated */
export const flags = (crossed, at, isolated) =>
  crossed.flatMap((epoch, i) =>
    epoch === undefined
      ? []
      : {
          ...look(i, isolated),
          name: "flag",
          text: "⚑",
          x: epoch,
          xanchor: "left",
          xshift: -3,
          y: at,
          yanchor: "bottom",
          yshift: -4 + 10 * crossed.slice(0, i).filter((other) => other === epoch).length,
          font: { size: 14, color: laneColors.color(i) },
        },
  );
