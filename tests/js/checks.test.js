/* Checks of lessons: what each kind means, and that they can be joined. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { fieldOf, holds, numberOf, reached } from "../../assets/src/lessons/checks.js";

const experiment = {
  problem: "classification",
  dataset: "circle",
  seed: 1,
  points: null,
  features: ["x", "y"],
  hidden: [
    { units: 4, activation: "tanh", parameter: null, formula: null, dropout: 0 },
    { units: 2, activation: "tanh", parameter: null, formula: null, dropout: 0 },
  ],
  learning_rate: 0.03,
  weights_seed: null,
};
const first = { experiment, epochs: 300, trainLoss: 0.1, testLoss: 0.15, trainScore: 0.99, score: 0.9, parameters: 25 };
const none = { finished: [], sweeps: [] };

/** The facts of a run that is like the first one but for this. */
function facts(change = {}, { runs, start = experiment, marks = none } = {}) {
  const now = { ...first, ...change };
  return { now, runs: runs ?? (now.epochs ? [now] : []), start, marks };
}
const number = (of, bounds) => ({
  kind: "number",
  of,
  below: null,
  above: null,
  at_least: null,
  at_most: null,
  ...bounds,
});
const withExperiment = (fields) => ({ experiment: { ...experiment, ...fields } });
const runs = (least, of = null, different = null) => ({ kind: "runs", at_least: least, of, different });
const relu = (units) => ({ units, activation: "relu", parameter: null, formula: null, dropout: 0 });

test("a number is below, above, at least, at most, or all of these", () => {
  assert.equal(holds(number("test_loss", { below: 0.15 }), facts()), false);
  assert.equal(holds(number("test_loss", { at_most: 0.15 }), facts()), true);
  assert.equal(holds(number("test_loss", { above: 0.15 }), facts()), false);
  assert.equal(holds(number("test_loss", { at_least: 0.15 }), facts()), true);
  assert.equal(holds(number("test_loss", { above: 0.1, below: 0.2 }), facts()), true);
  assert.equal(holds(number("test_loss", { above: 0.1, below: 0.12 }), facts()), false);
});

test("every number is what its name says", () => {
  const own = withExperiment({ points: [[1, 2, 1]], features: ["x"] });
  const expected = { test_loss: 0.15, train_loss: 0.1, accuracy: 0.9, train_accuracy: 0.99, epoch: 300 };
  for (const [of, value] of Object.entries(expected)) assert.equal(numberOf(of, first), value);
  assert.ok(Math.abs(numberOf("gap", first) - 0.05) < 1e-12);
  assert.deepEqual(
    ["layers", "units", "parameters", "features", "points"].map((of) => numberOf(of, { ...first, ...own })),
    [2, 6, 25, 1, 1],
  );
  assert.equal(numberOf("points", first), 0);
  assert.ok(Number.isNaN(numberOf("constructor", first)));
});

test("classification has an accuracy, and regression R²", () => {
  const surface = { ...first, ...withExperiment({ problem: "regression" }) };
  assert.equal(numberOf("r2", surface), 0.9);
  for (const [of, run] of [
    ["r2", first],
    ["accuracy", surface],
    ["train_accuracy", surface],
  ]) {
    assert.ok(Number.isNaN(numberOf(of, run)));
    assert.equal(holds(number(of, { at_least: -1 }), facts(run)), false);
  }
});

test("what has not trained yet has no losses, and no score", () => {
  for (const of of ["test_loss", "train_loss", "gap", "accuracy"]) {
    assert.equal(holds(number(of, { below: 1000 }), facts({ epochs: 0 })), false);
  }
  assert.equal(holds(number("epoch", { at_most: 10 }), facts({ epochs: 0 })), true);
});

test("what somebody has set by hand has losses before it trains", () => {
  assert.equal(holds(number("accuracy", { at_least: 0.9 }), facts({ epochs: 0, byHand: true })), true);
});

