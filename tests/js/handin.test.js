/* The file that a student hands in: it comes back as it was written, and whatever else is in a file is refused. */

import assert from "node:assert/strict";
import test from "node:test";
import { answer, row } from "../../assets/src/board/checked.js";
import { fileName, read, write } from "../../assets/src/board/handin.js";

const ROW = {
  page: "playground",
  link: "dataset=spiral&hidden=8-relu",
  doing: "done",
  epoch: 120,
  train_loss: 0.125,
  test_loss: null,
  score: 0.9,
  parameters: 33,
  activations: ["relu"],
  units: [8],
  map: `o1.${"A".repeat(784)}`,
  curve: [
    [0, 0.5],
    [120, null],
  ],
  lesson: "one-line",
  step: "guess",
};
const ANSWERS = [
  { key: "a-1", kind: "choice", lesson: "one-line", step: "guess", choice: ["circle"] },
  { key: "a-2", kind: "number", vote: 2, number: 3.5 },
  { key: "a-3", kind: "text", text: "weil es sich biegt – ja" },
  { key: "a-4", kind: "run", run: ROW, reached: 100 },
  { key: "a-5", kind: "check", lesson: "one-line", step: "do" },
];
const QUESTIONS = [{ key: "q1", text: "Was lernt schneller – und warum?", options: ["ReLU", "tanh"] }];
const whole = () => structuredClone({ name: "Teal Heron", rows: [ROW], answers: ANSWERS, questions: QUESTIONS });
const empty = { name: "", rows: [], answers: [], questions: [] };

test("what was written is read", () => {
  assert.deepEqual(read(write(whole())), { handin: whole() });
  assert.deepEqual(read(write(empty)), { handin: empty });
});

test("a file of before, without what was asked, is read", () => {
  const { questions, ...old } = whole();
  assert.deepEqual(read(JSON.stringify({ version: 1, ...old })), { handin: { ...old, questions: [] } });
});

test("a file has the name of the seat, whatever its letters", () => {
  assert.equal(fileName("Teal Heron"), "Teal-Heron.class.json");
  assert.equal(fileName("Türkiser Reiher"), "Türkiser-Reiher.class.json");
  assert.equal(fileName("../../etc/passwd"), "etc-passwd.class.json");
  assert.equal(fileName(""), "work.class.json");
});

test("more answers than a seat may have are not written: the last ones are", () => {
  const answers = Array.from({ length: 450 }, (_, i) => ({ key: `a-${i}`, kind: "check" }));
  const questions = Array.from({ length: 60 }, (_, i) => ({ ...QUESTIONS[0], key: `q-${i}` }));
  const { handin } = read(write({ ...empty, answers, questions }));
  assert.deepEqual([handin.answers.length, handin.answers[0].key], [400, "a-50"]);
  assert.deepEqual([handin.questions.length, handin.questions[0].key], [50, "q-10"]);
});

test("what is no such file is refused, and why", () => {
  for (const text of ["", "null", "[]", "{}", "3", '{"version":1}', "PK\u0003\u0004", '{"version":"1"}'])
    assert.deepEqual(read(text), { wrong: "form" }, text);
  assert.deepEqual(read('{"version":2}'), { wrong: "version" });
  assert.deepEqual(read(" ".repeat(2_000_001)), { wrong: "big" });
});

test("what somebody has changed is refused", () => {
  const changes = [
    (its) => (its.name = 3),
    (its) => (its.name = "x".repeat(61)),
    (its) => (its.rows = {}),
    (its) => (its.rows = Array(4).fill(ROW)),
    (its) => (its.rows[0].more = 1),
    (its) => (its.rows[0].link = "a b"),
    (its) => (its.rows[0].doing = "sleeping"),
    (its) => (its.rows[0].epoch = -1),
    (its) => (its.rows[0].units = [17]),
    (its) => (its.rows[0].activations = Array(9).fill("relu")),
    (its) => (its.rows[0].map = "x".repeat(2001)),
    (its) => (its.rows[0].curve = [[1, 2, 3]]),
    (its) => (its.rows[0].curve = [["1", 2]]),
    (its) => (its.answers[0].kind = "poll"),
    (its) => delete its.answers[0].key,
    (its) => (its.answers[0].key = "<b>"),
    (its) => (its.answers[1].key = "a-1"),
    (its) => (its.answers[1].vote = 0),
    (its) => (its.answers[2].text = "x".repeat(201)),
    (its) => (its.answers[3].run = { ...ROW, page: "home" }),
    (its) => (its.answers[3].reached = 1.5),
    (its) => (its.answers = Array(401).fill(0)),
    (its) => (its.questions = {}),
    (its) => (its.questions = Array(51).fill(QUESTIONS[0])),
    (its) => (its.questions[0] = null),
    (its) => (its.questions[0].key = "<b>"),
    (its) => delete its.questions[0].key,
    (its) => delete its.questions[0].options,
    (its) => (its.questions[0].text = ""),
    (its) => (its.questions[0].text = "x".repeat(201)),
    (its) => (its.questions[0].options = ["one"]),
    (its) => (its.questions[0].options = ["one", ""]),
    (its) => (its.questions[0].options = ["one", 2]),
    (its) => (its.questions[0].options = Array(9).fill("one")),
    (its) => (its.questions[0].more = "more"),
  ];
  for (const change of changes) {
    const its = whole();
    change(its);
    assert.deepEqual(read(JSON.stringify({ version: 1, ...its })), { wrong: "form" }, String(change));
  }
});

test("what was born elsewhere brings nothing along", () => {
  assert.equal(row(JSON.parse('{"__proto__":{"page":"race"}}')), null);
  assert.equal(answer(JSON.parse('{"key":"a","kind":"check","constructor":1}')), null);
  assert.equal(row([]), null);
});
