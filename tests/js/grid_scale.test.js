/* What a cell of a grid is worth: ranks, the best of a row, colors that lightness alone tells apart, and curves. */

import assert from "node:assert/strict";
import { test } from "node:test";
import * as scale from "../../assets/src/race/grid_scale.js";

const spread = (median) => ({ median, lower: median / 2, upper: median * 2 });
const sum = (epochs, { loss = 0.1, score = 0.9, never = 0, runs = 4, curve = [] } = {}) => ({
  summary: { runs, never, epochs: spread(epochs), test_loss: spread(loss), test_score: spread(score) },
  curve,
});

test("a cell has the number that is shown", () => {
  const cell = sum(84, { loss: 0.02, score: 0.97, never: 1 });
  const shown = ["epochs", "loss", "score", "finished"].map((kind) => scale.value(cell, kind));
  assert.deepEqual(shown, [84, 0.02, 0.97, 0.75]);
  assert.equal(scale.value(null, "epochs"), null);
});

test("epochs and losses are ranked by factors, scores and shares by differences; what never came has no rank", () => {
  const rounded = scale.ranks([10, 1000, 100, Infinity, null], "epochs").map((rank) => rank && Number(rank.toFixed(9)));
  assert.deepEqual(rounded, [1, 0, 0.5, null, null]);
  assert.deepEqual(scale.ranks([0.5, 1, 0.75], "score"), [0, 1, 0.5]);
  assert.deepEqual(scale.ranks([7, 7], "loss"), [1, 1]);
  assert.deepEqual(scale.ranks([null, Infinity], "epochs"), [null, null]);
  assert.ok(scale.ranks([0, 1e-3], "loss").every(Number.isFinite)); // a loss of zero
});

test("the best of a row is where the fewest epochs are, or the most points; nobody is the best of equals", () => {
  assert.deepEqual(scale.best([90, 47, Infinity, null], "epochs"), [1]);
  assert.deepEqual(scale.best([0.9, 1, 1], "score"), [1, 2]);
  assert.deepEqual(scale.best([1, 1, 1], "finished"), []);
  assert.deepEqual(scale.best([Infinity, null], "epochs"), []);
  assert.deepEqual(scale.best([5, Infinity], "epochs"), [0]);
});

test("colors differ in lightness, the better the lighter, and what stands on them can be read", () => {
  const lights = [];
  for (let rank = 0; rank <= 1; rank += 0.02) {
    const { fill, ink } = scale.color(rank);
    const light = scale.luminance(fill.match(/\d+/g).map(Number));
    const contrast = ink === "#000" ? (light + 0.05) / 0.05 : 1.05 / (light + 0.05);
    assert.ok(contrast >= 4.5, `${fill} on ${ink}`);
    lights.push(light);
  }
  assert.ok(lights.every((light, i) => i === 0 || light > lights[i - 1]));
  assert.deepEqual([scale.color(-1), scale.color(2)], [scale.color(0), scale.color(1)]);
});

test("curves lie in their box, on a logarithmic scale of epochs, and what is too high is cut off", () => {
  const curve = [spread(0.5), spread(0.25), { median: 1e12, lower: 0, upper: 1e12 }];
  const { line, band } = scale.drawn(curve, [1, 10, 100], 1, { width: 100, height: 40 });
  assert.equal(line, "0,20 50,30 100,0");
  assert.equal(band, "0,0 50,20 100,0 100,40 50,35 0,30");
  assert.equal(scale.drawn([], [1], 1, { width: 9, height: 9 }).line, "");
});

test("all curves have the height of what most begin with, whatever a few do", () => {
  const begin = (loss) => sum(1, { curve: [{ lower: loss, median: loss, upper: loss }] });
  assert.ok(Math.abs(scale.ceiling([begin(0.5), begin(0.5), begin(1e12), null]) - 0.55) < 1e-12);
  assert.equal(scale.ceiling([null]), 1);
});
