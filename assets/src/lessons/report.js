/* What a lesson adds to a report: of each step that somebody has begun what was predicted and what happened, what was
   answered, and whether its check was met. */

import { plain } from "./elements.js";
import * as questions from "./questions.js";

/** @typedef {import("../wire/types.js").LessonTold} Lesson */
/** @typedef {import("../wire/types.js").TextNode} TextNode */
/** @typedef {import("./steps.js").Question} Question */
/** @typedef {import("./progress.js").Done} Done */
/** @typedef {import("./progress.js").Answer} Answer */

/** @param {readonly TextNode[]} nodes */
const text = (nodes) => plain(nodes).trim();

/** An answer on one line.
    @param {Question} question
    @param {Answer | undefined} answer
    @param {TextsOf<"lessons">} texts */
function said(question, answer, texts) {
  const { kind, options } = question;
  /** @param {unknown} key */
  const name = (key) => text(options.find((option) => option.key === key)?.text ?? []) || String(key);
  if (answer === null || answer === undefined) return texts.guessed;
  if (kind === "number") return String(questions.said(question, answer, texts)[0]);
  if (kind === "curve") return texts.drawn;
  return Array.isArray(answer) ? answer.map(name).join(kind === "order" ? " → " : ", ") : name(answer);
}

/** @param {Lesson} lesson
    @param {Record<string, Done>} done in its steps
    @param {TextsOf<"lessons">} texts
    @returns {ReportSection[]} */
export function sections({ title, steps }, done, texts) {
  const items = steps.flatMap(({ key, predict, run, ask, check, goal }) => {
    const its = done[key];
    if (!its) return [];
    const found = [];
    if (predict && its.predicted !== undefined) {
      const both = [`${texts.predicted}: ${said(predict, its.predicted, texts)}`];
      if (its.happened !== undefined && predict.kind !== "curve") {
        both.push(`${run ? texts.happened : texts.isSo}: ${said(predict, its.happened, texts)}`);
      }
      found.push({ label: text(predict.text), text: both.join(". ") });
    }
    if (ask && its.answered !== undefined) found.push({ label: text(ask.text), text: said(ask, its.answered, texts) });
    if (check) found.push({ label: text(goal), text: its.met ? texts.met : texts.notMet });
    return found;
  });
  return [{ heading: title, items }];
}
