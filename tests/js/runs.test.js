/* The run table: what is kept of it, how much, and what is refused. */

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { row } from "./run_rows.js";

const { checked } = await import("../../assets/src/rows/checked.js");

/** A store that holds what it is given. */
function storeOf(...values) {
  const held = new Map(values.map((value, i) => [value?.id ?? i, value]));
  return {
    held,
    all: async () => [...held.values()],
    put: async (each) => void held.set(each.id, each),
    remove: async (id) => void held.delete(id),
  };
}

let runs;
let told;
beforeEach(async () => {
  runs = await import(`../../assets/src/rows/runs.js?${Math.random()}`);
  told = 0;
  runs.onChange(() => (told += 1));
});
const numbers = () => runs.all().map(({ number }) => number);

test("rows are numbered, kept, and come back", async () => {
  const store = storeOf();
  await runs.begin(store, 200);
  const { number: _, ...first } = row(0);
  runs.put({ ...first, id: "a", at: 1 });
  runs.put({ ...first, id: "b", at: 2 });
  assert.deepEqual(numbers(), [1, 2]);
  runs.change({ id: "a", note: "mine" });
  runs.put({ ...first, id: "a", at: 9, epochs: 200 });
  assert.deepEqual(
    runs.all().map(({ id, at, epochs, note }) => [id, at, epochs, note]),
    [
      ["a", 1, 200, "mine"],
      ["b", 2, 100, ""],
    ],
  );
  const again = await import(`../../assets/src/rows/runs.js?${Math.random()}`);
  await again.begin(store, 200);
  assert.deepEqual(again.all(), runs.all());
});

test("what came while the store was read is not lost", async () => {
  const store = storeOf(row(1));
  const begun = runs.begin(store, 200);
  runs.put({ ...row(2), id: "new", at: 5000 });
  await begun;
  assert.deepEqual(
    runs.all().map(({ id }) => id),
    ["run-1", "new"],
  );
});

test("the oldest go where there are too many, from the store, too", async () => {
  const store = storeOf(row(1), row(2), row(3));
  await runs.begin(store, 3);
  runs.put({ ...row(4), id: "run-4" });
  assert.deepEqual(numbers(), [2, 3, 4]);
  assert.deepEqual([...store.held.keys()], ["run-2", "run-3", "run-4"]);
});

test("what is deleted can be put back", async () => {
  const store = storeOf(row(1), row(2), row(3));
  await runs.begin(store, 200);
  const before = runs.all();
  const gone = runs.remove(["run-1", "run-3", "nobody"]);
  assert.deepEqual(numbers(), [2]);
  assert.deepEqual([...store.held.keys()], ["run-2"]);
  const known = told;
  runs.restore(gone);
  assert.equal(told, known + 1);
  assert.deepEqual(runs.all(), before);
  assert.equal(store.held.size, 3);
  runs.restore(gone); // they are there
  assert.equal(runs.all().length, 3);
});

test("without a store it works until the page is closed", async () => {
  runs.put({ ...row(1) });
  runs.change({ id: "run-1", note: "x" });
  assert.equal(runs.all()[0].note, "x");
});

const DAMAGED = [
  null,
  7,
  "row",
  [],
  {},
  row(1, { id: "<img>" }),
  row(1, { id: "x".repeat(61) }),
  row(1, { at: -1 }),
  row(1, { at: NaN }),
  row(1, { number: 1.5 }),
  row(1, { link: "x".repeat(200_001) }),
  row(1, { note: "x".repeat(201) }),
  row(1, { note: {} }),
  row(1, { ended: "won" }),
  row(1, { epochs: "100" }),
  row(1, { testLoss: Infinity }),
  row(1, { repeats: 1 }),
  row(1, { picture: "javascript:alert(1)" }),
  row(1, { picture: "data:image/svg+xml;base64,AAAA" }),
  row(1, { picture: "http://elsewhere/x.png" }),
  row(1, { picture: `data:image/png;base64,${"A".repeat(100_000)}` }),
  row(1, { curve: [[1, 2]] }),
  row(1, { curve: [[1, 2, null]] }),
  row(1, { curve: Array.from({ length: 201 }, () => [1, 2, 3]) }),
  row(1, { setup: null }),
  row(1, { setup: { ...row(1).setup, hidden: [{ units: "4", activation: "tanh" }] } }),
  row(1, { setup: { ...row(1).setup, hidden: Array.from({ length: 21 }, () => row(1).setup.hidden[0]) } }),
  row(1, { setup: { ...row(1).setup, features: [{}] } }),
  row(1, { setup: { ...row(1).setup, learning_rate: "fast" } }),
  row(1, { setup: { ...row(1).setup, dataset: undefined } }),
];

test("a row is taken, and what is damaged or of others is not, and is deleted quietly", async () => {
  assert.ok(checked(row(1)));
  assert.ok(checked(row(1, { picture: "" })));
  DAMAGED.forEach((value) => assert.equal(checked(value), null, JSON.stringify(value)?.slice(0, 100)));
  const store = storeOf(row(1), row(2, { ended: "won" }), row(3));
  await runs.begin(store, 200);
  assert.deepEqual(numbers(), [1, 3]);
  assert.deepEqual([...store.held.keys()], ["run-1", "run-3"]);
});

test("what was repeated is told", () => {
  runs.repeat({ runs: 12, succeeded: 8 });
  assert.deepEqual([runs.repeats(), told], [[{ runs: 12, succeeded: 8 }], 1]);
});
