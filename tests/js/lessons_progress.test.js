/* What somebody has done in lessons is found again, whatever else is in the storage; and there is never too much of it. */

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import "./page.js";
import * as address from "../../assets/src/lessons/address.js";
import * as progress from "../../assets/src/lessons/progress.js";

beforeEach(() => localStorage.clear());

const curve = [
  [0, 0.5],
  [10, 0.1],
];

test("what was done is found again, of each lesson by itself", () => {
  const steps = {
    one: { predicted: "line", happened: "line", over: 50 },
    two: { predicted: null, answered: ["a", "b"], expected: ["a"], met: true },
    three: { predicted: curve, skipped: true },
    four: { predicted: 0.5, answered: "because" },
  };
  progress.keep("first", { step: 3, steps, finished: false });
  progress.keep("second", { step: 0, steps: {}, finished: true });
  assert.deepEqual(progress.of("first"), { step: 3, steps, finished: false });
  assert.deepEqual(progress.of("second"), { step: 0, steps: {}, finished: true });
  assert.deepEqual(progress.of("third"), progress.fresh());
  progress.keep("first", null);
  assert.deepEqual(Object.keys(progress.all()), ["second"]);
});

test("what could not have been written is not read", () => {
  for (const text of ["", "{", "null", "7", "[]", '{"version":2,"lessons":{}}', '{"version":1,"lessons":[1]}'])
    assert.deepEqual(progress.parsed(text), {}, text);
  const odd = {
    step: -3.7,
    finished: "yes",
    steps: {
      "A step": { predicted: "x" },
      list: [],
      step: {
        predicted: { deep: 1 },
        happened: Array(100).fill("x"),
        answered: "x".repeat(5000),
        expected: ["x", 1],
        over: "many",
        met: 1,
      },
    },
  };
  const found = progress.parsed(JSON.stringify({ version: 1, lessons: { one: odd, "not a key": odd, two: 3 } }));
  assert.deepEqual(Object.keys(found), ["one"]);
  assert.equal(found.one.step, 0);
  assert.equal(found.one.finished, false);
  assert.deepEqual(Object.keys(found.one.steps), ["step"]);
  assert.deepEqual(Object.keys(found.one.steps.step), ["answered"]);
  assert.equal(found.one.steps.step.answered.length, 1000);
});

test("there are never more lessons and steps than it has room for", () => {
  for (let i = 0; i < 100; i += 1) progress.keep(`lesson-${i}`, progress.fresh());
  const kept = Object.keys(progress.all());
  assert.equal(kept.length, 60);
  assert.equal(kept.at(-1), "lesson-99");
  const steps = Object.fromEntries(Array.from({ length: 90 }, (_, i) => [`s${i}`, { met: true }]));
  progress.keep("long", { step: 0, steps, finished: false });
  assert.equal(Object.keys(progress.of("long").steps).length, 40);
});

test("without a storage it lasts as long as the page", () => {
  const { getItem, setItem } = localStorage;
  const refuse = () => {
    throw new Error("no storage");
  };
  Object.assign(localStorage, { getItem: refuse, setItem: refuse });
  progress.keep("first", { step: 2, steps: {}, finished: false });
  assert.equal(progress.of("first").step, 2);
  Object.assign(localStorage, { getItem, setItem });
});

test("the address says where one is, and what else is in it stays", () => {
  const steps = ["see", "do", "7-more"].map((key) => ({ key }));
  assert.deepEqual(address.read("?lesson=one-line&step=2", steps), { key: "one-line", step: 1 });
  assert.deepEqual(address.read("?lesson=one-line", steps), { key: "one-line", step: null });
  assert.deepEqual(address.read("?lesson=one-line&step=99", steps), { key: "one-line", step: 2 });
  assert.deepEqual(address.read("?lesson=one-line&step=0", steps), { key: "one-line", step: 0 });
  assert.deepEqual(address.read("?lesson=one-line&step=do", steps), { key: "one-line", step: 1 });
  assert.deepEqual(address.read("?lesson=1.A-b_9&step=1", steps), { key: "1.A-b_9", step: 0 });
  assert.equal(address.read(`?lesson=1.${"A".repeat(2999)}`, steps), null);
  assert.equal(address.write("", "1.A-b_9", 0), "?lesson=1.A-b_9&step=1");
  for (const search of ["", "?lesson=", "?lesson=A%20b", "?step=2", `?lesson=${"a".repeat(60)}`])
    assert.equal(address.read(search, steps), null, search);
  for (const step of ["-1", "x", "1e3", "2.5"])
    assert.equal(address.read(`?lesson=a&step=${step}`, steps)?.step, null, step);
  assert.equal(address.write("?lang=de", "a", 1), "?lang=de&lesson=a&step=2");
  assert.equal(address.write("?lesson=a&step=2&theme=dark", "a", 2), "?lesson=a&step=3&theme=dark");
  assert.equal(address.without("?lesson=a&step=2&theme=dark"), "?theme=dark");
  assert.equal(address.without("?lesson=a&step=2"), "");
});

test("a step without a set-up keeps what is there, with what it hides, locks and stops at", () => {
  const step = { setup: null, page: "playground", hide: [], lock: false, run: null };
  const there = "dataset=xor&hide=play&lock=weights&stop=epoch:5&seed=2";
  assert.equal(address.link({ ...step, setup: "dataset=gauss" }, there), "dataset=gauss");
  assert.equal(address.link(step, there), "dataset=xor&seed=2");
  const run = { stop: [{ kind: "epoch", value: 30 }], epochs: 30 };
  assert.equal(
    address.link({ ...step, hide: ["play", "step"], lock: true, run }, there),
    "dataset=xor&seed=2&hide=play,step&lock=weights&stop=epoch:30",
  );
  assert.equal(address.link({ ...step, page: "race", hide: ["play"], run }, "lanes=a;b"), "lanes=a;b");
});
