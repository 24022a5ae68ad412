/* What is kept of a run, and what is drawn of it: the beginning is still there after a long time. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { before, NUMBERS, outline, STATES, thinned } from "../../assets/src/play/history.js";

const same = (epoch) => epoch;

/** What is kept of so many frames with so many epochs each. */
function run(frames, kind, epochs = 1) {
  let kept = [];
  for (let i = 0; i < frames; i += 1) kept = thinned([...kept, i * epochs], kind, same);
  return kept;
}

for (const epochs of [1, 10, 100]) {
  test(`states: the first and last fifty, and even gaps between on a logarithmic scale, ${epochs} epochs a frame`, () => {
    const kept = run(30_000, STATES, epochs);
    assert.ok(kept.length <= STATES.most && kept.length >= 0.9 * STATES.most);
    assert.deepEqual(
      kept.slice(0, 50),
      Array.from({ length: 50 }, (_, i) => i * epochs),
    );
    assert.deepEqual(
      kept.slice(-50),
      Array.from({ length: 50 }, (_, i) => (29_950 + i) * epochs),
    );
    const between = kept.slice(49, -50);
    const ratios = between.slice(1).map((epoch, i) => epoch / between[i]);
    assert.ok(Math.max(...ratios) < 1.06, Math.max(...ratios)); // ln(30,000 / 50) / 300 is 2 %, and twice that at worst
  });
}

test("numbers: all of twenty thousand", () => {
  const all = Array.from({ length: 20_001 }, (_, epoch) => epoch);
  assert.equal(thinned(all.slice(1), NUMBERS, same).length, 20_000);
  const fewer = thinned(all, NUMBERS, same);
  assert.deepEqual(fewer, [...all.slice(0, 501).filter((i) => i !== 500), ...fewer.slice(500)]);
  assert.deepEqual(
    fewer.slice(500, 1500),
    all.slice(501, 2501).filter((i) => i % 2),
  );
  assert.deepEqual(fewer.slice(-17_500), all.slice(-17_500));
});

test("numbers: of more the oldest go, evenly, but never the first", () => {
  const kept = run(20_000, { ...NUMBERS, most: 1000, first: 50 });
  assert.ok(kept.length <= 1000 && kept.length >= 950);
  assert.deepEqual(
    kept.slice(0, 50),
    Array.from({ length: 50 }, (_, epoch) => epoch),
  );
  const gaps = kept.slice(50).map((epoch, i) => epoch - kept[49 + i]);
  assert.ok(Math.max(...gaps) <= 32, Math.max(...gaps)); // 20,000 / 950 is 21: some are 16 apart, and some 32
});

test("what comes at the same epoch again and again is no reason to keep more", () => {
  assert.ok(thinned(new Array(450).fill(7), STATES, same).length <= 400);
});

test("what was before an epoch", () => {
  assert.deepEqual(before([0, 1, 2, 3], 2, same), [0, 1]);
  assert.deepEqual(before([5, 6], 5, same), []);
  assert.deepEqual(before([], 5, same), []);
});

test("of a long curve are drawn: its beginning, its ends, and each peak and valley", () => {
  const x = Array.from({ length: 20_000 }, (_, i) => i);
  const one = x.map((i) => Math.exp(-i / 30) + (i === 7777 ? 5 : 0));
  const other = x.map((i) => (i === 12_345 ? -5 : Math.cos(i)));
  const drawn = outline(x, [one, other]);
  assert.ok(drawn.length < 150 + 4 * 500 + 2);
  assert.ok([0, 7777, 12_345, 19_999].every((i) => drawn.includes(i)));
  assert.ok(drawn.filter((i) => i >= 1 && i <= 100).length >= 40);
  assert.deepEqual(
    drawn,
    [...new Set(drawn)].toSorted((a, b) => a - b),
  );
});

test("after fifty seconds at any speed the first hundred epochs are still drawn", () => {
  for (const frames of [1500, 3000, 5000, 20_000]) {
    const x = Array.from({ length: frames }, (_, i) => i);
    const drawn = outline(x, [x.map((i) => 1 / (1 + i))]);
    assert.equal(drawn.filter((i) => i >= 1 && i <= 100).length, 100);
    assert.ok(drawn.filter((i) => Math.abs(i - 90) <= 2).length === 5); // a crossing at epoch 90 is drawn there
  }
});

test("a short curve is drawn whole, and one of a single point", () => {
  assert.deepEqual(outline([3], [[1]]), [0]);
  assert.deepEqual(outline([], [[]]), []);
  const x = Array.from({ length: 650 }, (_, i) => i);
  assert.equal(outline(x, [x]).length, 650);
});
