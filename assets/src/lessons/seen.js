/* What was predicted beside what happened: in words, of a number also as two marks on one line. Nobody is graded; who is
   surprised is told why. */

import { drawn, made } from "./elements.js";
import * as questions from "./questions.js";
import { judged } from "./steps.js";

/** @typedef {import("./steps.js").Question} Question */
/** @typedef {import("./progress.js").Answer} Answer */

/** @param {string} name
    @param {(Node | string)[]} inside */
const column = (name, inside) => made("div", "lesson-column", made("h4", "small", name), made("div", "", ...inside));

/** A line from the lowest to the highest number, with a mark for each of both.
    @param {number} predicted
    @param {number} happened
    @param {Question} question */
function beam(predicted, happened, { low, high }) {
  const line = made("div", "lesson-beam");
  line.setAttribute("aria-hidden", "true");
  const [from, to] = [Math.min(low, happened, predicted), Math.max(high, happened, predicted)];
  for (const [i, value] of [predicted, happened].entries()) {
    const mark = made("span", "lesson-mark");
    if (!i) mark.classList.add("mine");
    mark.style.setProperty("left", `${(100 * (value - from)) / (to - from || 1)}%`);
    line.append(mark);
  }
  return line;
}

/** What there is to see once the run is over, and in one sentence what is said of it.
    @param {Question} question
    @param {Answer | undefined} predicted
    @param {Answer | undefined} happened
    @param {TextsOf<"lessons">} texts
    @param {(key: string) => string} lane
    @param {boolean} ran whether there was a run
    @returns {Node[]} */
export function parts(question, predicted, happened, texts, lane, ran) {
  const is = judged(question, predicted, happened);
  const truth =
    question.kind === "curve"
      ? [predicted === null ? texts.drawnAlone : texts.drawnToo]
      : happened === undefined
        ? []
        : questions.said(question, happened, texts, lane);
  const both = made(
    "div",
    "lesson-both",
    column(texts.predicted, questions.said(question, predicted, texts, lane)),
    ...(truth.length ? [column(ran ? texts.happened : texts.isSo, truth)] : []),
  );
  const numeric = question.kind === "number" && typeof predicted === "number" && typeof happened === "number";
  const why = questions.feedback(question, predicted);
  const word = is === null ? "" : is ? texts.asPredicted : texts.surprised;
  return [
    both,
    ...(numeric ? [beam(Number(predicted), Number(happened), question)] : []),
    ...(word ? [made("p", "lesson-word", word)] : []),
    ...(why.length ? [made("div", "", ...drawn(why))] : []),
  ];
}
