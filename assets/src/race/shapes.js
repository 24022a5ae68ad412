/* What a lane's activations have become that learn their shape: a little picture of each such layer, f over z from -4 to 4
   with a ghost where it began, and its parameters. */

import * as theme from "../lib/colors.js";
import { fill, say } from "../lib/dom.js";
import * as painting from "../paint/paint.js";
import * as readouts from "../play/readouts.js";

const WIDTH = 76; // px
const HEIGHT = 48;
const EDGE = 3;
const LEAST = 1; // the picture goes at least from minus this to this
const MOST = 4; // and at most to this; a curve may leave it

/** @typedef {import("../wire/types.js").ShapeTold} Shape */

/** Show the layers of a lane; one that learns no shape has no place for them.
    @param {HTMLElement} box
    @param {Shape[]} shapes
    @param {string} color of the lane
    @param {Texts} texts */
export function show(box, shapes, color, texts) {
  box.hidden = !shapes.length;
  if (!shapes.length) return;
  while (box.children.length > shapes.length) box.lastElementChild?.remove();
  while (box.children.length < shapes.length) {
    const figure = document.createElement("div");
    figure.append(document.createElement("canvas"), document.createElement("span"));
    box.append(figure);
  }
  const told = shapes.map(({ layer, learned }, i) => {
    const [canvas, text] = box.children[i].children;
    draw(/** @type {HTMLCanvasElement} */ (canvas), shapes[i], color);
    const said = fill(texts.learnedLayer, { n: layer + 1, learned: learned.map(readouts.learned).join("; ") });
    say(text, said);
    return said;
  });
  box.setAttribute("aria-label", fill(texts.learnedShapes, { shapes: told.join(". ") }));
}

/** @param {HTMLCanvasElement} canvas
    @param {Shape} shape
    @param {string} color */
function draw(canvas, { start, curves }, color) {
  const { faint, grid } = theme.current();
  const context = painting.fit(canvas, WIDTH, HEIGHT);
  const all = [start, ...curves].flat();
  const high = Math.min(MOST, Math.max(LEAST, ...all));
  const low = Math.max(-MOST, Math.min(-LEAST / 2, ...all));
  /** @param {number} i */
  const x = (i) => EDGE + (i / (start.length - 1)) * (WIDTH - 2 * EDGE);
  /** @param {number} value */
  const y = (value) => HEIGHT - EDGE - ((value - low) / (high - low)) * (HEIGHT - 2 * EDGE);
  /** @param {number[]} values
      @param {string} its
      @param {number} line
      @param {number[]} dashes */
  const trace = (values, its, line, dashes) => {
    context.lineWidth = line;
    context.setLineDash(dashes);
    context.strokeStyle = its;
    context.beginPath();
    values.forEach((value, i) => context.lineTo(x(i), y(value)));
    context.stroke();
  };
  trace([0, ...start.slice(1).map(() => 0)], grid, 1, []);
  context.strokeStyle = grid;
  context.beginPath();
  context.moveTo(WIDTH / 2, EDGE);
  context.lineTo(WIDTH / 2, HEIGHT - EDGE);
  context.stroke();
  for (const curve of curves) trace(curve, color, curves.length > 1 ? 1 : 2, []);
  trace(start, faint, 1.25, [3, 3]);
  context.setLineDash([]);
}
