/* The pictures of the playground: the big map with its points, the network, and the small ones beside the controls. */

import * as theme from "../lib/colors.js";
import { $ } from "../lib/dom.js";
import { each } from "../lib/parts.js";
import { inTurn } from "../lib/turns.js";
import * as drawing from "../network/drawing.js";
import * as mapFocus from "../network/focus.js";
import * as classes from "../paint/classes.js";
import * as lineMap from "../paint/line_map.js";
import * as painting from "../paint/paint.js";
import { player } from "../play/player.js";
import * as codec from "../wire/codec.js";
import { OUTPUT_PIXELS, UNIT_PIXELS } from "../wire/contract.js";
import * as classPanel from "./class_panel.js";
import * as ghosts from "./ghosts.js";
import * as options from "./options.js";
import * as readouts from "./readouts.js";

const outputs = document.createElement("canvas"); // the pictures of several outputs

/** @type {Setup} */
let setup;
/** @type {ShownData} */
export let data; // there is none before the first experiment is taken
/** @type {number[][]} */
let curves = []; // of the layers' activations

const table = () => theme.current()[options.shown.discrete ? "split" : "smooth"];

/** @param {Frame} frame */
export function show(frame) {
  const { experiment } = player;
  const { discrete } = options.shown;
  const size = OUTPUT_PIXELS;
  const pixels = codec.pixels(frame.outputs ?? "", size);
  const several = classes.kind(experiment);
  const map = $("output-map");
  const focused = mapFocus.paint(map, frame, pixels, discrete);
  const small = several || focused ? outputs : map; // what the network drawing takes for the output units
  if (several) classes.pictures(small, pixels, size, several, discrete);
  else painting.pictures(small, pixels, size, table());
  if (several && !focused) classes.map(map, pixels, size, several, discrete);
  drawing.draw(frame, experiment, setup, small, discrete);
  classPanel.show(pixels, size, several, discrete);
  if (!several && ghosts.follow(frame, pixels)) overlay();
}

function overlay() {
  const { overlay: paint } = data?.curve && !mapFocus.words() ? lineMap : painting;
  paint($("output-points"), $("output-map"), data, options.shown.test, player.frame);
  if (paint === painting.overlay) ghosts.paint($("output-points"), $("output-map"));
}

/** The small pictures, which are the same whatever is trained: one after the other, as each lets the page wait. */
function* small() {
  for (const { key, pixels } of setup.features) {
    const canvas = document.querySelector(`canvas[data-feature="${key}"]`);
    yield painting.pictures(canvas, codec.pixels(pixels, UNIT_PIXELS), UNIT_PIXELS, table());
  }
  for (const { key, points, problem } of setup.datasets) {
    const canvas = document.querySelector(`canvas[data-dataset="${key}"]`);
    yield painting.thumbnail(canvas, codec.points(points), classes.kind({ problem }));
  }
}

/** All of it looks different. */
function repaintAll() {
  [...small()]; // now
  repaint();
}

export function repaint() {
  drawing.moved();
  document.querySelectorAll(".layers canvas.curve").forEach((canvas, i) => {
    if (curves[i]) painting.curve(canvas, curves[i]);
  });
  overlay();
  each("repaint");
  redraw();
}

/** Something else is pointed at or shown of the frame on the screen. */
function redraw() {
  const { frame, experiment } = player;
  if (!frame?.outputs || frame.experiment !== experiment) return; // another one is about to come
  show(frame);
  readouts.describe(frame, data.curve);
  if (!data.curve) return;
  $("output-figure").classList.toggle("line", !mapFocus.words()); // a unit has a map, also where the data are a curve
  overlay();
}

/** The points that the server has given to an experiment.
    @param {Lane} lane */
export function accepted(lane) {
  const { experiment } = player;
  const two = experiment.problem === "classification";
  data = { ...lane.data, points: codec.points(lane.data.points), several: classes.kind(experiment), two };
  document.querySelector(".two-marks").hidden = !two;
  curves = lane.curves;
}

/** Show points that the server does not know yet.
    @param {Float32Array} points
    @param {number} train */
export function showPoints(points, train) {
  data = { ...data, points, train };
  overlay();
}

/** @param {Setup} given */
export function begin(given) {
  setup = given;
  classes.begin(setup);
  mapFocus.onChange(redraw);
  options.onChange(repaintAll);
}

/** What the server has drawn (app/components/early_map.py) goes where the same is painted.
    @param {string} where */
const takeOver = (where) => document.querySelectorAll(where).forEach((element) => element.remove());

/** The first frame is painted. Paint what is the same for all, and from now on all whenever the theme or a size is another
    one. */
export function follow() {
  takeOver(".space .early, .map .early, .look .early, .own-points ~ .early");
  inTurn(small()).then(() => takeOver(".early"));
  theme.onChange(repaintAll);
  new ResizeObserver(repaint).observe($("network"));
  new ResizeObserver(overlay).observe($("output-figure"));
}
