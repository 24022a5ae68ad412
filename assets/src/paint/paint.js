/* Painting on canvas: pictures of units, points, axes, and the little pictures on the buttons. */

import * as theme from "../lib/colors.js";
import { letters, pen, presented } from "../lib/presented.js";
import { AXIS_LIMIT } from "../wire/contract.js";
import * as classes from "./classes.js";
import * as dataNames from "./data_names.js";

const POINT_RADIUS = 3.4;
const LARGE = 5; // px, from which a point on a projector has a thicker rim
const TICK = { size: 10, away: 6 }; // px, letters at an axis, and how far they are from it
const TITLE = { size: 11, below: 30 }; // px, and below the map where the title of its axis ends
const SHORT_TITLE = 3; // characters; a longer title of the vertical axis begins further left

/** @type {WeakMap<HTMLCanvasElement, ImageData>} */
const images = new WeakMap(); // what was last put on a canvas, to be filled again

/** Paint pictures of `size` squared pixels, one below the other, at their own size.
    @param {HTMLCanvasElement} canvas
    @param {Uint8Array} data
    @param {number} size
    @param {Uint32Array} table */
export function pictures(canvas, data, size, table) {
  const height = data.length / size;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  let image = images.get(canvas);
  if (!image || image.height !== height || canvas.height !== height || canvas.width !== size) {
    Object.assign(canvas, { width: size, height });
    if (!height) return;
    image = context.createImageData(size, height);
    images.set(canvas, image);
  }
  const colors = new Uint32Array(image.data.buffer);
  for (let i = 0; i < data.length; i++) colors[i] = table[data[i]];
  context.putImageData(image, 0, 0);
}

/** Make a canvas as fine as the screen; gives its context in CSS pixels, cleared.
    @param {HTMLCanvasElement} canvas
    @param {number} width
    @param {number} height */
export function fit(canvas, width, height) {
  const ratio = window.devicePixelRatio || 1;
  const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== w || canvas.height !== h) {
    Object.assign(canvas, { width: w, height: h });
    Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
  }
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}

/** Where a point of the plane is on a square of the page.
    @param {number} x
    @param {number} y
    @param {number} left
    @param {number} top
    @param {number} size */
const place = (x, y, left, top, size) => [
  left + ((x + AXIS_LIMIT) / (2 * AXIS_LIMIT)) * size,
  top + ((AXIS_LIMIT - y) / (2 * AXIS_LIMIT)) * size,
];

/** A tick's text below an axis; one at the edge stays on the canvas.
    @param {CanvasRenderingContext2D} context
    @param {string} text
    @param {number} x
    @param {number} y
    @param {number} width */
export function below(context, text, x, y, width) {
  const half = context.measureText(text).width / 2;
  context.fillText(text, Math.max(half, Math.min(width - half, x)), y);
}

/** A text that is not wider than this.
    @param {CanvasRenderingContext2D} context
    @param {string} text
    @param {number} width */
function cut(context, text, width) {
  if (context.measureText(text).width <= width) return text;
  const letters = [...text];
  while (letters.length && context.measureText(`${letters.join("")}…`).width > width) letters.pop();
  return `${letters.join("")}…`;
}

/** What the axes stand for, below the right end of one and above the other; there, a picture's name may be, too.
    @param {CanvasRenderingContext2D} context
    @param {string} across
    @param {string} up
    @param {Box} box */
export function titles(context, across, up, { left, top, size }) {
  /** @type {NodeListOf<HTMLElement>} */
  const names = document.querySelectorAll(".map-place > h2, .map-title"); // one of them is shown
  const taken = Math.max(0, ...[...names].map(({ offsetWidth }) => offsetWidth));
  context.fillStyle = theme.current().ink;
  const high = letters(size, TITLE.size);
  context.font = `600 ${high}px system-ui, sans-serif`;
  context.textAlign = "right";
  context.textBaseline = "bottom";
  const below = high === TITLE.size ? TITLE.below : 2.3 * high + TICK.away;
  context.fillText(cut(context, across, left + size), left + size, top + size + below);
  context.textAlign = "left";
  context.textBaseline = "top";
  const begin = up.length > SHORT_TITLE ? 0 : left;
  context.fillText(cut(context, up, left + size - begin - taken), begin, 0);
}

/** Axes with ticks, and the data points on the map that lies below this canvas.
    @param {HTMLCanvasElement} canvas
    @param {HTMLCanvasElement} map
    @param {Drawn | null} data
    @param {boolean} showTest */
