/* All runs of a class: how large each network was, how good it became, and what is asked of the server about them. What a
   link says only the server knows, and the statistics are its, too (nn_core/study/pooled.py). It is pure. */

import { CLASS_RUNS } from "../wire/contract.js";

const SIGNS = 600_000; // of all links in a question

/** @typedef {import("../board/types.js").Row} Row */
/** What the screens of results are made of: as `look` tells it, or as files say it.
    @typedef {{ seats: import("../board/types.js").Seat[], answers: import("../board/types.js").AnswerTold[] }} Known */
/** A run that ended: whose it is, how it ended, and the epoch of its stop condition if that was met.
    @typedef {{ seat: number, row: Row, reached: number | null }} Ended */
/** @typedef {import("../wire/types.js").ClassRunsRequest} Request */
/** What is asked, of which links, and how many runs were too many.
    @typedef {{ request: { links: string[], runs: { link: number, epochs: number, reached: number | null }[] },
      place: Map<string, number>, left: number }} Question */

/** The runs that ended, of seats that are there.
    @param {Known} known
    @returns {Ended[]} */
export function ended({ seats, answers }) {
  const here = new Set(seats.flatMap(({ seat, state }) => (state === "removed" ? [] : [seat])));
  return answers.flatMap(({ seat, kind, run, reached = null }) =>
    kind === "run" && run && here.has(seat) ? [{ seat, row: run, reached }] : [],
  );
}

/** What to ask the server of these runs, and of what the networks of the seats are now. Where they are too many for a
    request, the latest runs are asked for.
    @param {Ended[]} runs
    @param {Row[]} rows
    @returns {Question} */
export function question(runs, rows) {
  /** @type {Map<string, number>} */
  const place = new Map();
  let signs = 0;
  /** @param {Row} row */
  const add = ({ page = "playground", link = "" }) => {
    if (page !== "playground" || !link) return false;
    if (place.has(link)) return true;
    if (place.size >= CLASS_RUNS.links || signs + link.length > SIGNS) return false;
    signs += link.length;
    place.set(link, place.size);
    return true;
  };
  for (const row of rows) add(row);
  const asked = [];
  let left = 0;
  for (const { row, reached } of runs.toReversed()) {
    if (row.page && row.page !== "playground") continue;
    if (!row.link || asked.length >= CLASS_RUNS.runs || !add(row)) left++;
    else asked.push({ link: /** @type {number} */ (place.get(row.link)), epochs: row.epoch ?? 0, reached });
  }
  return { request: { links: [...place.keys()], runs: asked.toReversed() }, place, left };
}

/** A run as a dot: its size, and the accuracy or R² of its test data.
    @typedef {{ seat: number, parameters: number, score: number, row: Row }} Dot */

/** @param {Ended[]} runs
    @returns {Dot[]} */
export const dots = (runs) =>
  runs.flatMap(({ seat, row }) => {
    const { parameters = 0, score } = row;
    return parameters > 0 && typeof score === "number" ? [{ seat, parameters, score, row }] : [];
  });

/** The best of some dots, and the smallest network that is as good but for a hundredth.
    @param {Dot[]} all
    @returns {{ best: Dot, least: Dot } | null} */
export function bestAndLeast(all) {
  if (!all.length) return null;
  /** @param {Dot} one
      @param {Dot} other */
  const smaller = (one, other) => other.parameters < one.parameters;
  const best = all.reduce((one, other) =>
    other.score > one.score || (other.score === one.score && smaller(one, other)) ? other : one,
  );
  const good = all.filter(({ score }) => score >= best.score - 0.01);
  return { best, least: good.reduce((one, other) => (smaller(one, other) ? other : one)) };
}
