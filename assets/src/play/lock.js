/* What may be locked: weights and biases, which then can't be changed by hand, by a link; Play, by a lesson until there is a
   prediction, or by a class while all are to look up; and by a class all that changes what trains. */

import * as notices from "../lib/notices.js";

export let locked = false;

/** @param {boolean} is */
export function set(is) {
  locked = is;
  document.body.toggleAttribute("data-locked", locked);
}

export let held = false; // nothing is trained
/** @type {Set<"class" | "lesson">} */
const holders = new Set();

/** @param {boolean} is
    @param {"class" | "lesson"} [who] */
export function hold(is, who = "lesson") {
  holders[is ? "add" : "delete"](who);
  held = holders.size > 0;
  document.body.toggleAttribute("data-held", held);
  for (const button of document.querySelectorAll("#play, #step, #sweep-start, #grid-start")) {
    /** @type {HTMLButtonElement} */ (button).disabled = held;
  }
}

/** What is said to who wants to change something; null: nobody is kept from it.
    @type {string | null} */
let frozen = null;

/** @param {string | null} text */
export function freeze(text) {
  frozen = text;
}

/** Whether nothing may be changed: it is said, and the controls show again what trains.
    @param {() => void} again */
export function refuses(again) {
  if (frozen === null) return false;
  notices.done(frozen);
  again();
  return true;
}
