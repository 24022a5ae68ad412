/* How long who knocks at a class waits before it knocks again. */

import assert from "node:assert/strict";
import test from "node:test";
import { wait } from "../../assets/src/seat/join.js";

test("waits grow up to a bound, and no two pages need wait alike", () => {
  const around = (tries) => [wait(tries, () => 0), wait(tries, () => 1)];
  assert.deepEqual(around(1), [750, 2250]);
  assert.deepEqual(around(2), [1200, 3600]);
  assert.deepEqual(around(50), [5000, 15_000]);
  const waits = new Set(Array.from({ length: 300 }, () => wait(1)));
  assert.ok(waits.size > 290);
});
