/* The layer panel: which layer is looked into, its picture and numbers, and the table of all layers. */

import { $, fill, say } from "../lib/dom.js";
import * as numbers from "../lib/numbers.js";
import * as layerFigure from "../paint/layer_figure.js";
import { player } from "../play/player.js";
import * as readouts from "../play/readouts.js";
import * as tensors from "../wire/tensors.js";
import * as dock from "./dock.js";

const LOOK = /^layer-(\d+)-look$/;
const CHOSEN = "playground-layer";
const SMALLEST = -6; // the bars of gradient norms go from 10 to the -6
const DECADES = 7;

/** By these the panel shows an experiment, and changes it.
    @typedef {Pick<typeof import("./controls.js"), "show" | "change">} Controls */

/** @type {Setup} */
let setup;
let chosen = 0;
/** @type {Frame | null} */
let shown = null; // the last frame that came with a look into a layer
let width = 0; // of the picture, in CSS pixels
/** @type {Controls} */
let controls;

/** @param {number | null} value */
const short = (value) => numbers.weight(value);
/** @param {number} share */
const percent = (share) => numbers.percent(share);

/** The layer that is looked into, or null where there is none.
    @param {Experiment} e */
export const selected = ({ hidden }) => (hidden.length ? Math.min(chosen, hidden.length - 1) : null);

/** Whether the frame on the screen came without the look that is wanted.
    @param {Frame} frame */
function misses(frame) {
  const layer = selected(player.draft);
  return layer !== null && frame.layer?.index !== layer;
}

/** Look into this layer.
    @param {number} index */
export function select(index) {
  if (index === selected(player.draft)) return;
  chosen = index;
  sessionStorage.setItem(CHOSEN, String(index));
  controls.show(player.draft);
  if (shown) tellNumbers(shown);
  player.look();
}

/** Say which layer is looked into, and what it is made of.
    @param {Experiment} experiment */
export function show(experiment) {
  const { texts, activations, layerNotes } = setup;
  const index = selected(experiment);
  document.querySelectorAll(".look").forEach((button, i) => button.setAttribute("aria-pressed", String(i === index)));
  document.querySelector(".layer-inside").hidden = index === null;
  document.querySelector(".layer-moral").hidden = index === null;
  document.querySelector(".layer-none").hidden = index !== null;
  document.querySelectorAll(".layer-table tbody tr").forEach((row, i, { length }) => {
    row.hidden = i >= experiment.hidden.length && i < length - 1;
    row.classList.toggle("selected", i === index);
    row.classList.toggle("last", i === length - 1);
  });
  const layer = index === null ? undefined : experiment.hidden[index];
  document.querySelector(".layer-formula").hidden = layer?.activation !== setup.own;
  say(document.querySelector(".formula-text"), `f(z) = ${layer?.formula ?? ""}`);
  say($("layer-name"), layer ? fill(texts.inside, { n: (index ?? 0) + 1 }) : texts.insideNone);
  const made = document.querySelector(".layer-made");
  if (!layer) return say(made, "");
  const units = layer.units === 1 ? texts.unit : fill(texts.units, { n: layer.units });
  say(made, fill(texts.layerOf, { units, activation: activations[layer.activation].name }));
  const note = layerNotes[layer.activation] ?? "";
  $("layer-note").hidden = !note;
  say($("layer-note"), note);
  const learns = tensors.learns(layer);
  const isLearned = learns.symbols.length > 0;
  const box = $("layer-learned").parentElement;
  if (box) box.hidden = !isLearned;
  document.querySelector(".layer-picture .of-start").hidden = !isLearned;
  document.querySelector(".layer-picture .of-units").hidden = !learns.perUnit;
}

/** Show a frame, if it came with a look into a layer.
    @param {Frame} given */
function frame(given) {
  if (!given.layer) return;
  shown = given;
  tellNumbers(given);
  paint();
}

