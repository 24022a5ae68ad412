/* What the console of a class asks of this page. It is pure. A set-up or a step of a lesson is opened once: by the revision at
   which it was sent, of which the page keeps the last that it has opened. */

import { having, without } from "../share/addresses.js";

/** @typedef {import("../board/types.js").Console} Console */
/** Where the page is.
    @typedef {{ page: SeatHost["page"], search: string, step: string }} Here */
/** What is to be opened: a link on this page, or another address below where the app is.
    @typedef {{ sent: number } & ({ link: string, to?: undefined } | { to: string, link?: undefined })} Opening */

/** What is to be opened now, of a set-up and a step the later one; null if there is nothing, or it was opened before.
    @param {Console} console
    @param {number} applied
    @param {Here} here
    @returns {Opening | null} */
export function opening({ setup, place }, applied, { page, search, step }) {
  const [first, second] = [setup?.sent ?? 0, place?.sent ?? 0];
  const sent = Math.max(first, second);
  if (sent <= applied) return null;
  if (setup && first === sent) {
    if (setup.page === page) return { sent, link: setup.link };
    const other = setup.page === "playground" ? "" : setup.page;
    return { sent, to: `${other}${without(without(search, "lesson"), "step")}#${setup.link}` };
  }
  if (!place) return null;
  const known = new URLSearchParams(search);
  if (known.get("lesson") === place.lesson && step === place.step) return { sent, to: "" }; // it is there
  const there = page === null || page === "playground" ? "" : page;
  return { sent, to: `${there}${having(having(search, "lesson", place.lesson), "step", place.step)}` };
}

/** What somebody said at a vote, in words, and at which place it is; null: nothing. In a lesson an option has a key; none is
    no idea, without words.
    @param {import("../board/types.js").Question} question
    @param {readonly import("../board/types.js").Answer[]} answers the oldest first
    @param {number} vote */
export function said({ key, options, keys = [] }, answers, vote) {
  const its = answers.findLast(
    (answer) =>
      answer.kind === "choice" &&
      (answer.vote ?? 1) === vote &&
      (answer.lesson ? `${answer.lesson}.${answer.step}` : answer.step) === key,
  );
  if (!its) return null;
  const [choice = ""] = its.choice ?? [];
  const index = its.lesson ? keys.indexOf(choice) : choice === "" ? -1 : Number(choice);
  return { index, text: options[index] ?? choice };
}

/** What somebody said last before the vote that is asked for now; null: nothing.
    @param {import("../board/types.js").Question} question
    @param {readonly import("../board/types.js").Answer[]} answers the oldest first */
export function before(question, answers) {
  for (let vote = (question.vote ?? 1) - 1; vote > 0; vote--) {
    const its = said(question, answers, vote);
    if (its) return its;
  }
  return null;
}
