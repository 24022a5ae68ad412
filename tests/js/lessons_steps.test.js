/* The rhythm of a step: nothing runs before there is a prediction, nothing is asked before it has run, and nobody is judged
   by what nobody knows. */

import assert from "node:assert/strict";
import { test } from "node:test";
import "./page.js";
import { address as placed, plain } from "../../assets/src/lessons/elements.js";
import { dragged, points } from "../../assets/src/lessons/sketch.js";
import * as steps from "../../assets/src/lessons/steps.js";

const question = (kind, more = {}) => ({
  kind,
  text: [],
  options: [],
  right: [],
  value: null,
  of: null,
  within: 0,
  low: 0,
  high: 1,
  percent: false,
  epochs: 0,
  ...more,
});
const run = (stop = [], epochs = 0) => ({ stop, epochs });
const step = (more) => ({ predict: null, run: null, ask: null, check: null, hints: [], ...more });
const facts = (more) => ({
  experiment: { problem: "classification", hidden: [], features: [] },
  epochs: 0,
  trainLoss: 0.2,
  testLoss: 0.3,
  trainScore: 0.9,
  score: 0.8,
  parameters: 3,
  ...more,
});
const named = (open) => Object.keys(open).filter((name) => open[name]);

test("predict, run, see, explain, do: each comes once it is its turn", () => {
  const all = step({ predict: question("choice"), run: run(), ask: question("text"), check: { kind: "by_hand" } });
  assert.deepEqual(named(steps.open(all, {})), ["locked"]);
  assert.deepEqual(named(steps.open(all, { predicted: null })), ["run", "check"], "no idea is a prediction");
  assert.deepEqual(named(steps.open(all, { predicted: "a", over: 50 })), ["run", "seen", "ask", "check"]);
  assert.equal(steps.open(all, { predicted: "a", over: 50, answered: "x" }).done, false);
  assert.equal(steps.open(all, { predicted: "a", over: 50, answered: "x", met: true }).done, true);
  const first = step({ ask: question("text"), check: { kind: "by_hand" } });
  assert.deepEqual(named(steps.open(first, {})), ["check"], "without a run the question is about what was done");
  assert.deepEqual(named(steps.open(first, { met: true })), ["ask", "check"]);
  assert.deepEqual(named(steps.open(step({}), {})), ["reveal", "done"], "there is nothing to do");
  assert.deepEqual(named(steps.open(step({ predict: question("choice") }), { predicted: "a" })), [
    "seen",
    "reveal",
    "done",
  ]);
});

test("a run is over at its conditions, after its epochs, where it diverged, or where somebody says so", () => {
  const goal = { kind: "test_loss", value: 0.4 };
  const gap = { kind: "gap", value: 0.05 };
  const over = (its, now, playing = true) => steps.isOver(step({ run: its }), facts(now), playing);
  assert.equal(over(run([], 50), { epochs: 49 }), false);
  assert.equal(over(run([], 50), { epochs: 50 }), true);
  assert.equal(over(run([goal]), { epochs: 9, testLoss: 0.5 }), false);
  assert.equal(over(run([goal]), { epochs: 9, testLoss: 0.5, ended: "goal" }), true, "the server says so");
  assert.equal(over(run([goal, gap]), { epochs: 9, trainLoss: 0.28 }), true);
  assert.equal(over(run([goal], 50), { epochs: 9, testLoss: 0.5, ended: "diverged" }), true);
  assert.equal(over(run(), { epochs: 9 }), false);
  assert.equal(over(run(), { epochs: 9 }, false), true, "paused");
  assert.equal(over(run(), { epochs: 0 }, false), false, "but not before it has begun");
  assert.equal(steps.isOver(step({}), facts({ epochs: 9 }), false), false);
});

test("the page pauses by itself where the server is not asked to", () => {
  const pause = (its, now, finished) => steps.hasEnded(step({ run: its }), facts(now), finished);
  const [loss, gap, above] = [
    { kind: "train_loss", value: 0.25 },
    { kind: "gap", value: 0.05 },
    { kind: "gap_above", value: 0.2 },
  ];
  assert.equal(pause(run([loss, gap]), { epochs: 5 }), false);
  assert.equal(pause(run([loss, gap]), { epochs: 5, testLoss: 0.21 }), true);
  assert.equal(pause(run([above]), { epochs: 5 }), false);
  assert.equal(pause(run([above]), { epochs: 5, testLoss: 0.5 }), true);
  assert.equal(pause(run([], 60), { epochs: 60 }), true);
  assert.equal(pause(run([], 60), { epochs: 30 }, true), true, "all lanes have finished");
  assert.equal(pause(run(), { epochs: 30 }), false, "somebody pauses");
  assert.equal(pause(run([{ kind: "test_score", value: 0.8 }, loss]), { epochs: 5 }), true);
});

