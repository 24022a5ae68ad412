/* The controls: what each of them changes in the experiment, and how they show an experiment. */

import { $, fill, say } from "../lib/dom.js";
import * as inputs from "../lib/inputs.js";
import * as numbers from "../lib/numbers.js";
import * as classes from "../paint/classes.js";
import * as dataNames from "../paint/data_names.js";
import { player } from "../play/player.js";
import * as roles from "../play/roles.js";
import * as session from "../play/session.js";
import * as layerPanel from "./layer_panel.js";
import * as settings from "./settings.js";

const LAYER_CONTROL = /^layer-(\d+)-(activation|parameter|add|remove)$/;
const SEEDS = 100_000; // new seeds are short enough to be dictated to a class
const SLIDERS = { noise: "noise", "batch-size": "batch_size" };

/** @type {Setup} */
let setup;
let resets = false; // whether everything starts anew with a change, as in the original
const shown = new Map(); // the value that each control has now
const last = new Map(); // of each problem, the data and the output layer that it had last

const replaced = (list, index, item) => list.map((old, i) => (i === index ? item : old));
const randomSeed = () => Math.floor(Math.random() * SEEDS);
const hundredfold = (share) => Number((100 * share).toPrecision(15)); // 7, not 7.000000000000001
/** @param {Experiment} e */
const selected = (e) => layerPanel.selected(e);

/** Another problem has the data and the output layer that it had last; at first the server fills in the defaults. */
function otherProblem(
  { dataset, samples, points, train_points, split, names, classes, output, loss, ...rest },
  problem,
) {
  last.set(rest.problem, { dataset, samples, points, train_points, split, names, classes, output, loss });
  return { ...rest, problem, ...last.get(problem) };
}

/** A mini-batch is never larger than the training data, and names belong to the data that they are of. */
export function fitting(given) {
  const e = dataNames.fitting(given);
  const most = roles.training(e); // not a number while it is left to the server
  return e.batch_size > most ? { ...e, batch_size: Math.max(1, most) } : e;
}

/** A layer with another activation; one's own starts as an example, to be typed over in the layer panel.
    @param {Pick<HiddenLayer, "units" | "dropout" | "formula">} layer
    @param {string} activation */
const withActivation = ({ units, dropout, formula }, activation) =>
  activation === setup.own ? typed({ units, dropout }, formula ?? setup.ownFormula) : { units, dropout, activation };
/** @param {Pick<HiddenLayer, "units" | "dropout">} layer
    @param {string} formula */
const typed = ({ units, dropout }, formula) => ({ units, dropout, activation: setup.own, formula });

const EDITS = {
  "learning-rate": (e, value) => ({ ...e, learning_rate: Number(value) }),
  regularization: (e, value) => ({ ...e, regularization: value }),
  "regularization-rate": (e, value) => ({ ...e, regularization_rate: Number(value) }),
  problem: (e, value) => (value === e.problem ? e : otherProblem(e, value)),
  samples: (e, value) => ({ ...e, samples: Number(value) }),
  "train-percent": (e, value) => roles.atShare(e, Number(value)),
  noise: (e, value) => ({ ...e, noise: Number(value) }),
  "batch-size": (e, value) => ({ ...e, batch_size: Number(value) }),
  optimizer: (e, value) => ({ ...e, optimizer: value }),
  initializer: (e, value) => ({ ...e, initializer: value }),
  "initial-bias": (e, value) => ({ ...e, initial_bias: inputs.within("initial-bias", value) }),
  schedule: (e, value) => ({ ...e, schedule: value }),
  "schedule-epochs": (e, value) => ({ ...e, schedule_epochs: inputs.whole("schedule-epochs", value) }),
  "clip-norm": (e, value) => ({ ...e, clip_norm: Number(value) }),
  "layer-dropout": (e, value) => ({
    ...e,
    hidden: replaced(e.hidden, selected(e), { ...e.hidden[selected(e)], dropout: value / 100 }),
  }),
  seed: (e, value) => ({ ...e, seed: inputs.whole("seed", value) }),
  classes: (e, value) => ({ ...e, classes: Number(value) }),
  regenerate: (e) => ({ ...e, seed: randomSeed() }),
  "new-weights": (e) => ({ ...e, weights_seed: randomSeed() }),
  reset: (e) => e,
  activation: (e, value) => ({ ...e, hidden: e.hidden.map((layer) => withActivation(layer, value)) }),
  "layer-formula": (e, formula) => ({
    ...e,
    hidden: replaced(e.hidden, selected(e), typed(e.hidden[selected(e)], formula)),
  }),
  "output-layer"(e, value) {
    const [output, loss] = value.split(" ");
    return { ...e, output, loss };
  },
  "add-layer"(e) {
    if (e.hidden.length >= setup.maxLayers) return e;
    const [last] = e.hidden.slice(-1);
    const { activation, parameter, formula } =
      last ?? withActivation({ units: setup.newUnits }, $("activation").value || "tanh");
    return { ...e, hidden: [...e.hidden, { units: setup.newUnits, activation, parameter, formula }] };
  },
  "remove-layer": (e) => ({ ...e, hidden: e.hidden.slice(0, -1) }),
};

