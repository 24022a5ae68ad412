/* Guesses at claims. What was measured shows once somebody has guessed, or asks for it. A guess can be changed, and taken
   back by pressing it again; the tab keeps it, and nobody else hears of it. Claims stand on more than one page, so this
   begins by itself. */

import { has, say } from "../lib/dom.js";
import * as kept from "./kept.js";

const KEY = "guesses";

/** The guesses by the keys of their claims.
    @returns {Record<string, unknown>} */
function guesses() {
  const found = kept.get(KEY);
  return typeof found === "object" && found !== null ? found : {};
}

/** Show a claim as it is guessed: "" not at all.
    @param {HTMLElement} card
    @param {unknown} guess
    @param {boolean} [asked] whether somebody wants to know without a guess */
function show(card, guess, asked = false) {
  const buttons = [...card.querySelectorAll("button[data-guess]")];
  const chosen = buttons.find(({ dataset }) => dataset.guess === guess);
  for (const button of buttons) button.setAttribute("aria-pressed", String(button === chosen));
  const line = card.querySelector(".guessed");
  const told = Boolean(chosen) || asked;
  card.classList.toggle("told", told);
  card.querySelector("button[data-tell]")?.setAttribute("aria-expanded", String(told));
  say(line, told ? ((chosen ?? line).dataset.said ?? "") : "");
}

/** @param {From<MouseEvent>} event */
function press({ target }) {
  const button = target.closest("button[data-guess], button[data-tell]");
  const card = button?.closest("[data-claim]");
  const key = card?.dataset.claim;
  if (!button || !card || !key) return;
  if ("tell" in button.dataset) {
    show(card, guesses()[key], !card.classList.contains("told"));
    return;
  }
  const all = guesses();
  const guess = has(all, key) && all[key] === button.dataset.guess ? "" : button.dataset.guess;
  kept.put(KEY, { ...all, [key]: guess });
  show(card, guess);
}

const all = guesses();
for (const card of document.querySelectorAll("[data-claim]")) {
  const key = card.dataset.claim ?? "";
  if (has(all, key)) show(card, all[key]);
}
document.addEventListener("click", press);
