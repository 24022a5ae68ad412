/* Where the legend lies in the loss chart. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { legend } from "../../assets/src/playground/chart_legend.js";

const curve = (...y) => ({ x: y.map((_, i) => i), y });
const LOSS = { log: false, fromZero: true };
const SCORE = { log: false, fromZero: false };
const LOG = { log: true, fromZero: false };
const place = (curves, axis) => legend(curves, axis).yanchor;

test("above a loss that falls, below one that stays where it was or an accuracy that rises", () => {
  assert.equal(place([curve(0.5, 0.3, 0.1, 0.01, 0.01)], LOSS), "top");
  assert.equal(place([curve(0.48, 0.47, 0.47, 0.46, 0.46), curve(0.45, 0.44, 0.44, 0.44, 0.44)], LOSS), "bottom");
  assert.equal(place([curve(0.5, 0.6, 0.9, 1, 1)], SCORE), "bottom");
  assert.equal(place([curve(0.5, 0.1, 0.03, 0.001, 0.0001)], LOG), "top");
});

test("where less of the curves is in the way, at the top if that is the same", () => {
  assert.equal(place([curve(0.5, 0.5, 0.5, 0.5, 0.5), curve(0.5, 0.2, 0.1, 0.01, 0.01)], LOSS), "top");
  assert.equal(place([curve(0.5, 0.5, 0.5, 0.5, 0.5), curve(0.5, 0.4, 0.3, 0.25, 0.25)], LOSS), "bottom");
});

test("at the top before there is anything to be in the way of, and whatever the numbers are", () => {
  for (const axis of [LOSS, SCORE, LOG]) {
    assert.equal(place([curve(), curve()], axis), "top");
    assert.equal(place([curve(0, 0, 0), curve(0, 0, 0)], axis), "top");
    assert.equal(place([curve(null, Number.NaN, Infinity)], axis), "top");
    assert.equal(place([curve(0.5, null, 0.5, 0, 0)], axis), "top");
  }
});
