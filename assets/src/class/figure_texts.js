/* Texts that students have typed, those that the teacher lets others see: as they are, without names. */

import { fill } from "../lib/dom.js";
import { made } from "../lib/made.js";
import { questionKey } from "./results_votes.js";

/** @typedef {import("./results_types.js").Figure} Figure */
/** @typedef {import("../board/types.js").AnswerTold} AnswerTold */

/** The texts by what they answer; of a seat its last one.
    @param {AnswerTold[]} answers
    @param {import("./results_votes.js").Asked} asked */
export function typed(answers, asked) {
  /** @type {Map<string, Map<number, string>>} */
  const found = new Map();
  for (const answer of answers) {
    if (answer.kind !== "text" || !answer.text || !answer.shown) continue;
    const its = found.get(questionKey(answer)) ?? new Map();
    its.delete(answer.seat);
    found.set(questionKey(answer), its.set(answer.seat, answer.text));
  }
  return [...found].map(([key, its]) => ({
    key,
    text: (Object.hasOwn(asked, key) && asked[key].text) || "",
    said: [...its.values()],
  }));
}

/** @param {ReturnType<typeof typed>[number]} its
    @param {string} about
    @param {ClassSetup["texts"]} texts
    @returns {Figure} */
export function quotes({ said }, about, texts) {
  const draw = () => made("ul", "results-quotes", ...said.map((text) => made("li", "", made("q", "", text))));
  const say = said.length === 1 ? texts.textsOne : fill(texts.textsSaid, { n: said.length });
  return { about, say, notes: [], draw, table: { head: [texts.votesOption], rows: said.map((text) => [text]) } };
}
