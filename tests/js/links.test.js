/* The address of the page of activations. */

import "./page.js";

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

const link = await import("../../assets/src/activations/link.js");

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  location.hash = "";
  history.replaceState.mock.resetCalls();
});

test("what is written is read again", () => {
  const items = ["tanh", "leaky-relu:0.2", "elu:-1", "=z*sin(a*z):0.5", "=max(0, z)", "=100%z & #"];
  link.write(items);
  mock.timers.tick(300);
  assert.match(location.hash, /^#chosen=[\w%().*'!~-]+$/);
  assert.deepEqual(link.read(), [
    { name: "tanh", parameter: null },
    { name: "leaky-relu", parameter: 0.2 },
    { name: "elu", parameter: -1 },
    { name: "=z*sin(a*z)", parameter: 0.5 },
    { name: "=max(0, z)", parameter: null },
    { name: "=100%z & #", parameter: null },
  ]);
});

test("a slider that is moved writes the address once", () => {
  for (let i = 0; i < 9; i++) {
    link.write([`elu:${i}`]);
    mock.timers.tick(100);
  }
  assert.equal(history.replaceState.mock.callCount(), 0);
  mock.timers.tick(300);
  assert.equal(history.replaceState.mock.callCount(), 1);
  assert.deepEqual(link.read(), [{ name: "elu", parameter: 8 }]);
});

test("what is none is a place on the page, or nothing", () => {
  for (const hash of [
    "",
    "#",
    "#facts",
    "#chosen=",
    "#chosen=%",
    "#chosen=3",
    "#chosen=null",
    "#chosen={}",
    "#chosen=[1]",
    "#chosen=[[]]",
  ]) {
    location.hash = hash;
    assert.equal(link.read(), null, hash);
  }
});
