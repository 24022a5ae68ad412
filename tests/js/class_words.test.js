/* The sentences of the figures of a class: every number in them is one of what is shown. */

import assert from "node:assert/strict";
import { test } from "node:test";
import * as words from "../../assets/src/class/results_words.js";

// Each text is its own name with its places, so that a sentence shows which one it is.
const texts = {
  few: "few answers, below {n}.",
  votesMost: "{n} of {all} chose {option}.",
  votesLevel: "{n} of {all} each: {options}.",
  votesMinds: "{changed} of {both} changed.",
  votesMindsNone: "none of {both} changed.",
  guessesOne: "{n} from {low} to {high}, half {median}.",
  guessesFew: "{n} from {low} to {high}.",
  guessesAfter: "then {n} from {low} to {high}, half {median}.",
  guessesAfterFew: "then {n} from {low} to {high}.",
  curvesOne: "one",
  curvesFew: "{n} networks, no median below {fewest}",
  curvesHalf: "half of {n} at most {median}, lowest {low}",
  sizesOne: "one: {score}, {best}",
  sizesBest: "best of {n}: {score}, {best}; alone",
  sizesSmaller: "best of {n}: {score}, {best}; {least} for {near}",
  epochsHalf: "Half of the {n} runs with {name} had finished by epoch {epoch}",
  epochsHalfToo: "half of {n} with {name} by epoch {epoch}",
  epochsNever: "{never} of {n} with {name} never did",
  epochsNone: "Of {n} runs with {name}, {never} never finished",
  epochsFew: "fewer than {n}",
  epochsOf: "{finish} on {task}",
  epochsMedian: "median",
  epochsStopped: "{name} stopped {first} to {last}",
  epochsStoppedAt: "{name} stopped {at}",
  epochsEarly: "{name}: {n} early",
  epochsDiffer: "differ: {fields}",
  epochsAlike: "alike",
  epochsRepeated: "{n} repeated",
  epochsUncounted: "{n} uncounted",
  epochsLeft: "{n} left",
};
const options = ["ReLU", "tanh", "sine"].map((text, i) => ({ key: String(i), text }));
const tally = (...counts) => ({ vote: 1, n: counts.reduce((sum, each) => sum + each, 0), counts });
const none = { both: 0, changed: 0 };

test("votes: the most, those that are level, and who changed their mind", () => {
  const of = (before, after = null, minds = none) =>
    words.votes({ key: "q", text: "", options, before, after, minds }, texts);
  assert.equal(of(tally(3, 8, 1)), "8 of 12 chose tanh.");
  assert.equal(of(tally(4, 4, 1)), "4 of 9 each: ReLU, tanh.");
  const after = of(tally(20, 10, 0), tally(8, 10, 12), { both: 28, changed: 12 });
  assert.equal(after, "12 of 28 changed. 12 of 30 chose sine.");
  assert.equal(of(tally(5, 1, 0), tally(5, 1, 0), { both: 6, changed: 0 }), "none of 6 changed. 5 of 6 chose ReLU.");
});

test("with fewer than five votes nobody is said to be ahead", () => {
  const its = { key: "q", text: "", options, before: tally(3, 1, 0), after: null, minds: none };
  assert.equal(words.votes(its, texts), "few answers, below 5.");
});

test("guesses have a median from five on", () => {
  const guessed = (...values) => ({ vote: 1, values, median: 12 });
  const of = (before, after = null) => words.guesses({ key: "q", text: "", before, after }, texts);
  assert.equal(of(guessed(10, 11, 12, 13, 2000)), "5 from 10 to 2,000, half 12.");
  assert.equal(of(guessed(10, 14)), "2 from 10 to 14. few answers, below 5.");
  assert.equal(
    of(guessed(1, 2, 3, 4, 5), guessed(9)),
    "5 from 1 to 5, half 12. then 1 from 9 to 9. few answers, below 5.",
  );
});

