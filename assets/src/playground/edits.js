/* What each control changes in the experiment. */

import { $ } from "../lib/dom.js";
import * as inputs from "../lib/inputs.js";
import * as dataNames from "../paint/data_names.js";
import * as roles from "../play/roles.js";
import { PROBLEM_FIELDS } from "../wire/contract.js";
import * as layerPanel from "./layer_panel.js";

/** @type {Setup} */
let setup;

export const LAYER_CONTROL = /^layer-(\d+)-(activation|parameter|dropout|add|remove)$/;
/** A control's new value in an experiment; buttons have none.
    @typedef {(e: Experiment, value: string) => Experiment} Edit */

const SEEDS = 100_000; // new seeds are short enough to be dictated to a class
const OF_A_PROBLEM = new Set(["dataset", "split", ...PROBLEM_FIELDS]);
/** @type {Map<string, Partial<Experiment>>} */
const last = new Map(); // of each problem, the data and the output layer that it had last

/** @param {HiddenLayer[]} list
    @param {number} index
    @param {HiddenLayer} item */
const replaced = (list, index, item) => list.map((old, i) => (i === index ? item : old));
const randomSeed = () => Math.floor(Math.random() * SEEDS);
/** @param {Experiment} e */
export const selected = (e) => layerPanel.selected(e);

/** Another problem has the data and the output layer that it had last; at first the server fills in the defaults.
    @param {Experiment} e
    @param {string} problem
    @returns {Experiment} */
function otherProblem(e, problem) {
  const [own, rest] = [true, false].map((whether) =>
    Object.fromEntries(Object.entries(e).filter(([name]) => OF_A_PROBLEM.has(name) === whether)),
  );
  last.set(e.problem, own);
  return /** @type {Experiment} */ ({ ...rest, problem, ...last.get(problem) });
}

/** A mini-batch is never larger than the training data, and names belong to the data that they are of.
    @param {Experiment} given */
export function fitting(given) {
  const e = dataNames.fitting(given);
  const most = roles.training(e); // not a number while it is left to the server
  return e.batch_size > most ? { ...e, batch_size: Math.max(1, most) } : e;
}

/** A layer with another activation; one's own starts as an example, to be typed over in the layer panel.
    @param {Pick<HiddenLayer, "units" | "dropout" | "formula">} layer
    @param {string} activation
    @returns {HiddenLayer} */
const withActivation = ({ units, dropout, formula }, activation) =>
  activation === setup.own
    ? typed({ units, dropout }, { formula: formula ?? setup.ownFormula, parameter: null })
    : { units, dropout, activation };

/** A layer with a formula of one's own.
    @param {Pick<HiddenLayer, "units" | "dropout">} layer
    @param {{ formula: string, parameter: number | null }} written
    @returns {HiddenLayer} */
export function typed({ units, dropout }, { formula, parameter }) {
  const layer = { units, dropout, activation: setup.own, formula };
  return parameter === null ? layer : { ...layer, parameter };
}

/** @satisfies {Partial<Record<Id, Edit>>} */
export const EDITS = {
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
  seed: (e, value) => ({ ...e, seed: inputs.whole("seed", value) }),
  classes: (e, value) => ({ ...e, classes: Number(value) }),
  regenerate: (e) => ({ ...e, seed: randomSeed() }),
  "new-weights": (e) => ({ ...e, weights_seed: randomSeed() }),
  reset: (e) => e,
  activation: (e, value) => ({ ...e, hidden: e.hidden.map((layer) => withActivation(layer, value)) }),
  "output-layer"(e, value) {
    const [output, loss] = value.split(" ");
    return { ...e, output, loss };
  },
  "add-layer"(e) {
    if (e.hidden.length >= setup.maxLayers) return e;
    const before = e.hidden.at(-1);
    const { activation, parameter, formula } =
      before ?? withActivation({ units: setup.newUnits }, $("activation").value || "tanh");
    return { ...e, hidden: [...e.hidden, { units: setup.newUnits, activation, parameter, formula }] };
  },
  "remove-layer": (e) => ({ ...e, hidden: e.hidden.slice(0, -1) }),
};

/** These restart and pause: other data or weights to begin with. Everything else goes on with what was learned. */
export const ANEW = /^(dataset-.*|problem|classes|seed|initializer|initial-bias|new-weights|reset)$/;
/** In the original everything restarts but for these. */
export const KEPT_BY_THE_ORIGINAL = /^(learning-rate|regenerate)$/;

/** @param {Experiment} e
    @param {number} index
    @param {string} what
    @param {string} value */
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
  if (what === "dropout") {
    return { ...e, hidden: replaced(e.hidden, index, { ...layer, dropout: Number(value) / 100 }) };
  }
  return { ...e, hidden: replaced(e.hidden, index, { ...layer, units }) };
}

/** The experiment after a control was used, or the same one if that changes nothing.
    @param {Experiment} experiment
    @param {string} id
    @param {string} [value]
    @returns {Experiment} */
export function edited(experiment, id, value = "") {
  const layer = LAYER_CONTROL.exec(id);
  if (layer) return editLayer(experiment, Number(layer[1]), layer[2], value);
  const dataset = setup.datasets.find((entry) => entry.id === id);
  if (dataset) {
    const classes = Math.min(experiment.classes ?? 1, dataset.most);
    const samples = experiment.points ? undefined : experiment.samples; // custom data had as many as they had
    const whose = { dataset: dataset.key, points: null, train_points: null, split: undefined };
    return /** @type {Experiment} */ ({ ...experiment, ...whose, classes, samples });
  }
  const feature = setup.features.find((entry) => entry.id === id);
  if (feature) {
    const on = new Set(experiment.features);
    if (!on.delete(feature.key)) on.add(feature.key);
    return { ...experiment, features: setup.features.map(({ key }) => key).filter((key) => on.has(key)) };
  }
  /** @type {Record<string, Edit>} */
  const edits = EDITS;
  return edits[id](experiment, value);
}

/** @param {Setup} given */
export const begin = (given) => (setup = given);
