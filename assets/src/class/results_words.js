/* What the figures of a class say in one sentence, and what has to be known to read them. It is pure: all that is said
   is a number of the figure, with how many it is of. */

import { fill } from "../lib/dom.js";
import * as numbers from "../lib/numbers.js";
import { FEW } from "./results_votes.js";

/** @typedef {ClassSetup["texts"]} Texts */
/** @typedef {import("../wire/calls.js").Pool} Pool */
/** @typedef {import("../wire/calls.js").PooledGroup} PooledGroup */

const FEWEST = 3; // networks, for a median of their curves
const DIGITS = 4;

/** @param {number} value */
export const epoch = (value) => numbers.rounded(Number(value), DIGITS);

/** The sentences that there are, one after the other.
    @param {string[]} sentences */
const together = (...sentences) => sentences.filter(Boolean).join(" ");

/** @param {import("./results_votes.js").Votes} its
    @param {Texts} texts */
export function votes({ options, before, after, minds }, texts) {
  const { counts, n } = after ?? before;
  if (n < FEW) return together(fill(texts.few, { n: FEW }), changed(minds, texts));
  const most = Math.max(...counts);
  const first = options.filter((_, i) => counts[i] === most).map(({ text }) => text);
  const said =
    first.length === 1
      ? fill(texts.votesMost, { n: most, all: n, option: first[0] })
      : fill(texts.votesLevel, { n: most, all: n, options: first.join(", ") });
  return together(changed(minds, texts), said);
}

/** @param {{ both: number, changed: number }} minds
    @param {Texts} texts */
function changed({ both, changed: some }, texts) {
  if (!both) return "";
  return some ? fill(texts.votesMinds, { changed: some, both }) : fill(texts.votesMindsNone, { both });
}

/** @param {import("./results_numbers.js").Guessed} its
    @param {Texts} texts */
export function guesses({ before, after }, texts) {
  /** @param {import("./results_numbers.js").Guesses} guessed */
  const values = ({ values: all, median }) => ({
    n: all.length,
    low: numbers.rounded(Math.min(...all), DIGITS),
    high: numbers.rounded(Math.max(...all), DIGITS),
    median: numbers.rounded(median, DIGITS),
  });
  const { n } = values(before);
  const first = fill(n < FEW ? texts.guessesFew : texts.guessesOne, values(before));
  const few = Math.min(n, after?.values.length ?? n) < FEW ? fill(texts.few, { n: FEW }) : "";
  if (!after) return together(first, few);
  const then = fill(after.values.length < FEW ? texts.guessesAfterFew : texts.guessesAfter, values(after));
  return together(first, then, few);
}

/** Of the losses at the ends of curves.
    @param {number[]} ends
    @param {import("./results_curves.js").Middle[]} middle
    @param {Texts} texts */
export function curves(ends, middle, texts) {
  const last = middle.at(-1);
  const n = ends.length;
  if (n === 1) return texts.curvesOne;
  if (!last) return fill(texts.curvesFew, { n, fewest: FEWEST });
  return fill(texts.curvesHalf, { n, median: numbers.loss(last.loss), low: numbers.loss(Math.min(...ends)) });
}

/** @param {number} n
    @param {{ best: import("./results_runs.js").Dot, least: import("./results_runs.js").Dot }} its
    @param {boolean} regression
    @param {Texts} texts */
export function sizes(n, { best, least }, regression, texts) {
  const values = { score: numbers.score(best.score, regression), best: best.parameters };
  if (n === 1) return fill(texts.sizesOne, values);
  if (least.parameters === best.parameters) return fill(texts.sizesBest, { n, ...values });
  const near = numbers.score(least.score, regression);
  return fill(texts.sizesSmaller, { n, ...values, least: least.parameters, near });
}

/** Of the activations with enough runs: by when half of the fastest had finished, and of which most never did.
    @param {Pool} pool
    @param {Texts} texts */
export function epochs({ groups }, texts) {
  const enough = groups.filter(({ times }) => times.runs >= FEW);
  const [fast, ...others] = enough.filter(({ times }) => Number.isFinite(Number(times.epochs.median)));
  if (!enough.length) return fill(texts.epochsFew, { n: FEW });
  /** @param {PooledGroup} one
      @param {PooledGroup} other */
  const oftener = (one, other) => (share(other) > share(one) ? other : one);
  const worst = enough.reduce(oftener);
  const seldom = { never: worst.times.never, n: worst.times.runs, name: worst.activation };
  if (!fast) return `${fill(texts.epochsNone, seldom)}.`;
  const half = fill(texts.epochsHalf, {
    n: fast.times.runs,
    name: fast.activation,
    epoch: by(fast),
  });
  const slow = others.at(-1);
  const parts = [half];
  if (slow && (slow !== worst || !worst.times.never)) {
    const values = { n: slow.times.runs, name: slow.activation, epoch: by(slow) };
    parts.push(fill(texts.epochsHalfToo, values));
  }
  if (worst.times.never) parts.push(fill(texts.epochsNever, seldom));
  return `${parts.join("; ")}.`;
}

/** The first whole epoch by which half of the runs had finished.
    @param {PooledGroup} group */
const by = ({ times }) => numbers.exact(Math.ceil(Number(times.epochs.median)));
/** @param {PooledGroup} group */
const share = ({ times }) => times.never / times.runs;

/** What else is to be known of a pool, and how many runs are in none.
    @param {Pool} pool
    @param {{ task: string, uncounted: number, left: number }} more
    @param {ClassSetup} setup
    @returns {string[]} */
export function notes({ finish, groups, repeated, differs }, { task, uncounted, left }, { texts, fields }) {
  const named = differs.map((name) => (Object.hasOwn(fields, name) ? fields[name] : name.replaceAll("_", " ")));
  const stopped = groups.flatMap(({ activation: name, stopped: its, early }) => {
    if (!its) return [];
    const [first, last] = its;
    const said =
      first === last
        ? fill(texts.epochsStoppedAt, { name, at: last })
        : fill(texts.epochsStopped, { name, first, last });
    return early ? [said, fill(texts.epochsEarly, { name, n: early })] : [said];
  });
  return [
    fill(texts.epochsOf, { finish, task }),
    groups.some(({ times }) => times.runs >= FEW) ? texts.epochsMedian : "",
    ...stopped,
    named.length ? fill(texts.epochsDiffer, { fields: named.join(", ") }) : texts.epochsAlike,
    repeated ? fill(texts.epochsRepeated, { n: repeated }) : "",
    uncounted ? fill(texts.epochsUncounted, { n: uncounted }) : "",
    left ? fill(texts.epochsLeft, { n: left }) : "",
  ].filter(Boolean);
}
