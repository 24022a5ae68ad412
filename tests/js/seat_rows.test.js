/* What a page sends: small, whatever is on it, and such that the board takes it. */

import assert from "node:assert/strict";
import test from "node:test";
import "./page.js";
import { answer, row as checked } from "../../assets/src/board/checked.js";
import { read, small } from "../../assets/src/board/small.js";
import * as lessons from "../../assets/src/seat/lessons.js";
import * as rows from "../../assets/src/seat/rows.js";
import * as codec from "../../assets/src/wire/codec.js";
import { row } from "./run_rows.js";

const NOWHERE = { lesson: "", step: "" };
const PIXELS = 100;

/** A picture as it travels: the inverse of codec.pixels. */
function encoded(bytes, size) {
  const across = (/** @type {number} */ at) => bytes[at] - (at ? bytes[at - 1] : 0);
  const differences = Array.from(bytes, (_, at) => across(at) - (at < size ? 0 : across(at - size)));
  return differences.map((its) => String.fromCharCode((((its + "m".charCodeAt(0)) % 256) + 256) % 256)).join("");
}
const picture = (of, count = 1) => {
  const bytes = new Uint8Array(count * PIXELS * PIXELS).map((_, i) => {
    const at = i % (PIXELS * PIXELS);
    return of(at % PIXELS, Math.floor(at / PIXELS), Math.floor(i / (PIXELS * PIXELS)));
  });
  const text = encoded(bytes, PIXELS);
  assert.deepEqual(codec.pixels(text, PIXELS), bytes);
  return text;
};
const points = codec.text(new Uint8Array(new Float32Array([0, 0, 1, 1, 0, -1]).buffer));
const data = { points, train: 2, curve: false, most: [1, 1] };
const lane = (more = {}) => ({
  data: { ...data, ...more },
  parameters: 33,
  experiment: {
    problem: "classification",
    dataset: "spiral",
    hidden: [
      { units: 8, activation: "relu" },
      { units: 2, activation: "tanh" },
    ],
  },
});
const frame = { epoch: 120, train_loss: 0.123456, test_loss: Infinity, test_score: 0.9, outputs: picture(() => 128) };
const facts = (more = {}) => ({ link: "dataset=spiral", playing: false, frame, lane: lane(), several: null, ...more });

test("a row says what is there", () => {
  const numbers = [0, 60, 120, 180].map((epoch) => ({ epoch, test_loss: epoch / 1000 }));
  const its = rows.row("playground", facts({ numbers }), { lesson: "one-line", step: "guess" });
  assert.deepEqual(its, {
    page: "playground",
    link: "dataset=spiral",
    doing: "idle",
    lesson: "one-line",
    step: "guess",
    epoch: 120,
    train_loss: 0.1235,
    test_loss: null,
    score: 0.9,
    parameters: 33,
    dataset: "spiral",
    activations: ["relu", "tanh"],
    units: [8, 2],
    map: `o1.${"f".repeat(784)}`,
    curve: [
      [0, 0],
      [60, 0.06],
      [120, 0.12],
    ],
  });
  assert.deepEqual(checked(its), its);
});

test("doing is said by what weighs most", () => {
  const doing = (more) => rows.row("playground", facts(more), NOWHERE).doing;
  assert.equal(doing({ playing: true }), "playing");
  assert.equal(doing({ playing: true, stuck: true }), "stuck");
  assert.equal(doing({ stuck: true }), "stuck");
  assert.equal(doing({ done: true, stuck: true }), "done");
  assert.equal(doing({ done: true, diverged: true }), "diverged");
});

test("the largest row is below 4 KB, and keeps the link for as long as it can", () => {
  const numbers = Array.from({ length: 20_000 }, (_, epoch) => ({ epoch: epoch * 1000, test_loss: 1 / 3e7 }));
  const hidden = Array(8).fill({ units: 16, activation: "generalised-logistic" });
  const several = { count: 2, oneHot: true };
  const huge = (link) =>
    facts({
      link: "x".repeat(link),
      numbers,
      several,
      frame: { ...frame, epoch: 2e7, outputs: picture((x) => 1 + x, 2) },
      lane: { ...lane(), experiment: { problem: "regression", dataset: "spiral", hidden } },
    });
  for (const [link, has] of [
    [100, { link: 100, map: 1461, curve: 64 }],
    [1200, { link: 1200, map: 1461, curve: 16 }],
    [2700, { link: 2700, map: undefined, curve: 16 }],
    [9000, { link: undefined, map: 1461, curve: 16 }],
  ]) {
    const its = rows.row("playground", huge(link), { lesson: "x".repeat(40), step: "y".repeat(40) });
    assert.deepEqual({ link: its.link?.length, map: its.map?.length, curve: its.curve?.length }, has);
    assert.ok(rows.bytes(its) <= 3600, rows.bytes(its));
    assert.ok(checked(its));
  }
});

test("pages without a network of their own send where they are", () => {
  assert.deepEqual(rows.row("activations", { link: "f=relu", playing: false }, NOWHERE), {
    page: "activations",
    doing: "idle",
    link: "f=relu",
  });
});