test("a run that diverged", () => {
  assert.equal(holds({ kind: "diverged" }, facts({ ended: "diverged" })), true);
  assert.equal(holds({ kind: "diverged" }, facts({ ended: "goal" })), false);
  assert.equal(holds({ kind: "diverged" }, facts()), false);
});

test("no progress: after enough epochs the training loss is about what it was", () => {
  const check = { kind: "no_progress", epochs: 50, fell: 0.1 };
  assert.equal(holds(check, facts({ startLoss: 0.11 })), true);
  assert.equal(holds(check, facts({ startLoss: 0.12 })), false);
  assert.equal(holds(check, facts({ startLoss: 0.11, epochs: 49 })), false);
  assert.equal(holds(check, facts()), false); // nobody knows
});

test("these features, alone or among others", () => {
  const both = { kind: "features", keys: ["x", "y"], only: true };
  assert.equal(holds(both, facts()), true);
  assert.equal(holds(both, facts(withExperiment({ features: ["y", "x"] }))), true);
  assert.equal(holds(both, facts(withExperiment({ features: ["x", "y", "xy"] }))), false);
  assert.equal(holds({ ...both, only: false }, facts(withExperiment({ features: ["x", "y", "xy"] }))), true);
  assert.equal(holds({ ...both, only: false }, facts(withExperiment({ features: ["x", "xy"] }))), false);
});

test("an activation that a layer has, one of one's own, too", () => {
  assert.equal(holds({ kind: "activation", key: "tanh" }, facts()), true);
  assert.equal(holds({ kind: "activation", key: "relu" }, facts()), false);
  const own = withExperiment({ hidden: [{ ...relu(3), activation: "custom", formula: "z*z" }] });
  assert.equal(holds({ kind: "activation", key: "custom" }, facts(own)), true);
});

test("a setting is this, or another one than at first", () => {
  const setting = (field, equals) => ({ kind: "setting", field, equals });
  assert.equal(holds(setting("learning_rate", 0.03), facts()), true);
  assert.equal(holds(setting("learning_rate", 0.1), facts()), false);
  assert.equal(holds(setting("dataset", "circle"), facts()), true);
  assert.equal(holds(setting("hidden", "4-tanh;2-tanh"), facts()), true);
  assert.equal(holds(setting("weights_seed", ""), facts()), true);
  assert.equal(holds(setting("seed", null), facts()), false);
  assert.equal(holds(setting("seed", null), facts(withExperiment({ seed: 2 }))), true);
  assert.equal(holds(setting("hidden", null), facts(withExperiment({ hidden: [relu(2)] }))), true);
  assert.equal(holds(setting("seed", null), facts(withExperiment({ seed: 2 }), { start: null })), false);
});

test("layers are compared as links have them", () => {
  const layer = { units: 3, activation: "leaky-relu", parameter: 0.1, formula: null, dropout: 0.2 };
  const own = { units: 2, activation: "custom", parameter: null, formula: "sin(z)", dropout: 0 };
  assert.equal(fieldOf({ ...experiment, hidden: [layer, own] }, "hidden"), "3-leaky-relu:0.1~0.2;2-=sin(z)");
});

test("a weight or a bias that is far from 0", () => {
  const check = (what) => ({ kind: "weight", beyond: 0.5, what });
  const has = { weights: [0.1, -0.6], biases: [0.5] };
  assert.deepEqual(
    ["any", "weight", "bias"].map((what) => holds(check(what), facts(has))),
    [true, true, false],
  );
  const tilted = { weights: [0.1], biases: [0, 0.51] };
  assert.deepEqual(
    ["any", "weight", "bias"].map((what) => holds(check(what), facts(tilted))),
    [true, false, true],
  );
  assert.equal(holds(check("any"), facts()), false);
});

test("weights set by hand", () => {
  assert.equal(holds({ kind: "by_hand" }, facts({ byHand: true })), true);
  assert.equal(holds({ kind: "by_hand" }, facts()), false);
});

