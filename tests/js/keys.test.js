/* The keys of all pages. */

import "./page.js";

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

const { button } = await import("../../assets/src/shell/help.js");
afterEach(() => localStorage.removeItem("shortcuts-off"));

test("a key stands for its button, in capitals, too", () => {
  const keys = {
    " ": "play",
    ArrowRight: "step",
    r: "reset",
    R: "reset",
    t: "show-test",
    d: "discretize",
    "?": "help",
  };
  for (const [key, id] of Object.entries(keys)) assert.equal(button({ key }), id, key);
  for (const key of ["x", "Enter", "Escape", "ArrowLeft"]) assert.ok(!button({ key }), key);
});

test("with Ctrl or the command key only undo and redo are ours, with Alt nothing", () => {
  for (const held of [{ ctrlKey: true }, { metaKey: true }]) {
    assert.equal(button({ key: "z", ...held }), "undo");
    assert.equal(button({ key: "Z", shiftKey: true, ...held }), "redo");
    assert.equal(button({ key: "y", ...held }), "redo");
    assert.equal(button({ key: "r", ...held }), null);
    assert.equal(button({ key: "z", altKey: true, ...held }), null);
  }
  assert.equal(button({ key: "r", altKey: true }), null);
});

test("whoever switches single keys off keeps undo and redo", () => {
  localStorage.setItem("shortcuts-off", "off");
  assert.equal(button({ key: "r" }), null);
  assert.equal(button({ key: " " }), null);
  assert.equal(button({ key: "z", ctrlKey: true }), "undo");
});
