/* Questions of lessons that are in their links: their words come with the answers, or from the server. */

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import "./page.js";
import { answer as checked } from "../../assets/src/board/checked.js";
import { know, nameOf } from "../../assets/src/class/linked.js";
import { asked } from "../../assets/src/class/results_asked.js";
import { votes } from "../../assets/src/class/results_votes.js";
import { lessonOf } from "../../assets/src/class/setup_link.js";
import * as progress from "../../assets/src/lessons/progress.js";
import { wordings } from "../../assets/src/lessons/wording.js";
import { answers } from "../../assets/src/seat/lessons.js";

beforeEach(() => localStorage.clear());

const nodes = (text) => [
  { kind: "paragraph", text: "", to: "", children: [{ kind: "text", text, to: "", children: [] }] },
];
const option = (key, text) => ({ key, text: nodes(text), feedback: [] });
const predict = {
  kind: "choice",
  text: nodes("What will it draw?"),
  options: [option("a", "A ring"), option("b", "A line")],
};
const STEP = { key: "q-1", say: nodes("Look."), predict, ask: null };
const WORDS = { text: "What will it draw?", options: ["A ring", "A line"], keys: ["a", "b"] };
const said = (seat, choice, more = {}) => ({
  seat,
  shown: true,
  key: `k-${seat}`,
  kind: "choice",
  lesson: "asked-123",
  step: "q-1",
  choice: [choice],
  ...more,
});
const known = (all) => ({ questions: [], answers: all, seats: [1, 2, 3, 4].map((seat) => ({ seat })) });

test("a question goes with its answer, short enough for a request", () => {
  assert.deepEqual(wordings(STEP), { predict: WORDS });
  const long = { ...predict, text: nodes("w".repeat(999)), options: [option("a", "o".repeat(999))] };
  const { text, options } = wordings({ predict: null, ask: long }).ask;
  assert.deepEqual([text.length, text.at(-1), options[0].length], [200, "…", 80]);
  const [first] = answers({ lesson: "asked-123", step: "q-1", predicted: "a", words: wordings(STEP) });
  assert.deepEqual(first.words, WORDS);
  assert.deepEqual(checked({ key: "k", ...first })?.words, WORDS, "a file can have it");
  for (const bad of [{ ...WORDS, keys: ["a"] }, { ...WORDS, text: "" }, { ...WORDS, more: 1 }, [], "words"])
    assert.equal(checked({ key: "k", ...first, words: bad }), null);
  const [plain] = answers({ lesson: "one-line", step: "clouds", predicted: "line" });
  assert.ok(!("words" in plain), "the teacher's page has that lesson");
});

test("what was asked is kept with what was done, for a file without a class", () => {
  const steps = { "q-1": { predicted: "a", words: { predict: WORDS } } };
  progress.keep("asked-123", { step: 0, steps, finished: false });
  assert.deepEqual(progress.of("asked-123").steps, steps);
  const odd = {
    predict: { text: 7, options: [], keys: [] },
    ask: { text: "x", options: ["y".repeat(5000)], keys: [] },
  };
  const text = progress.written({}, "asked-123", { step: 0, steps: { "q-1": { words: odd } }, finished: false });
  assert.deepEqual(progress.parsed(text)["asked-123"].steps["q-1"].words, {});
});

test("votes on it have its words once three seats say the same", () => {
  const forged = { ...WORDS, text: "Something rude" };
  const two = [said(1, "a", { words: WORDS }), said(2, "b", { words: WORDS }), said(3, "a", { words: forged })];
  assert.deepEqual(
    votes(two, asked(known(two), {}))[0].options.map(({ text }) => text),
    ["a", "b"],
  );
  const three = [...two, said(4, "a", { words: WORDS }), said(1, "a", { key: "again", words: forged })];
  const [its] = votes(three, asked(known(three), {}));
  assert.equal(its.text, "What will it draw?");
  assert.deepEqual(its.options, [
    { key: "a", text: "A ring" },
    { key: "b", text: "A line" },
  ]);
  assert.deepEqual(its.before.counts, [3, 1]);
});

test("in a class of one or two, all of them are enough", () => {
  const one = [said(1, "b", { words: WORDS })];
  assert.equal(votes(one, asked({ ...known(one), seats: [{ seat: 1 }] }, {}))[0].options[1].text, "A line");
});

test("a lesson that the page has goes before what comes with answers", () => {
  const all = [1, 2, 3].map((seat) => said(seat, "a", { words: WORDS }));
  const lessons = {
    "asked-123": {
      title: "T",
      steps: [{ key: "q-1", says: "", predict: { kind: "choice", text: "Q", options: [["a", "A"]] } }],
    },
  };
  assert.equal(asked(known(all), lessons)["asked-123.q-1"].text, "T · Q");
});

test("a link of a lesson says which and which step", () => {
  const of = {
    "http://localhost:8050/?lesson=one-line&step=2#dataset=gauss": { lesson: "one-line", step: "2" },
    " https://school.example/nn/?theme=dark&lesson=1.A-b_9 \n": { lesson: "1.A-b_9", step: "" },
    "http://localhost/race?lesson=fair-race&step=start": { lesson: "fair-race", step: "start" },
  };
  for (const [text, its] of Object.entries(of)) assert.deepEqual(lessonOf(text), its, text);
  for (const text of [
    "",
    "?lesson=one-line",
    "http://a/#lesson=one-line",
    "http://a/?lesson=A b",
    "javascript:x?lesson=a",
  ])
    assert.equal(lessonOf(text), null, text);
});

test("a lesson in its link is read once, and is among the lessons by its name", async () => {
  const setup = { lessons: { "one-line": { title: "One line", steps: [] } } };
  const texts = { noLesson: "none", notDone: "later" };
  const asks = [];
  let fails = true;
  const server = {
    lesson({ key }) {
      asks.push(key);
      if (fails) return Promise.reject(new Error("away"));
      if (key === "1.bad") return Promise.resolve({ error: "can't be read" });
      return Promise.resolve({ lesson: { key: "asked-123", title: "A question", steps: [STEP] } });
    },
  };
  const room = { server, setup, texts };
  assert.equal(await know("one-line", room), null);
  assert.equal(await know("two-lines", room), "none");
  assert.deepEqual(asks, []);
  assert.equal(await know("1.good", room), "later");
  fails = false;
  assert.deepEqual(await Promise.all([know("1.good", room), know("1.good", room)]), [null, null]);
  assert.deepEqual(asks, ["1.good", "1.good"], "once more after no answer, and once for both");
  assert.equal(nameOf("1.good"), "asked-123");
  assert.equal(nameOf("one-line"), "one-line");
  const options = [
    ["a", "A ring"],
    ["b", "A line"],
  ];
  assert.deepEqual(setup.lessons["asked-123"], {
    title: "A question",
    steps: [{ key: "q-1", says: "Look.", predict: { kind: "choice", text: "What will it draw?", options } }],
  });
  assert.equal(await know("1.bad", room), "can't be read");
});
