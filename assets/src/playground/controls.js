/* The controls: how they show an experiment, and that they change it; what each of them changes is in edits.js. */

import { $, byId, fill, say } from "../lib/dom.js";
import * as inputs from "../lib/inputs.js";
import * as numbers from "../lib/numbers.js";
import * as classes from "../paint/classes.js";
import { player } from "../play/player.js";
import * as roles from "../play/roles.js";
import * as session from "../play/session.js";
import * as tensors from "../wire/tensors.js";
import * as edits from "./edits.js";
import * as formulaEditor from "./formula_editor.js";
import * as layerPanel from "./layer_panel.js";
import * as settings from "./settings.js";

const SLIDERS = /** @type {const} */ ({ noise: "noise", "batch-size": "batch_size" });

/** @type {Setup} */
let setup;
let resets = false; // whether everything restarts with a change, as in the original
/** @type {Map<string, string>} */
const shown = new Map(); // the value that each control has now
/** @param {number} share */
const hundredfold = (share) => numbers.nearest(100 * share, 15); // 7, not 7.000000000000001

/** React to a control, a button without a value: change the draft, and let the player take it over.
    @param {string} id
    @param {string} [value] */
export function change(id, value) {
  const { draft } = player;
  if (value !== undefined) shown.set(id, value);
  if (value === "") return show(draft); // a field that was left empty shows its value again
  const next = edits.fitting(edits.edited(draft, id, value));
  if (id !== "reset" && JSON.stringify(next) === JSON.stringify(draft)) return show(draft);
  const keep = resets ? edits.KEPT_BY_THE_ORIGINAL.test(id) : !edits.ANEW.test(id);
  session.change(next, { keep, ...called(id), merge: value === undefined ? null : id });
  show(player.draft); // a class may have refused it
}

/** The next lower learning rate that is offered, if there is one: a tenth of what diverged. */
function slower() {
  const { learning_rate: rate } = player.draft;
  const rates = [...$("learning-rate").options].map(({ value }) => Number(value));
  return Math.max(0, ...rates.filter((other) => other <= (rate / 10) * 1.0001));
}

/** Offer the way out of a training that diverged. */
export function offerSlower() {
  const rate = slower();
  if (!rate) return;
  say($("reset-slower"), fill(setup.texts.resetSlower, { rate: numbers.exact(rate) }));
  $("reset-slower").hidden = false;
}

/** Take over values for some fields, as if a control had been used.
    @param {Partial<Experiment>} fields
    @param {boolean} keep
    @param {About} about */
export function adopt(fields, keep, about) {
  const next = edits.fitting({ ...player.draft, ...fields });
  session.change(next, { keep: keep && !resets, ...about });
  show(player.draft);
}

const resetSlower = () => adopt({ learning_rate: slower() }, false, session.named(setup.names["learning-rate"]));

/** What was changed, in words.
    @param {string} id */
function called(id) {
  const layer = edits.LAYER_CONTROL.exec(id);
  return layer
    ? session.named(setup.names[`layer-${layer[2]}`], { n: Number(layer[1]) + 1 })
    : session.named(setup.names[id]);
}

/** Set what a control shows; where that is the same as before, somebody may be typing something else.
    @param {IdOf<"select" | "input">} id
    @param {string | number} value */
function set(id, value) {
  const text = String(value);
  if (shown.get(id) === text) return;
  shown.set(id, text);
  const control = $(id);
  if (control.type === "select-one")
    inputs.select(
      /** @type {HTMLSelectElement} */ (control),
      text,
      typeof value === "number" ? numbers.exact(value) : text,
    );
  else control.value = text;
}

/** Let the slider of the noise go on where a link brought more than it usually has. It does not shrink in a hand.
    @param {Experiment} e */
function stretch({ noise }) {
  const { usual, most } = setup.noise;
  if (noise > usual) $("noise").max = String(most);
  else if (!$("noise").matches(":active")) $("noise").max = String(usual);
}

