/* The grid in which the maps of a race that is presented are as large as they can be. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { best } from "../../assets/src/race/grid.js";

const BARE = { gap: 0, across: 0, down: 0 };
const AROUND = { gap: 10, across: 18, down: 80 };
const SCREENS = [
  [1024, 500],
  [1280, 460],
  [1920, 780],
  [390, 600],
];

test("squares alone fill a screen as a person would lay them out", () => {
  assert.deepEqual(best(1, 300, 200, BARE), { columns: 1, rows: 1, size: 200 });
  assert.deepEqual(best(3, 900, 300, BARE), { columns: 3, rows: 1, size: 300 });
  assert.deepEqual(best(3, 300, 900, BARE), { columns: 1, rows: 3, size: 300 });
  assert.deepEqual(best(4, 400, 400, BARE), { columns: 2, rows: 2, size: 200 });
  assert.deepEqual(best(12, 600, 200, BARE), { columns: 6, rows: 2, size: 100 });
  assert.deepEqual(best(12, 400, 300, BARE), { columns: 4, rows: 3, size: 100 });
});

test("what lies around the squares counts", () => {
  assert.deepEqual(best(2, 410, 280, AROUND), { columns: 2, rows: 1, size: 182 });
  assert.deepEqual(best(8, 1024, 300, AROUND), { columns: 8, rows: 1, size: 101 });
  assert.deepEqual(best(8, 1024, 450, AROUND), { columns: 4, rows: 2, size: 140 });
});

test("all lanes fit, and no other number of columns gives larger ones", () => {
  const { gap, across, down } = AROUND;
  for (const [width, height] of SCREENS)
    for (let count = 1; count <= 12; count += 1) {
      const { columns, rows, size } = best(count, width, height, AROUND);
      assert.ok(columns * rows >= count && columns * (rows - 1) < count, `${count} lanes in ${columns} x ${rows}`);
      if (size) {
        assert.ok(columns * (size + across) + (columns - 1) * gap <= width);
        assert.ok(rows * (size + down) + (rows - 1) * gap <= height);
      }
      for (let other = 1; other <= count; other += 1) {
        const high = Math.ceil(count / other);
        const fits = Math.min((width - (other - 1) * gap) / other - across, (height - (high - 1) * gap) / high - down);
        assert.ok(Math.floor(fits) <= size, `${count} lanes in ${other} columns`);
      }
    }
});

test("where nothing fits, there is still a grid", () => {
  assert.deepEqual(best(5, 100, 50, AROUND), { columns: 5, rows: 1, size: 0 });
  assert.deepEqual(best(0, 100, 50, AROUND), { columns: 1, rows: 1, size: 0 });
});
