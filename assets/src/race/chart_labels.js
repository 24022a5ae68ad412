/* What is written into the chart of a race, as Plotly's annotations: the lanes' names where their curves end, and a flag
   where a lane crossed the finish line. */

import * as chartNames from "../lib/chart_names.js";
import * as laneColors from "../lib/lane_colors.js";

/** A lane that is not highlighted steps back.
    @param {number} lane
    @param {number | null} isolated */
const opacity = (lane, isolated) => (isolated === null || isolated === lane ? 1 : 0.3);

/** The names, and what the plot leaves free for them.
    @param {Curve[]} data the curves of the lanes, and others after them
    @param {string[]} lanes what they are called
    @param {[number, number]} range of the axis
    @param {(value: number) => number} place of a number on it
    @param {number} height of the plot
    @param {number | null} isolated
    @param {number} [size] of the letters */
export function names(data, lanes, range, place, height, isolated, size) {
  const ends = lanes.flatMap((text, i) => {
    const last = data[i].y.findLast((value) => value !== null) ?? null;
    if (last === null) return [];
    return { text, at: place(last), color: laneColors.color(i), opacity: opacity(i, isolated) };
  });
  return chartNames.names(ends, range, height, document.querySelector(".curve-chart").clientWidth, size);
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
          showarrow: false,
          opacity: opacity(i, isolated),
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
