/* The page of all lessons: what is done and where one left off, as this browser knows, and the notes on paper. */

import { fill } from "../lib/dom.js";
import * as address from "./address.js";
import { home } from "./elements.js";
import * as progress from "./progress.js";

/** @param {HTMLElement} card
    @param {progress.Progress | undefined} its */
function mark(card, its) {
  const { lesson = "", pages = "" } = card.dataset;
  const start = card.querySelector("a.lessons-start");
  card.querySelector(".lessons-done").hidden = !its?.finished;
  if (!its) return;
  const all = pages.split(" ");
  const goesOn = !its.finished && its.step > 0 && its.step < all.length;
  const { again = "", goOn = "" } = start.dataset;
  if (goesOn) {
    const page = all[its.step] === "playground" ? "" : all[its.step];
    start.href = `${home()}${page}${address.write("", lesson, its.step)}`;
    start.textContent = fill(goOn, { n: its.step + 1 });
  } else if (its.finished) start.textContent = again;
}

/** The notes of one lesson, or of all.
    @param {HTMLElement | null} card */
function print(card) {
  for (const each of document.querySelectorAll("article.lessons-card"))
    each.classList.toggle("unprinted", each !== card);
  window.print();
}

/** What is folded can't be printed. */
function unfold() {
  for (const notes of document.querySelectorAll("details.lessons-notes")) {
    if (notes.open) continue;
    notes.open = true;
    notes.classList.add("unfolded");
  }
}

function fold() {
  for (const notes of document.querySelectorAll("details.unfolded")) {
    notes.open = false;
    notes.classList.remove("unfolded");
  }
  for (const card of document.querySelectorAll(".unprinted")) card.classList.remove("unprinted");
}

export function begin() {
  const known = progress.all();
  for (const card of document.querySelectorAll("article.lessons-card")) mark(card, known[card.dataset.lesson ?? ""]);
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("button.lessons-print");
    if (button) print(button.closest("article"));
  });
  addEventListener("beforeprint", unfold);
  addEventListener("afterprint", fold);
  addEventListener("pageshow", ({ persisted }) => persisted && location.reload()); // what was done since is not marked
}
