/* The cards of the words: one element for all, filled from the help. Whoever points at a word, taps it or comes to it by
   the keyboard sees its card, and may go into it; Escape closes it. */

import { $ } from "../lib/dom.js";

const WAIT_MS = 250; // nobody wants a card on the way to something else, and everybody gets from a word to its card
const GAP = 6; // between them
const EDGE = 8; // to the edges of the window

/** @type {HTMLElement | null} */
let shown = null; // the word whose card is there
let held = false; // somebody has tapped it
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/** @param {HTMLElement} target
    @returns {HTMLElement | null} */
const wordOf = (target) => target.closest?.("[data-word]");

/** @param {() => void} act */
function soon(act) {
  clearTimeout(timer);
  timer = setTimeout(act, WAIT_MS);
}

/** Under the word, or above it where there is more room. */
function place() {
  if (!shown) return;
  const card = $("word-card");
  const { left, top, bottom } = shown.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = card;
  const below = innerHeight - bottom > height + GAP || innerHeight - bottom > top;
  card.style.setProperty("left", `${Math.max(EDGE, Math.min(left, innerWidth - width - EDGE))}px`);
  card.style.setProperty("top", `${below ? bottom + GAP : top - height - GAP}px`);
}

/** One that the keyboard has opened lets clicks through: whoever leaves a field by Tab may go on with the pointer.
    @param {HTMLElement} word
    @param {boolean} [passive] */
function show(word, passive = false) {
  clearTimeout(timer);
  $("word-card").classList.toggle("passive", passive);
  const entry = $("help-dialog").querySelector(`[data-entry="${word.dataset.word}"]`);
  if (shown === word || !entry || !word.checkVisibility()) return;
  hide();
  const card = $("word-card");
  const note = card.querySelector("p.word-note");
  card.querySelector("strong").textContent = entry.querySelector("dt").textContent;
  card.querySelector("div.word-body").replaceChildren(...entry.querySelector("dd").cloneNode(true).childNodes);
  note.textContent = word.dataset.note ?? "";
  note.hidden = !note.textContent;
  card.hidden = false;
  card.popover = "manual"; // above everything else
  card.showPopover();
  word.setAttribute("aria-describedby", card.id);
  shown = word;
  place();
}

function hide() {
  clearTimeout(timer);
  if (!shown) return;
  shown.removeAttribute("aria-describedby");
  $("word-card").hidePopover();
  [shown, held] = [null, false];
}

/** Whether the pointer may leave it without a loss. */
const stays = () => held || (shown !== null && shown === document.activeElement);

document.addEventListener("pointerover", ({ target, pointerType }) => {
  if (pointerType === "touch") return;
  const word = wordOf(target);
  if (word) soon(() => show(word));
  else if (target.closest?.("#word-card") || stays()) clearTimeout(timer);
  else soon(hide);
});

document.addEventListener("focusin", ({ target }) => {
  const word = wordOf(target);
  if (word && target.matches(":focus-visible")) show(word, true);
});

document.addEventListener("focusout", ({ target }) => {
  if (shown && wordOf(target) === shown && !held) hide();
});

/** A word in the label of a switch still switches; any other one leaves its field alone. */
document.addEventListener("click", (event) => {
  const word = wordOf(event.target);
  if (!word) {
    if (!event.target.closest?.("#word-card")) hide();
    return;
  }
  if (word.role !== "button") return hide(); // it does something else
  event.preventDefault();
  word.closest("label")?.querySelector("input[type=checkbox]")?.click();
  if (shown === word && held) return hide();
  show(word);
  held = true;
});

document.addEventListener(
  "keydown",
  (event) => {
    const { key, target } = event;
    if (key === "Escape" && shown) {
      hide();
      event.preventDefault();
      event.stopPropagation();
    } else if (target.role === "button" && target.dataset.word && (key === "Enter" || key === " ")) {
      event.preventDefault();
      event.stopPropagation();
      if (shown === target) hide();
      else show(target, true);
    }
  },
  true,
);

addEventListener("scroll", place, { capture: true, passive: true });
addEventListener("resize", place);
