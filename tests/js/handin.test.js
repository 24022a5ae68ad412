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
const whole = () => ({ name: "Teal Heron", rows: [structuredClone(ROW)], answers: structuredClone(ANSWERS) });

test("what was written is read", () => {
  assert.deepEqual(read(write(whole())), { handin: whole() });
  assert.deepEqual(read(write({ name: "", rows: [], answers: [] })), { handin: { name: "", rows: [], answers: [] } });
});

test("a file has the name of the seat, whatever its letters", () => {
  assert.equal(fileName("Teal Heron"), "Teal-Heron.class.json");
  assert.equal(fileName("Türkiser Reiher"), "Türkiser-Reiher.class.json");
  assert.equal(fileName("../../etc/passwd"), "etc-passwd.class.json");
  assert.equal(fileName(""), "work.class.json");
});

test("more answers than a seat may have are not written: the last ones are", () => {
  const answers = Array.from({ length: 450 }, (_, i) => ({ key: `a-${i}`, kind: "check" }));
  const { handin } = read(write({ name: "", rows: [], answers }));
  assert.deepEqual([handin.answers.length, handin.answers[0].key], [400, "a-50"]);
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
