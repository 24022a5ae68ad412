/* What was asked: the questions of the console, and the predictions of lessons, by what answers call them. Pure. */

/** @typedef {import("./results_votes.js").Asked} Asked */
/** @typedef {import("../board/types.js").Question} Question */

/** What a prediction is called when the console asks it again.
    @param {string} lesson
    @param {string} step */
export const keyOf = (lesson, step) => `${lesson}.${step}`;

/** All of it. A prediction that was asked again is that of its lesson.
    @param {Question[]} questions
    @param {ClassSetup["lessons"]} lessons
    @returns {Asked} */
export function asked(questions, lessons) {
  /** @type {Asked} */
  const all = {};
  for (const { key, text, options } of questions)
    all[key] = { text, options: options.map((option, i) => ({ key: String(i), text: option })) };
  for (const [lesson, { steps }] of Object.entries(lessons))
    for (const { key, predict } of steps)
      if (predict)
        all[keyOf(lesson, key)] = {
          text: predict.text,
          several: predict.kind === "several",
          options: predict.options.map(([option, text]) => ({ key: option, text })),
        };
  return all;
}