test("what is right is what was said, what was measured, or in which order lanes finished", () => {
  const now = facts({ epochs: 10 });
  const truth = (its, finished = []) => steps.truth(its, { now, finished });
  assert.equal(truth(question("choice", { right: ["a"] })), "a");
  assert.equal(truth(question("choice")), undefined);
  assert.deepEqual(truth(question("several", { right: ["a", "b"] })), ["a", "b"]);
  assert.equal(truth(question("number", { value: 3 })), 3);
  assert.equal(truth(question("number", { of: "accuracy" })), 0.8);
  assert.equal(truth(question("number", { of: "r2" })), undefined);
  assert.deepEqual(truth(question("order"), ["tanh"]), ["tanh"]);
  assert.equal(truth(question("order")), undefined);
  assert.equal(truth(question("curve")), undefined);
  assert.equal(truth(question("text")), undefined);
});

test("an answer is judged only where something is right", () => {
  const choice = question("choice", { right: ["a", "b"] });
  assert.equal(steps.judged(choice, "b", "a"), true);
  assert.equal(steps.judged(choice, "c", "a"), false);
  assert.equal(steps.judged(choice, null, "a"), null, "no idea");
  assert.equal(steps.judged(question("number", { within: 0.1 }), 0.7, 0.8), true);
  assert.equal(steps.judged(question("number", { within: 0.1 }), 0.6, 0.8), false);
  assert.equal(steps.judged(question("several"), ["b", "a"], ["a", "b"]), true);
  assert.equal(steps.judged(question("several"), ["a"], ["a", "b"]), false);
  assert.equal(steps.judged(question("order"), ["a", "b", "c"], ["a", "c"]), true, "of those that have finished");
  assert.equal(steps.judged(question("order"), ["c", "a", "b"], ["a", "c"]), false);
  assert.equal(steps.judged(question("curve"), [[0, 1]], undefined), null);
  assert.equal(steps.judged(question("text"), "because", undefined), null);
});

test("hints come after their time, or after their runs", () => {
  const hints = [
    { seconds: 60, runs: 3 },
    { seconds: 120, runs: 5 },
  ];
  assert.equal(steps.hinted(hints, 59, 2), 0);
  assert.equal(steps.hinted(hints, 60, 0), 1);
  assert.equal(steps.hinted(hints, 0, 5), 2);
});

test("a pointer that goes across the chart draws a line, forwards and backwards", () => {
  const flat = [0.5, 0.5, 0.5, 0.5, 0.5];
  const down = dragged(flat, { x: 0, y: 1 }, { x: 1, y: 0 }, 1);
  assert.deepEqual(down, [1, 0.75, 0.5, 0.25, 0]);
  assert.deepEqual(dragged(flat, { x: 1, y: 0 }, { x: 0, y: 1 }, 1), down);
  assert.deepEqual(dragged(flat, { x: 0.5, y: 0.5 }, { x: 0.5, y: 0.9 }, 2), [0.5, 0.5, 1.8, 0.5, 0.5]);
  assert.deepEqual(dragged(flat, { x: 0.9, y: 0 }, { x: 1.4, y: -3 }, 1).at(-1), 0, "no further than the chart");
  assert.deepEqual(points([1, 0.5, 0.123456], 100), [
    [0, 1],
    [50, 0.5],
    [100, 0.1235],
  ]);
});

test("a link leads to a page inside or nowhere, and words are read out as they stand", () => {
  assert.equal(placed("playground#seed=1", "/base/"), "/base/#seed=1");
  assert.equal(placed("race?x=1#seed=1", "/"), "/race?x=1#seed=1");
  assert.equal(placed("lessons", "/"), "/lessons");
  for (const to of ["//evil.example", "https://evil.example", "javascript:alert(1)", "racer", "/race", ""])
    assert.equal(placed(to, "/"), null, to);
  const text = (its) => ({ kind: "text", text: its, to: "", children: [] });
  const node = (kind, ...children) => ({ kind, text: "", to: "", children });
  assert.equal(
    plain([node("paragraph", text("One "), node("strong", text("two"))), node("paragraph", text("3"))]),
    "One two 3 ",
  );
});
