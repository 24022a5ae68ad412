/* How the small picture of a row is painted. Whoever paints calls `begin` first, with the colors of classes. */

import * as theme from "../lib/colors.js";
import * as classes from "../paint/classes.js";
import * as lineMap from "../paint/line_map.js";
import * as painting from "../paint/paint.js";
import { LINE, MOST, NONE, read } from "./small.js";

const picture = document.createElement("canvas"); // of which is painted what goes elsewhere

export { begin } from "../paint/classes.js";
export { small } from "./small.js";

/** @param {CanvasRenderingContext2D} context
    @param {number} size
    @param {number[]} levels */
function drawLine(context, size, levels) {
  const { surface, train } = theme.current();
  context.fillStyle = surface;
  context.fillRect(0, 0, size, size);
  context.fillStyle = train;
  for (let at = LINE; at < levels.length; at += 2) {
    context.beginPath();
    context.arc(
      (levels[at] / MOST) * size,
      (1 - levels[at + 1] / MOST) * size,
      Math.max(1.1, size / 60),
      0,
      2 * Math.PI,
    );
    context.fill();
  }
  const curve = levels.slice(0, LINE).map((its) => (its === NONE ? null : its / MOST));
  lineMap.stroke(context, curve, { low: 0, high: 1 }, { left: 0, top: 0, size }, Math.max(1.5, size / 60));
}

/** Paint a picture at its own size.
    @param {NonNullable<ReturnType<typeof read>>} its */
function drawPicture(its) {
  const bytes = Uint8Array.from(its.levels, (each) => (each === NONE ? 0 : 1 + Math.round((254 * each) / MOST)));
  if (its.kind === "o") painting.pictures(picture, bytes, its.side, theme.current().smooth);
  else classes.map(picture, bytes, its.side, { count: its.count, oneHot: its.kind === "c" }, false);
}

/** Paint the picture of a row over a square canvas, at the size that the canvas has; whether there is one. Without one it is
    empty.
    @param {HTMLCanvasElement} canvas
    @param {import("./types.js").Row} row */
export function paint(canvas, row) {
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const size = canvas.width;
  context.clearRect(0, 0, size, canvas.height);
  const its = read(row.map);
  if (!its) return false;
  if (its.kind === "y") {
    drawLine(context, size, its.levels);
    return true;
  }
  drawPicture(its);
  context.imageSmoothingQuality = "high";
  context.drawImage(picture, 0, 0, size, size);
  return true;
}

/** The address of an image of it, of which a page can have many: to a browser each canvas is a layer of its own. Empty
    without a picture.
    @param {import("./types.js").Row} row
    @param {number} size of a line; other pictures have their own */
export function address(row, size) {
  const its = read(row.map);
  if (!its) return "";
  if (its.kind === "y") {
    Object.assign(picture, { width: size, height: size });
    drawLine(/** @type {CanvasRenderingContext2D} */ (picture.getContext("2d")), size, its.levels);
  } else drawPicture(its);
  return picture.toDataURL();
}
