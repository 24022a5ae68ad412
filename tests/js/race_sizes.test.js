/* What is said of a race whose lanes have different numbers of parameters. */

import assert from "node:assert/strict";
import { test } from "node:test";
import * as sizes from "../../assets/src/race/sizes.js";

const of = (...units) => ({
  hidden: units.map((n) => ({ units: n, activation: "relu", dropout: 0, parameter: null })),
});

test("equal units with twice the parameters are said to be no fair comparison", () => {
  assert.equal(sizes.compared([of(8, 8), of(8, 8)], [105, 201], "activation"), "equalUnits");
});

test("nearly as many parameters at other units are a comparison at equal parameters", () => {
  assert.equal(sizes.compared([of(8, 8), of(5, 6)], [105, 109], "activation"), "equalParameters");
});

test("with both kinds in one race neither is said", () => {
  assert.equal(sizes.compared([of(8, 8), of(5, 6), of(8, 8)], [105, 109, 201], "activation"), "unequal");
});

test("nothing is said where there is no difference, or where it is the point of the race", () => {
  assert.equal(sizes.compared([of(3, 3), of(3, 3)], [25, 25], "activation"), null);
  assert.equal(sizes.compared([of(2), of(8)], [9, 33], "hidden"), null);
  assert.equal(sizes.compared([of(8, 8), of(8, 8)], [105, 107], "activation"), null); // PReLU's two slopes
  assert.equal(sizes.compared([], [], "activation"), null);
});

test("a lane is matched to the first one, and the first to the second", () => {
  assert.deepEqual([0, 1, 5].map(sizes.reference), [1, 0, 0]);
});
