/* What a cell of a grid is worth, how it is colored, which one is the best of its row, and its curve as a path. It is
   pure: figures go in, numbers and texts come out. */

/** @typedef {import("../wire/calls.js").CellSum} CellSum */
/** @typedef {"epochs" | "loss" | "score" | "finished"} Shown */

/* From the worst to the best: cividis, whose lightness rises evenly, so that it is told apart without seeing hues.
   Nuñez, Anderton and Renslow 2018, doi:10.1371/journal.pone.0199239. */
const STOPS = [
  [0, 34, 78],
  [53, 69, 108],
  [102, 105, 112],
  [148, 142, 119],
  [200, 184, 102],
  [254, 232, 56],
];
const TINY = 1e-6; // a loss that is nothing

/** The number of a cell; infinite where half of the runs or more never finished, null where there is no run yet.
    @param {CellSum | null | undefined} sum
    @param {Shown} shown
    @returns {number | null} */
export function value(sum, shown) {
  if (!sum) return null;
  const { epochs, test_loss: loss, test_score: score, never, runs } = sum.summary;
  return { epochs: epochs.median, loss: loss.median, score: score.median, finished: 1 - never / runs }[shown];
}

/** Whether more is better.
    @param {Shown} shown */
const rising = (shown) => shown === "score" || shown === "finished";

/** Epochs and losses differ by factors, scores and shares by differences.
    @param {number} its
    @param {Shown} shown */
const scaled = (its, shown) => (rising(shown) ? its : -Math.log(Math.max(its, TINY)));

/** How good each of some numbers is among them, from 0 to 1; null where it is infinite or there is none.
    @param {(number | null)[]} values
    @param {Shown} shown
    @returns {(number | null)[]} */
export function ranks(values, shown) {
  const at = values.map((its) => (its === null || !Number.isFinite(its) ? null : scaled(its, shown)));
  const known = at.filter((its) => its !== null);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  return at.map((its) => (its === null ? null : high > low ? (its - low) / (high - low) : 1));
}

/** The best of some numbers, by their places; several that are equally good, and none if all are alike.
    @param {(number | null)[]} values
    @param {Shown} shown
    @returns {number[]} */
export function best(values, shown) {
  const known = values.filter((its) => its !== null && Number.isFinite(its)).map((its) => scaled(Number(its), shown));
  const most = Math.max(...known);
  const found = values.flatMap((its, i) =>
    its !== null && Number.isFinite(its) && scaled(its, shown) === most ? [i] : [],
  );
  return found.length && found.length < values.length ? found : [];
}

/** The color of a rank, and that of what is written on it, black or white, whichever stands out more.
    @param {number} rank */
export function color(rank) {
  const at = Math.max(0, Math.min(1, rank)) * (STOPS.length - 1);
  const from = Math.min(STOPS.length - 2, Math.floor(at));
  const channels = STOPS[from].map((start, i) => Math.round(start + (STOPS[from + 1][i] - start) * (at - from)));
  return { fill: `rgb(${channels.join(" ")})`, ink: luminance(channels) > 0.179 ? "#000" : "#fff" };
}

/** The relative luminance of sRGB channels, as WCAG defines it.
    @param {number[]} channels */
export function luminance(channels) {
  const [r, g, b] = channels.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** The highest loss that the curves show: where most runs begin. What is above it is cut off.
    @param {(CellSum | null | undefined)[]} sums */
export function ceiling(sums) {
  const first = sums.flatMap((sum) => (sum?.curve.length ? [sum.curve[0].upper] : [])).sort((a, b) => a - b);
  return first.length ? Math.max(TINY, 1.1 * first[Math.floor((first.length - 1) / 2)]) : 1;
}

/** The curve of a cell in a box: the line of the medians and the band of the quartiles, as points of SVG. Epochs are on a
    logarithmic scale from 1 to the last of them.
    @param {import("../wire/calls.js").Spread[]} curve
    @param {number[]} epochs
    @param {number} top
    @param {{ width: number, height: number }} box */
export function drawn(curve, epochs, top, { width, height }) {
  const last = Math.log(Math.max(2, epochs[epochs.length - 1]));
  /** @param {number} number */
  const short = (number) => Math.round(10 * number) / 10;
  /** @param {number} i
      @param {number} loss */
  const point = (i, loss) =>
    `${short((width * Math.log(epochs[i])) / last)},${short(height * (1 - Math.max(0, Math.min(1, loss / top))))}`;
  const upper = curve.map((spread, i) => point(i, spread.upper));
  const lower = curve.map((spread, i) => point(i, spread.lower));
  return {
    line: curve.map((spread, i) => point(i, spread.median)).join(" "),
    band: [...upper, ...lower.reverse()].join(" "),
  };
}
