/* The map of a run as a picture of any size, with its points: for the run table, reports and snapshots. What is kept or
   printed has the colors of paper, whatever the theme of the page. */

import * as theme from "../lib/colors.js";
import * as classes from "../paint/classes.js";
import * as lineMap from "../paint/line_map.js";
import * as painting from "../paint/paint.js";
import * as codec from "../wire/codec.js";
import { OUTPUT_PIXELS } from "../wire/contract.js";

const SMALL = 112; // px, of a row's picture
const RADIUS = 1 / 70; // of a point, as a share of the picture

const atlas = document.createElement("canvas"); // the map at its own size

/** The data of a lane as they are drawn.
    @param {Lane} lane
    @returns {ShownData} */
export const dataOf = ({ data, experiment }) => ({
  ...data,
  points: codec.points(data.points),
  several: classes.kind(experiment),
  two: experiment.problem === "classification",
});

/** What of a picture can be another way: whether only the likeliest class is shown, whether test points are, the side of
    its map in pixels.
    @typedef {{ discrete?: boolean, test?: boolean, pixels?: number }} How */

/** Paint a map on a square.
    @param {CanvasRenderingContext2D} context
    @param {Box} box
    @param {Pick<Frame, "outputs" | "curve">} frame
    @param {ShownData} data
    @param {How} [how] */
export function paint(context, box, frame, data, { discrete = false, test = false, pixels = OUTPUT_PIXELS } = {}) {
  const { left, top, size } = box;
  const count = test ? data.points.length / 3 : data.train;
  const radius = Math.max(1.1, size * RADIUS);
  if (data.curve) {
    const scaled = lineMap.scale(data);
    context.fillStyle = theme.current().surface;
    context.fillRect(left, top, size, size);
    painting.dots(context, scaled.data, count, box, radius);
    if (frame.curve) lineMap.stroke(context, frame.curve, scaled, box, Math.max(1, size / 90));
    return;
  }
  const bytes = codec.pixels(frame.outputs ?? "", pixels);
  if (data.several) classes.map(atlas, bytes, pixels, data.several, discrete);
  else painting.pictures(atlas, bytes, pixels, theme.current()[discrete ? "split" : "smooth"]);
  context.drawImage(atlas, left, top, size, size);
  painting.dots(context, data, count, box, radius);
}

/** A small picture of a frame, as an address of its own.
    @param {Frame} frame
    @param {Lane} lane
    @param {How} [how] */
export function small(frame, lane, how) {
  return theme.onPaper(() => {
    const canvas = Object.assign(document.createElement("canvas"), { width: SMALL, height: SMALL });
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    paint(context, { left: 0, top: 0, size: SMALL }, frame, dataOf(lane), how);
    return canvas.toDataURL("image/png");
  });
}
