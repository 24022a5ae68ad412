/* Questions of a class: votes before and after, and guessed numbers. All answers are worked out by hand. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { asked } from "../../assets/src/class/results_asked.js";
import { guesses, median, niceStep, piles } from "../../assets/src/class/results_numbers.js";
import { questionKey, votes } from "../../assets/src/class/results_votes.js";

let count = 0;
const answer = (seat, choice, more = {}) => ({
  key: `k${count++}`,
  seat,
  shown: true,
  kind: "choice",
  step: "fast",
  choice,
  ...more,
});
const LESSONS = {
  ring: {
    title: "A ring",
    steps: [
      {
        key: "look",
        says: "",
        predict: {
          kind: "choice",
          text: "What?",
          options: [
            ["line", "A line"],
            ["ring", "A ring"],
          ],
        },
        ask: {
          kind: "several",
          text: "Why?",
          options: [
            ["sum", "It sums"],
            ["luck", "By luck"],
          ],
        },
      },
      { key: "end", says: "" },
    ],
  },
};
const FAST = { key: "fast", text: "Which is faster?", options: ["ReLU", "tanh", "Neither"] };
const QUESTIONS = [FAST, { key: "ring.look", text: "What will it be?", options: ["A line", "A ring"] }];
const ASKED = asked({ questions: QUESTIONS, seats: [], answers: [] }, LESSONS);

test("a question of the console has its options by their places, one of a lesson by their keys", () => {
  assert.deepEqual(ASKED.fast, {
    text: "Which is faster?",
    options: [
      { key: "0", text: "ReLU" },
      { key: "1", text: "tanh" },
      { key: "2", text: "Neither" },
    ],
  });
  assert.equal(ASKED["ring.look"].text, "A ring · What?", "a lesson's own words go before those of the console");
  assert.deepEqual(ASKED["ring.look.ask"].options[1], { key: "luck", text: "By luck" });
  assert.deepEqual(Object.keys(ASKED), ["fast", "ring.look", "ring.look.ask"]);
});

test("a seat has one vote, its last; votes nobody gave count nothing", () => {
  const [its, ...others] = votes([answer(1, ["0"]), answer(2, ["1"]), answer(1, ["1"])], ASKED);
  assert.deepEqual(others, []);
  assert.deepEqual(its.before, { vote: 1, n: 2, counts: [0, 2, 0] });
  assert.equal(its.after, null);
  assert.deepEqual(its.minds, { both: 0, changed: 0 });
});

test("12 of 28 change their mind: of those alone who voted both times", () => {
  // 30 vote first: 20 for ReLU, 10 for tanh. Then 28 of them, of whom 12 go from ReLU to neither; and two who are new.
  const first = Array.from({ length: 30 }, (_, seat) => answer(seat, [seat < 20 ? "0" : "1"]));
  const again = Array.from({ length: 28 }, (_, seat) =>
    answer(seat, [seat < 12 ? "2" : seat < 20 ? "0" : "1"], { vote: 2 }),
  );
  const late = [40, 41].map((seat) => answer(seat, ["1"], { vote: 2 }));
  const [{ before, after, minds }] = votes([...first, ...again, ...late], ASKED);
  assert.deepEqual(before, { vote: 1, n: 30, counts: [20, 10, 0] });
  assert.deepEqual(after, { vote: 2, n: 30, counts: [8, 10, 12] });
  assert.deepEqual(minds, { both: 28, changed: 12 });
});

test("of three votes the first and the last are compared", () => {
  const all = [answer(1, ["0"]), answer(1, ["1"], { vote: 2 }), answer(1, ["0"], { vote: 3 })];
  const [{ before, after, minds }] = votes(all, ASKED);
  assert.deepEqual([before.vote, after.vote], [1, 3]);
  assert.deepEqual(minds, { both: 1, changed: 0 });
});

test("a prediction that is voted on again is one question, by the keys of the lesson", () => {
  const lesson = { lesson: "ring", step: "look" };
  const all = [
    answer(1, ["line"], lesson),
    answer(2, ["ring"], lesson),
    answer(3, [], lesson),
    answer(1, ["1"], { step: "ring.look", vote: 2 }),
    answer(2, ["1"], { step: "ring.look", vote: 2 }),
  ];
  const [its, ...others] = votes(all, ASKED);
  assert.deepEqual(others, []);
  assert.deepEqual(
    its.options.map(({ key }) => key),
    ["line", "ring", ""],
  );
  assert.deepEqual(its.before.counts, [1, 1, 1]);
  assert.deepEqual(its.after.counts, [0, 2, 0]);
  assert.deepEqual(its.minds, { both: 2, changed: 1 });
});

test("of several options each that is ticked counts; in which order changes no mind", () => {
  const ask = { lesson: "ring", step: "look.ask" };
  const all = [
    answer(1, ["sum", "luck"], ask),
    answer(2, ["sum"], ask),
    answer(3, [], ask),
    answer(1, ["luck", "sum"], { ...ask, vote: 2 }),
    answer(2, ["luck"], { ...ask, vote: 2 }),
  ];
  const [{ options, before, after, minds }] = votes(all, ASKED);
  assert.deepEqual(
    options.map(({ key }) => key),
    ["sum", "luck", ""],
  );
  assert.deepEqual(before, { vote: 1, n: 3, counts: [2, 1, 1] });
  assert.deepEqual(after, { vote: 2, n: 2, counts: [1, 2, 0] });
  assert.deepEqual(minds, { both: 2, changed: 1 });
});

test("what nobody knows any more is shown as it was sent", () => {
  const [its] = votes([answer(1, ["b", "a"], { step: "gone" }), answer(2, ["constructor"], { step: "gone" })], ASKED);
  assert.equal(its.text, "");
  assert.deepEqual(its.options, [
    { key: "b a", text: "b, a" },
    { key: "constructor", text: "constructor" },
  ]);
  const [odd] = votes([answer(1, ["0"], { step: "toString" })], {});
  assert.deepEqual(odd.before.counts, [1]);
});

test("answers of other kinds are no votes", () => {
  assert.deepEqual(votes([answer(1, [], { kind: "check" }), answer(1, [], { kind: "number", number: 3 })], ASKED), []);
  assert.equal(questionKey({ lesson: "a", step: "b" }), "a.b");
  assert.equal(questionKey({ step: "b" }), "b");
});

test("medians are the middle, or between the two in the middle", () => {
  assert.equal(median([5]), 5);
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([4, 1, 2, 10]), 3);
  assert.ok(Number.isNaN(median([])));
});

test("guesses of two votes, by question; what is no number is none", () => {
  const all = [
    answer(1, [], { kind: "number", number: 10, step: "n" }),
    answer(2, [], { kind: "number", number: 20, step: "n" }),
    answer(3, [], { kind: "number", number: null, step: "n" }),
    answer(1, [], { kind: "number", number: 40, step: "n", vote: 2 }),
  ];
  const [{ before, after, text }, ...others] = guesses(all, {});
  assert.deepEqual(others, []);
  assert.equal(text, "");
  assert.deepEqual(before, { vote: 1, values: [10, 20], median: 15 });
  assert.deepEqual(after, { vote: 2, values: [40], median: 40 });
});

test("steps are 1, 2 or 5 times a power of ten", () => {
  assert.deepEqual([0.03, 0.2, 1, 1.1, 3, 7, 4000].map(niceStep), [0.05, 0.2, 1, 2, 5, 10, 5000]);
});

test("numbers are in piles; the highest has one, too", () => {
  // 0 to 80: a span of 80 in 16 piles are steps of 5, of which 17 go from 0 to below 85.
  const { step, low, piles: counts } = piles([0, 4, 5, 80, 79]);
  assert.deepEqual([step, low, counts.length], [5, 0, 17]);
  assert.deepEqual([counts[0], counts[1], counts[15], counts[16]], [2, 1, 1, 1]);
  assert.equal(
    counts.reduce((sum, each) => sum + each, 0),
    5,
  );
  assert.deepEqual(piles([1, 9, 9]), { step: 1, low: 1, piles: [1, 0, 0, 0, 0, 0, 0, 0, 2] }, "nobody guesses a half");
  assert.equal(piles([1, 8.5]).step, 0.5);
  assert.deepEqual(piles([7, 7, 7]), { step: 1, low: 7, piles: [3] });
  assert.deepEqual(piles([0, 0]), { step: 1, low: 0, piles: [2] });
  assert.equal(
    piles([-0.3, 0.1, 0.2]).piles.reduce((sum, each) => sum + each, 0),
    3,
  );
  assert.equal(piles([2], [0, 80]).piles[0], 1, "two votes have the same piles");
});