/** These start anew and pause: other data or weights to begin with. Everything else goes on with what was learned. */
const ANEW = /^(dataset-.*|problem|classes|seed|initializer|initial-bias|new-weights|reset)$/;
/** In the original everything starts anew but for these. */
const KEPT_BY_THE_ORIGINAL = /^(learning-rate|regenerate)$/;

/** @param {Experiment} e
    @param {any} what */
function editLayer(e, index, what, value) {
  const layer = e.hidden[index];
  if (!layer) return e;
  const units = layer.units + (what === "add" ? 1 : what === "remove" ? -1 : 0);
  if (units < 1 || units > setup.maxUnits) return e;
  if (what === "activation") return { ...e, hidden: replaced(e.hidden, index, withActivation(layer, value)) };
  if (what === "parameter") {
    return {
      ...e,
      hidden: replaced(e.hidden, index, { ...layer, parameter: inputs.within(`layer-${index}-parameter`, value) }),
    };
  }
  return { ...e, hidden: replaced(e.hidden, index, { ...layer, units }) };
}

/** The experiment after a control was used, or the same one if that changes nothing.
    @param {Experiment} experiment */
export function edited(experiment, id, value) {
  const layer = LAYER_CONTROL.exec(id);
  if (layer) return editLayer(experiment, Number(layer[1]), layer[2], value);
  const dataset = setup.datasets.find((entry) => entry.id === id);
  if (dataset) {
    const classes = Math.min(experiment.classes ?? 1, dataset.most);
    const samples = experiment.points ? undefined : experiment.samples; // own data had as many as they had
    return {
      ...experiment,
      dataset: dataset.key,
      classes,
      points: null,
      train_points: null,
      split: undefined,
      samples,
    };
  }
  const feature = setup.features.find((entry) => entry.id === id);
  if (feature) {
    const on = new Set(experiment.features);
    if (!on.delete(feature.key)) on.add(feature.key);
    return { ...experiment, features: setup.features.map(({ key }) => key).filter((key) => on.has(key)) };
  }
  return EDITS[id](experiment, value);
}

/** React to a control, a button without a value: change the draft, and let the player take it over. */
export function change(id, value) {
  const { draft } = player;
  if (value !== undefined) shown.set(id, value);
  if (value === "") return show(draft); // a field that was left empty shows its value again
  const next = fitting(edited(draft, id, value));
  if (id !== "reset" && JSON.stringify(next) === JSON.stringify(draft)) return show(draft);
  const keep = resets ? KEPT_BY_THE_ORIGINAL.test(id) : !ANEW.test(id);
  session.change(next, { keep, what: called(id), merge: value === undefined ? null : id });
  show(next);
}

/** What was changed, in words. */
function called(id) {
  const layer = LAYER_CONTROL.exec(id);
  return layer ? fill(setup.names[`layer-${layer[2]}`], { n: Number(layer[1]) + 1 }) : setup.names[id];
}

/** Set what a control shows; where that is the same as before, somebody may be typing something else. */
function set(id, value) {
  const text = String(value);
  if (shown.get(id) === text) return;
  shown.set(id, text);
  const control = $(id);
  if (control.type === "select-one")
    inputs.select(control, text, typeof value === "number" ? numbers.exact(value) : text);
  else control.value = text;
}

/** Let the slider of the noise go on where a link brought more than it usually has. It does not shrink in a hand. */
function stretch({ noise }) {
  const { usual, most } = setup.noise;
  if (noise > usual) $("noise").max = most;
  else if (!$("noise").matches(":active")) $("noise").max = usual;
}

/** Set a slider, and say its value above it. */
function slide(id, value) {
  set(id, value);
  inputs.tell(id, value);
}

