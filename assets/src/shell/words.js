/* The cards of the words: one element for all, filled from the help. Whoever points at a word, taps it or comes to it by
   the keyboard sees its card, and may go into it; Escape closes it. A page that is presented has none. */

import { $ } from "../lib/dom.js";
import { presented } from "../lib/presented.js";

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
const wordOf = (target) => (presented() ? null : target.closest?.("[data-word]"));

/** @param {() => void} act
    @param {number} [ms] */
function soon(act, ms = WAIT_MS) {
  clearTimeout(timer);
  timer = setTimeout(act, ms);
}

/** Under the word and the field that it names, or above them where there is more room. */
function place() {
  if (!shown) return;
  const card = $("word-card");
  const { left } = shown.getBoundingClientRect();
  const { top, bottom } = (shown.closest("label, .slider") ?? shown).getBoundingClientRect();
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

/** Where the pointer was seen last. */
let at = [NaN, NaN];
document.addEventListener("pointermove", ({ clientX, clientY }) => {
  at = [clientX, clientY];
});

// What is scrolled below a pointer that rests is not pointed at.
document.addEventListener("pointerover", ({ target, pointerType, clientX, clientY }) => {
  if (pointerType === "touch" || (clientX === at[0] && clientY === at[1])) return;
  const word = wordOf(target);
  if (word) soon(() => show(word));
  else if (target.closest?.("#word-card") || stays()) clearTimeout(timer);
  else soon(hide);
});

document.addEventListener("focusin", ({ target }) => {
  const word = wordOf(target);
  // a moment later: another popover may have focused it, and is still being shown
  if (word && target.matches(":focus-visible")) soon(() => target === document.activeElement && show(word, true), 0);
});

document.addEventListener("focusout", ({ target }) => {
  if (shown && wordOf(target) === shown && !held) hide();
});

/** A word in the label of a switch still switches, and only a finger sees its card then; any other one leaves its field
    alone. */
document.addEventListener("click", (event) => {
  const word = wordOf(event.target);
  if (!word) {
    if (!event.target.closest?.("#word-card")) hide();
    return;
  }
  if (word.role !== "button") return hide(); // it does something else
  event.preventDefault();
  /** @type {HTMLInputElement | null | undefined} */
  const box = word.closest("label")?.querySelector("input[type=checkbox]");
  if (box) {
    box.click();
    return event.pointerType === "touch" ? show(word, true) : hide();
  }
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
    } else if (target.role === "button" && wordOf(target) === target && (key === "Enter" || key === " ")) {
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
