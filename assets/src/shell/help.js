/* The help, and the keys of all pages: a key does what its button does. */

import { $ } from "../lib/dom.js";
import * as keys from "../lib/keys.js";

/** @type {Record<string, IdOf<"button" | "input">>} */
const KEYS = { " ": "play", ArrowRight: "step", r: "reset", t: "show-test", d: "discretize", "?": "help" };
const PLAIN = [" ", "ArrowRight"]; // keys that mean something else to nearly every control

/** The button that a key stands for, if it is one.
    @param {KeyboardEvent} event
    @returns {IdOf<"button" | "input"> | null} */
export function button({ key, ctrlKey, metaKey, shiftKey, altKey }) {
  const lower = key.length === 1 ? key.toLowerCase() : key;
  if (altKey) return null;
  if (ctrlKey || metaKey) return lower === "z" ? (shiftKey ? "redo" : "undo") : lower === "y" ? "redo" : null;
  return keys.off() ? null : (KEYS[lower] ?? null);
}

/** @param {From<KeyboardEvent>} event */
function press(event) {
  const { target, key } = event;
  const id = button(event);
  const typing = target.closest?.("input:not([type=range], [type=checkbox], [type=radio]), textarea, select");
  if (!id || typing || document.querySelector("dialog[open]")) return;
  if (PLAIN.includes(key) && target !== document.body) return;
  const control = $(id);
  if (!control || control.disabled || !control.checkVisibility()) return; // a lesson may hide it
  event.preventDefault();
  control.click();
}

/** The switch that leaves single keys alone, for people whose software types by itself. */
document.addEventListener("change", ({ target }) => {
  if (target.id !== "shortcuts") return;
  keys.enable($("shortcuts").checked);
});

document.addEventListener("keydown", press);
document.addEventListener("click", ({ target }) => {
  if (target.closest("#help")) {
    $("shortcuts").checked = !keys.off();
    $("help-dialog").showModal();
  }
  if (target.id === "help-dialog") $("help-dialog").close(); // beside it
});
