/* Names at the ends of curves: pushed apart, short where there is no room; and the range of the axis. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { range, short, spread } from "../../assets/src/lib/chart_ends.js";

const near = (a, b) =>
  assert.deepEqual(
    a.map((each) => Number(each.toFixed(6))),
    b,
  );

test("names that have room stand where their curves end", () => {
  near(spread([10, 90, 50], 100, 12), [10, 90, 50]);
  near(spread([], 100, 12), []);
  near(spread([40], 100, 12), [40]);
});

test("names that would lie on one another are pushed apart, as little as can be", () => {
  near(spread([50, 50], 100, 12), [44, 56]);
  near(spread([50, 50, 50], 100, 12), [38, 50, 62]);
  near(spread([20, 52, 48], 100, 12), [20, 56, 44]);
});

test("names stay within the chart", () => {
  near(spread([-30, 2], 100, 12), [0, 12]);
  near(spread([100, 99, 140], 100, 12), [88, 76, 100]);
});

test("a dozen fits, in the order of their curves, in whatever order they come", () => {
  let seed = 7;
  const random = () => {
    seed = (seed * 48271) % 2147483647;
    return seed / 2147483647;
  };
  for (let round = 0; round < 200; round += 1) {
    const [height, gap] = [60 + 240 * random(), 12];
    const wanted = Array.from({ length: 2 + Math.floor(11 * random()) }, () => height * random() ** 4);
    const places = spread(wanted, height, gap);
    const order = wanted.map((_, i) => i).sort((a, b) => wanted[a] - wanted[b] || a - b);
    const step = Math.min(gap, height / (wanted.length - 1));
    order.slice(1).forEach((index, i) => assert.ok(places[index] - places[order[i]] >= step - 1e-9));
    assert.ok(places[order[0]] >= -1e-9 && places[order.at(-1)] <= height + 1e-9);
  }
});

test("what does not fit ends in an ellipsis, and something of it is left", () => {
  const width = (text) => 7 * text.length;
  assert.equal(short("Sigmoid", 49, width), "Sigmoid");
  assert.equal(short("Leaky ReLU", 49, width), "Leaky…");
  assert.equal(short("max(0, z) + sin(z)", 49, width), "max(0,…");
  assert.equal(short("Tanh", 1, width), "T…");
});

test("the range has all that can be seen, with some air", () => {
  near(range([1, null, 3], false), [0.9, 3.1]);
  near(range([0.01, 1, 0, null], true), [-2.1, 0.1]);
  near(range([0.1], true), [-1.3, -0.7]);
  assert.equal(range([null, 0], true), null);
});
