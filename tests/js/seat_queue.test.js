/* What a seat sends, and when: however requests are lost, late, doubled or refused, and however two tabs take turns, each
   answer is on the board once, in its order, and no sooner than it may be. */

import assert from "node:assert/strict";
import test from "node:test";
import { keeping } from "../../assets/src/seat/kept.js";
import * as queue from "../../assets/src/seat/queue.js";

const RIGHT = { seat: 7, secret: "s".repeat(32) };
const IN = { ...queue.START, is: "in" };
const here = (more = {}) => ({ now: 0, row: null, waiting: [], ...more });
const when = (now = 0, chance = 0.5) => ({ now, chance });
const answer = (key, more = {}) => ({ key, kind: "check", ...more });
const fine = (more = {}) => ({ status: 200, told: { state: "in", kept: [], told: 0, expires: 1e9, ...more } });

/** A storage as browsers have it. */
function place() {
  const map = new Map();
  return {
    getItem: (name) => map.get(name) ?? null,
    setItem: (name, text) => void map.set(name, text),
    removeItem: (name) => void map.delete(name),
    key: (i) => [...map.keys()][i] ?? null,
    get length() {
      return map.size;
    },
  };
}

/** Numbers that look like chance, and are the same each time. */
function chances(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

test("before the board has let somebody in, nothing of the page is sent", () => {
  for (const is of ["asking", "waiting"]) {
    const request = queue.next({ ...queue.START, is }, here({ row: "{}", waiting: [answer("a")] }));
    assert.deepEqual(queue.body(request, RIGHT), { ...RIGHT, since: 0 });
  }
  const request = queue.next({ ...queue.START, is: "waiting" }, here());
  const [place] = queue.told({ ...queue.START, is: "waiting" }, request, fine(), when(300));
  assert.deepEqual(queue.body(queue.next(place, here({ now: 300, row: '{"epoch":1}' })), RIGHT).row, { epoch: 1 });
});

test("a row is sent when it is another one, and not twice in two seconds", () => {
  const first = queue.next(IN, here({ row: '{"epoch":1}' }));
  const [after] = queue.told(IN, first, fine(), when(40));
  assert.equal(queue.next(after, here({ now: 1999, row: '{"epoch":2}' })), null);
  const same = queue.next(after, here({ now: 2000, row: '{"epoch":1}' }));
  assert.deepEqual(queue.body(same, RIGHT), { ...RIGHT, since: 0 });
  assert.equal(queue.next(after, here({ now: 2000, row: '{"epoch":2}' })).row, '{"epoch":2}');
});

test("a row that came to nothing is sent again, as it is then", () => {
  const [after] = queue.told(IN, queue.next(IN, here({ row: "{}" })), { status: 503, told: { again: 5 } }, when());
  assert.equal(after.sent, null);
  assert.equal(queue.next(after, here({ now: 5000, row: '{"epoch":3}' })).row, '{"epoch":3}');
});

test("a board that is away is asked again after waits that grow up to half a minute", () => {
  let place = IN;
  const waits = [];
  for (let i = 0, now = 0; i < 8; i++, now = place.due) {
    [place] = queue.told(
      place,
      queue.next(place, here({ now })),
      { status: i % 2 ? 503 : 0, told: i % 2 ? { again: 5 } : {} },
      when(now),
    );
    assert.ok(queue.isAway(place));
    waits.push(Math.round((place.due - now) / 1000));
  }
  assert.deepEqual(waits, [2, 8, 5, 20, 13, 30, 30, 30]);
  const [early] = queue.told(IN, queue.next(IN, here()), { status: 0, told: {} }, when(0, 0));
  const [late] = queue.told(IN, queue.next(IN, here()), { status: 0, told: {} }, when(0, 1));
  assert.deepEqual([early.due, late.due], [1500, 2500]);
  [place] = queue.told(place, queue.next(place, here({ now: place.due })), fine(), when(place.due));
  assert.equal(queue.isAway(place), false);
});

test("the revision of the console is that of the last answer", () => {
  const [place, { told }] = queue.told(
    IN,
    queue.next(IN, here()),
    fine({ told: 12, console: { paused: true } }),
    when(),
  );
  assert.deepEqual([place.since, told.console], [12, { paused: true }]);
  assert.equal(queue.next(place, here({ now: 2000 })).since, 12);
});

test("who is removed, or whose class has ended, asks no more", () => {
  const request = queue.next(IN, here());
  const [removed] = queue.told(IN, request, fine({ state: "removed" }), when());
  const [ended] = queue.told(IN, request, { status: 403, told: { error: "This class has ended." } }, when());
  assert.deepEqual([removed.is, ended.is], ["removed", "ended"]);
  for (const place of [removed, ended]) assert.equal(queue.next(place, here({ now: 1e9 })), null);
});

test("who had left is in again", () => {
  const [place] = queue.told(queue.START, queue.next(queue.START, here()), fine({ state: "left" }), when());
  assert.equal(place.is, "in");
});

test("a request is below 4 KB: answers first, in their order, and the row if there is room", () => {
  const long = (key) => answer(key, { kind: "run", run: { link: "x".repeat(1500) } });
  const waiting = ["a", "b", "c", "d"].map(long);
  const row = JSON.stringify({ map: "m".repeat(1500) });
  const request = queue.next(IN, here({ row, waiting }));
  assert.deepEqual([request.answers.map(({ key }) => key), request.row], [["a", "b"], null]);
  const last = queue.next(IN, here({ row, waiting: waiting.slice(3) }));
  assert.deepEqual([last.answers.map(({ key }) => key), last.row], [["d"], row]);
  for (const its of [request, last]) assert.ok(JSON.stringify(queue.body(its, RIGHT)).length < 4096);
  const huge = [answer("h", { run: { link: "x".repeat(5000) } })];
  assert.equal(queue.next(IN, here({ waiting: huge })).answers.length, 1, "one that is too long by itself goes alone");
});

test("what the board refuses is found, and holds up nothing", () => {
  const waiting = ["a", "bad", "c"].map((key) => answer(key));
  let place = IN;
  let now = 0;
  const gone = [];
  while (waiting.length && now < 60_000) {
    const request = queue.next(place, here({ now, row: "{}", waiting }));
    if (request) {
      const keys = request.answers.map(({ key }) => key);
      const told = keys.includes("bad") ? { status: 400, told: { error: "no" } } : fine({ kept: keys });
      const [next, { done }] = queue.told(place, request, told, when(now));
      place = next;
      for (const key of done)
        waiting.splice(
          waiting.findIndex((its) => its.key === key),
          1,
        );
      gone.push(...done);
    }
    now += 1000;
  }
  assert.deepEqual(gone, ["a", "bad", "c"]);
  assert.equal(place.sent, "{}", "a row that may be what was refused isn't sent again as it is");
});

test("two tabs, a line that loses requests and answers, and a board that goes away: each answer is there once, in order", () => {
  for (let seed = 1; seed <= 60; seed++) {
    const chance = chances(seed);
    const shared = place();
    const clock = { now: 1_700_000_000_000 };
    const board = [];
    const said = [];
    const tabs = [0, 1].map(() => ({
      kept: keeping(
        "ABCDE",
        () => shared,
        () => clock.now,
      ),
      place: IN,
      flying: [],
    }));
    for (let turn = 0; turn < 400; turn++) {
      clock.now += Math.floor(chance() * 900);
      const tab = tabs[Math.floor(chance() * 2)];
      if (chance() < 0.2 && said.length < 40) said.push(tab.kept.add({ kind: "number", number: said.length }).key);
      if (!tab.flying.length) {
        const request = queue.next(tab.place, { now: clock.now, row: null, waiting: tab.kept.waiting() });
        if (!request) continue;
        const away = turn % 100 < 30;
        const arrives = !away && chance() < 0.8;
        if (arrives)
          for (const { key, number } of request.answers)
            if (!board.some((its) => its.key === key)) board.push({ key, number });
        const comes = arrives && chance() < 0.8;
        const told = comes
          ? fine({ kept: request.answers.map(({ key }) => key) })
          : { status: away ? 503 : 0, told: {} };
        tab.flying.push([request, told]);
      } else if (chance() < 0.7) {
        const [request, told] = tab.flying.pop();
        const [next, { done }] = queue.told(tab.place, request, told, { now: clock.now, chance: chance() });
        tab.place = next;
        tab.kept.acknowledge(done);
      }
      if (chance() < 0.02) Object.assign(tab, { place: IN, flying: [] }); // reloaded
    }
    for (let turn = 0; turn < 60; turn++) {
      clock.now += 31_000;
      for (const tab of tabs) {
        const request = queue.next(tab.place, { now: clock.now, row: null, waiting: tab.kept.waiting() });
        for (const { key, number } of request?.answers ?? [])
          if (!board.some((its) => its.key === key)) board.push({ key, number });
        if (request) [tab.place] = queue.told(tab.place, request, fine(), { now: clock.now, chance: 0 });
        tab.kept.acknowledge(request?.answers.map(({ key }) => key) ?? []);
      }
    }
    assert.equal(new Set(said).size, said.length);
    assert.deepEqual(board.map(({ key }) => key).toSorted(), said.toSorted(), `seed ${seed}: all, and each once`);
    assert.deepEqual(tabs[0].kept.waiting(), []);
    assert.deepEqual(
      tabs[0].kept.all().map(({ key }) => key),
      said.toSorted(),
      "and all of them are there to be handed in",
    );
  }
});

test("what one tab says reaches the board in its order, whatever is lost", () => {
  for (let seed = 1; seed <= 40; seed++) {
    const chance = chances(seed);
    const shared = place();
    let now = 1_700_000_000_000;
    const kept = keeping(
      "ABCDE",
      () => shared,
      () => now,
    );
    const board = [];
    let state = IN;
    for (let turn = 0; turn < 300; turn++) {
      now += 700;
      if (turn < 30) kept.add({ kind: "number", number: turn });
      const request = queue.next(state, { now, row: null, waiting: kept.waiting() });
      if (!request) continue;
      const arrives = chance() < 0.7;
      if (arrives) for (const { number } of request.answers) if (!board.includes(number)) board.push(number);
      const told =
        arrives && chance() < 0.6 ? fine({ kept: request.answers.map(({ key }) => key) }) : { status: 0, told: {} };
      const [next, { done }] = queue.told(state, request, told, { now, chance: chance() });
      state = next;
      kept.acknowledge(done);
    }
    assert.deepEqual(
      board,
      Array.from({ length: 30 }, (_, i) => i),
    );
  }
});
