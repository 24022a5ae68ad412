/* The picture of what a network says, small enough for the row of a seat, as a text:

     KIND COUNT "." LEVELS

   Kinds: "o" one output, "c" one of several classes, "l" several labels: a picture for each output, row by row. "y": the
   data have one input, and the picture is the line of the output, then the training points, x and y of each. A level is one
   of 64 signs; the last one says that there is no number. How it is painted is in map.js. */

import { scale } from "../paint/line_scale.js";
import * as codec from "../wire/codec.js";
import { AXIS_LIMIT, OUTPUT_PIXELS } from "../wire/contract.js";

const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
export const NONE = 63;
export const MOST = 62; // the highest level that is a number
export const LINE = 61; // points of a line
const POINTS = 80; // of the data that are drawn with it
const AREA = 1500; // pixels of all pictures together
const SIDE = { least: 4, most: 28 };
const FORM = /^([ocly])([1-6])\.([\w-]{16,1900})$/;

/** @param {number} share from 0 to 1
    @returns {number} */
const level = (share) => (Number.isFinite(share) ? Math.round(MOST * Math.max(0, Math.min(1, share))) : NONE);
/** @param {number[]} levels */
const text = (levels) => levels.map((its) => SIGNS[its]).join("");

/** A picture of 1..255 (0: no number) as levels, `side` pixels wide: each is the mean of those that it stands for.
    @param {Uint8Array} bytes
    @param {number} pixels
    @param {number} side */
function shrunk(bytes, pixels, side) {
  /** @param {number} at */
  const edge = (at) => Math.floor((at * pixels) / side);
  const levels = [];
  for (let row = 0; row < side; row++)
    for (let column = 0; column < side; column++) {
      let [sum, count] = [0, 0];
      for (let y = edge(row); y < edge(row + 1); y++)
        for (let x = edge(column); x < edge(column + 1); x++) {
          const byte = bytes[y * pixels + x];
          if (byte) [sum, count] = [sum + byte - 1, count + 1];
        }
      levels.push(level(count ? sum / count / 254 : NaN));
    }
  return levels;
}

/** @param {(number | null)[]} curve
    @param {Lane["data"]} data */
function line(curve, data) {
  const drawn = { ...data, points: codec.points(data.points) };
  const { low, high, data: placed } = scale(drawn);
  const values = Array.from({ length: LINE }, (_, i) => curve[Math.round((i * (curve.length - 1)) / (LINE - 1))]);
  const levels = values.map((value) => level(value === null ? NaN : (value - low) / (high - low)));
  const count = Math.min(POINTS, data.train);
  for (let i = 0; i < count; i++) {
    const at = 3 * Math.floor((i * data.train) / count);
    for (const place of placed.points.subarray(at, at + 2)) levels.push(level((place / AXIS_LIMIT + 1) / 2));
  }
  return levels;
}

/** The text of a frame: what map.js paints; nothing of a frame without its picture. `several`: as paint/classes.js tells
    it of the experiment.
    @param {Pick<Frame, "outputs" | "curve">} frame
    @param {Pick<Lane, "data">} lane
    @param {Several | null} several
    @param {number} [pixels] the side of the frame's picture
    @returns {string} */
export function small(frame, { data }, several, pixels = OUTPUT_PIXELS) {
  if (data.curve) return frame.curve ? `y1.${text(line(frame.curve, data))}` : "";
  if (!frame.outputs) return "";
  const count = several?.count ?? 1;
  const side = Math.min(SIDE.most, Math.floor(Math.sqrt(AREA / count)));
  const bytes = codec.pixels(frame.outputs, pixels);
  const area = pixels * pixels;
  if (bytes.length < count * area) return "";
  const levels = Array.from({ length: count }, (_, i) =>
    shrunk(bytes.subarray(i * area, (i + 1) * area), pixels, side),
  ).flat();
  return `${several ? (several.oneHot ? "c" : "l") : "o"}${count}.${text(levels)}`;
}

/** What a text says, or null where it could not be one: it comes from another browser.
    @param {string | undefined} map
    @returns {{ kind: string, count: number, levels: number[], side: number } | null} */
export function read(map) {
  const [, kind, many, signs] = FORM.exec(map ?? "") ?? [];
  if (!kind) return null;
  const levels = [...signs].map((sign) => SIGNS.indexOf(sign));
  const count = Number(many);
  if (kind === "y")
    return levels.length >= LINE && levels.length % 2 === LINE % 2 ? { kind, count, levels, side: 0 } : null;
  const side = Math.sqrt(levels.length / count);
  const right = Number.isInteger(side) && side >= SIDE.least && side <= SIDE.most && (kind === "o") === (count === 1);
  return right ? { kind, count, levels, side } : null;
}
