/* A step as it looks before anybody has done anything, with all that will come: for who asks it. */

import { drawn, made } from "./elements.js";
import * as questions from "./questions.js";
import { running } from "./run_words.js";
import { doesFirst } from "./steps.js";

/** @param {string} name
    @param {string} title
    @param {(Node | string)[]} inside */
const part = (name, title, ...inside) =>
  made("div", `lesson-${name} lesson-part`, made("h3", "lesson-kind", title), ...inside);

/** @param {import("./steps.js").Step} step
    @param {TextsOf<"lessons">} texts
    @param {boolean} regression
    @returns {Node[]} */
export function still(step, texts, regression) {
  const { predict, run, ask, check } = step;
  /** @param {import("./steps.js").Question} question
      @param {boolean} guess */
  const form = (question, guess) =>
    questions.form(question, {
      texts,
      name: "ask-still",
      button: guess ? texts.predict : texts.answer,
      guess,
      take() {},
    }).element;
  const checks = check ? [part("check", texts.checkTitle, ...drawn(step.goal))] : [];
  return [
    made("div", "lesson-words", ...drawn(step.say)),
    ...(predict ? [part("predict", texts.predictTitle, form(predict, true))] : []),
    ...(run ? [part("run", texts.runTitle, made("p", "lesson-todo", running(run, texts, regression)))] : []),
    ...(doesFirst(step) ? checks : []),
    ...(ask ? [part("ask", texts.askTitle, form(ask, false))] : []),
    ...(doesFirst(step) ? [] : checks),
  ];
}