export function overlay(canvas, map, data, showTest) {
  const { ink, faint } = theme.current();
  const frame = /** @type {HTMLElement} */ (canvas.parentElement).getBoundingClientRect();
  const box = map.getBoundingClientRect();
  const [left, top, size] = [box.left - frame.left, box.top - frame.top, box.width];
  const context = fit(canvas, frame.width, frame.height);

  const [across, up] = [dataNames.axis("x"), dataNames.axis("y")];
  context.font = `${letters(size, TICK.size)}px system-ui, sans-serif`;
  context.strokeStyle = faint;
  context.lineWidth = 1;
  context.textAlign = "center";
  context.textBaseline = "top";
  for (const { at, text, zero } of across.ticks) {
    const [x] = place(at, 0, left, top, size);
    context.fillStyle = zero ? ink : faint;
    context.beginPath();
    context.moveTo(x, top + size);
    context.lineTo(x, top + size + 4);
    context.stroke();
    below(context, text, x, top + size + TICK.away, frame.width);
  }
  context.textAlign = "right";
  context.textBaseline = "middle";
  for (const { at, text, zero } of up.ticks) {
    const [, y] = place(0, at, left, top, size);
    context.fillStyle = zero ? ink : faint;
    context.beginPath();
    context.moveTo(left - 4, y);
    context.lineTo(left, y);
    context.stroke();
    context.fillText(text, left - TICK.away, y);
  }
  titles(context, across.title, up.title, { left, top, size });

  if (!data) return;
  const count = showTest ? data.points.length / 3 : data.train;
  dots(context, data, count, { left, top, size }, pen(size, POINT_RADIUS));
}

/** The first `count` points of a dataset on a square with the axes' limits; test points have a darker rim.
    With several classes (`data.several`, see classes.js) each has a color and a shape; of two (`data.two`) the
    positive one is a diamond.
    @param {CanvasRenderingContext2D} context
    @param {Drawn} data
    @param {number} count
    @param {Box} box
    @param {number} radius */
export function dots(context, data, count, { left, top, size }, radius) {
  const { ink, surface, css } = theme.current();
  const { several } = data;
  context.save();
  context.beginPath();
  context.rect(left, top, size, size);
  context.clip();
  context.lineWidth = presented() && radius >= LARGE ? 2 : 1;
  for (let i = count - 1; i >= 0; i--) {
    const [x, y, label] = data.points.subarray(3 * i, 3 * i + 3);
    const training = i < data.train;
    context.globalAlpha = training ? 0.95 : 0.7;
    context.beginPath();
    const [across, down] = place(x, y, left, top, size);
    if (several) classes.shape(context, label, across, down, radius);
    else if (data.two && label > 0) diamond(context, across, down, 1.25 * radius);
    else context.arc(across, down, radius, 0, 2 * Math.PI);
    context.fillStyle = several ? classes.color(label, several) : css(label);
    context.fill();
    context.strokeStyle = training ? surface : ink;
    context.stroke();
  }
  context.restore();
}

/** @param {CanvasRenderingContext2D} context
    @param {number} x
    @param {number} y
    @param {number} reach */
export function diamond(context, x, y, reach) {
  context.moveTo(x, y - reach);
  context.lineTo(x + reach, y);
  context.lineTo(x, y + reach);
  context.lineTo(x - reach, y);
  context.closePath();
}

/** The thumbnail of a dataset.
    @param {HTMLCanvasElement} canvas
    @param {Float32Array} triples
    @param {Several | null | undefined} several */
export function thumbnail(canvas, triples, several) {
  const { css } = theme.current();
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const { width, height } = canvas;
  context.clearRect(0, 0, width, height);
  for (let i = 0; i < triples.length; i += 3) {
    context.fillStyle = several ? classes.color(triples[i + 2], several) : css(triples[i + 2]);
    context.fillRect(
      ((triples[i] + AXIS_LIMIT) / (2 * AXIS_LIMIT)) * width - 2,
      ((AXIS_LIMIT - triples[i + 1]) / (2 * AXIS_LIMIT)) * height - 2,
      4,
      4,
    );
  }
}

/** The little picture of an activation function.
    @param {HTMLCanvasElement} canvas
    @param {number[]} values */
export function curve(canvas, values) {
  const { ink, grid } = theme.current();
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const { width, height } = canvas;
  const reach = Math.max(1.25, ...values.map(Math.abs));
  /** @param {number} value */
  const y = (value) => height / 2 - (value / reach) * (height / 2 - 3);
  context.clearRect(0, 0, width, height);
  context.strokeStyle = grid;
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(0, height / 2);
  context.lineTo(width, height / 2);
  context.moveTo(width / 2, 0);
  context.lineTo(width / 2, height);
  context.stroke();
  context.strokeStyle = ink;
  context.lineWidth = 3;
  context.lineJoin = "round";
  context.beginPath();
  values.forEach((value, i) => context.lineTo((i / (values.length - 1)) * width, y(value)));
  context.stroke();
}
