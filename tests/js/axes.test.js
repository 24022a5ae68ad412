/* Ticks of axes in the units of custom data, names, and a logarithmic axis with a place for 0. */

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { among } from "../../assets/src/lib/log_zero.js";
import * as dataNames from "../../assets/src/paint/data_names.js";

let experiment;
beforeEach(() => {
  experiment = undefined;
  dataNames.of(() => experiment);
});
const named = (x, more = {}) => {
  const plain = { name: "", offset: 0, factor: 1 };
  experiment = { names: { x: { ...plain, ...x }, y: plain, label: plain, classes: [], ...more } };
};
const texts = (key) => dataNames.axis(key).ticks.map(({ text }) => text);

test("without names the axes are X₁ and X₂ from -6 to 6", () => {
  assert.deepEqual(texts("x"), ["−6", "−5", "−4", "−3", "−2", "−1", "0", "1", "2", "3", "4", "5", "6"]);
  assert.equal(dataNames.axis("y").title, "X₂");
  assert.deepEqual(
    dataNames
      .axis("x")
      .ticks.filter(({ zero }) => zero)
      .map(({ at }) => at),
    [0],
  );
  assert.deepEqual(dataNames.titles(), []);
});

test("ticks stand at round numbers of the data's own unit, where these are", () => {
  named({ name: "Age", offset: 40, factor: 0.2 }); // 10 to 70
  assert.equal(dataNames.axis("x").title, "X₁ = Age");
  assert.deepEqual(texts("x"), ["10", "20", "30", "40", "50", "60", "70"]);
  assert.deepEqual(
    dataNames.axis("x").ticks.map(({ at }) => Math.round(1e9 * at) / 1e9),
    [-6, -4, -2, 0, 2, 4, 6],
  );
});

test("years are years, and large numbers have groups", () => {
  named({ name: "Year", offset: 1990, factor: 0.2 });
  assert.ok(texts("x").includes("1980"), texts("x").join());
  named({ name: "Pay", offset: 50_000, factor: 0.0002 });
  assert.ok(texts("x").includes("40,000"), texts("x").join());
});

test("what all ticks share is said once, in the title", () => {
  named({ name: "Time", offset: 1.7e9, factor: 1 });
  assert.equal(dataNames.axis("x").title, "X₁ = Time − 1,699,999,994");
  named({ name: "Mass", offset: 0, factor: 6 / 4e12 });
  assert.match(dataNames.axis("x").title, / \/ 10¹²$/);
  assert.ok(texts("x").includes("2"), texts("x").join());
});

test("ticks of large and small numbers differ and are short", () => {
  for (const [offset, factor, title, some] of [
    [1_700_000_000, 1e-4, "X₁ = t − 1,699,950,000", ["0", "50,000"]],
    [0.000_003, 1e6, "X₁ = t / 10⁻⁶", ["−2", "0"]],
    [3e9, 2e-9, "X₁ = t / 10⁹", ["1", "2"]],
    [20_240_115, 0.4, "X₁ = t − 20,240,100", ["0", "5"]],
    [1990, 0.1, "X₁ = t", ["1940", "1960"]],
    [1e100, 1, "X₁ = t", ["−6", "−4"]],
    [52_000, 1e-4, "X₁ = t", ["0", "50,000"]],
  ]) {
    named({ name: "t", offset, factor });
    const found = texts("x");
    assert.equal(dataNames.axis("x").title, title);
    for (const text of some) assert.ok(found.includes(text), `${title}: ${found}`);
    assert.ok(found.length >= 3 && new Set(found).size === found.length, `${found}`);
    assert.ok(
      found.every((text) => text.length <= 7),
      `${found}`,
    );
  }
});

test("ticks never stand outside, are never alike, and each has its text", () => {
  for (const offset of [0, 1, -3.7, 1e6, -1e9, 1e14]) {
    for (const factor of [1, 0.1, 7, 1e-6, 1e3]) {
      named({ name: "n", offset, factor });
      const { ticks } = dataNames.axis("x");
      assert.ok(ticks.length > 1, `${offset} ${factor}`);
      assert.ok(
        ticks.every(({ at }) => Math.abs(at) <= 6 + 1e-6),
        `${offset} ${factor}`,
      );
      assert.equal(new Set(ticks.map(({ text }) => text)).size, ticks.length, `${offset} ${factor}: ${texts("x")}`);
    }
  }
});

test("classes have their names, or letters, or signs", () => {
  assert.equal(dataNames.classOf(1), "B");
  assert.equal(dataNames.classOf(0, true), "−1");
  named({}, { classes: ["cat", ""] });
  assert.equal(dataNames.classOf(0, true), "cat");
  assert.equal(dataNames.classOf(1, true), "+1");
});

test("names go as far as the data they are of", () => {
  const names = { x: {}, y: {}, label: { name: "l", offset: 3, factor: 2 }, classes: ["a", "b", "c"] };
  const own = { dataset: "custom", names, problem: "classification", train_points: 3 };
  assert.equal(dataNames.fitting({ ...own, dataset: "xor" }).names, null);
  assert.equal(dataNames.fitting({ ...own, dataset: "xor" }).train_points, null);
  assert.deepEqual(dataNames.fitting(own).names.classes, ["a", "b"]);
  assert.deepEqual(dataNames.fitting(own).names.label, { name: "l", offset: 0, factor: 1 });
  assert.deepEqual(dataNames.fitting({ ...own, problem: "regression" }).names, { ...names, classes: [] });
  assert.deepEqual(dataNames.fitting({ ...own, problem: "multi-class", classes: 1 }).names.classes, ["a"]);
});

test("a curve that is 0 somewhere goes down to a band below all the rest", () => {
  const curve = { y: [0.5, 0, 0.01, null, -1], line: { color: "red" } };
  const zero = among([curve]);
  const [line, marks, ...more] = zero.placed([curve]);
  const [edge] = marks.y.filter((value) => value !== null);
  assert.ok(edge < 0.01);
  assert.deepEqual(line.y, [0.5, edge, 0.01, null, null]);
  assert.deepEqual(marks.y, [null, edge, null, null, null]);
  assert.equal(more.length, 0);
  const [{ y0, y1 }] = zero.band("gray");
  assert.ok(y0 < edge && edge < y1 && y1 < 0.01);
  assert.equal(zero.label("ink")[0].y, Math.log10(edge));
});

test("without a 0 there is no band, and with nothing else it has a place", () => {
  const none = among([{ y: [1, 2], line: {} }]);
  assert.deepEqual([none.band("c"), none.label("c"), none.axis], [[], [], {}]);
  assert.equal(among([{ y: [0, 0], line: {} }]).axis.tickvals.length, 0);
});
