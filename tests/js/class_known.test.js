/* What the page of a class knows follows what the board tells it, and what has not changed is the same as before. */

import assert from "node:assert/strict";
import { mock, test } from "node:test";
import "./page.js";
import { fromAddress, read } from "../../assets/src/board/opened.js";
import { merged, nothing } from "../../assets/src/class/known.js";
import * as looking from "../../assets/src/class/looking.js";

const told = (changed) => ({
  revision: 1,
  console: {},
  code: "ABCDE",
  expires: 100,
  approval: false,
  free_text: false,
  seats: [],
  answers: [],
  away: {},
  ...changed,
});
const seat = (number, changed = {}) => ({ seat: number, name: `Seat ${number}`, state: "in", row: {}, ...changed });
const answer = (number, key, changed = {}) => ({ seat: number, key, kind: "choice", shown: true, ...changed });

test("seats and answers are there once, in the order in which they came", () => {
  let known = merged(nothing(), told({ seats: [seat(4), seat(7)], answers: [answer(7, "a")] }));
  known = merged(
    known,
    told({ revision: 2, seats: [seat(4, { row: { epoch: 5 } }), seat(9)], answers: [answer(4, "a")] }),
  );
  assert.deepEqual(
    known.seats.map(({ seat, row }) => [seat, row.epoch]),
    [
      [4, 5],
      [7, undefined],
      [9, undefined],
    ],
  );
  assert.deepEqual(
    known.answers.map(({ seat, key }) => [seat, key]),
    [
      [7, "a"],
      [4, "a"],
    ],
  );
  known = merged(known, told({ answers: [answer(7, "a", { choice: ["1"] })] }));
  assert.deepEqual(known.answers[0].choice, ["1"]);
  assert.equal(known.answers.length, 2);
  assert.equal(known.revision, 1, "as the board says: it may have been put back");
});

test("what has not changed is the same", () => {
  const before = merged(nothing(), told({ seats: [seat(1), seat(2)], answers: [answer(1, "a")] }));
  const same = merged(before, told({}));
  assert.equal(same.seats, before.seats);
  assert.equal(same.answers, before.answers);
  const after = merged(before, told({ seats: [seat(2, { row: { epoch: 1 } })] }));
  assert.equal(after.seats[0], before.seats[0]);
  assert.notEqual(after.seats[1], before.seats[1]);
});

test("a seat that was removed is gone with its answers", () => {
  const before = merged(nothing(), told({ seats: [seat(1), seat(2)], answers: [answer(1, "a"), answer(2, "a")] }));
  const after = merged(before, told({ seats: [seat(1, { state: "removed" })] }));
  assert.deepEqual(
    after.seats.map(({ seat }) => seat),
    [2],
  );
  assert.deepEqual(
    after.answers.map(({ seat }) => seat),
    [2],
  );
});

test("names are hidden while the console says so", () => {
  const hidden = merged(nothing(), told({ console: { hide_names: true } }));
  assert.equal(hidden.names, false);
  assert.equal(merged(hidden, told({ console: { paused: true } })).names, true);
});

test("a board that answers is asked every one to two seconds, one that does not ever less often", () => {
  assert.ok(looking.wait(0) >= 1000 && looking.wait(0) <= 2000);
  const waits = [1, 2, 3, 4, 20].map((failures) => looking.wait(failures, () => 1));
  assert.deepEqual(waits, [2400, 4800, 9600, 10_000, 10_000]);
  assert.ok(looking.wait(20, () => 0) < looking.wait(20, () => 1), "not all at once");
  assert.ok(looking.wait(1, () => 0) > looking.wait(0));
});

test("a tab that nobody sees asks for a minute more", () => {
  assert.ok(looking.asks(null, 1e9));
  assert.ok(looking.asks(1000, 60_000));
  assert.ok(!looking.asks(1000, 62_000));
});

test("classes that were opened here are read as they were written, and nothing else is", () => {
  const its = { id: "ABC", secret: "secret-123", code: "ABCDE", expires: 200 };
  assert.deepEqual(read(JSON.stringify([its]), 100), [its]);
  assert.deepEqual(read(JSON.stringify([its]), 200), [], "it has ended");
  assert.deepEqual(read(JSON.stringify([{ ...its, more: "<b>" }]), 100), [its]);
  assert.equal(read(JSON.stringify(Array(50).fill(its)), 100).length, 10);
  for (const text of [null, "", "{", "7", "{}", "[null]", '[{"id":"ABC"}]', '[{"id":"a/b","secret":"secret-123"}]'])
    assert.deepEqual(read(text, 0), [], String(text));
});

test("a teacher's address names a class and a secret, or nothing", () => {
  assert.deepEqual(fromAddress("#ABC.secret_-12"), { id: "ABC", secret: "secret_-12" });
  for (const hash of [
    "",
    "#",
    "#ABC",
    "#ABC.",
    "#abc.secret_-12",
    "#ABC.short",
    `#ABC.${"x".repeat(65)}`,
    "#A.b c d e f g",
  ])
    assert.equal(fromAddress(hash), null, hash);
});

/** A board that answers when it is told to. */
function board() {
  const waiting = [];
  return {
    look: () => new Promise((resolve) => waiting.push(resolve)),
    get asked() {
      return waiting.length;
    },
    async answer(at, what) {
      waiting[at](what);
      for (let i = 0; i < 10; i++) await null;
    },
  };
}

test("who has changed something sees what the board says after that, not what was on its way", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const its = board();
  const { now } = looking.begin(its.look);
  assert.equal(its.asked, 1);
  let done = false;
  now().then(() => (done = true));
  await its.answer(0, true);
  assert.equal(its.asked, 2);
  assert.equal(done, false);
  await its.answer(1, true);
  assert.equal(done, true);
  mock.timers.tick(1200);
  assert.equal(its.asked, 3, "and it goes on");
  await its.answer(2, false);
  mock.timers.tick(1200);
  assert.equal(its.asked, 3, "a board that is away is left alone for a while");
  mock.timers.tick(1300);
  assert.equal(its.asked, 4);
  await its.answer(3, null);
  mock.timers.tick(60_000);
  assert.equal(its.asked, 4, "a class that has ended is not asked any more");
  mock.timers.reset();
});

test("who has stopped looking waits for nothing more, until it looks again", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const its = board();
  /** @type {AbortSignal[]} */
  const signals = [];
  const { now, stop } = looking.begin((given) => {
    signals.push(given.signal);
    return its.look();
  });
  stop();
  assert.ok(signals[0].aborted, "nobody waits for what is on its way");
  await its.answer(0, false);
  mock.timers.tick(60_000);
  assert.equal(its.asked, 1);
  now();
  assert.deepEqual([its.asked, signals[1].aborted], [2, false]);
  await its.answer(1, true);
  mock.timers.tick(1200);
  assert.equal(its.asked, 3, "and it goes on");
  stop();
  await its.answer(2, false);
  mock.timers.reset();
});