test("a race that finished in an order", () => {
  const marks = { finished: [["tanh"], ["relu", "tanh"]], sweeps: [] };
  const finished = (order, lanes = 1) => ({ kind: "finished", order, lanes });
  assert.equal(holds(finished(["relu"]), facts({}, { marks })), true);
  assert.equal(holds(finished(["relu", "tanh"]), facts({}, { marks })), true);
  assert.equal(holds(finished(["tanh", "relu"]), facts({}, { marks })), false);
  assert.equal(holds(finished(["relu", "tanh", "sigmoid"]), facts({}, { marks })), false);
  assert.equal(holds(finished([], 2), facts({}, { marks })), true);
  assert.equal(holds(finished([], 3), facts({}, { marks })), false);
  assert.equal(holds(finished([]), facts()), false);
});

test("a repetition with enough seeds", () => {
  const marks = { finished: [], sweeps: [5, 20] };
  assert.equal(holds({ kind: "sweep", seeds: 20 }, facts({}, { marks })), true);
  assert.equal(holds({ kind: "sweep", seeds: 21 }, facts({}, { marks })), false);
});

test("so many runs, of any kind or of one", () => {
  const diverged = { ...first, ended: "diverged" };
  const these = { runs: [first, diverged, first] };
  assert.equal(holds(runs(3), facts({}, these)), true);
  assert.equal(holds(runs(4), facts({}, these)), false);
  assert.equal(holds(runs(1, { kind: "diverged" }), facts({}, these)), true);
  assert.equal(holds(runs(2, { kind: "diverged" }), facts({}, these)), false);
  assert.equal(holds(runs(2, { kind: "not", of: { kind: "diverged" } }), facts({}, these)), true);
});

test("of several runs it can be said how many there are", () => {
  const seeds = [1, 2, 2].map((seed) => ({ ...first, ...withExperiment({ seed }) }));
  const these = facts({}, { runs: seeds });
  assert.deepEqual(reached(runs(4), these), { n: 3, all: 4 });
  assert.deepEqual(reached(runs(3, null, "seed"), these), { n: 2, all: 3 });
  assert.deepEqual(reached(runs(3, { kind: "diverged" }), these), { n: 0, all: 3 });
  assert.equal(reached(runs(1, { kind: "diverged" }), these), null);
  assert.equal(reached({ kind: "diverged" }, these), null);
});

test("runs that are to differ count once where they agree", () => {
  const seeds = [1, 2, 2].map((seed) => ({ ...first, ...withExperiment({ seed }) }));
  assert.equal(holds(runs(2, null, "seed"), facts({}, { runs: seeds })), true);
  assert.equal(holds(runs(3, null, "seed"), facts({}, { runs: seeds })), false);
  const others = ["tanh", "relu"].map((activation) => ({
    ...first,
    ...withExperiment({ hidden: [{ ...relu(4), activation }] }),
  }));
  assert.equal(holds(runs(2, null, "activation"), facts({}, { runs: [...others, others[0]] })), true);
  assert.equal(holds(runs(3, null, "activation"), facts({}, { runs: [...others, others[0]] })), false);
});

test("checks are joined", () => {
  const yes = number("epoch", { at_least: 1 });
  const no = number("epoch", { below: 1 });
  assert.deepEqual(
    [
      [yes, yes],
      [yes, no],
      [no, no],
    ].map((of) => holds({ kind: "all", of }, facts())),
    [true, false, false],
  );
  assert.deepEqual(
    [
      [yes, yes],
      [yes, no],
      [no, no],
    ].map((of) => holds({ kind: "any", of }, facts())),
    [true, true, false],
  );
  assert.equal(holds({ kind: "not", of: no }, facts()), true);
  assert.equal(holds({ kind: "all", of: [yes, { kind: "not", of: { kind: "any", of: [no, no] } }] }, facts()), true);
});

test("nothing holds of nothing, and no unknown kind does", () => {
  assert.equal(holds(number("epoch", { at_least: 0 }), { ...facts(), now: null }), false);
  assert.equal(holds({ kind: "constructor" }, facts()), false);
});
