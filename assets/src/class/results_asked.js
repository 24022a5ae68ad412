/* What is known of the questions of a class: those of the console, those of lessons, and those of lessons that are in their
   links, which come with their answers. It is pure. */

import { questionKey } from "./results_votes.js";

/** @typedef {import("./results_votes.js").Asked} Asked */
/** @typedef {import("../board/types.js").Wording} Wording */

const ENOUGH = 3; // seats that say the same: what a single one says is a text that others are not to see at once

/** Of questions that came with their answers the words that most seats have, if those are enough.
    @param {Pick<import("./types.js").Known, "seats" | "answers">} known */
function told({ seats, answers }) {
  /** @type {Map<string, Map<string, Set<number>>>} */
  const found = new Map();
  for (const answer of answers) {
    if (!answer.words) continue;
    const { text, options = [], keys = [] } = answer.words;
    const its = found.get(questionKey(answer)) ?? new Map();
    const words = JSON.stringify({ text, options, keys });
    found.set(questionKey(answer), its.set(words, (its.get(words) ?? new Set()).add(answer.seat)));
  }
  return [...found].flatMap(([key, all]) => {
    const [[words, by]] = [...all].sort(([, one], [, other]) => other.size - one.size);
    const its = /** @type {Required<Wording>} */ (JSON.parse(words));
    return by.size >= Math.min(ENOUGH, seats.length) ? [{ key, ...its }] : [];
  });
}

/** Questions by what answers call them. One of the console that repeats a prediction has the options of the lesson, so
    that both votes are about the same.
    @param {Pick<import("./types.js").Known, "questions" | "seats" | "answers">} known
    @param {ClassSetup["lessons"]} lessons
    @returns {Asked} */
export function asked({ questions, ...known }, lessons) {
  /** @type {Asked} */
  const all = {};
  for (const { key, text, options } of questions)
    all[key] = { text, options: options.map((option, place) => ({ key: String(place), text: option })) };
  for (const { key, text, options, keys } of told(known))
    all[key] = { text, options: keys.map((each, i) => ({ key: each, text: options[i] })) };
  for (const [lesson, { title, steps }] of Object.entries(lessons))
    for (const { key, predict, ask } of steps)
      for (const [its, name] of /** @type {const} */ ([
        [predict, key],
        [ask, `${key}.ask`],
      ]))
        if (its) {
          const options = its.options.map(([option, text]) => ({ key: option, text }));
          all[`${lesson}.${name}`] = { text: `${title} · ${its.text}`, options, several: its.kind === "several" };
        }
  return all;
}
