/* What the teacher has sent was opened: it is said for a while, with the way back to what was there. On another page it is said
   once that page is there, and a tab that is reloaded does not open it again. */

import { $ } from "../lib/dom.js";
import * as sent from "../share/sent.js";

const STAYS_MS = 20_000;
const APPLIED = "class-applied ";

/** @type {() => void} */
let undo = () => {};
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/** The revision of what this tab has opened last in a class; null: it is new.
    @param {string} code */
export function applied(code) {
  try {
    const text = sessionStorage.getItem(APPLIED + code) ?? "";
    return /^\d{1,9}$/.test(text) ? Number(text) : null;
  } catch {
    return null; // there is no storage
  }
}

/** @param {string} code
    @param {number} revision */
export function put(code, revision) {
  try {
    sessionStorage.setItem(APPLIED + code, String(revision));
  } catch {
    // there is no storage
  }
}

function end() {
  clearTimeout(timer);
  const box = document.getElementById("seat-told");
  if (box) box.hidden = true;
}

/** @param {string} text
    @param {() => void} back what undoes it */
export function show(text, back) {
  undo = back;
  const box = $("seat-told");
  box.querySelector(".text").textContent = text;
  box.hidden = false;
  clearTimeout(timer);
  timer = setTimeout(end, STAYS_MS);
}

/** @param {TextsOf<"seat">} texts */
export function begin(texts) {
  $("seat-undo").addEventListener("click", () => {
    end();
    undo();
  });
  $("seat-keep").addEventListener("click", end);
  const its = sent.waiting();
  if (its === "sent") show(texts.sent, () => history.back());
  else if (its === "sentPlace") show(texts.sentPlace, () => history.back());
  sent.later(null);
}
