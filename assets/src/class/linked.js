/* Lessons that are in their links, which the page of a class does not have: the server reads each once, and from then on it is
   among the lessons, by the name that rows and answers have for it. */

import { plain } from "../lib/plain.js";

/** @typedef {import("./types.js").Room} Room */
/** @typedef {import("../wire/types.js").StepTold} StepTold */

const PACKED = /^1\.[\w-]+$/;
const SHOWN = 60; // characters of what a step says
const ASKED = ["choice", "several", "order", "number", "text"];
/** @type {Map<string, Promise<string | null>>} what is wrong with a lesson, or nothing */
const read = new Map();
/** @type {Map<string, string>} names by links */
const names = new Map();

/** @param {StepTold["say"]} nodes */
const words = (nodes) => plain(nodes).trim();

/** @param {StepTold["predict"]} question
    @returns {ClassQuestion | undefined} */
function question(question) {
  if (!question || !ASKED.includes(question.kind)) return undefined;
  const options = question.options.map(({ key, text }) => /** @type {[string, string]} */ ([key, words(text)]));
  return { kind: question.kind, text: words(question.text), options };
}

/** As app/components/class_lessons.py tells the steps of other lessons.
    @param {StepTold} step
    @returns {ClassStep} */
function stepOf({ key, say, predict, ask }) {
  const says = words(say);
  const [first, second] = [question(predict), question(ask)];
  const begins = says.length > SHOWN ? `${says.slice(0, SHOWN).replace(/ \S*$/, "")} …` : says;
  return { key, says: begins, ...(first && { predict: first }), ...(second && { ask: second }) };
}

/** What a lesson that was sent is called among the lessons.
    @param {string} lesson */
export const nameOf = (lesson) => names.get(lesson) ?? lesson;

/** Make a lesson known, if it is in its link; gives what is wrong with it.
    @param {string} lesson
    @param {Pick<Room, "server" | "setup" | "texts">} room
    @returns {Promise<string | null>} */
export function know(lesson, { server, setup, texts }) {
  if (!PACKED.test(lesson)) return Promise.resolve(Object.hasOwn(setup.lessons, lesson) ? null : texts.noLesson);
  const before = read.get(lesson);
  if (before) return before;
  const its = server.lesson({ key: lesson }).then(
    ({ error, lesson: told }) => {
      if (error !== undefined) return error;
      setup.lessons[told.key] = { title: told.title, steps: told.steps.map(stepOf) };
      names.set(lesson, told.key);
      return null;
    },
    () => {
      read.delete(lesson); // there was no answer: it can be asked again
      return texts.notDone;
    },
  );
  read.set(lesson, its);
  return its;
}
