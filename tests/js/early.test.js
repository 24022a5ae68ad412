/* Ticks of a chart that is drawn before Plotly is there. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { ticks } from "../../assets/src/activations/early.js";

test("ticks are at whole steps of 1, 2 or 5, within the axis", () => {
  assert.deepEqual(ticks([-6, 6]), [-6, -4, -2, 0, 2, 4, 6]);
  assert.deepEqual(ticks([-1.4, 4.9]), [0, 2, 4]);
  assert.deepEqual(ticks([-0.2, 1.1]), [0, 0.5, 1]);
  assert.deepEqual(ticks([0, 30]), [0, 5, 10, 15, 20, 25, 30]);
});
