/* Set-ups in words, and repeating them. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { row, SETUP } from "./run_rows.js";
import "./page.js";

const words = await import("../../assets/src/runs/words.js");
const repeating = await import("../../assets/src/runs/repeating.js");

const FIELDS = [
  "problem",
  "dataset",
  "data",
  "samples",
  "train_percent",
  "noise",
  "seed",
  "weights_seed",
  "classes",
  "features",
  "hidden",
  "output",
  "learning_rate",
  "batch_size",
  "optimizer",
  "clip_norm",
  "schedule",
  "schedule_epochs",
  "regularization",
  "regularization_rate",
  "initializer",
  "initial_bias",
];
const about = {
  features: [
    { key: "x", label: "X₁" },
    { key: "y", label: "X₂" },
  ],
  activations: {
    tanh: { name: "Tanh", parameter: null, learned: [] },
    relu: { name: "ReLU", parameter: null, learned: [] },
    custom: { name: "Custom", parameter: null, learned: [] },
    "leaky-relu": { name: "Leaky ReLU", parameter: { symbol: "α", default: 0.01 }, learned: [] },
  },
  outputs: [{ problem: "classification", output: "tanh", loss: "squared", label: "Tanh" }],
  runs: {
    fields: Object.fromEntries(FIELDS.map((field) => [field, field])),
    datasets: { circle: "Circle", xor: "XOR" },
    choices: { optimizer: { sgd: "SGD", adam: "Adam" }, regularization: { l2: "L2" }, schedule: { step: "Step" } },
  },
  texts: {
    runChange: "{field}: {from} → {to}",
    runSame: "same",
    runWentOn: "from {epoch}",
    runOwnStart: "own start",
    runOfSeed: "as the data",
    runOtherData: "other points",
    runDropout: "dropout {share}",
    ownData: "Your data",
    none: "none",
  },
};
const differs = (change, before = {}) => words.differences({ ...SETUP, ...change }, { ...SETUP, ...before }, about);
const layers = (...hidden) => ({ hidden: hidden.map((layer) => ({ ...SETUP.hidden[0], ...layer })) });

test("what differs is told with both values, and nothing else", () => {
  assert.deepEqual(differs({}), []);
  assert.deepEqual(differs({ learning_rate: 0.3, dataset: "xor" }), [
    "dataset: Circle → XOR",
    "learning_rate: 0.03 → 0.3",
  ]);
  assert.deepEqual(differs({ optimizer: "adam" }), ["optimizer: SGD → Adam"]);
  assert.deepEqual(differs({ train_percent: 80, seed: 2000 }), ["train_percent: 50% → 80%", "seed: 1 → 2000"]);
  assert.deepEqual(differs({ features: [] }), ["features: X₁, X₂ → none"]);
  assert.deepEqual(differs({ weights_seed: 7 }), ["weights_seed: as the data → 7"]);
});

test("layers are told as short as they can be", () => {
  const text = (...hidden) => words.value({ ...SETUP, ...layers(...hidden) }, "hidden", about);
  assert.equal(text({}, { units: 2 }), "4, 2 Tanh");
  assert.equal(text({}, { units: 2, activation: "relu" }), "4 Tanh, 2 ReLU");
  assert.equal(text({ activation: "leaky-relu", parameter: 0.2 }), "4 Leaky ReLU α = 0.2");
  assert.equal(text({ activation: "leaky-relu", parameter: 0.01 }), "4 Leaky ReLU");
  assert.equal(text({ activation: "custom", formula: "sin(z)", dropout: 0.5 }), "4 sin(z), dropout 50%");
  assert.equal(text({ activation: "gone" }), "4 gone");
  assert.equal(text(), "none");
});

test("what means nothing is not told, and what follows from another problem is not either", () => {
  assert.deepEqual(differs({ regularization_rate: 0.1, schedule_epochs: 9 }), []);
  assert.deepEqual(differs({ regularization: "l2", regularization_rate: 0.1 }), [
    "regularization: none → L2",
    "regularization_rate: 0 → 0.1",
  ]);
  assert.deepEqual(differs({ problem: "regression", output: "linear", samples: 1200 }), [
    "problem: classification → regression",
  ]);
  assert.deepEqual(differs({ dataset: "custom", data: "a" }, { dataset: "custom", data: "b" }), ["other points"]);
  assert.deepEqual(differs({ dataset: "custom", data: "a" }), ["dataset: Circle → Your data"]);
});

test("the facts of a set-up are those that mean something", () => {
  const names = words.facts(SETUP, about).map(([name]) => name);
  assert.ok(names.includes("learning_rate") && names.includes("hidden") && names.includes("seed"));
  for (const idle of ["data", "weights_seed", "clip_norm", "schedule", "regularization", "classes"]) {
    assert.ok(!names.includes(idle), idle);
  }
  const more = words.facts({ ...SETUP, clip_norm: 1, schedule: "step", weights_seed: 3 }, about);
  assert.deepEqual(
    more.filter(([name]) => ["clip_norm", "schedule", "weights_seed", "schedule_epochs"].includes(name)),
    [
      ["weights_seed", "3"],
      ["clip_norm", "1"],
      ["schedule", "Step"],
      ["schedule_epochs", "100"],
    ],
  );
});

test("a row says what its link can't repeat", () => {
  assert.deepEqual(words.told(row(1), undefined, about), ["Circle: 4 Tanh"]);
  assert.deepEqual(words.told(row(1), row(1), about), ["same"]);
  assert.deepEqual(words.told(row(2, { from: 50, repeats: false }), row(1), about), ["seed: 1 → 2", "from 50"]);
  assert.deepEqual(words.told(row(2, { repeats: false }), row(1), about), ["seed: 1 → 2", "own start"]);
  assert.equal(words.again(row(1)), "dataset=circle&seed=1&stop=epoch:100");
});

const PLAN = {
  experiment: { seed: 4, weights_seed: null, split: {}, race: {} },
  varies: "weights_seed",
  runs: 3,
  epochs: 2500,
  pixels: 60,
};

/** A server that trains so many epochs at a time, and diverges at one. */
function server(most, diverges = Infinity) {
  const asked = [];
  return {
    asked,
    async tick(request) {
      asked.push(request);
      const [{ experiment, state }] = request.lanes;
      const epoch = Math.min((state ?? 0) + Math.min(request.epochs, most), diverges);
      const stopped = epoch >= diverges ? { reason: "diverged", epoch } : null;
      const told = request.view.data ? { experiment, link: `seed=${experiment.seed}` } : {};
      return { lanes: [{ frames: [{ epoch, state: epoch, test_loss: 0.1, test_score: 0.9 }], stopped, ...told }] };
    },
  };
}

