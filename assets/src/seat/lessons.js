/* What somebody does in a lesson, as answers for the board. It is pure. */

import { BOARD } from "../wire/contract.js";

/** @typedef {import("../board/types.js").Answer} Answer */
/** @typedef {Omit<Answer, "key">} Keyless */
/** What is answered: a text, keys, a number, the points of a curve; null: no idea.
    @typedef {string | number | string[] | [number, number][] | null | undefined} Given */

const KEY = /^[A-Za-z0-9_.:-]{1,40}$/;

/** An answer of a lesson, by what it is: of a curve that was drawn, where it ends.
    @param {Given} given
    @param {string | undefined} kind of the question; unknown of what was answered on another day
    @returns {Pick<Answer, "kind" | "choice" | "number" | "text"> | null} */
function said(given, kind) {
  if (given === undefined) return null;
  if (given === null) return { kind: "choice", choice: [] };
  if (typeof given === "number") return { kind: "number", number: given };
  if (typeof given === "string") {
    if (kind === "text" || !KEY.test(given)) return { kind: "text", text: given.slice(0, BOARD.text) };
    return { kind: "choice", choice: [given] };
  }
  const last = given[given.length - 1];
  if (Array.isArray(last)) return { kind: "number", number: last[1] };
  const keys = /** @type {string[]} */ (given).filter((key) => KEY.test(key));
  return { kind: "choice", choice: keys.slice(0, BOARD.options) };
}

/** @param {import("../wire/types.js").Wording | undefined} its */
const words = (its) => (its ? { words: its } : {});

/** The answers in what was done in a step: a prediction by the step, what explains it by "STEP.ask", and a check that holds.
    @param {LessonNote} note
    @returns {Keyless[]} */
export function answers({ lesson, step, asks, explains, predicted, answered, met, words: its = {} }) {
  const [first, second] = [said(predicted, asks), said(answered, explains)];
  return [
    ...(first ? [{ ...first, lesson, step, vote: 1, ...words(its.predict) }] : []),
    ...(second ? [{ ...second, lesson, step: `${step}.ask`.slice(-40), vote: 1, ...words(its.ask) }] : []),
    ...(met ? [{ kind: /** @type {const} */ ("check"), lesson, step }] : []),
  ];
}

/** All that this browser keeps of lessons, as answers; what it keeps may be anything.
    @param {unknown} kept as lessons/progress.js writes it
    @returns {Keyless[]} */
export function ofAll(kept) {
  const its = /** @type {{ lessons?: Record<string, { steps?: Record<string, LessonNote> }> } | null} */ (kept);
  return Object.entries(its?.lessons ?? {}).flatMap(([lesson, progress]) =>
    Object.entries(progress?.steps ?? {}).flatMap(([step, done]) => answers({ ...done, lesson, step })),
  );
}
