/* The wall: what a seat is doing, which are shown in which order, and what tiles say. */

import assert from "node:assert/strict";
import { test } from "node:test";
import "./page.js";
import * as chosen from "../../assets/src/class/chosen.js";
import { points } from "../../assets/src/class/curve.js";
import { arranged, counted, placeOf, stateOf } from "../../assets/src/class/states.js";
import { left } from "../../assets/src/class/time.js";

const LESSONS = {
  first: {
    title: "First",
    steps: [
      { key: "one", says: "" },
      { key: "two", says: "" },
    ],
  },
};
const seat = (number, row = {}, state = "in", name = `Seat ${number}`) => ({ seat: number, name, state, row });
const view = (its, away = 0) => ({ seat: its, state: stateOf(its, away), place: placeOf(its.row, LESSONS) });
const order = (views, by, filter = "all") => arranged(views, by, filter).map((each) => each.seat.seat);

test("a seat does what its page says, unless it waits or is away", () => {
  assert.equal(stateOf(seat(1)), "idle");
  for (const doing of ["idle", "playing", "stuck", "done", "diverged"])
    assert.equal(stateOf(seat(1, { doing })), doing);
  assert.equal(stateOf(seat(1, { doing: "playing" }), 12), "playing", "the board notes it every ten seconds only");
  assert.equal(stateOf(seat(1, { doing: "playing" }), 31), "away");
  assert.equal(stateOf(seat(1, { doing: "playing" }, "left")), "away");
  assert.equal(stateOf(seat(1, {}, "waiting"), 100), "waiting");
});

test("who needs somebody comes first, and of equal ones the names decide", () => {
  const views = [
    view(seat(1, { doing: "done" }, "in", "B")),
    view(seat(2, { doing: "stuck" }, "in", "C")),
    view(seat(3, { doing: "stuck" }, "in", "A")),
    view(seat(4, {}, "waiting", "D")),
    view(seat(5, { doing: "playing" }, "left", "E")),
    view(seat(6, { doing: "diverged" }, "in", "F")),
  ];
  assert.deepEqual(order(views, "state"), [4, 3, 2, 6, 1, 5]);
  assert.deepEqual(order(views, "name"), [3, 1, 2, 4, 5, 6]);
  assert.deepEqual(order(views, "nothing like it"), order(views, "state"));
  assert.deepEqual(order(views, "state", "stuck"), [3, 2]);
  assert.deepEqual(order(views, "state", "idle"), []);
  assert.deepEqual(counted(views), {
    all: 6,
    waiting: 1,
    stuck: 2,
    diverged: 1,
    idle: 0,
    playing: 0,
    done: 1,
    away: 1,
  });
});

test("numbers are put in order, and those that have none are last", () => {
  const views = [
    view(seat(1, { test_loss: 0.5, epoch: 10, lesson: "first", step: "two" })),
    view(seat(2)),
    view(seat(3, { test_loss: 0.1, epoch: 500, lesson: "first", step: "one" })),
    view(seat(4, { test_loss: null, epoch: 20, lesson: "unknown", step: "one" })),
  ];
  assert.deepEqual(order(views, "test_loss"), [3, 1, 2, 4]);
  assert.deepEqual(order(views, "epoch"), [3, 4, 1, 2]);
  assert.deepEqual(order(views, "step"), [3, 1, 2, 4]);
});

test("a step has its number where the lesson is known", () => {
  assert.deepEqual(placeOf({ lesson: "first", step: "two" }, LESSONS), { n: 2, all: 2, title: "First" });
  for (const row of [{}, { lesson: "first" }, { lesson: "first", step: "three" }, { lesson: "toString", step: "one" }])
    assert.equal(placeOf(row, LESSONS), null);
});

test("what was chosen is said in words", () => {
  const setup = {
    activations: { relu: "ReLU", tanh: "tanh" },
    datasets: { circle: "Circle" },
    texts: { noHidden: "no hidden layer" },
  };
  const network = (activations, units) => chosen.network({ activations, units }, setup);
  assert.equal(network(["relu", "relu"], [4, 2]), "ReLU 4-2");
  assert.equal(network(["relu", "tanh"], [4, 2]), "ReLU 4, tanh 2");
  assert.equal(network([], []), "no hidden layer");
  assert.equal(network(["toString"], [3]), "toString 3", "what is not known is said as it is");
  assert.equal(chosen.inShort({ dataset: "circle", activations: ["relu"], units: [8] }, setup), "Circle · ReLU 8");
  assert.equal(chosen.score({ score: 0.9 }), "90%");
  assert.equal(chosen.score({ score: 0.9, regression: true }), "R² 0.900");
  assert.equal(chosen.score({}), "");
});

test("a curve is a line from the left to the right, high where the loss is high", () => {
  const line = points(
    [
      [0, 1],
      [9, 0.5],
      [99, 0],
    ],
    100,
    22,
  )
    .split(" ")
    .map((each) => each.split(",").map(Number));
  assert.deepEqual(line, [
    [0, 1],
    [50, 11],
    [100, 21],
  ]);
  assert.equal(points([], 100, 22), "");
  assert.equal(points([[0, 1]], 100, 22), "");
  assert.equal(
    points(
      [
        [0, null],
        [1, 2],
      ],
      100,
      22,
    ),
    "",
  );
  assert.doesNotMatch(
    points(
      [
        [5, 2],
        [5, 2],
      ],
      100,
      22,
    ),
    /NaN|Infinity/,
  );
});

test("the time that is left is said in hours and minutes", () => {
  const texts = { hours: "{h} h {m} min", minutes: "{m} min" };
  assert.deepEqual(
    [86_400, 3661, 3599, 61, 1, 0, -5].map((seconds) => left(seconds, texts)),
    ["24 h 0 min", "1 h 2 min", "1 h 0 min", "2 min", "1 min", "0 min", "0 min"],
  );
});
