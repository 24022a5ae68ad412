/* What the teacher has sent was opened: it is said for a while, with the way back to what was there. On another page it is said
   once that page is there, and a tab that is reloaded does not open it again. */

import { $ } from "../lib/dom.js";

const STAYS_MS = 20_000;
const APPLIED = "class-applied ";
const LATER = "class-opened";

/** @type {() => void} */
let undo = () => {};
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/** @param {string} name
    @param {string | null} value */
function keep(name, value) {
  try {
    if (value === null) sessionStorage.removeItem(name);
    else sessionStorage.setItem(name, value);
  } catch {
    // there is no storage
  }
}

/** @param {string} name */
function kept(name) {
  try {
    return sessionStorage.getItem(name);
  } catch {
    return null;
  }
}

/** The revision of what this tab has opened last in a class; null: it is new.
    @param {string} code */
export function applied(code) {
  const text = kept(APPLIED + code);
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null;
}

/** @param {string} code
    @param {number} revision */
export const put = (code, revision) => keep(APPLIED + code, String(revision));

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

/** Say it on the page that comes.
    @param {"sent" | "sentPlace"} text */
export const later = (text) => keep(LATER, text);

/** @param {TextsOf<"seat">} texts */
export function begin(texts) {
  $("seat-undo").addEventListener("click", () => {
    end();
    undo();
  });
  $("seat-keep").addEventListener("click", end);
  const its = kept(LATER);
  keep(LATER, null);
  if (its === "sent") show(texts.sent, () => history.back());
  else if (its === "sentPlace") show(texts.sentPlace, () => history.back());
}