/** Set a slider, and say its value above it.
    @param {IdOf<"input">} id
    @param {string | number} value */
function slide(id, value) {
  set(id, value);
  inputs.tell(id, value);
}

/** Give a select other choices, pairs of value and text, if `of` tells that it has those of something else.
    @param {IdOf<"select">} id
    @param {string} of
    @param {[string, string][]} choices */
function offer(id, of, choices) {
  if (shown.get(`${id} of`) === of) return;
  shown.set(`${id} of`, of);
  shown.delete(id);
  $(id).replaceChildren(...choices.map(([value, text]) => new Option(text, value)));
}

/** @param {Id} id
    @param {boolean} on */
const setPressed = (id, on) => $(id).setAttribute("aria-pressed", String(on));

/** Make every control show an experiment. Fields that are left to the server keep what they show.
    @param {Experiment} e */
export function show(e) {
  set("learning-rate", e.learning_rate);
  set("regularization", e.regularization);
  set("regularization-rate", e.regularization_rate);
  set("problem", e.problem);
  set("seed", e.seed);
  if (e.samples) set("samples", e.samples);
  document.querySelector(".samples").hidden = Boolean(e.points);
  stretch(e);
  for (const [id, field] of byId(SLIDERS)) slide(id, e[field]);
  slide("train-percent", roles.share(e));
  set("optimizer", e.optimizer);
  set("initializer", e.initializer);
  set("initial-bias", e.initial_bias);
  set("schedule", e.schedule);
  set("schedule-epochs", e.schedule_epochs);
  set("clip-norm", e.clip_norm);
  settings.show(e);
  layerPanel.show(e);
  document.querySelectorAll(".dropouts .setting").forEach((box, i) => {
    box.hidden = i >= e.hidden.length;
    if (!box.hidden) slide(`layer-${i}-dropout`, hundredfold(e.hidden[i].dropout ?? 0));
  });
  document.querySelector(".dropouts").hidden = !e.hidden.length;
  for (const { key, id, problem } of setup.datasets) {
    $(id).hidden = problem !== e.problem;
    setPressed(id, key === e.dataset);
  }
  showClasses(e);
  for (const { key, id } of setup.features) setPressed(id, e.features.includes(key));
  showLayers(e);
  showOutputLayer(e);
}

/** How many classes or labels there can be of this dataset.
    @param {Experiment} e */
function showClasses(e) {
  const several = classes.kind(e);
  document.querySelector(".classes").hidden = !several;
  if (!several) return;
  const { fewest = 1, most: ever = 1 } = setup.outputs.find(({ problem }) => problem === e.problem) ?? {};
  const most = setup.datasets.find(({ key }) => key === e.dataset)?.most ?? ever;
  const counts = Array.from({ length: most - fewest + 1 }, (_, i) => String(fewest + i));
  const choices = counts.map((count) => /** @type {[string, string]} */ ([count, count]));
  offer("classes", `${e.problem} ${most}`, choices);
  set("classes", several.count);
}

