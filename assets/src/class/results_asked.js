/* What is known of the questions of a class: those of the console, as they were seen there, and those of lessons, which the
   server tells once. Those of the console are kept in this browser, as the console holds only the latest one. */

const KEY = "class-asked";
const MOST = 60; // questions

/** @typedef {import("./results_votes.js").Asked} Asked */
/** @typedef {import("../board/types.js").Question} Question */
/** @typedef {import("../board/types.js").AnswerTold} AnswerTold */
/** @typedef {import("../wire/types.js").TextNode} TextNode */
/** @typedef {import("../wire/types.js").LessonTold} LessonTold */

/** The words of a tree.
    @param {readonly TextNode[]} nodes
    @returns {string} */
export const plain = (nodes) =>
  nodes
    .map(({ text, children }) => text + plain(children))
    .join("")
    .trim();

/** A question of the console, whose options are told by their places.
    @param {Question} question
    @returns {Asked} */
export const ofConsole = ({ key, text, options }) => ({
  [key]: { text, options: options.map((option, place) => ({ key: String(place), text: option })) },
});

/** The questions of a lesson: what is predicted, or where that is nothing, what is asked.
    @param {LessonTold} lesson
    @returns {Asked} */
export const ofLesson = ({ key, title, steps }) =>
  Object.fromEntries(
    steps.flatMap((step) => {
      const question = step.predict ?? step.ask;
      if (!question) return [];
      const options = question.options.map((option) => ({ key: option.key, text: plain(option.text) }));
      const its = { text: `${title}: ${plain(question.text)}`, options, several: question.kind === "several" };
      return [[`${key}.${step.key}`, its]];
    }),
  );

/** @param {string | null} text
    @param {string} id
    @returns {Asked} */
export function read(text, id) {
  try {
    const its = JSON.parse(text ?? "null");
    return its?.id === id && typeof its.asked === "object" && its.asked ? its.asked : {};
  } catch {
    return {};
  }
}

/** What is known of the questions of a class; `changed` is called when a lesson has been told.
    @param {string} id of the class
    @param {(request: { key: string }) => Promise<{ lesson: LessonTold, error?: string }>} tell
    @param {() => void} changed */
export function begin(id, tell, changed) {
  const console = read(id ? localStorage.getItem(KEY) : null, id);
  /** @type {Asked} */
  const lessons = {};
  const wanted = new Set();
  return {
    /** @param {{ answers: AnswerTold[], console?: import("../board/types.js").Console }} known
        @returns {Asked} */
    of({ answers, console: now }) {
      const question = now?.question;
      if (question && JSON.stringify(ofConsole(question)[question.key]) !== JSON.stringify(console[question.key])) {
        Object.assign(console, ofConsole(question));
        const asked = Object.fromEntries(Object.entries(console).slice(-MOST));
        if (id) localStorage.setItem(KEY, JSON.stringify({ id, asked }));
      }
      for (const { kind, lesson } of answers) {
        if (!lesson || wanted.has(lesson) || (kind !== "choice" && kind !== "number")) continue;
        wanted.add(lesson);
        tell({ key: lesson }).then(
          (told) => told.error === undefined && (Object.assign(lessons, ofLesson(told.lesson)), changed()),
          () => wanted.delete(lesson),
        );
      }
      return { ...console, ...lessons };
    },
  };
}
