/* The coach's line: how long it says what, what stays silenced, and what it tells the server of a long history. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { row, told } from "../../assets/src/playground/coach_history.js";
import { heard, QUIET, rulesOf, STAYS_MS, silencing } from "../../assets/src/playground/coach_line.js";

const [stuck, linear] = ["stuck", "linear"].map((rule) => ({ rule, values: {} }));
const playing = (now) => ({ now, playing: true, held: false });
const paused = (now) => ({ now, playing: false, held: false });

test("nothing is said while there is nothing to say", () => {
  const line = heard(QUIET, null, playing(0));
  assert.equal(line.advice, null);
  assert.equal(line.late, false);
  assert.equal(heard(line, stuck, playing(1)).advice, stuck); // and then at once
});

test("a message stays long enough to be read while it plays, and then gives way", () => {
  let line = heard(QUIET, stuck, playing(1000));
  for (const now of [1001, 1000 + STAYS_MS - 1]) {
    line = heard(line, linear, playing(now));
    assert.equal(line.advice, stuck);
    assert.equal(line.late, true);
  }
  line = heard(line, linear, playing(1000 + STAYS_MS));
  assert.deepEqual([line.advice, line.late, line.since], [linear, false, 1000 + STAYS_MS]);
});

test("what has become untrue goes after that", () => {
  const line = heard(QUIET, stuck, playing(0));
  assert.equal(heard(line, null, playing(STAYS_MS - 1)).advice, stuck);
  assert.equal(heard(line, null, playing(STAYS_MS)).advice, null);
});

test("in a pause it goes at once", () => {
  const line = heard(QUIET, stuck, playing(0));
  assert.equal(heard(line, linear, paused(1)).advice, linear);
  assert.equal(heard(line, null, paused(1)).advice, null);
});

test("nothing goes while somebody points at it or is in it, however long", () => {
  const line = heard(QUIET, stuck, paused(0));
  for (const about of [playing(1e9), paused(1e9)]) {
    const later = heard(line, null, { ...about, held: true });
    assert.deepEqual([later.advice, later.late], [stuck, true]);
    assert.equal(heard(later, null, about).advice, null);
  }
});

test("its numbers do not flicker: they are new when there was time to read the old ones", () => {
  const of = (epochs) => ({ ...stuck, values: { epochs } });
  let line = heard(QUIET, of(200), playing(0));
  const seen = [];
  for (let now = 2000; now <= 4 * STAYS_MS; now += 2000) {
    line = heard(line, of(200 + now), playing(now));
    seen.push(line.advice.values.epochs);
    assert.equal(line.since, 0);
  }
  assert.ok(new Set(seen).size <= 4);
  assert.deepEqual(
    seen,
    seen.toSorted((one, other) => one - other),
  );
  assert.equal(heard(line, of(7), paused(4 * STAYS_MS + 1)).advice.values.epochs, 7);
});

test("a rule that was dismissed is silenced for that set-up, and for no other", () => {
  let silenced = silencing(null, "dataset=xor", "linear");
  silenced = silencing(silenced, "dataset=xor", "stuck");
  assert.deepEqual(rulesOf(silenced, "dataset=xor"), ["linear", "stuck"]);
  assert.deepEqual(rulesOf(silenced, "dataset=xor&seed=1"), []);
  assert.deepEqual(rulesOf(null, "dataset=xor"), []);
  assert.deepEqual(rulesOf(silencing(silenced, "seed=1", "small"), "dataset=xor"), []);
  assert.deepEqual(rulesOf(JSON.parse(JSON.stringify(silenced)), "dataset=xor"), ["linear", "stuck"]);
});

const MOST = 200;

/** The numbers of so many frames; the scores are right but for these epochs. */
const run = (frames, wrong = []) =>
  Array.from({ length: frames }, (_, epoch) => {
    const score = wrong.includes(epoch) ? 0.9 : 1;
    return { epoch, train_loss: 1 / (1 + epoch), test_loss: 2, train_score: score, test_score: 1 };
  });

test("a short history is told whole", () => assert.deepEqual(told(run(MOST), MOST), run(MOST)));

for (const frames of [201, 300, 1000, 5001, 20_000]) {
  test(`of ${frames} frames the last ones are told, the first one, and some between`, () => {
    const epochs = told(run(frames), MOST).map(({ epoch }) => epoch);
    assert.ok(epochs.length <= MOST && epochs.length > MOST / 2);
    assert.equal(epochs[0], 0);
    assert.deepEqual(
      epochs.slice(-MOST / 2),
      Array.from({ length: MOST / 2 }, (_, i) => frames - MOST / 2 + i),
    );
    const gaps = epochs.slice(1).map((epoch, i) => epoch - epochs[i]);
    assert.ok(Math.max(...gaps) <= (4 * frames) / MOST + 1, String(Math.max(...gaps)));
    assert.ok(Math.min(...gaps) > 0);
  });

  test(`of ${frames} frames it is told since when all has been right`, () => {
    for (const wrong of [0, 1, 37, 90, frames - 150].filter((epoch) => epoch >= 0 && epoch < frames)) {
      const its = told(run(frames, [wrong, Math.floor(wrong / 2)]), MOST);
      assert.ok(its.length <= MOST);
      const last = its.findLastIndex(({ train_score }) => train_score < 1);
      assert.deepEqual([its[last].epoch, its[last + 1].epoch], [wrong, wrong + 1]);
    }
  });
}

test("the same early frames are told again and again while a run goes on", () => {
  const early = (frames) => told(run(frames), MOST).filter(({ epoch }) => epoch < 400);
  assert.deepEqual(early(1030), early(1000));
});

test("losses are sent short, scores whole", () => {
  const [one] = told([{ epoch: 3, train_loss: 0.123456789, test_loss: 2 / 3, train_score: 2 / 3, test_score: 1 }], 9);
  assert.deepEqual(row(one), [3, 0.123457, 0.666667, 2 / 3, 1]);
});
