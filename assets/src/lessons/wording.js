/* What the questions of a step say, for a teacher whose page does not have the lesson, as it is in its link. Pure. */

import { plain } from "../lib/plain.js";

/** @typedef {import("../wire/types.js").StepTold} StepTold */
/** @typedef {import("../wire/types.js").TextNode} TextNode */
/** @typedef {import("./progress.js").Wording} Wording */

const MOST = { text: 200, option: 80, options: 8 }; // characters: with its answer it goes into one request

/** @param {readonly TextNode[]} nodes
    @param {number} most */
function short(nodes, most) {
  const text = plain(nodes).trim();
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

/** @param {StepTold["predict"]} question
    @returns {Wording | null} */
function wording(question) {
  if (!question) return null;
  const options = question.options.slice(0, MOST.options);
  return {
    text: short(question.text, MOST.text),
    options: options.map(({ text }) => short(text, MOST.option)),
    keys: options.map(({ key }) => key),
  };
}

/** @param {Pick<StepTold, "predict" | "ask">} step */
export function wordings({ predict, ask }) {
  const [first, second] = [wording(predict), wording(ask)];
  return { ...(first && { predict: first }), ...(second && { ask: second }) };
}
