/* What the page says for a moment: that something was done. It goes by itself, but not while somebody points at it or is
   in it. A warning is none of these: it stays until its cause is gone, or somebody closes it. */

import { $ } from "./dom.js";
import * as messages from "./messages.js";

const STAYS_MS = 5000; // and long enough to be read, slowly
const LETTER_MS = 50;
const AGAIN_MS = 1500; // after the pointer has left it at last

/** @type {Map<Element, ReturnType<typeof setTimeout>>} */
const timers = new Map();
/** @type {Map<Element, number>} */
const since = new Map(); // when each has said it
let [x, y, moved] = [-1, -1, -Infinity]; // where a mouse is, and when it got there

/** Whether somebody points at it, or is in it. A click goes through it, so that the browser doesn't know; and a mouse
    that was there before it is not meant.
    @param {HTMLElement} element */
function held(element) {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  const there = x >= left && x <= right && y >= top && y <= bottom;
  return (there && moved > (since.get(element) ?? 0)) || element.contains(document.activeElement);
}

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
  if (!held(element)) since.set(element, performance.now());
  wait(element, end, STAYS_MS + LETTER_MS * (element.textContent ?? "").length);
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

document.addEventListener("pointermove", ({ pointerType, clientX, clientY }) => {
  if (pointerType === "mouse") [x, y, moved] = [clientX, clientY, performance.now()];
});
document.addEventListener("click", ({ target }) => {
  if (target.id === "dismiss") messages.message("problem-message", "");
});
