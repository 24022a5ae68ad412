/* Figures of what a class has said: votes as bars, before and after, and guesses as dots in piles. */

import { fill } from "../lib/dom.js";
import { made } from "../lib/made.js";
import * as numbers from "../lib/numbers.js";
import { piles } from "./results_numbers.js";
import { FEW } from "./results_votes.js";
import * as words from "./results_words.js";
import * as svg from "./svg.js";

/** @typedef {import("./results_types.js").Figure} Figure */
/** @typedef {ClassSetup["texts"]} Texts */

/** @param {import("./results_votes.js").Tally} tally
    @param {number} place
    @param {Texts} texts */
const count = ({ counts, n }, place, texts) =>
  fill(texts.votesCell, {
    n: counts[place],
    all: n,
    share: numbers.percent(n ? Math.round((100 * counts[place]) / n) / 100 : 0),
  });

/** @param {import("./results_votes.js").Votes} its
    @param {string} about
    @param {Texts} texts
    @returns {Figure} */
export function votes(its, about, texts) {
  const { options, before, after } = its;
  const tallies = after ? [before, after] : [before];
  /** @param {import("./results_votes.js").Tally} tally
      @param {number} place */
  const bar = (tally, place) => {
    const fillOf = made("span", "results-bar-fill");
    fillOf.style.width = `${(100 * tally.counts[place]) / Math.max(1, tally.n)}%`;
    const when = after ? `${tally === before ? texts.votesBefore : texts.votesAfter}: ` : "";
    const row = made("div", "results-bar");
    row.classList.toggle("results-after", tally === after);
    row.append(
      made("span", "results-bar-track", fillOf),
      made("span", "results-bar-count", when + count(tally, place, texts)),
    );
    return row;
  };
  const draw = () =>
    made(
      "ul",
      "results-bars",
      ...options.map(({ text }, place) =>
        made("li", "", made("span", "results-bar-name", text), ...tallies.map((tally) => bar(tally, place))),
      ),
    );
  const head = [texts.votesOption, ...(after ? [texts.votesFirst, texts.votesLast] : [texts.votesCount])];
  const rows = options.map(({ text }, place) => [text, ...tallies.map((tally) => count(tally, place, texts))]);
  return { about, say: words.votes(its, texts), notes: [], draw, table: { head, rows } };
}

/** @param {import("./results_numbers.js").Guessed} its
    @param {string} about
    @param {Texts} texts
    @returns {Figure} */
export function guesses(its, about, texts) {
  const { before, after } = its;
  const both = after ? [before, after] : [before];
  const all = both.flatMap(({ values }) => values);
  const piled = both.map(({ values }) => piles(values, all));
  const [{ step, low, piles: first }] = piled;
  const say = words.guesses(its, texts);
  const high = low + step * first.length;
  const middle = step === 1 && all.every(Number.isInteger) ? 0.5 : 0; // whole numbers stand above themselves
  const most = Math.max(...piled.flatMap(({ piles: counts }) => counts));

  /** Of two votes each is marked.
      @param {number} vote
      @returns {Record<string, string>} */
  const which = (vote) => (after ? { "data-vote": vote ? "after" : "before" } : {});

  /** @param {number} width */
  function draw(width) {
    const box = svg.box(width, { left: 4, bottom: 3.4, right: 2, top: 2.2 });
    const whole = svg.steps(0, most, 6).filter(Number.isInteger);
    const ticks = svg.steps(low, high - 2 * middle, Math.max(2, Math.floor(width / box.letters / 6)));
    /** @param {number} value */
    const at = (value) => (value - low + middle) / (high - low);
    const column = (box.right - box.left) / first.length;
    const radius = Math.max(
      2,
      Math.min(column / (2.6 * both.length), (box.bottom - box.top) / (2.3 * most), box.letters / 1.6),
    );
    const dots = piled.flatMap(({ piles: counts }, vote) =>
      counts.flatMap((number, i) =>
        Array.from({ length: number }, (_, n) => {
          const middle = i + 0.5 + (both.length > 1 ? (vote - 0.5) * 0.5 : 0);
          const cy = box.bottom - ((n + 0.5) / most) * (box.bottom - box.top);
          return svg.el("circle", {
            class: "dot",
            ...which(vote),
            cx: box.left + middle * column,
            cy,
            r: radius,
          });
        }),
      ),
    );
    const lines = both.flatMap(({ median, values }, vote) => {
      if (values.length < FEW) return [];
      const x = svg.across(box, at(median));
      return [svg.el("line", { class: "median", ...which(vote), x1: x, x2: x, y1: box.top, y2: box.bottom })];
    });
    const axes = {
      x: ticks.map((value) => ({ at: at(value), text: numbers.exact(value) })),
      y: whole.map((value) => ({ at: value / most, text: String(value) })),
      across: texts.guessAxis,
      up: texts.votesCount,
    };
    return svg.figure(box, say, axes, ...dots, ...lines);
  }

  const head = [texts.guessFrom, texts.guessTo, ...(after ? [texts.votesFirst, texts.votesLast] : [texts.votesCount])];
  const rows = first.map((_, i) => [
    numbers.rounded(low + i * step, 6),
    numbers.rounded(low + (i + 1) * step, 6),
    ...piled.map(({ piles: counts }) => String(counts[i])),
  ]);
  return { about, say, notes: [], draw, table: { head, rows } };
}
