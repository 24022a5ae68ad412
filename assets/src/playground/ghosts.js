/* While somebody sets weights and biases by hand, the last borders between the classes stay on the map as ghosts, the
   older the fainter. What trains, or another set-up, has none. */

import * as theme from "../lib/colors.js";
import { contour } from "../paint/contour.js";
import { player } from "../play/player.js";
import { OUTPUT_PIXELS } from "../wire/contract.js";

const MOST = 5;
const MERGE_MS = 300; // what was there for a moment only, on the way to another number, is none

/** @type {Float32Array[]} */
let ghosts = []; // the oldest first
/** @type {{ state: string, epoch: number, pixels: Uint8Array, at: number } | null} */
let before = null;
let link = "";

/** The borders that are drawn.
    @returns {readonly Float32Array[]} */
export const all = () => ghosts;

/** A frame is on the screen; whether there are other ghosts now.
    @param {Frame} frame
    @param {Uint8Array} pixels */
export function follow({ state, epoch, outputs, experiment }, pixels) {
  if (!outputs || experiment.problem !== "classification") return false;
  const last = before;
  if (last?.state === state) return false;
  const at = performance.now();
  before = { state, epoch, pixels, at };
  if (!last) return false;
  if (last.epoch !== epoch || player.playing) return clear();
  if (at - last.at < MERGE_MS) return false;
  ghosts = [...ghosts, contour(last.pixels, OUTPUT_PIXELS)].slice(-MOST);
  return true;
}

/** Forget them; whether there were any. */
function clear() {
  const were = ghosts.length > 0;
  ghosts = [];
  return were;
}

/** Draw them on the map that lies below this canvas, and below what is on it.
    @param {HTMLCanvasElement} canvas
    @param {HTMLCanvasElement} map */
export function paint(canvas, map) {
  if (!ghosts.length) return;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const frame = canvas.getBoundingClientRect();
  const { left, top, width } = map.getBoundingClientRect();
  const { ink, surface } = theme.current();
  context.save();
  context.globalCompositeOperation = "destination-over";
  context.translate(left - frame.left, top - frame.top);
  for (const [i, lines] of [...ghosts].reverse().entries()) {
    const path = new Path2D();
    for (let k = 0; k < lines.length; k += 4) {
      path.moveTo(lines[k] * width, lines[k + 1] * width);
      path.lineTo(lines[k + 2] * width, lines[k + 3] * width);
    }
    context.globalAlpha = 1 - i / (MOST + 1);
    for (const [color, wide] of /** @type {const} */ ([
      [ink, 1.25],
      [surface, 3.25],
    ])) {
      context.strokeStyle = color;
      context.lineWidth = wide;
      context.stroke(path);
    }
  }
  context.restore();
}

/** @type {Part} */
export const part = {
  accepted(_experiment, lane, restarted) {
    if (restarted || lane.link !== link) [ghosts, before] = [[], null];
    link = lane.link;
  },
};
