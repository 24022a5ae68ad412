/* What the teacher asks of everybody: to look up, while nothing can be done on the page, and a question, which waits in a
   corner of it. An answer can be changed for as long as the question is open; before a second vote one sees the first. */

import { $, fill, say } from "../lib/dom.js";
import { before, said } from "./console.js";

/** @typedef {import("../board/types.js").Console} Console */
/** @typedef {import("../board/types.js").Question} Question */

/** @type {TextsOf<"seat">} */
let texts;
/** What was answered, and what takes another answer to a question.
    @type {{ all: () => readonly import("../board/types.js").Answer[],
      take: (answer: any, question: Question) => void }} */
let answers;
let asks = ""; // the question that is there, as text
let covers = false;

const dialog = () => $("seat-asked");

/** @param {Question} question */
function options(question) {
  const { key, vote = 1 } = question;
  const { index } = said(question, answers.all(), vote) ?? {};
  return question.options.map((text, i) => {
    const box = Object.assign(document.createElement("input"), {
      type: "radio",
      name: "seat-option",
      value: String(i),
    });
    box.checked = index === i;
    box.addEventListener("change", () => {
      answers.take({ kind: "choice", choice: [String(i)], step: key, vote }, question);
      say($("seat-answered"), texts.answered);
    });
    const label = Object.assign(document.createElement("label"), { className: "seat-option" });
    label.append(box, text);
    return label;
  });
}

/** What is said before another vote.
    @param {Question} question */
function again(question) {
  const its = before(question, answers.all());
  if (!its) return texts.againNothing;
  return its.text ? fill(texts.again, { before: its.text }) : texts.againNoIdea;
}

/** @param {Question} question */
function ask(question) {
  const { text, vote = 1 } = question;
  $("seat-question").textContent = text;
  $("seat-options").replaceChildren(...options(question));
  say($("seat-answered"), said(question, answers.all(), vote) ? texts.answered : vote > 1 ? again(question) : "");
}

/** Show what the console asks, and nothing where it asks nothing.
    @param {Console} console
    @returns {string | null} what is to be read out: a question that is new */
export function show({ paused = false, question = null }) {
  const open = question && question.open !== false ? question : null;
  const text = open ? JSON.stringify(open) : "";
  const isNew = text !== asks;
  if (open && isNew) ask(open);
  const changes = paused !== covers || (isNew && Boolean(text) !== Boolean(asks));
  [asks, covers] = [text, paused];
  dialog().querySelector(".seat-cover").hidden = !paused;
  dialog().querySelector("fieldset").hidden = !open;
  if (isNew || changes) fold(false);
  if (changes) place(paused, Boolean(open));
  return open && isNew ? fill(texts.question, { text: open.text }) : null;
}

/** The answers make room for what is below them, or are there again.
    @param {boolean} is */
function fold(is) {
  dialog().classList.toggle("seat-folded", is);
  $("seat-fold").setAttribute("aria-expanded", String(!is));
  $("seat-fold").setAttribute("aria-label", is ? texts.unfold : texts.fold);
}

/** @param {boolean} paused
    @param {boolean} asking */
function place(paused, asking) {
  dialog().close();
  dialog().classList.toggle("seat-covering", paused);
  if (paused) dialog().showModal();
  else if (asking) dialog().show();
}

/** @param {TextsOf<"seat">} given
    @param {typeof answers} its */
export function begin(given, its) {
  [texts, answers] = [given, its];
  $("seat-fold").addEventListener("click", () => fold(!dialog().classList.contains("seat-folded")));
  // Escape does not end what the teacher has paused.
  dialog().addEventListener("cancel", (event) => event.preventDefault());
  dialog().addEventListener("close", () => {
    queueMicrotask(() => covers && !dialog().open && dialog().showModal());
  });
}
