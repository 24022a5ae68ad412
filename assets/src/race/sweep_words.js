/* What a sweep says in words: numbers that may be infinite, and a sentence or two for each pair of lanes. The server
   has decided what is clear; here it is only said. */

import { fill } from "../lib/dom.js";
import * as numbers from "../lib/numbers.js";

const ALL_PAIRS = 4; // of more lanes, the first one's pairs come first

/** @typedef {import("../wire/calls.js").Pair} Pair */

let never = "";

/** @param {number} value
    @param {number} digits */
export const round = (value, digits = 4) => (value === Infinity ? never : numbers.rounded(value, digits));
/** @param {number} low
    @param {number} high */
export const range = (low, high) => (low === Infinity ? never : `${round(low)} – ${round(high)}`);
/** @param {number} count
    @param {number} of */
export const percent = (count, of) => numbers.percent(count / of);

/** Why a run stopped whose formula had no number.
    @param {import("../wire/types.js").RunFault} fault
    @param {TextsOf<"race">} texts */
export const fault = ({ layer, formula, z }, texts) => fill(texts.fault, { layer, formula, z: numbers.rounded(z, 6) });

/** Of each lane whose formula had no number, in how many runs, and where in the first.
    @param {(import("../wire/calls.js").Sum | null)[]} sums
    @param {(lane: number) => string} name
    @param {TextsOf<"race">} texts */
export function faults(sums, name, texts) {
  return sums.flatMap((sum, lane) => {
    const its = sum?.summary;
    if (!its?.fault) return [];
    const counts = { name: name(lane), count: its.faults, runs: its.runs };
    return [fill(texts.sweepFault, { ...counts, fault: fault(its.fault, texts) })];
  });
}

/** @param {Pair} pair
    @param {ReturnType<typeof valuesOf>} values
    @param {TextsOf<"race">} texts */
function speed({ verdict, told, ratio, interval }, values, texts) {
  if (verdict === "nothing") return fill(texts.nothing, values);
  if (verdict === "ahead") return fill(texts.aheadNever, values);
  if (verdict === "sooner" && !told) return fill(texts.soonerUntold, values);
  const open = interval?.high === Infinity || ratio === Infinity; // then there is no number to say
  if (verdict === "sooner") return open ? fill(texts.soonerOpen, values) : fill(texts.sooner, values);
  return open ? fill(texts.unsureOpen, values) : fill(texts.unsure, values);
}

/** Of the lane that finishes less often, where that is not said already.
    @param {Pair} pair
    @param {string[]} names
    @param {TextsOf<"race">} texts */
function often({ often: clear, verdict, seeds, finished }, names, texts) {
  if (clear === "same" || verdict === "ahead" || verdict === "nothing") return "";
  const [more, less] = finished[0] > finished[1] ? [0, 1] : [1, 0];
  const [share, rest] = [percent(seeds - finished[less], seeds), percent(seeds - finished[more], seeds)];
  const values = { often: names[more], seldom: names[less], share, rest };
  return ` ${clear === "clear" ? fill(texts.oftenClear, values) : fill(texts.oftenUnsure, values)}`;
}

/** What the sentences on a pair may name.
    @param {Pair} pair
    @param {string[]} names */
function valuesOf({ seeds, finished, sooner, ratio, interval }, [faster, slower]) {
  const [wins, losses] = sooner;
  const told = interval && ratio !== null ? [ratio, interval.low, interval.high] : [];
  const [said, low, high] = told.map((value) => round(value, 3));
  return { faster, slower, seeds, finished: finished[0], wins, losses, ratio: said, low, high };
}

/** @param {Pair} pair
    @param {(lane: number) => string} name
    @param {TextsOf<"race">} texts */
function sentence(pair, name, texts) {
  const names = [name(pair.faster), name(pair.slower)];
  return speed(pair, valuesOf(pair, names), texts) + often(pair, names, texts);
}

/** How many comparisons, what stopped formulas, the sentences that come first, and all others.
    @param {import("./sweep.js").Results} results
    @param {import("./sweep.js").Sweep} sweep
    @param {(lane: number) => string} name
    @param {TextsOf<"race">} texts */
export function all({ sums, compared, runs }, sweep, name, texts) {
  const { pairs, comparisons, fewest } = compared;
  const seeds = sweep.seeds.length;
  const few = comparisons && seeds < fewest ? ` ${fill(texts.fewSeeds, { seeds, fewest })}` : "";
  const [done, wanted] = [runs.length, sweep.all];
  const early = done < wanted ? ` ${fill(texts.provisional, { done, all: wanted })}` : ""; // who stops when it pleases finds too much
  /** @param {number} lane */
  const place = (lane) => sums[lane]?.summary.epochs.median ?? Infinity;
  const best = sums.map((_, lane) => lane).sort((a, b) => place(a) - place(b) || a - b)[0];
  const first = pairs.filter(({ faster, slower }) => sums.length <= ALL_PAIRS || faster === best || slower === best);
  /** @param {Pair[]} list */
  const told = (list) => list.map((pair) => sentence(pair, name, texts));
  return {
    count: fill(texts.comparisons, { n: comparisons }) + few + early,
    faults: faults(sums, name, texts),
    first: told(first),
    others: told(pairs.filter((pair) => !first.includes(pair))),
  };
}

/** @param {TextsOf<"race">} texts */
export const begin = (texts) => (never = texts.never);