test("a run is trained piece by piece to exactly its epochs", async () => {
  const { asked, tick } = server(700);
  const ended = await repeating.train(PLAN, 2, tick, () => true);
  assert.deepEqual([ended.frame.epoch, ended.diverged, ended.seed, ended.lane.link], [2500, false, 2, "seed=4"]);
  assert.deepEqual(
    asked.map(({ epochs }) => epochs),
    [1000, 1000, 1000, 400],
  );
  assert.deepEqual(
    asked.map(({ view }) => view.data),
    [true, false, false, false],
  );
  assert.deepEqual(asked[0].lanes, [{ experiment: { seed: 4, weights_seed: 2 }, state: null }]);
  const other = await repeating.train({ ...PLAN, varies: "seed" }, 2, tick, () => true);
  assert.deepEqual([other.lane.experiment.seed, other.lane.experiment.weights_seed], [2, null]);
});

test("one that diverges ends there, one that nobody wants is given up, and a refusal is said", async () => {
  const ended = await repeating.train(PLAN, 0, server(1000, 1200).tick, () => true);
  assert.deepEqual([ended.frame.epoch, ended.diverged], [1200, true]);
  assert.equal(await repeating.train(PLAN, 0, server(1000).tick, () => false), null);
  await assert.rejects(
    repeating.train(
      PLAN,
      0,
      async () => ({ error: "too slow" }),
      () => true,
    ),
    RangeError,
  );
});

test("who succeeded", () => {
  const frame = { test_loss: 0.1, train_loss: 0.3, test_score: 0.95 };
  const is = (metric, threshold, diverged = false) => repeating.succeeded({ metric, threshold }, { frame, diverged });
  assert.deepEqual([is("test_loss", 0.1), is("test_loss", 0.11), is("train_loss", 0.2)], [false, true, false]);
  assert.deepEqual([is("test_score", 0.95), is("test_score", 0.96), is("test_loss", 0.11, true)], [true, false, false]);
  assert.deepEqual([repeating.median([3, 1, 2]), repeating.median([4, 1, 2, 3])], [2, 2.5]);
});
