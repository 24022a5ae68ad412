/* What a browser keeps of a seat: what was written comes back, what was not is nothing, and it is gone with its class. */

import assert from "node:assert/strict";
import test from "node:test";
import { keeping } from "../../assets/src/seat/kept.js";

const NOW = 1_800_000_000_000;
const SEAT = { seat: 3, secret: "abcdefgh-_12345678", name: "Teal Heron", expires: NOW / 1000 + 3600, applied: 4 };

function place(given = {}) {
  const map = new Map(Object.entries(given));
  return {
    map,
    getItem: (name) => map.get(name) ?? null,
    setItem: (name, text) => void map.set(name, text),
    removeItem: (name) => void map.delete(name),
    key: (i) => [...map.keys()][i] ?? null,
    get length() {
      return map.size;
    },
  };
}
const open = (store, code = "ABCDE", now = NOW) =>
  keeping(
    code,
    () => store,
    () => now,
  );

test("a seat comes back, also in another tab, and each class has its own", () => {
  const store = place();
  open(store).keep(SEAT);
  assert.deepEqual(open(store).seat(), SEAT);
  assert.equal(open(store, "FGHJK").seat(), null);
  open(store).forget();
  assert.equal(open(store).seat(), null);
});

test("what is no seat is nothing", () => {
  for (const text of [
    "",
    "null",
    "[]",
    "3",
    "{",
    JSON.stringify({ ...SEAT, seat: "3" }),
    JSON.stringify({ ...SEAT, secret: "short" }),
    JSON.stringify({ ...SEAT, name: "x".repeat(61) }),
    JSON.stringify({ ...SEAT, expires: null }),
  ]) {
    assert.equal(open(place({ "class-seat ABCDE": text })).seat(), null, text);
  }
});

test("what is of a class that has ended is gone, with its answers", () => {
  const store = place({ "my own": "stays" });
  const old = open(store, "OLDER");
  old.keep({ ...SEAT, expires: NOW / 1000 - 1 });
  old.add({ kind: "check" });
  old.acknowledge([old.add({ kind: "check" }).key]);
  open(store).keep(SEAT);
  open(store).add({ kind: "check" });
  open(store);
  assert.deepEqual(
    [...store.map.keys()].map((name) => name.replace(/ [^ ]*-.*/, "")),
    ["my own", "class-seat ABCDE", "class-answer ABCDE"],
  );
});

test("answers wait in the order in which they were given, and are kept after they were acknowledged", () => {
  const store = place();
  const kept = open(store);
  const keys = [1, 2, 3].map((number) => kept.add({ kind: "number", number }).key);
  assert.deepEqual(
    open(store)
      .waiting()
      .map(({ number }) => number),
    [1, 2, 3],
  );
  kept.acknowledge([keys[1], "never-there"]);
  assert.deepEqual(
    kept.waiting().map(({ number }) => number),
    [1, 3],
  );
  assert.deepEqual(
    kept.all().map(({ number }) => number),
    [1, 2, 3],
  );
  for (const key of keys) assert.match(key, /^[A-Za-z0-9_.:-]{1,40}$/);
});

test("what somebody else has put among the answers is thrown away", () => {
  const store = place({
    "class-answer ABCDE a": JSON.stringify({ key: "b", kind: "check" }),
    "class-answer ABCDE c": JSON.stringify({ key: "c", kind: "spam" }),
    "class-answer ABCDE d": "{",
  });
  assert.deepEqual(open(store).waiting(), []);
  assert.equal(store.map.size, 0);
});

test("answers are bounded: the eldest go", () => {
  const kept = open(place());
  const first = kept.add({ kind: "number", number: 0 });
  for (let number = 1; number <= 400; number++) kept.add({ kind: "number", number });
  const waiting = kept.waiting();
  assert.equal(waiting.length, 400);
  assert.ok(waiting.every(({ key }) => key !== first.key));
});

test("without a storage, or without room in it, it lasts as long as the page", () => {
  const none = keeping("ABCDE", () => {
    throw new Error("denied");
  });
  const full = place();
  full.setItem = () => {
    throw new Error("full");
  };
  for (const kept of [none, open(full)]) {
    kept.keep(SEAT);
    const { key } = kept.add({ kind: "check" });
    assert.deepEqual([kept.seat(), kept.waiting().length], [SEAT, 1]);
    kept.acknowledge([key]);
    assert.deepEqual([kept.waiting().length, kept.all().length], [0, 1]);
  }
});

test("what was asked is kept in words, bounded, validated, and gone with the class", () => {
  const store = place();
  const its = open(store);
  const question = (n) => ({ key: `q${String(n).padStart(2, "0")}`, text: "Which one?", options: ["ReLU", "tanh"] });
  its.ask({ ...question(1), vote: 2, open: true });
  its.ask(question(1));
  assert.deepEqual(open(store).questions(), [question(1)]);
  assert.deepEqual(open(store, "OTHER").questions(), []);
  for (let n = 2; n < 60; n++) its.ask(question(n));
  assert.deepEqual([its.questions().length, its.questions()[0].key], [50, "q10"]);
  store.setItem("class-asked ABCDE q11", '{"key":"q11","text":"<b>"}');
  store.setItem("class-asked ABCDE q12", JSON.stringify(question(13)));
  assert.equal(its.questions().length, 48);
  its.forget();
  assert.deepEqual([its.questions(), store.length], [[], 0]);
});
