/* What the page says for a moment: that something was done. It goes by itself, but not while somebody points at it or is
   in it. A warning is none of these: it stays until its cause is gone, or somebody closes it. */

import { $ } from "./dom.js";
import * as messages from "./messages.js";

const STAYS_MS = 9000; // long enough to be read twice
const AGAIN_MS = 1500; // after the pointer has left it at last

/** @type {Map<Element, ReturnType<typeof setTimeout>>} */
const timers = new Map();
/** @param {HTMLElement} element */
const held = (element) => element.matches(":hover") || element.contains(document.activeElement);

/** @param {HTMLElement} element
    @param {() => void} end
    @param {number} ms */
function wait(element, end, ms) {
  const over = () => (held(element) ? wait(element, end, AGAIN_MS) : end());
  timers.set(element, setTimeout(over, ms));
}

/** Call `end` once an element has said long enough what it says now.
    @param {HTMLElement} element
    @param {() => void} end */
export function passing(element, end) {
  staying(element);
  wait(element, end, STAYS_MS);
}

/** What it says now stays.
    @param {HTMLElement} element */
export const staying = (element) => clearTimeout(timers.get(element));

/** Say in a box of its own, which moves nothing, that something was done.
    @param {string} text */
export function done(text) {
  const box = $("done-message");
  messages.message("done-message", text);
  passing(box, () => (box.hidden = true));
}

/** Whether a text is on the clipboard now, said beside its button: with a check mark, or as a warning.
    @param {HTMLElement} element
    @param {boolean} isDone
    @param {string} text */
export function copied(element, isDone, text) {
  element.setAttribute("role", isDone ? "status" : "alert");
  const icon = Object.assign(document.createElement("span"), { ariaHidden: "true" });
  icon.className = `icon icon-${isDone ? "check" : "warning"}`;
  element.replaceChildren(icon, text);
  if (isDone) passing(element, () => clear(element));
  else staying(element);
}

/** @param {HTMLElement} element */
export function clear(element) {
  staying(element);
  element.replaceChildren();
}

document.addEventListener("click", ({ target }) => {
  if (target.id === "dismiss") messages.message("problem-message", "");
});