/** Give a select other choices, pairs of value and text, if `of` tells that it has those of something else. */
function offer(id, of, choices) {
  if (shown.get(`${id} of`) === of) return;
  shown.set(`${id} of`, of);
  shown.delete(id);
  $(id).replaceChildren(...choices.map(([value, text]) => new Option(text, value)));
}

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
  for (const [id, field] of Object.entries(SLIDERS)) slide(id, e[field]);
  slide("train-percent", roles.share(e));
  set("optimizer", e.optimizer);
  set("initializer", e.initializer);
  set("initial-bias", e.initial_bias);
  set("schedule", e.schedule);
  set("schedule-epochs", e.schedule_epochs);
  set("clip-norm", e.clip_norm);
  settings.show(e);
  layerPanel.show(e);
  const layer = e.hidden[selected(e)];
  if (layer) slide("layer-dropout", hundredfold(layer.dropout ?? 0));
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
  const { fewest, most: ever } = setup.outputs.find(({ problem }) => problem === e.problem);
  const most = setup.datasets.find(({ key }) => key === e.dataset)?.most ?? ever;
  const counts = Array.from({ length: most - fewest + 1 }, (_, i) => [fewest + i, fewest + i]);
  offer("classes", `${e.problem} ${most}`, counts);
  set("classes", several.count);
}

function showLayers({ hidden }) {
  const { texts, maxLayers, maxUnits } = setup;
  const activations = new Set(hidden.map(({ activation }) => activation));
  if (hidden.length) set("activation", activations.size === 1 ? hidden[0].activation : "");
  const compiled = hidden.every(({ activation }) => activation !== setup.own);
  say(document.querySelector(".engine"), compiled ? texts.compiled : texts.typed);
  $("layer-count").textContent = hidden.length;
  document.querySelector(".layer-word").textContent = hidden.length === 1 ? texts.hiddenLayer : texts.hiddenLayers;
  $("add-layer").disabled = hidden.length >= maxLayers;
  $("remove-layer").disabled = hidden.length === 0;
  document.querySelectorAll(".layers .layer").forEach((element, i) => {
    const layer = hidden[i];
    element.hidden = !layer;
    if (!layer) return;
    const units = layer.units === 1 ? texts.unit : texts.units.replace("{n}", layer.units);
    $(`layer-${i}-units`).textContent = units;
    $(`layer-${i}-look`).setAttribute("aria-label", fill(texts.look, { units, n: i + 1 }));
    $(`layer-${i}-add`).disabled = layer.units >= maxUnits;
    $(`layer-${i}-remove`).disabled = layer.units <= 1;
    set(`layer-${i}-activation`, layer.activation);
    const own = layer.activation === setup.own;
    const { parameter } = own && layer.parameter == null ? {} : setup.activations[layer.activation];
    element.classList.toggle("with-parameter", Boolean(parameter));
    if (!parameter) return;
    const { symbol, min, max, step } = parameter;
    const value = layer.parameter ?? parameter.default;
    const { learned } = setup.activations[layer.activation];
    const name = learned ? fill(texts.initialParameter, { symbol }) : `${symbol} =`;
    say(element.querySelector(".symbol"), name);
    Object.assign($(`layer-${i}-parameter`), { min, max, step });
    set(`layer-${i}-parameter`, value);
  });
}

function showOutputLayer({ problem, output, loss }) {
  const fitting = setup.outputs.filter((entry) => entry.problem === problem);
  offer(
    "output-layer",
    problem,
    fitting.map((entry) => [`${entry.output} ${entry.loss}`, entry.label]),
  );
  const chosen = fitting.find((entry) => entry.output === output && entry.loss === loss) ?? fitting[0];
  set("output-layer", `${chosen.output} ${chosen.loss}`);
  $("output-loss").textContent = chosen.lossName;
}

const isButton = (id) =>
  /^(regenerate|new-weights|reset|add-layer|remove-layer|layer-\d+-(add|remove))$/.test(id) ||
  [...setup.datasets, ...setup.features].some((entry) => entry.id === id);

/** A field, a select or a slider was used; not all of them change the experiment. */
export const use = (id, value) => (Object.hasOwn(EDITS, id) || LAYER_CONTROL.test(id)) && change(id, value);

/** A button was pressed; not all of them change the experiment. */
export const press = (id) => isButton(id) && change(id);

export const part = {
  begin(given) {
    setup = given;
    layerPanel.connect({ show, change });
    $("noise").addEventListener("change", () => stretch(player.draft)); // it was let go
  },
  commands: { "reset-on-change": (on) => (resets = on) },
};