/** @param {Experiment} e */
function showLayers({ hidden }) {
  const { texts, maxLayers, maxUnits } = setup;
  const activations = new Set(hidden.map(({ activation }) => activation));
  if (hidden.length) set("activation", activations.size === 1 ? hidden[0].activation : "");
  $("layer-count").textContent = String(hidden.length);
  document.querySelector(".layer-word").textContent = hidden.length === 1 ? texts.hiddenLayer : texts.hiddenLayers;
  $("add-layer").disabled = hidden.length >= maxLayers;
  $("remove-layer").disabled = hidden.length === 0;
  document.querySelectorAll(".layers .layer").forEach((element, i) => {
    const layer = hidden[i];
    element.hidden = !layer;
    if (!layer) return;
    const units = layer.units === 1 ? texts.unit : texts.units.replace("{n}", String(layer.units));
    $(`layer-${i}-units`).textContent = units;
    $(`layer-${i}-look`).setAttribute("aria-label", fill(texts.look, { units, n: i + 1 }));
    $(`layer-${i}-add`).disabled = layer.units >= maxUnits;
    $(`layer-${i}-remove`).disabled = layer.units <= 1;
    set(`layer-${i}-activation`, layer.activation);
    const custom = layer.activation === setup.own;
    const parameter = custom && layer.parameter == null ? null : setup.activations[layer.activation].parameter;
    element.classList.toggle("with-parameter", Boolean(parameter));
    if (!parameter) return;
    const { symbol, min, max, step } = parameter;
    const value = layer.parameter ?? parameter.default;
    const learned = tensors.learns(layer).symbols.length > 0;
    const name = learned ? fill(texts.initialParameter, { symbol }) : `${symbol} =`;
    say(element.querySelector(".symbol"), name);
    Object.assign($(`layer-${i}-parameter`), { min, max, step });
    set(`layer-${i}-parameter`, value);
  });
}

/** @param {Experiment} e */
function showOutputLayer({ problem, output, loss }) {
  const fitting = setup.outputs.filter((entry) => entry.problem === problem);
  offer(
    "output-layer",
    problem,
    fitting.map((entry) => /** @type {[string, string]} */ ([`${entry.output} ${entry.loss}`, entry.label])),
  );
  const chosen = fitting.find((entry) => entry.output === output && entry.loss === loss) ?? fitting[0];
  set("output-layer", `${chosen.output} ${chosen.loss}`);
  $("output-loss").textContent = chosen.lossName;
}

/** @param {string} id */
const isButton = (id) =>
  /^(regenerate|new-weights|reset|add-layer|remove-layer|layer-\d+-(add|remove))$/.test(id) ||
  [...setup.datasets, ...setup.features].some((entry) => entry.id === id);

/** A field, a select or a slider was used; not all of them change the experiment.
    @param {string} id
    @param {string} value */
export function use(id, value) {
  if (value === setup.own && write(id)) return;
  if (Object.hasOwn(edits.EDITS, id) || edits.LAYER_CONTROL.test(id)) change(id, value);
}

/** Let a formula be written for the layers that a control is of; whether there are any.
    @param {string} id */
function write(id) {
  const { hidden } = player.draft;
  const one = edits.LAYER_CONTROL.exec(id) ?? (id === "layer-formula" && ["", edits.selected(player.draft)]);
  const layers = one ? [Number(one[1])] : [...hidden.keys()];
  if (!layers.length) return false;
  const first = hidden[layers[0]];
  const parameter = first.activation === setup.own ? (first.parameter ?? null) : null;
  const old = { formula: first.formula ?? setup.ownFormula, parameter };
  const about = id === "layer-formula" ? session.named(setup.names[id]) : called(id);
  formulaEditor.open($(/** @type {IdOf<"select">} */ (id)), old, {
    take(written) {
      shown.delete(id); // the select has changed by itself
      const { draft } = player;
      const next = draft.hidden.map((layer, i) => (layers.includes(i) ? edits.typed(layer, written) : layer));
      adopt({ hidden: next }, true, { ...about, merge: null });
    },
    leave() {
      shown.delete(id);
      show(player.draft);
    },
  });
  return true;
}

/** A button was pressed; not all of them change the experiment.
    @param {string} id */
export const press = (id) => isButton(id) && change(id);

/** @type {Part} */
export const part = {
  begin(given) {
    setup = given;
    edits.begin(setup);
    layerPanel.connect({ show, change });
    $("noise").addEventListener("change", () => stretch(player.draft)); // it was let go
  },
  commands: {
    "reset-on-change": (on) => (resets = Boolean(on)),
    "reset-slower": resetSlower,
    "layer-formula": () => write("layer-formula"),
  },
};
