/* Files that students have handed in, as a class. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { write } from "../../assets/src/board/handin.js";
import { known, opened } from "../../assets/src/class/files_read.js";

const ROW = {
  page: "playground",
  link: "dataset=circle&seed=1",
  epoch: 120,
  curve: [
    [0, 0.5],
    [120, 0.1],
  ],
};
const answer = (key, more = {}) => ({ key, kind: "choice", step: "fast", choice: ["0"], ...more });
const given = (file, name, answers, rows = [ROW], questions = []) => ({
  file,
  text: write({ name, rows, answers, questions }),
});
const unnamed = (n) => `Student ${n}`;

test("files make seats and answers as a board tells them", () => {
  const { handins, repeated, bad } = opened([
    given("heron.json", "Teal Heron", [answer("a1"), answer("a2", { kind: "run", run: ROW, reached: 80 })]),
    given(
      "work.json",
      "",
      [answer("b1")],
      [
        { page: "race", link: "lanes=tanh;relu" },
        { ...ROW, epoch: 7 },
      ],
    ),
    given("none.json", "", [answer("c1", { kind: "text", text: "why" })], []),
  ]);
  assert.deepEqual([repeated, bad], [0, []]);
  const its = known(handins, unnamed);
  assert.deepEqual(
    its.seats.map(({ seat, name, state, row }) => [seat, name, state, row.epoch]),
    [
      [1, "Teal Heron", "in", 120],
      [2, "Student 2", "in", 7],
      [3, "Student 3", "in", undefined],
    ],
  );
  assert.deepEqual(
    its.answers.map(({ seat, key, shown }) => [seat, key, shown]),
    [
      [1, "a1", true],
      [1, "a2", true],
      [2, "b1", true],
      [3, "c1", false],
    ],
  );
  assert.equal(its.answers[1].reached, 80);
  assert.equal(its.code, null);
});

test("the same file twice counts once, whatever it is called", () => {
  const { handins, repeated } = opened([
    given("a.json", "Teal Heron", [answer("a1")]),
    given("a (1).json", "Teal Heron", [answer("a1")]),
  ]);
  assert.deepEqual([handins.length, repeated], [1, 1]);
});

test("two files of a student are one seat, with all answers and the later row", () => {
  const early = given("a.json", "Teal Heron", [answer("a1")]);
  const late = given("b.json", "Teal Heron", [answer("a1"), answer("a2")], [{ ...ROW, epoch: 300 }]);
  for (const files of [
    [early, late],
    [late, early],
  ]) {
    const { handins, repeated } = opened(files);
    assert.deepEqual([handins.length, repeated], [1, 1]);
    assert.deepEqual(
      handins[0].answers.map(({ key }) => key),
      ["a1", "a2"],
    );
    assert.equal(handins[0].rows[0].epoch, 300);
  }
});

test("two students of the same name, or without one, are two", () => {
  const files = [given("a.json", "Teal Heron", [answer("a1")]), given("b.json", "Teal Heron", [answer("b1")])];
  assert.equal(opened(files).handins.length, 2, "of two classes");
  assert.equal(
    opened([given("a.json", "", [answer("own-1")]), given("b.json", "", [answer("own-1", { vote: 2 })])]).handins
      .length,
    2,
  );
});

test("what is no file of ours is named with a reason, and the others are opened", () => {
  const { handins, bad } = opened([
    { file: "essay.json", text: "Dear teacher" },
    { file: "later.json", text: JSON.stringify({ version: 2, name: "", rows: [], answers: [] }) },
    { file: "huge.json", text: " ".repeat(2_000_001) },
    { file: "locked.json", text: null },
    given("good.json", "", [answer("a1")]),
    { file: "changed.json", text: given("x", "", [answer("a1", { kind: "cake" })]).text },
  ]);
  assert.equal(handins.length, 1);
  assert.deepEqual(
    bad.map(({ given: { file }, why }) => ({ file, why })),
    [
      { file: "essay.json", why: "form" },
      { file: "later.json", why: "version" },
      { file: "huge.json", why: "big" },
      { file: "locked.json", why: "unread" },
      { file: "changed.json", why: "form" },
    ],
  );
});

test("what was asked is in the files: of a question the words that most of them have", () => {
  const asks = (text, key = "fast") => [{ key, text, options: ["ReLU", "tanh"] }];
  const files = ["Which one?", "What a joke", "Which one?"].map((text, i) =>
    given(`${i}.json`, "", [answer(`own-${i}`)], [ROW], asks(text)),
  );
  const late = given("late.json", "", [answer("x")], [ROW], asks("And now?", "other"));
  assert.deepEqual(known(opened([...files, late]).handins, unnamed).questions, [
    ...asks("Which one?"),
    ...asks("And now?", "other"),
  ]);
});

test("two files of a student have the questions of both", () => {
  const asks = (key) => [{ key, text: "Which one?", options: ["ReLU", "tanh"] }];
  const { handins } = opened([
    given("a.json", "Teal Heron", [answer("a1")], [ROW], asks("q1")),
    given("b.json", "Teal Heron", [answer("a1"), answer("a2")], [ROW], asks("q2")),
  ]);
  assert.deepEqual(
    handins[0].questions.map(({ key }) => key),
    ["q1", "q2"],
  );
});