test("a map becomes small, and comes back as it was", () => {
  const sides = picture((x) => (x < 50 ? 1 : 255));
  const its = read(small({ outputs: sides }, { data }, null));
  assert.deepEqual([its.kind, its.count, its.side], ["o", 1, 28]);
  const first = its.levels.slice(0, 28);
  assert.deepEqual(first, [...Array(14).fill(0), ...Array(14).fill(62)]);
  const holes = read(small({ outputs: picture((x) => (x < 50 ? 0 : 128)) }, { data }, null));
  assert.deepEqual([holes.levels[0], holes.levels[27]], [63, 31]);
  for (const [count, oneHot, kind] of [
    [3, true, "c"],
    [6, false, "l"],
  ]) {
    const classes = read(small({ outputs: picture((_x, _y, k) => 1 + 30 * k, count) }, { data }, { count, oneHot }));
    assert.deepEqual([classes.kind, classes.count], [kind, count]);
    assert.equal(classes.levels[(count - 1) * classes.side ** 2], Math.round((62 * 30 * (count - 1)) / 254));
  }
  assert.equal(small({}, { data }, null), "", "a frame that is remembered has no picture");
});

test("data with one input become a line and points", () => {
  const curve = Array.from({ length: 121 }, (_, i) => (i < 60 ? null : i / 121));
  const its = read(small({ curve, outputs: "" }, { data: { ...data, curve: true } }, null));
  assert.deepEqual([its.kind, its.levels.length], ["y", 61 + 2 * 2]);
  assert.equal(its.levels[0], 63);
  assert.ok(its.levels[60] > its.levels[40]);
});

test("a text that is no map is none", () => {
  const good = small({ outputs: frame.outputs }, { data }, null);
  for (const text of [
    undefined,
    "",
    "o1.",
    "x1.AAAAAAAAAAAAAAAA",
    good.slice(0, -1),
    good.replace("o1", "o2"),
    `c1${good.slice(2)}`,
    `o9${good.slice(2)}`,
    `${good.slice(0, -1)}!`,
    "y1.AAAAAAAAAAAAAAAAAAAA",
  ])
    assert.equal(read(text), null, text);
});

test("a run that ended is an answer that the board takes", () => {
  const run = {
    link: "dataset=spiral",
    repeats: true,
    ended: "goal",
    epochs: 300,
    trainLoss: 0.1,
    testLoss: 0.2,
    score: 0.95,
    parameters: 33,
    setup: { problem: "classification", dataset: "spiral", hidden: [{ units: 8, activation: "relu" }] },
    curve: Array.from({ length: 80 }, (_, i) => [i, 1, 1 / (i + 1)]),
  };
  const its = { key: "a", ...rows.ended(run) };
  assert.deepEqual(answer(its), its);
  assert.deepEqual([its.reached, its.run.doing, its.run.curve.length], [300, "done", 32]);
  assert.equal(rows.ended({ ...run, ended: "diverged" }).reached, null);
  assert.ok(rows.bytes(its) < 1000);
});

test("what is done in a lesson becomes answers", () => {
  const note = { lesson: "one-line", step: "guess", asks: "choice", explains: "text" };
  const first = { lesson: "one-line", step: "guess", vote: 1 };
  const second = { ...first, step: "guess.ask" };
  assert.deepEqual(lessons.answers({ ...note, predicted: "circle" }), [
    { kind: "choice", choice: ["circle"], ...first },
  ]);
  assert.deepEqual(lessons.answers({ ...note, predicted: null }), [{ kind: "choice", choice: [], ...first }]);
  assert.deepEqual(lessons.answers({ ...note, predicted: ["a", "b"] }), [
    { kind: "choice", choice: ["a", "b"], ...first },
  ]);
  assert.deepEqual(lessons.answers({ ...note, predicted: 3.5 }), [{ kind: "number", number: 3.5, ...first }]);
  assert.deepEqual(
    lessons.answers({
      ...note,
      predicted: [
        [0, 0.5],
        [100, 0.1],
      ],
    }),
    [{ kind: "number", number: 0.1, ...first }],
  );
  assert.deepEqual(lessons.answers({ ...note, answered: "because" }), [{ kind: "text", text: "because", ...second }]);
  assert.deepEqual(lessons.answers({ ...note, met: true }), [{ kind: "check", lesson: "one-line", step: "guess" }]);
  assert.deepEqual(lessons.answers(note), []);
});

test("what a browser keeps of lessons can be handed in", () => {
  const kept = {
    version: 1,
    lessons: { "one-line": { step: 1, steps: { guess: { predicted: "circle", met: true } } } },
  };
  const found = lessons.ofAll(kept);
  assert.deepEqual(
    found.map(({ kind }) => kind),
    ["choice", "check"],
  );
  for (const its of found) assert.ok(answer({ key: "k", ...its }));
  assert.deepEqual(lessons.ofAll(null), []);
  assert.deepEqual(lessons.ofAll({ lessons: { a: {} } }), []);
});

test("a run that ended says at which stop condition, but only where it is the run of its link", () => {
  const run = (more = {}) => ({ ...row(3, { ended: "goal", stop: "stop=test_loss:0.1" }), ...more });
  const its = rows.ended(run());
  assert.equal(its.run.link, "dataset=circle&seed=3&stop=test_loss:0.1");
  assert.deepEqual([its.reached, its.run.doing, its.run.dataset], [100, "done", "circle"]);
  assert.equal(rows.ended(run({ ended: "reset" })).reached, null);
  assert.equal(rows.ended(run({ stop: undefined })).run.link, "dataset=circle&seed=3", "a row of an earlier version");
  const other = rows.ended(run({ repeats: false }));
  assert.deepEqual([other.run.link, other.reached], ["dataset=circle&seed=3", null]);
});