/** @param {Frame} its */
function tellNumbers({ layers, state, epoch, layer: seen }) {
  if (!dock.shows("layer")) return;
  const { experiment } = player;
  const { texts } = setup;
  const index = selected(experiment);
  if (index === null || !layers || layers.dead.length !== experiment.hidden.length) return;
  table(layers);
  say($("layer-dead"), percent(layers.dead[index]));
  say($("layer-saturated"), percent(layers.saturated[index]));
  if (seen?.index === index) say($("layer-flat"), percent(layerFigure.flatShare(seen)));
  say($("layer-slope"), short(layers.mean_slopes[index]));
  say($("layer-gradient"), short(layers.gradient_norms[index]));

  const parameters = tensors.parameters(state, experiment);
  const counts = parameters.map(({ weights, biases, learned }) => weights.length + biases.length + learned.length);
  const all = counts.reduce((sum, count) => sum + count, 0);
  say($("layer-weights"), fill(texts.weightsOf, { n: counts[index], all }));
  if (seen?.index !== index) return;
  const learned = seen.learned.map(readouts.learned).join("; ");
  say($("layer-learned"), learned);
  if (player.playing) return;
  const share = percent(layerFigure.flatShare(seen));
  const values = { n: index + 1, epoch, limit: seen.limit, share };
  const figure = fill(texts.layerFigure, values);
  const said = learned ? fill(texts.learnedFigure, { figure, learned }) : figure;
  $("layer-figure").setAttribute("aria-label", said);
}

/** @param {import("../wire/types.js").LayerSigns} its */
function table({ dead, saturated, gradient_norms: norms }) {
  const rows = [...document.querySelectorAll(".layer-table tbody tr")];
  const output = rows.pop();
  norms.forEach((norm, i) => {
    const row = i < dead.length ? rows[i] : output;
    if (!row) return;
    const [, itsDead, itsSaturated, gradient] = row.cells;
    const [bar, said] = /** @type {HTMLElement[]} */ ([...gradient.children]);
    say(itsDead, i < dead.length ? percent(dead[i]) : "–");
    say(itsSaturated, i < dead.length ? percent(saturated[i]) : "–");
    itsDead.classList.toggle("ill", dead[i] > 0);
    itsSaturated.classList.toggle("ill", saturated[i] > 0);
    const share = norm === null ? 1 : norm > 0 ? (Math.log10(norm) - SMALLEST) / DECADES : 0;
    bar.style.transform = `scaleX(${Math.max(0, Math.min(1, share))})`;
    say(said, short(norm));
  });
}

function paint() {
  const look = shown?.layer;
  if (look && width && dock.shows("layer") && look.index === selected(player.experiment))
    layerFigure.draw($("layer-figure"), look, width);
}

/** @param {From<MouseEvent>} event */
function press({ target }) {
  const id = target.closest("button")?.id;
  const row = target.closest(".layer-table tbody tr");
  const look = LOOK.exec(id ?? "");
  if (look) {
    select(Number(look[1]));
    dock.show("layer");
  }
  if (row && !row.matches(":last-child")) select(row.sectionRowIndex);
}

/** @param {Setup} given */
function begin(given) {
  setup = given;
  chosen = Number(sessionStorage.getItem(CHOSEN)) || 0;
  document.addEventListener("click", press);
  new ResizeObserver(([{ contentRect }]) => {
    width = Math.floor(contentRect.width);
    paint();
  }).observe(document.querySelector(".layer-picture"));
}

/** Look into the layer if what is on the screen came without that. */
function status() {
  const { playing, frame: drawn } = player;
  if (!drawn || playing) return;
  if (misses(drawn)) player.look();
  else if (shown === drawn) tellNumbers(shown); // what is not said of every frame is said of the last one
}

/** By these the panel shows an experiment, and changes it.
    @param {Controls} given */
export const connect = (given) => (controls = given);

/** @type {Part} */
export const part = {
  begin,
  frame,
  status,
  repaint: paint,
  docked() {
    if (shown) tellNumbers(shown);
    paint();
  },
  view: () => ({ layer: selected(player.draft) }),
};
