/* What each control changes in an experiment. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { $ } from "./page.js";

const edits = await import("../../assets/src/playground/edits.js");

const SETUP = {
  maxLayers: 3,
  maxUnits: 8,
  newUnits: 2,
  own: "custom",
  ownFormula: "max(0, z)",
  datasets: [
    { id: "dataset-xor", key: "xor", problem: "classification", most: 1 },
    { id: "dataset-blobs", key: "blobs", problem: "multi-class", most: 3 },
  ],
  features: ["x", "y", "x^2"].map((key) => ({ id: `feature-${key}`, key })),
};
edits.begin(SETUP);

const layer = (units, activation = "tanh", more = {}) => ({ units, activation, ...more });
const START = {
  problem: "classification",
  dataset: "circle",
  samples: 500,
  train_percent: 50,
  points: null,
  features: ["x", "y"],
  hidden: [layer(4), layer(2)],
  classes: 1,
  batch_size: 10,
  seed: 0,
};
/** The fields that a control changes. */
function change(id, value, from = START) {
  const next = edits.edited(from, id, value);
  return Object.fromEntries(Object.entries(next).filter(([field, its]) => its !== from[field]));
}

test("fields take numbers, within their bounds and whole where they are", () => {
  assert.deepEqual(change("learning-rate", "0.3"), { learning_rate: 0.3 });
  assert.deepEqual(change("batch-size", "30"), { batch_size: 30 });
  Object.assign($("seed"), { min: "0", max: "1000" });
  assert.deepEqual(change("seed", "12.6"), { seed: 13 });
  assert.deepEqual(change("seed", "-5"), {});
  assert.deepEqual(change("seed", "1e9"), { seed: 1000 });
  Object.assign($("initial-bias"), { min: "-1", max: "1" });
  assert.deepEqual(change("initial-bias", "0.25"), { initial_bias: 0.25 });
});

test("a new seed is short enough to be dictated, and another one", () => {
  const seeds = Array.from({ length: 50 }, () => change("new-weights").weights_seed);
  assert.ok(seeds.every((seed) => Number.isInteger(seed) && seed >= 0 && seed < 100_000));
  assert.ok(new Set(seeds).size > 40);
  assert.ok(Number.isInteger(edits.edited(START, "regenerate").seed));
});

test("layers come and go, up to a number, and a new one is like the last", () => {
  assert.deepEqual(change("add-layer").hidden.at(-1), {
    units: 2,
    activation: "tanh",
    parameter: undefined,
    formula: undefined,
  });
  const three = { ...START, hidden: [layer(1), layer(1), layer(1, "elu", { parameter: 2 })] };
  assert.deepEqual(change("add-layer", undefined, three), {});
  assert.deepEqual(change("remove-layer").hidden, [layer(4)]);
  $("activation").value = "relu";
  assert.deepEqual(
    change("add-layer", undefined, { ...START, hidden: [] }).hidden.map(({ activation }) => activation),
    ["relu"],
  );
});

test("units come and go between one and the most", () => {
  assert.deepEqual(change("layer-1-add").hidden, [layer(4), layer(3)]);
  assert.deepEqual(change("layer-0-remove").hidden, [layer(3), layer(2)]);
  assert.deepEqual(change("layer-0-remove", undefined, { ...START, hidden: [layer(1)] }), {});
  assert.deepEqual(change("layer-0-add", undefined, { ...START, hidden: [layer(8)] }), {});
  assert.deepEqual(change("layer-2-add"), {}); // there is none
});

test("another activation leaves units and dropout, and one's own has a formula", () => {
  const from = { ...START, hidden: [layer(4, "elu", { parameter: 2, dropout: 0.1 }), layer(2)] };
  assert.deepEqual(change("layer-0-activation", "relu", from).hidden[0], {
    units: 4,
    dropout: 0.1,
    activation: "relu",
  });
  assert.deepEqual(change("layer-0-activation", "custom", from).hidden[0], {
    units: 4,
    dropout: 0.1,
    activation: "custom",
    formula: "max(0, z)",
  });
  assert.deepEqual(
    change("activation", "relu", from).hidden.map(({ activation }) => activation),
    ["relu", "relu"],
  );
});

test("a pattern replaces own points, and a feature is switched in the order of all", () => {
  const own = {
    ...START,
    dataset: "custom",
    points: [[0, 0, 1]],
    train_points: 1,
    samples: 1,
    classes: 5,
    split: { train: 1, kind: "share" },
  };
  assert.deepEqual(change("dataset-blobs", undefined, own), {
    dataset: "blobs",
    classes: 3,
    points: null,
    train_points: null,
    split: undefined,
    samples: undefined,
  });
  assert.deepEqual(change("feature-x^2").features, ["x", "y", "x^2"]);
  assert.deepEqual(change("feature-x").features, ["y"]);
  assert.deepEqual(change("feature-x", undefined, { ...START, features: ["x^2"] }).features, ["x", "x^2"]);
});

test("each problem gets back the data and output layer that it had", () => {
  const first = { ...START, output: "sigmoid", loss: "cross-entropy", noise: 5 };
  const other = edits.edited(first, "problem", "regression");
  assert.deepEqual([other.problem, other.dataset, other.output], ["regression", undefined, undefined]);
  const again = edits.edited(
    { ...other, dataset: "reg-plane", output: "linear", noise: 7 },
    "problem",
    "classification",
  );
  assert.deepEqual([again.dataset, again.output, again.loss, again.noise], ["circle", "sigmoid", "cross-entropy", 7]);
  assert.equal(edits.edited(again, "problem", "regression").dataset, "reg-plane");
  assert.equal(edits.edited(first, "problem", "classification"), first);
});

test("a mini-batch is never larger than the training data", () => {
  assert.equal(edits.fitting({ ...START, samples: 10, batch_size: 30 }).batch_size, 5);
  assert.equal(edits.fitting({ ...START, batch_size: 250 }).batch_size, 250);
  assert.equal(edits.fitting({ ...START, samples: undefined, batch_size: 999 }).batch_size, 999); // the server's choice
  const own = { ...START, dataset: "custom", samples: 10, train_points: 7, batch_size: 9 };
  assert.equal(edits.fitting(own).batch_size, 7);
});
