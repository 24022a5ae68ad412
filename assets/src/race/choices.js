/* What the controls of the race change in the experiment that all lanes share; what lanes have of their own, the server
   knows. */

import * as inputs from "../lib/inputs.js";

/** @type {RaceSetup} */
let setup;

/** @param {RaceSetup} given */
export const begin = (given) => (setup = given);

/** @param {Experiment} experiment */
export const shape = (experiment) => experiment.hidden.map((layer) => layer.units).join(",");

/** The fields that all lanes have in common, by the controls that choose them. */
export const COMMON = /** @type {const} */ ({
  "race-dataset": "dataset",
  "race-hidden": "hidden",
  "race-learning-rate": "learning_rate",
  "race-batch": "batch_size",
  "race-noise": "noise",
  "race-seed": "seed",
});

/** @type {Record<(typeof COMMON)[keyof typeof COMMON], (e: Experiment, value: string) => Experiment>} */
const EDITS = {
  dataset(e, value) {
    const { output, loss, samples, points, train_points, names, classes, ...rest } = e; // the server fills in what suits the problem
    return /** @type {Experiment} */ ({ ...rest, dataset: value, problem: setup.problems[value] });
  },
  hidden(e, value) {
    const first = { ...(e.hidden[0] ?? { activation: "tanh" }), dropout: 0 };
    return { ...e, hidden: value.split(",").map((n) => ({ ...first, units: Number(n) })) };
  },
  learning_rate: (e, value) => ({ ...e, learning_rate: Number(value) }),
  batch_size: (e, value) => ({ ...e, batch_size: Number(value) }),
  noise: (e, value) => ({ ...e, noise: Number(value) }),
  seed: (e, value) => ({ ...e, seed: inputs.whole("race-seed", value) }),
};

/** What all lanes share after a control was used.
    @param {Experiment} base
    @param {keyof typeof COMMON} id
    @param {string} value */
export const edited = (base, id, value) => EDITS[COMMON[id]](base, value);

/** The experiments of all lanes.
    @param {Race} race
    @returns {Experiment[]} */
export const drafts = ({ base, differs, lanes, start }) =>
  lanes.map((lane) => ({ ...base, race: { differs, lane, start } }));
