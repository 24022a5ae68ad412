/* What the coach is told of a run's history: not all of it, as it is asked often. The last frames are told in full; of
   those before them some, evenly spaced and the same ones each time, or what is said would change with their choice.
   Since when all has been right is told exactly: the last frame that was worse than this one is there. */

import { nearest } from "../lib/numbers.js";

const SCORES = /** @type {const} */ (["train_score", "test_score"]);

/** At most so many numbers of frames.
    @template {Numbers} N
    @param {N[]} numbers
    @param {number} most
    @returns {N[]} */
export function told(numbers, most) {
  if (numbers.length <= most) return numbers;
  const full = Math.floor(most / 2);
  const early = numbers.slice(0, -full);
  const now = numbers[numbers.length - 1];
  const worse = SCORES.flatMap((score) => {
    const last = early.findLastIndex((one) => one[score] < now[score]);
    return [last, last + 1];
  });
  let step = 1;
  while (Math.ceil(early.length / step) > most - full - worse.length) step *= 2;
  return numbers.filter((_, i) => i >= early.length || i % step === 0 || worse.includes(i));
}

/** A frame's numbers as they are sent: losses in six digits, and scores in all, as they are compared with what is possible.
    @param {Numbers} its
    @returns {[number, number, number, number, number]} */
export const row = ({ epoch, train_loss, test_loss, train_score, test_score }) => [
  epoch,
  nearest(train_loss, 6),
  nearest(test_loss, 6),
  train_score,
  test_score,
];
