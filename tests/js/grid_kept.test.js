/* A grid that somebody finds again: whole, with its numbers without limit, and shorter where it is too long. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { pack, unpack } from "../../assets/src/race/grid_kept.js";

const WORK = {
  grid: { rows: { field: "hidden", values: ["3"] }, columns: { field: "noise", values: ["0", "5"] } },
  cells: [{}, {}],
  sums: [{ summary: { epochs: { median: Infinity, lower: 3, upper: Infinity } } }, null],
  done: [{ lane: 0, seed: 0 }],
  jobs: [{ lane: 1, seed: 0 }],
  summed: [1, 0],
  all: 2,
  curves: new Map([["0 0", [0.5, 0.25]]]),
  begin: performance.now() - 4000,
  canceled: false,
  ended: true,
};

test("what was packed is unpacked, and asks on where it was", () => {
  const { shown, work } = unpack({ shown: "loss", packed: pack(WORK) });
  assert.equal(shown, "loss");
  assert.deepEqual(work.sums, WORK.sums);
  assert.deepEqual([...work.curves], [...WORK.curves]);
  assert.deepEqual(work.jobs, WORK.jobs);
  assert.equal(work.ended, undefined);
  assert.ok(Math.abs(performance.now() - work.begin - 4000) < 1000);
});

test("one that is too long comes without its curves, and runs no further", () => {
  const whole = pack(WORK).length;
  const { work } = unpack({ shown: "epochs", packed: pack(WORK, whole - 1) });
  assert.deepEqual([work.curves.size, work.jobs, work.done.length], [0, [], 1]);
  assert.equal(pack(WORK, 20), null);
});

test("anything else is nothing", () => {
  for (const kept of [
    null,
    3,
    {},
    { shown: "x", packed: null },
    { shown: "x", packed: "{" },
    { shown: "x", packed: "{}" },
  ])
    assert.equal(unpack(kept), null);
});
