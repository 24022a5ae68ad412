/* A question after a run: why? Who is not right may think again. */

import { drawn, made, pressed } from "./elements.js";
import * as facts from "./facts.js";
import * as questions from "./questions.js";
import * as steps from "./steps.js";

/** A question and what is said to its answer.
    @param {import("./steps.js").Question} question
    @param {import("./step_view.js").About} about
    @returns {HTMLElement[]} */
export function parts(question, { texts, done, note, changed }) {
  const told = made("div", "lesson-told");
  told.setAttribute("role", "status");
  const form = questions.form(question, {
    texts,
    name: "lesson-ask",
    button: texts.answer,
    guess: false,
    take(answer) {
      const expected = steps.truth(question, { now: facts.now(), finished: facts.finished() });
      note({ answered: answer, ...(expected === undefined ? {} : { expected }) });
      answered();
      changed();
    },
  });
  function answered() {
    const its = done();
    form.close(its.answered ?? null);
    const is = steps.judged(question, its.answered, its.expected);
    const why = questions.feedback(question, its.answered);
    const again = pressed(texts.again, "plain-button", () => {
      told.replaceChildren();
      form.reopen();
    });
    const word = is === null ? (why.length ? "" : texts.thanks) : is ? texts.yes : texts.notQuite;
    told.replaceChildren(
      ...(word ? [made("p", "lesson-word", word)] : []),
      made("div", "", ...drawn(why)),
      ...(is === false ? [again] : []),
    );
  }
  if (done().answered !== undefined) answered();
  return [form.element, told];
}
