/* Where arrow keys lead in a group: along a line, to the nearest of the next row, and to the ends. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { next } from "../../assets/src/lib/roving.js";

/** Boxes of 10 by 10 with 2 between them, in rows of so many. */
const rows = (...counts) =>
  counts.flatMap((count, row) =>
    Array.from({ length: count }, (_, i) => ({
      left: 12 * i,
      right: 12 * i + 10,
      top: 12 * row,
      bottom: 12 * row + 10,
      line: -1,
    })),
  );
const table = (...counts) => rows(...counts).map((place) => ({ ...place, line: place.top / 12 }));

test("left and right go through all of a bar, and stop at its ends", () => {
  const bar = rows(3, 2);
  assert.equal(next("ArrowRight", bar, 0), 1);
  assert.equal(next("ArrowRight", bar, 2), 3);
  assert.equal(next("ArrowRight", bar, 4), undefined);
  assert.equal(next("ArrowLeft", bar, 0), undefined);
  assert.deepEqual([next("Home", bar, 3), next("End", bar, 0)], [0, 4]);
});

test("up and down go to the nearest one of the next row", () => {
  const bar = rows(3, 2, 3);
  assert.equal(next("ArrowDown", bar, 2), 4);
  assert.equal(next("ArrowDown", bar, 4), 6);
  assert.equal(next("ArrowUp", bar, 7), 4);
  assert.equal(next("ArrowUp", bar, 1), undefined);
  assert.equal(next("ArrowDown", rows(4), 1), undefined);
});

test("in a table left and right stay in the row; with Control, Home and End are those of all", () => {
  const cells = table(3, 3);
  assert.equal(next("ArrowRight", cells, 2), undefined);
  assert.equal(next("ArrowLeft", cells, 3), undefined);
  assert.deepEqual([next("Home", cells, 4), next("End", cells, 4)], [3, 5]);
  assert.deepEqual([next("Home", cells, 4, true), next("End", cells, 1, true)], [0, 5]);
  assert.equal(next("ArrowDown", cells, 1), 4);
});

test("other keys lead nowhere", () => {
  for (const key of ["Enter", "a", "Tab", "PageDown", "toString"]) assert.equal(next(key, rows(3), 1), undefined);
});
