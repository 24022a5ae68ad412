/* Files that students have handed in, as a class: what is known of it is made of them, and of nothing else. It is pure. */

import { read } from "../board/handin.js";
import { nothing } from "./known.js";

/** @typedef {import("./types.js").Known} Known */
/** @typedef {import("../board/handin.js").Handin} Handin */
/** A file by its name, with its text; null where it could not be read.
    @typedef {{ file: string, text: string | null }} Given */
/** @typedef {{ given: Given, why: "big" | "form" | "version" | "unread" }} Bad */

/** Whether two files are of the same student: they have an answer in common, as its key is made by chance. Without a seat
    keys are no more than numbers.
    @param {Handin} one
    @param {Handin} other */
function same(one, other) {
  if (!one.name || one.name !== other.name) return false;
  const keys = new Set(one.answers.map(({ key }) => key));
  return other.answers.some(({ key }) => keys.has(key));
}

/** Of two files of a student the one that is further, with all answers of both.
    @param {Handin} one
    @param {Handin} other
    @returns {Handin} */
function both(one, other) {
  const [early, late] = one.answers.length > other.answers.length ? [other, one] : [one, other];
  /** @template {{ key: string }} T
      @param {T[]} some
      @param {T[]} more */
  const together = (some, more) => [...new Map([...some, ...more].map((its) => [its.key, its])).values()];
  return {
    ...late,
    answers: together(early.answers, late.answers),
    questions: together(early.questions, late.questions),
  };
}

/** What files say together: the students, how many files were there twice, and which could not be opened.
    @param {Given[]} files
    @returns {{ handins: Handin[], repeated: number, bad: Bad[] }} */
export function opened(files) {
  /** @type {Handin[]} */
  const handins = [];
  /** @type {Bad[]} */
  const bad = [];
  const seen = new Set();
  let repeated = 0;
  for (const given of files) {
    const { text } = given;
    const { handin, wrong = "unread" } = text === null ? {} : read(text);
    if (!handin) {
      bad.push({ given, why: wrong });
      continue;
    }
    const content = JSON.stringify(handin);
    const before = handins.findIndex((each) => same(each, handin));
    if (seen.has(content) || before >= 0) repeated++;
    if (seen.has(content)) continue;
    seen.add(content);
    if (before >= 0) handins[before] = both(handins[before], handin);
    else handins.push(handin);
  }
  return { handins, repeated, bad };
}

/** What the class was asked: of a question the words that most files have, as one can be changed by hand.
    @param {Handin[]} handins
    @returns {Known["questions"]} */
function asked(handins) {
  /** @type {Map<string, Map<string, number>>} */
  const found = new Map();
  for (const { questions } of handins)
    for (const { key, text, options } of questions) {
      const counts = found.get(key) ?? new Map();
      const words = JSON.stringify({ key, text, options });
      found.set(key, counts.set(words, (counts.get(words) ?? 0) + 1));
    }
  return [...found.values()].map((counts) => {
    const [[words]] = [...counts].sort(([, one], [, other]) => other - one);
    return JSON.parse(words);
  });
}

/** What is known of a class of which there are files only.
    @param {Handin[]} handins
    @param {(n: number) => string} unnamed
    @returns {Known} */
export function known(handins, unnamed) {
  const seats = handins.map(({ name, rows }, i) => {
    const row = rows.find(({ page = "playground" }) => page === "playground") ?? rows[0] ?? {};
    return { seat: i + 1, name: name || unnamed(i + 1), state: /** @type {const} */ ("in"), row };
  });
  const answers = handins.flatMap(
    ({ answers: its }, i) => its.map((answer) => ({ ...answer, seat: i + 1, shown: !answer.text })), // texts are for the teacher alone
  );
  return { ...nothing(), revision: handins.length, seats, answers, questions: asked(handins) };
}
