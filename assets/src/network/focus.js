/* What the big map shows: the network's output, or the unit or feature that somebody points at or has selected. At
   once the small picture that comes with every frame, made larger, then the sharp one that the server is asked for. */

import * as theme from "../lib/colors.js";
import { $, fill, say } from "../lib/dom.js";
import * as numbers from "../lib/numbers.js";
import * as classes from "../paint/classes.js";
import * as dataNames from "../paint/data_names.js";
import * as painting from "../paint/paint.js";
import { player } from "../play/player.js";
import * as codec from "../wire/codec.js";
import { OUTPUT_PIXELS, UNIT_PIXELS } from "../wire/contract.js";
import * as names from "./names.js";
import * as selection from "./selection.js";

const SETTLE_MS = 60; // whoever only sweeps over units waits for no sharp pictures

/** @type {Setup} */
let setup;
let timer = 0;
let told = ""; // what legend and title say
export let keeps = false; // whether a unit was pinned
/** @type {() => void} */
let redraw; // the page redraws the frame on the screen

/** @param {Target | null} target
    @returns {target is Unit | Feature} */
const isUnit = (target) => target?.kind === "unit" || target?.kind === "feature";
/** @param {Experiment} experiment */
const outputsOf = ({ hidden }) => hidden.length;

/** Of these the first that has a picture besides that of the output, or null.
    @param {Experiment} experiment
    @param {(Target | null)[]} all
    @returns {Unit | Feature | null} */
function pictured(experiment, ...all) {
  const target = all.find(isUnit) ?? null;
  if (!target || (target.kind === "unit" && !selection.has(experiment, target))) return null;
  return target.layer !== outputsOf(experiment) || classes.kind(experiment) ? target : null;
}

/** What is to be seen instead of the output, or null.
    @param {Experiment} experiment */
const wanted = (experiment) => pictured(experiment, selection.at, selection.selected);

/** What a click keeps on the map, until another one or Escape.
    @param {Experiment} experiment */
const pinned = (experiment) => pictured(experiment, selection.selected);

/** What the server shall draw; it draws outputs anyway.
    @param {Experiment} experiment */
function asked(experiment) {
  const target = wanted(experiment);
  return target && target.layer !== outputsOf(experiment) ? { layer: target.layer, unit: target.unit } : null;
}

/** @param {Frame} frame
    @param {Focus} target */
const drawn = ({ focus }, { layer, unit }) => focus?.layer === layer && focus.unit === unit;

/** Whether the frame on the screen came without the picture that is wanted. */
function misses() {
  const { draft, frame } = player;
  const target = asked(draft);
  return Boolean(target && frame && !drawn(frame, target));
}

/** The unit's own picture as it comes with every frame.
    @param {Unit | Feature} target
    @param {Frame} frame */
function small({ layer, unit }, { units }) {
  const { pixels } = codec;
  if (layer === null) return pixels(setup.features[unit].pixels, UNIT_PIXELS);
  const before = player.experiment.hidden.slice(0, layer).reduce((sum, layer) => sum + layer.units, 0);
  const area = UNIT_PIXELS ** 2;
  return pixels(units ?? "", UNIT_PIXELS).subarray((before + unit) * area, (before + unit + 1) * area);
}

/** Paint what is wanted instead of the output, of which the pixels are given; false if it is the output.
    @param {Frame} frame
    @param {HTMLCanvasElement} map
    @param {Frame} frame
    @param {Uint8Array} outputs
    @param {boolean} discrete */
export function paint(map, frame, outputs, discrete) {
  const { experiment } = player;
  const target = wanted(experiment);
  legend(target, experiment);
  if (!target) return false;
  if (target.layer === outputsOf(experiment)) {
    const size = OUTPUT_PIXELS;
    const plane = outputs.subarray(target.unit * size * size, (target.unit + 1) * size * size);
    painting.pictures(map, plane, size, classes.table(target.unit, discrete));
    return true;
  }
  const sharp = drawn(frame, target) && frame.focus;
  const size = sharp ? OUTPUT_PIXELS : UNIT_PIXELS;
  const pixels = sharp ? codec.pixels(sharp.pixels, size) : small(target, frame);
  painting.pictures(map, pixels, size, theme.current()[discrete ? "split" : "smooth"]);
  return true;
}

/** Say what the map shows and what its colors stand for, if that is something else than before.
    @param {Target | null} target
    @param {Experiment} experiment */
function legend(target, experiment) {
  const { problem, output, loss } = experiment;
  const kept = pinned(experiment);
  const key = JSON.stringify([target, kept, problem, output, loss, experiment.hidden.length, dataNames.key()]);
  if (key === told) return;
  told = key;
  const same = kept !== null && JSON.stringify(kept) === JSON.stringify(target);
  const title = document.querySelector(".map-title");
  title.hidden = !target || same;
  say(title, target ? names.heading(target) : "");
  $("show-output").hidden = !same; // another one that is pointed at is shown only for so long
  document.querySelector(".map-place > h2").hidden = same || !title.hidden;
  say(document.querySelector(".pin-name"), kept ? names.heading(kept) : "");
  const itsOwn = asked(experiment) !== null;
  const scale = setup.outputs.find(
    (entry) => entry.problem === problem && entry.output === output && entry.loss === loss,
  );
  const { low, high } = !itsOwn && scale ? scale : { low: -1, high: 1 };
  const values = [low, (low + high) / 2, high];
  const inUnits = !itsOwn && dataNames.inUnits("label");
  (inUnits ? dataNames.own("label", values) : values.map(numbers.exact)).forEach((value, i) => {
    $("output-scale").children[i].textContent = value;
  });
  document.querySelector(".about-map .legend").hidden = Boolean(classes.kind(experiment)) && !itsOwn;
}

/** Something else is pointed at or selected. */
export function changed() {
  redraw();
  clearTimeout(timer);
  if (misses()) timer = setTimeout(() => misses() && player.look(), SETTLE_MS);
}

/** Something else is selected: those who listen are told what the map keeps. */
function selected() {
  const target = pinned(player.draft);
  if (target) say($("network-spoken"), fill(setup.texts.pinned, { what: names.heading(target) }));
  else if (keeps) say($("network-spoken"), setup.texts.unpinned);
  keeps = Boolean(target);
  changed();
}

export const part = {
  /** @param {Setup} given */
  begin: (given) => (setup = given),
  selected,
  status: () => !player.playing && misses() && player.look(),
  view: () => ({ focus: asked(player.draft) }),
};

/** Call this when something else is to be seen on the map.
    @param {() => void} listener */
export const onChange = (listener) => (redraw = listener);

/** What the map shows instead of the output, in words, or nothing. */
export function words() {
  const target = wanted(player.experiment);
  return target && fill(setup.texts.pictureOf, { what: names.heading(target) });
}
