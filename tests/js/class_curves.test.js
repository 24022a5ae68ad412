/* The loss curves of a class and their median, and its runs. All answers are worked out by hand. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { curves, lossAt, middle, pointsOf } from "../../assets/src/class/results_curves.js";
import { bestAndLeast, dots, ended, question } from "../../assets/src/class/results_runs.js";

const near = (value, wanted) => assert.ok(Math.abs(value - wanted) < 1e-12, `${value} is ${wanted}`);
const seat = (number, row, state = "in") => ({ seat: number, name: `Seat ${number}`, state, row });
const run = (number, row, reached) => ({
  key: `r${number}${row.epoch}`,
  seat: number,
  shown: true,
  kind: "run",
  run: row,
  ...(reached === undefined ? {} : { reached }),
});

test("a curve goes up to where it has no number, and its epochs only grow", () => {
  assert.deepEqual(
    pointsOf({
      curve: [
        [0, 1],
        [5, 0.5],
        [10, null],
        [20, 0.1],
      ],
    }),
    [
      [0, 1],
      [5, 0.5],
    ],
  );
  assert.deepEqual(
    pointsOf({
      curve: [
        [0, 1],
        [5, 0.5],
        [5, 0.4],
        [7, 0.3],
      ],
    }),
    [
      [0, 1],
      [5, 0.5],
      [7, 0.3],
    ],
  );
  assert.deepEqual(pointsOf({}), []);
  assert.deepEqual(pointsOf(null), []);
});

test("between two points a loss goes straight over log(1 + epoch)", () => {
  const points = [
    [0, 1],
    [3, 0.5],
    [15, 0.1],
  ]; // places 0, log 4 = 2 log 2, log 16 = 4 log 2
  near(lossAt(points, 0), 1);
  near(lossAt(points, 1), 0.75); // log 2 is half of the way to log 4
  near(lossAt(points, 7), 0.3); // log 8 = 3 log 2
  near(lossAt(points, 15), 0.1);
  assert.equal(lossAt(points, 16), null);
  assert.equal(
    lossAt(
      [
        [2, 1],
        [4, 0],
      ],
      1,
    ),
    null,
    "it was not there yet",
  );
});

test("the median of three networks", () => {
  const all = [
    [
      [0, 1],
      [15, 0.2],
    ],
    [
      [0, 2],
      [15, 0.4],
    ],
    [
      [0, 3],
      [15, 0.9],
    ],
  ];
  const half = middle(all);
  assert.equal(half.length, 64);
  assert.deepEqual(half[0], { epoch: 0, loss: 2, n: 3 });
  assert.deepEqual(half.at(-1), { epoch: 15, loss: 0.4, n: 3 });
  // Halfway over log(1 + epoch), at epoch 3, all three are in the middle of their straight lines.
  const last = Math.log1p(15);
  const at = half.findIndex(({ epoch }) => Math.log1p(epoch) >= last / 2 - 1e-9);
  const share = Math.log1p(half[at].epoch) / last;
  near(half[at].loss, 2 + share * (0.4 - 2));
});

test("who has stopped keeps the last loss, so that the median does not rise when the fastest are done", () => {
  // Two are at 0.1 after 3 epochs; two go on at 0.5 to epoch 15: the median stays between 0.1 and 0.5.
  const fast = [
    [0, 1],
    [3, 0.1],
  ];
  const slow = [
    [0, 1],
    [3, 0.5],
    [15, 0.5],
  ];
  const half = middle([fast, fast, slow, slow]);
  near(half.at(-1).loss, 0.3);
  assert.equal(half.at(-1).n, 2, "of whom two have trained as far");
  for (let i = 1; i < half.length; i++) assert.ok(half[i].loss <= half[i - 1].loss + 1e-12);
  assert.deepEqual(middle([fast, slow]), [], "of two there is none");
  const late = [
    [8, 0.9],
    [15, 0.8],
  ];
  assert.equal(middle([slow, slow, late])[0].loss, 1, "who begins later does not count before");
});

test("a seat has the curve of what it does now, or else of its last run", () => {
  const short = { curve: [[0, 1]] };
  const long = {
    curve: [
      [0, 1],
      [9, 0.5],
    ],
  };
  const late = {
    curve: [
      [0, 1],
      [9, 0.25],
    ],
  };
  const known = {
    seats: [seat(1, long), seat(2, short), seat(3, {}), seat(4, long, "waiting")],
    answers: [run(1, late), run(2, long), run(2, late), run(2, short), run(4, long)],
  };
  const found = curves(known);
  assert.deepEqual(
    found.map((each) => [each.seat, each.points.at(-1)[1]]),
    [
      [1, 0.5],
      [2, 0.25],
    ],
  );
});

test("runs are asked for with their links, each link once", () => {
  const known = {
    seats: [seat(1, { link: "a" }), seat(2, { page: "race", link: "lanes=tanh" }), seat(3, {}), seat(4, {}, "removed")],
    answers: [
      run(1, { link: "a", epoch: 50 }, 40),
      run(2, { link: "b", epoch: 60 }),
      run(2, { link: "b", epoch: 70 }, 70),
      run(3, { epoch: 10 }),
      run(4, { link: "c", epoch: 10 }, 5),
      { key: "x", seat: 1, shown: true, kind: "check" },
    ],
  };
  const runs = ended(known);
  assert.equal(runs.length, 4);
  const { request, place, left } = question(
    runs,
    known.seats.map(({ row }) => row),
  );
  assert.deepEqual(request.links, ["a", "b"]);
  assert.deepEqual(request.runs, [
    { link: 0, epochs: 50, reached: 40 },
    { link: 1, epochs: 60, reached: null },
    { link: 1, epochs: 70, reached: 70 },
  ]);
  assert.equal(place.get("b"), 1);
  assert.equal(left, 1, "one has no link");
});

test("of too many runs the latest are asked for, and it is told how many are left", () => {
  const many = Array.from({ length: 1300 }, (_, i) => ({ seat: 1, row: { link: "a", epoch: i }, reached: null }));
  const { request, left } = question(many, []);
  assert.equal(request.runs.length, 1200);
  assert.equal(request.runs.at(-1).epochs, 1299);
  assert.equal(left, 100);
  const links = Array.from({ length: 700 }, (_, i) => ({
    seat: 1,
    row: { link: `seed=${i}`, epoch: 1 },
    reached: null,
  }));
  assert.equal(question(links, []).left, 100);
  const long = Array.from({ length: 200 }, (_, i) => ({
    seat: 1,
    row: { link: `${i}${"x".repeat(7000)}`, epoch: 1 },
    reached: null,
  }));
  assert.ok(JSON.stringify(question(long, []).request).length < 700_000);
});

test("the best run, and the smallest that comes within a hundredth of it", () => {
  const runs = [
    [9, 0.7],
    [13, 0.985],
    [25, 0.99],
    [33, 0.99],
    [33, null],
  ].map(([parameters, score]) => ({ seat: 1, row: { parameters, score }, reached: null }));
  const all = dots(runs);
  assert.equal(all.length, 4);
  const { best, least } = bestAndLeast(all);
  assert.deepEqual([best.parameters, best.score], [25, 0.99], "of two that are as good the smaller one");
  assert.deepEqual([least.parameters, least.score], [13, 0.985]);
  assert.equal(bestAndLeast([]), null);
});
