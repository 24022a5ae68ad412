/* What a lesson adds to a report. */

import assert from "node:assert/strict";
import { test } from "node:test";
import "./page.js";

const { sections } = await import("../../assets/src/lessons/report.js");

const words = (text) => [
  { kind: "paragraph", text: "", to: "", children: [{ kind: "text", text, to: "", children: [] }] },
];
const options = [
  { key: "a", text: words("It falls"), feedback: [] },
  { key: "b", text: words("It <b>jumps</b>"), feedback: [] },
];
const question = (kind) => ({ kind, text: words(`Which ${kind}?`), options, percent: false });
const step = (key, more) => ({ key, predict: null, run: null, ask: null, check: null, goal: [], ...more });
const TEXTS = {
  predicted: "You predicted",
  happened: "What happened",
  isSo: "It is so",
  guessed: "no idea",
  drawn: "a curve",
  met: "Done.",
  notMet: "Not yet.",
};

test("each step that was begun is told with its question, what was predicted and what happened", () => {
  const lesson = {
    title: "Step size",
    steps: [
      step("choice", { predict: question("choice"), run: {}, ask: question("text") }),
      step("several", { predict: question("several") }),
      step("order", { predict: question("order"), check: {}, goal: words("Get below 0.1") }),
      step("curve", { predict: question("curve"), check: {}, goal: words("Again") }),
      step("number", { ask: question("number") }),
      step("never", { predict: question("choice"), check: {}, goal: words("Never") }),
    ],
  };
  const done = {
    choice: { predicted: "b", happened: "a", answered: "Because\nof this" },
    several: { predicted: null, happened: ["a", "b"] },
    order: { predicted: ["b", "a"], met: true },
    curve: { predicted: [[0, 1]], happened: [[0, 1]], skipped: true },
    number: { answered: 0.25 },
  };
  const [{ heading, items }, ...others] = sections(lesson, done, TEXTS);
  assert.deepEqual([heading, others], ["Step size", []]);
  assert.deepEqual(
    items.map(({ label, text }) => [label, text]),
    [
      ["Which choice?", "You predicted: It <b>jumps</b>. What happened: It falls"],
      ["Which text?", "Because\nof this"],
      ["Which several?", "You predicted: no idea. It is so: It falls, It <b>jumps</b>"],
      ["Which order?", "You predicted: It <b>jumps</b> → It falls"],
      ["Get below 0.1", "Done."],
      ["Which curve?", "You predicted: a curve"],
      ["Again", "Not yet."],
      ["Which number?", "0.25"],
    ],
  );
});
