/* Numbers that a class has guessed, as dots in piles. It is pure. */

import * as numbers from "../lib/numbers.js";
import { byQuestion, ends } from "./results_votes.js";

const PILES = 16; // at most, as near as steps of 1, 2 and 5 come to it

/** @typedef {import("../board/types.js").AnswerTold} AnswerTold */
/** Guesses of a question at one vote.
    @typedef {{ vote: number, values: number[], median: number }} Guesses */
/** @typedef {{ key: string, text: string, before: Guesses, after: Guesses | null }} Guessed */
/** The piles of some numbers: each from `low` to below `high`, the last one with its end.
    @typedef {{ step: number, low: number, piles: number[] }} Piles */

/** The middle one, or between the two in the middle.
    @param {number[]} values */
export function median(values) {
  const ordered = [...values].sort((one, other) => one - other);
  const half = (ordered.length - 1) / 2;
  return ordered.length ? (ordered[Math.floor(half)] + ordered[Math.ceil(half)]) / 2 : NaN;
}

/** The smallest of 1, 2 and 5 times a power of ten that is not below a number.
    @param {number} least */
export function niceStep(least) {
  const power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 5, 10].find((each) => each * power >= least * (1 - 1e-9)) ?? 10;
  return numbers.nearest(step * power, 12);
}

/** All questions that ask for a number.
    @param {AnswerTold[]} answers
    @param {import("./results_votes.js").Asked} asked
    @returns {Guessed[]} */
export const guesses = (answers, asked) =>
  [...byQuestion(answers, "number")].flatMap(([key, its]) => {
    const found = ends(its).flatMap(([vote, seats]) => {
      const values = [...seats.values()].flatMap(({ number }) => (Number.isFinite(number) ? [Number(number)] : []));
      return values.length ? [{ vote, values, median: median(values) }] : [];
    });
    const [before, after = null] = found;
    const text = Object.hasOwn(asked, key) ? asked[key].text : "";
    return before ? [{ key, text, before, after }] : [];
  });

/** In which piles numbers are; those of two votes have the same.
    @param {number[]} values
    @param {number[]} all of which the piles are made */
export function piles(values, all = values) {
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const span = most - least;
  const fine = niceStep(span > 0 ? span / PILES : Math.abs(most) > 0 ? Math.abs(most) / 10 : 1);
  const step = all.every(Number.isInteger) ? Math.max(1, fine) : fine;
  const low = numbers.nearest(Math.floor(least / step + 1e-9) * step, 12);
  const count = Math.max(1, Math.floor((most - low) / step + 1e-9) + 1);
  const found = /** @type {Piles} */ ({ step, low, piles: Array.from({ length: count }, () => 0) });
  for (const value of values) found.piles[Math.min(count - 1, Math.floor((value - low) / step + 1e-9))]++;
  return found;
}
