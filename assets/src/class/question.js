/* A question as it is typed, and a prediction of a lesson that is voted on again. Pure. */

/** @typedef {import("../board/types.js").Question} Question */
/** @typedef {import("../board/types.js").AnswerTold} AnswerTold */

const MOST = { text: 200, options: 8, key: 40 }; // as app/board/asked.py takes them

/** What a prediction is called when the console asks it again.
    @param {string} lesson
    @param {string} step */
const keyOf = (lesson, step) => `${lesson}.${step}`;

/** What was typed, if it is a question.
    @param {string} text
    @param {string} lines
    @param {string} key
    @param {number} [vote]
    @returns {Question | null} */
export function typed(text, lines, key, vote = 1) {
  const options = lines
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
  const said = text.trim();
  const fits = [said, ...options].every((each) => each.length <= MOST.text);
  if (!said || options.length < 2 || options.length > MOST.options || !fits) return null;
  return { key, text: said, options, vote, open: true };
}

/** The step where the class is: where it was sent, else where most of it is.
    @param {import("./types.js").Known} known
    @returns {{ lesson: string, step: string } | null} */
export function stepOfClass({ console: { place }, seats }) {
  if (place) return place;
  /** @type {Map<string, { lesson: string, step: string, n: number }>} */
  const counts = new Map();
  for (const {
    row: { lesson = "", step = "" },
  } of seats) {
    if (!lesson || !step) continue;
    const its = counts.get(keyOf(lesson, step)) ?? { lesson, step, n: 0 };
    its.n++;
    counts.set(keyOf(lesson, step), its);
  }
  const [most] = [...counts.values()].sort((one, other) => other.n - one.n);
  return most ? { lesson: most.lesson, step: most.step } : null;
}

/** The prediction of a step as a question of the console, the next vote on it; null where it is none with options.
    @param {{ lesson: string, step: string } | null} place
    @param {ClassSetup["lessons"]} lessons
    @param {AnswerTold[]} answers
    @returns {Question | null} */
export function again(place, lessons, answers) {
  if (!place || !Object.hasOwn(lessons, place.lesson)) return null;
  const predict = lessons[place.lesson].steps.find(({ key }) => key === place.step)?.predict;
  const key = keyOf(place.lesson, place.step);
  if (predict?.kind !== "choice" || key.length > MOST.key) return null;
  const votes = answers.flatMap(({ lesson = "", step = "", vote = 1 }) =>
    (lesson ? keyOf(lesson, step) : step) === key ? [vote] : [],
  );
  const options = predict.options.map(([, text]) => text.slice(0, MOST.text));
  const keys = predict.options.map(([its]) => its); // by which the first vote is known, where the second has places
  return { key, text: predict.text.slice(0, MOST.text), options, keys, vote: Math.max(1, ...votes) + 1, open: true };
}