test("curves: the median at its end, with how many it is of", () => {
  const half = [
    { epoch: 0, loss: 1, n: 5 },
    { epoch: 30.2, loss: 0.25, n: 3 },
  ];
  assert.equal(words.curves([0.5, 0.25, 0.125], half, texts), "half of 3 at most 0.2500, lowest 0.1250");
  assert.equal(words.curves([0.5, 0.25], [], texts), "2 networks, no median below 3");
  assert.equal(words.curves([0.5], [], texts), "one");
});

test("sizes: the best, and the smallest that is nearly as good", () => {
  const best = { parameters: 33, score: 1 };
  assert.equal(
    words.sizes(64, { best, least: { parameters: 13, score: 0.992 } }, false, texts),
    "best of 64: 100%, 33; 13 for 99.2%",
  );
  assert.equal(words.sizes(64, { best, least: best }, false, texts), "best of 64: 100%, 33; alone");
  assert.equal(words.sizes(1, { best, least: best }, false, texts), "one: 100%, 33");
  assert.equal(
    words.sizes(2, { best: { parameters: 9, score: 0.5 }, least: best }, true, texts),
    "best of 2: 0.500, 9; 33 for 1.000",
  );
});

const group = (activation, runs, never, median, more = {}) => ({
  activation,
  times: { runs, never, epochs: { median } },
  stopped: never ? [100, 900] : null,
  early: 0,
  ...more,
});
const pool = (...groups) => ({ task: 0, finish: "loss below 0.1", groups, repeated: 0, differs: [] });

test("epochs: by when half of the fastest had finished, and of which most never did", () => {
  const two = pool(group("Tanh", 12, 0, 62), group("Sigmoid", 11, 4, 480.5));
  assert.equal(
    words.epochs(two, texts),
    "Half of the 12 runs with Tanh had finished by epoch 62; 4 of 11 with Sigmoid never did.",
  );
  const three = pool(group("Tanh", 12, 1, 62), group("ReLU", 9, 0, 700.5), group("Sigmoid", 11, 8, "Infinity"));
  assert.equal(
    words.epochs(three, texts),
    "Half of the 12 runs with Tanh had finished by epoch 62; half of 9 with ReLU by epoch 701; 8 of 11 with Sigmoid never did.",
  );
  const alike = pool(group("Tanh", 12, 0, 62), group("ReLU", 9, 0, 70));
  assert.equal(
    words.epochs(alike, texts),
    "Half of the 12 runs with Tanh had finished by epoch 62; half of 9 with ReLU by epoch 70.",
  );
});

test("of few runs, and where nobody finished, no median is said", () => {
  assert.equal(words.epochs(pool(group("Tanh", 4, 0, 62)), texts), "fewer than 5");
  assert.equal(
    words.epochs(pool(group("Tanh", 4, 0, 62), group("Sine", 5, 5, "Infinity")), texts),
    "Of 5 runs with Sine, 5 never finished.",
  );
  assert.equal(
    words.epochs(pool(group("Tanh", 12, 3, 62)), texts),
    "Half of the 12 runs with Tanh had finished by epoch 62; 3 of 12 with Tanh never did.",
  );
});

test("what has to be known to read it: what differs, what counts once, what is not counted", () => {
  const setup = { texts, fields: { hidden: "hidden layers" } };
  const its = { ...pool(group("Sigmoid", 11, 4, 480, { early: 2 })), repeated: 7, differs: ["hidden", "train_points"] };
  assert.deepEqual(words.notes(its, { task: "Circle", uncounted: 3, left: 1 }, setup), [
    "loss below 0.1 on Circle",
    "median",
    "Sigmoid stopped 100 to 900",
    "Sigmoid: 2 early",
    "differ: hidden layers, train points",
    "7 repeated",
    "3 uncounted",
    "1 left",
  ]);
  const alike = words.notes(
    pool(group("Sigmoid", 5, 1, 480, { stopped: [900, 900] })),
    { task: "", uncounted: 0, left: 0 },
    setup,
  );
  assert.equal(alike[2], "Sigmoid stopped 900");
  const plain = words.notes(pool(group("Tanh", 5, 0, 62)), { task: "Circle", uncounted: 0, left: 0 }, setup);
  assert.deepEqual(plain, ["loss below 0.1 on Circle", "median", "alike"]);
});
