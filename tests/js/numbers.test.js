/* How numbers are written for a reader. */

import assert from "node:assert/strict";
import { test } from "node:test";
import * as numbers from "../../assets/src/lib/numbers.js";

const told = (write, pairs) => {
  for (const [value, text, ...more] of pairs) assert.equal(write(value, ...more), text, `${value}`);
};

test("what was chosen is written exactly", () => {
  told(numbers.exact, [
    [0, "0"],
    [0.1 + 0.2, "0.30000000000000004"],
    [1e-6, "0.000001"],
    [1.5e-7, "0.00000015"],
    [-2.5e-8, "−0.000000025"],
    [1.5e-12, "1.5e-12"],
    [2753, "2,753"],
    [-1234567.25, "−1,234,567.25"],
    [999999999999999, "999,999,999,999,999"],
    [1e15, "1e15"],
    [-1e21, "−1e21"],
    [Infinity, "∞"],
    [-Infinity, "−∞"],
    [NaN, "–"],
    [null, "∞"],
  ]);
});

test("what was measured has so many digits that mean something", () => {
  told(numbers.significant, [
    [0, "0", 3],
    [0.99996, "1.000", 4],
    [12345.6, "12,346", 3],
    [0.00012345, "0.000123", 3],
    [0.00001, "1.00e-5", 3],
    [-1234567, "−1.23e6", 3],
    [9.996, "10.0", 3],
  ]);
});

test("what was computed has no idle zeros, and years are years", () => {
  told(numbers.rounded, [
    [2.5, "2.5", 3],
    [0.001234, "0.00123", 3],
    [1001.25, "1,001", 4],
    [12345, "12,300", 3],
    [-0.2784645, "−0.2785", 4],
    [Infinity, "∞", 3],
  ]);
  told(numbers.inUnits, [
    [1984, "1984", 0],
    [-1984.25, "−1984.3", 1],
    [19840, "19,840", 0],
    [9999.6, "10,000", 0],
    [-0.04, "0.0", 1],
  ]);
});

test("a weight has three digits, and an exponent where it is very large or small", () => {
  told(numbers.weight, [
    [0, "0"],
    [0.5, "0.500"],
    [-0.5, "−0.500"],
    [0.00062, "0.000620"],
    [9.996, "10.0"],
    [999.6, "1,000"],
    [2753, "2,753"],
    [-12345.6, "−12,346"],
    [1e-12, "1.00e-12"],
    [-1.234e-7, "−1.23e-7"],
    [1e6, "1.00e6"],
    [2.5e30, "2.50e30"],
  ]);
});

test("what is no number is written, too", () => {
  for (const write of [numbers.exact, numbers.weight, numbers.loss, numbers.percent]) {
    assert.deepEqual(
      [null, Infinity, -Infinity, NaN].map((value) => write(value)),
      ["∞", "∞", "−∞", "–"],
    );
  }
});

test("a number that rounds to nothing has no sign", () => {
  told(numbers.fixed, [
    [-0.04, "0.0", 1],
    [-0.06, "−0.1", 1],
    [1234.5, "1,234.50", 2],
    [-0.00001, "0.00", 2],
    [-1.5, "−1.50", 2],
    [2753, "2,753.00", 2],
  ]);
});

test("scripts can read a loss as a number", () => {
  for (const value of [0, 0.5, 0.01, 0.0099, 0.123456, 1, 12.3456, 12345.6]) {
    assert.ok(Math.abs(Number(numbers.loss(value)) - value) <= value * 0.005, numbers.loss(value));
  }
  told(numbers.loss, [
    [0, "0"],
    [0.48, "0.4800"],
    [0.5, "0.5000"],
    [0.00062, "0.000620"],
    [0.0123, "0.0123"],
    [1.23456, "1.2346"],
    [123.456, "123.46"],
    [12345.6, "12346"],
    [1e-9, "1.00e-9"],
    [1e9, "1.0000e9"],
    [null, "∞"],
  ]);
});

test("a difference has its sign, a true minus", () => {
  told(numbers.signed, [
    [0, "+0"],
    [0.000514, "+0.000514"],
    [-0.000709, "−0.000709"],
    [-0.0000118, "−1.18e-5"],
    [-0.25, "−0.2500"],
  ]);
});

test("all of it, or nothing of it, is said only where that is so", () => {
  told(numbers.percent, [
    [0, "0%"],
    [1, "100%"],
    [0.9999, "99.9%"],
    [0.0001, "0.1%"],
    [1e-9, "0.1%"],
    [1 / 3, "33.3%"],
    [0.99999, "99.9%"],
    [0.975, "97.5%"],
    [0.5, "50%"],
    [NaN, "–"],
  ]);
  told(numbers.score, [
    [0.975, "97.5%", false],
    [0.5, "50%", false],
    [1, "100%", false],
    [-0.5, "−0.500", true],
    [0.98765, "0.988", true],
  ]);
  assert.equal(numbers.score(-0.25, true), "−0.250");
});
