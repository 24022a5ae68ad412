/* What the console of a class asks of a page: once, and where it belongs. */

import assert from "node:assert/strict";
import test from "node:test";
import { before, opening, said } from "../../assets/src/seat/console.js";

const setup = { page: "playground", link: "dataset=xor", sent: 5 };
const lesson = { lesson: "one-line", step: "guess", sent: 7 };
const here = (more = {}) => ({ page: "playground", search: "?class=ABCDE", step: "", ...more });

test("a set-up is opened on its page, once", () => {
  assert.deepEqual(opening({ setup }, 0, here()), { sent: 5, link: "dataset=xor" });
  assert.equal(opening({ setup }, 5, here()), null);
  assert.equal(opening({ setup, paused: true }, 6, here()), null);
  assert.equal(opening({}, 0, here()), null);
});

test("on another page it is gone to, in the class, and without the lesson that was there", () => {
  const search = "?class=ABCDE&lesson=one-line&step=2&lang=de";
  assert.deepEqual(opening({ setup: { ...setup, page: "race" } }, 0, here({ search })), {
    sent: 5,
    to: "race?class=ABCDE&lang=de#dataset=xor",
  });
  assert.deepEqual(opening({ setup }, 0, here({ page: null })), { sent: 5, to: "?class=ABCDE#dataset=xor" });
});

test("a step of a lesson is gone to, unless it is there", () => {
  assert.deepEqual(opening({ place: lesson }, 0, here()), { sent: 7, to: "?class=ABCDE&lesson=one-line&step=guess" });
  assert.deepEqual(
    opening({ place: lesson }, 0, here({ page: "race" })).to,
    "race?class=ABCDE&lesson=one-line&step=guess",
  );
  assert.deepEqual(opening({ place: lesson }, 0, here({ page: null })).to, "?class=ABCDE&lesson=one-line&step=guess");
  const there = here({ search: "?class=ABCDE&lesson=one-line&step=3", step: "guess" });
  assert.deepEqual(opening({ place: lesson }, 0, there), { sent: 7, to: "" });
});

test("of a set-up and a step the later one counts, and the earlier one is not opened after it", () => {
  assert.equal(opening({ setup, place: lesson }, 0, here()).sent, 7);
  assert.equal(opening({ setup: { ...setup, sent: 9 }, place: lesson }, 7, here()).link, "dataset=xor");
  assert.equal(opening({ setup, place: lesson }, 7, here()), null);
});

test("before a second vote one sees the first", () => {
  const question = { key: "curve", options: ["ReLU", "tanh"] };
  const vote = (choice, more = {}) => ({ key: "k", kind: "choice", step: "curve", choice: [choice], ...more });
  const given = [vote("0"), vote("1"), vote("0", { step: "other" }), vote("0", { vote: 2 })];
  assert.deepEqual(said(question, given, 1), { index: 1, text: "tanh" });
  assert.deepEqual(said(question, given, 2), { index: 0, text: "ReLU" });
  assert.equal(said(question, given, 3), null);
  const predicted = [vote("circle", { lesson: "one-line", step: "guess" })];
  assert.deepEqual(said({ ...question, key: "one-line.guess" }, predicted, 1), { index: -1, text: "circle" });
});

test("of a prediction one sees the words, not the key", () => {
  const predicted = (choice) => [{ key: "k", kind: "choice", lesson: "one-line", step: "guess", vote: 1, choice }];
  const question = { key: "one-line.guess", options: ["A line", "A circle"], keys: ["line", "circle"], vote: 2 };
  assert.deepEqual(before(question, predicted(["circle"])), { index: 1, text: "A circle" });
  assert.deepEqual(before(question, predicted(["gone"])), { index: -1, text: "gone" });
  assert.deepEqual(before(question, predicted([])), { index: -1, text: "" }, "no idea");
  assert.equal(before(question, []), null);
});

test("what was said before is the last of all votes before", () => {
  const question = { key: "curve", options: ["ReLU", "tanh"], vote: 3 };
  const vote = (choice, n) => ({ key: "k", kind: "choice", step: "curve", choice: [choice], vote: n });
  assert.equal(before(question, [vote("1", 1)]).text, "tanh");
  assert.equal(before(question, [vote("1", 1), vote("0", 2), vote("1", 3)]).text, "ReLU");
  assert.equal(before({ ...question, vote: 1 }, [vote("1", 1)]), null);
});
