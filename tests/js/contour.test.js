/* Where a picture changes its sign. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { contour } from "../../assets/src/paint/contour.js";

/** A picture of a function of x and y from 0 to 1. */
const picture = (size, f) =>
  Uint8Array.from({ length: size * size }, (_, i) => {
    const [x, y] = [((i % size) + 0.5) / size, (Math.floor(i / size) + 0.5) / size];
    return Math.round(128 + 127 * Math.max(-1, Math.min(1, f(x, y))));
  });
const ends = (lines) => Array.from({ length: lines.length / 2 }, (_, i) => [lines[2 * i], lines[2 * i + 1]]);

test("a line is found where it is", () => {
  const all = ends(
    contour(
      picture(20, (x) => x - 0.3),
      20,
    ),
  );
  assert.equal(all.length, 2 * 19);
  for (const [x] of all) assert.ok(Math.abs(x - 0.3) < 0.005, x);
});

test("so is a circle, all around", () => {
  const all = ends(
    contour(
      picture(40, (x, y) => 4 * (0.09 - (x - 0.5) ** 2 - (y - 0.5) ** 2)),
      40,
    ),
  );
  assert.ok(all.length > 60);
  for (const [x, y] of all) assert.ok(Math.abs(Math.hypot(x - 0.5, y - 0.5) - 0.3) < 0.01);
});

test("of one color there is none, a saddle has two, and what is no number has none", () => {
  assert.equal(
    contour(
      picture(10, () => 0.5),
      10,
    ).length,
    0,
  );
  assert.equal(contour(Uint8Array.from([255, 1, 1, 255]), 2).length, 8);
  assert.equal(contour(Uint8Array.from([255, 0, 1, 255]), 2).length, 0);
});
