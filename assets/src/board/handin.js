/* The file that a student hands in: what would be sent to the board of a class, for a teacher who has none, or whose board is
   away. `NAME.class.json`, JSON:

     version   1
     name      that of the seat, or nothing
     rows      what the network does now, a row for each page that there is something of
     answers   predictions, answers and checks of lessons, runs that ended, and what was said to the class
     questions what the class was asked: key, text and options of each, as answers have only the places of options;
               a file may be without

   Rows, answers and questions are as the board takes them (app/board/asked.py). */

import { BOARD } from "../wire/contract.js";
import * as checked from "./checked.js";

/** @typedef {object} Handin
    @property {string} name
    @property {import("./types.js").Row[]} rows
    @property {import("./types.js").Answer[]} answers
    @property {import("./types.js").Words[]} questions */

const VERSION = 1;
const MOST = { signs: 2_000_000, rows: 3, name: 60 };
const UNFIT = /[^\p{L}\p{N}]+/gu; // in the name of a file

/** @param {Handin} its */
export function write({ name, rows, ...its }) {
  const [answers, questions] = [its.answers.slice(-BOARD.answers), its.questions.slice(-BOARD.questions)];
  return `${JSON.stringify({ version: VERSION, name, rows, answers, questions })}\n`;
}

/** What the file is called.
    @param {string} name of the seat, or what it is called without one */
export const fileName = (name) => `${name.replaceAll(UNFIT, "-").replace(/^-|-$/g, "") || "work"}.class.json`;

/** What a file hands in, or why it can't be read: "big": no such file is as large; "form": it is none of ours, or somebody
    has changed it; "version": a later playground has written it.
    @param {string} text
    @returns {{ handin: Handin, wrong?: undefined } | { wrong: "big" | "form" | "version", handin?: undefined }} */
export function read(text) {
  if (text.length > MOST.signs) return { wrong: "big" };
  /** @type {any} */
  let its;
  try {
    its = JSON.parse(text);
  } catch {
    return { wrong: "form" };
  }
  if (typeof its !== "object" || its === null || !Number.isInteger(its.version)) return { wrong: "form" };
  if (its.version > VERSION) return { wrong: "version" };
  const { name, rows, answers, questions = [] } = its;
  if (typeof name !== "string" || name.length > MOST.name) return { wrong: "form" };
  if (!Array.isArray(rows) || rows.length > MOST.rows) return { wrong: "form" };
  if (!Array.isArray(answers) || answers.length > BOARD.answers) return { wrong: "form" };
  if (!Array.isArray(questions) || questions.length > BOARD.questions) return { wrong: "form" };
  const taken = {
    name,
    rows: rows.map(checked.row),
    answers: answers.map(checked.answer),
    questions: questions.map(checked.words),
  };
  if ([...taken.rows, ...taken.answers, ...taken.questions].includes(null)) return { wrong: "form" };
  const keys = new Set(taken.answers.map((answer) => answer?.key));
  if (keys.size < answers.length) return { wrong: "form" };
  return { handin: /** @type {Handin} */ (taken) };
}
