/* What a choice of the race changes in an experiment, and the experiments that follow for all lanes. */

import * as inputs from "../lib/inputs.js";
import * as roles from "../play/roles.js";

/** @type {RaceSetup} */
let setup;

/** @param {RaceSetup} given */
export const begin = (given) => (setup = given);

/** @param {Experiment} experiment */
export const shape = (experiment) => experiment.hidden.map((layer) => layer.units).join(",");

/** The fields of a layer that a lane's value stands for: "tanh", "leaky-relu:0.1", or "=max(0, z)" for a formula.
    @param {string} value */
function chosen(value) {
  if (value.startsWith("=")) return { activation: "custom", formula: value.slice(1) };
  const [activation, parameter] = value.split(":");
  return parameter === undefined ? { activation } : { activation, parameter: Number(parameter) };
}

/** By the field that a choice is of: the experiment with another value of it.
    @type {Record<string, (e: Experiment, value: string) => Experiment>} */
export const APPLY = {
  activation: (e, value) => ({
    ...e,
    hidden: e.hidden.map(({ units, dropout }) => ({ units, dropout, ...chosen(value) })),
  }),
  learning_rate: (e, value) => ({ ...e, learning_rate: Number(value) }),
  hidden(e, value) {
    const first = { ...(e.hidden[0] ?? { activation: "tanh" }), dropout: 0 };
    return { ...e, hidden: value.split(",").map((n) => ({ ...first, units: Number(n) })) };
  },
  initializer: (e, value) => ({ ...e, initializer: value }),
  batch_size: (e, value) => ({ ...e, batch_size: Number(value) }),
  regularization(e, value) {
    const rate = value === "none" ? 0 : setup.regularizationRate;
    return { ...e, regularization: value, regularization_rate: rate };
  },
  optimizer: (e, value) => ({ ...e, optimizer: value }),
  features: (e, value) => ({ ...e, features: value.split(",") }),
  noise: (e, value) => ({ ...e, noise: Number(value) }),
  train_percent: (e, value) => roles.atShare(e, Number(value)),
  seed: (e, value) => ({ ...e, seed: inputs.whole("race-seed", value) }),
  dataset(e, value) {
    const { output, loss, samples, points, train_points, names, classes, ...rest } = e; // the server fills in what suits the problem
    return /** @type {Experiment} */ ({ ...rest, dataset: value, problem: setup.problems[value] });
  },
};
/** The fields that all lanes have in common, by the controls that choose them. */
export const COMMON = {
  "race-dataset": "dataset",
  "race-hidden": "hidden",
  "race-learning-rate": "learning_rate",
  "race-batch": "batch_size",
  "race-noise": "noise",
  "race-seed": "seed",
};

/** The experiments of all lanes.
    @param {Race} race
    @returns {Experiment[]} */
export function drafts(race) {
  const base = { ...race.base, initializer: race.start === "matched" ? setup.matched : race.base.initializer };
  return race.lanes.map((text) => {
    const { value, fields } = race.fields?.[text] ?? { value: text, fields: {} };
    return { ...(value ? APPLY[race.differs](base, value) : base), ...fields };
  });
}
