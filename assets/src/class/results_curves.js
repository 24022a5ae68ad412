/* The loss curves of a class and their median. It is pure. Curves have few points, each at epochs of its own; between two
   points a loss goes as a straight line over log(1 + epoch), as it is drawn. Who has stopped earlier keeps the last loss: left
   out, those that are soon at their goal would make the median rise. */

import { median } from "./results_numbers.js";

const POINTS = 64; // of the median
const FEWEST = 3; // of less there is no median

/** @typedef {import("../board/types.js").Row} Row */
/** @typedef {import("./results_runs.js").Known} Known */
/** @typedef {[number, number][]} Points epoch and loss, by epoch */
/** The curve of a seat, and the row that it is of.
    @typedef {{ seat: number, row: Row, points: Points }} Curve */
/** The median at an epoch, to which so many networks have trained.
    @typedef {{ epoch: number, loss: number, n: number }} Middle */

/** @param {number} epoch */
export const place = (epoch) => Math.log1p(epoch);

/** The numbers of a row's curve, up to where it has none.
    @param {Row | null | undefined} row
    @returns {Points} */
export function pointsOf(row) {
  const curve = row?.curve ?? [];
  const end = curve.findIndex(([, loss]) => loss === null || !Number.isFinite(loss));
  const good = /** @type {Points} */ (end < 0 ? curve : curve.slice(0, end));
  return good.filter(([epoch], i) => i === 0 || epoch > good[i - 1][0]);
}

/** A curve for each seat: of what its network does now, or where that has not begun, of its last run.
    @param {Known} known
    @returns {Curve[]} */
export function curves({ seats, answers }) {
  /** @type {Map<number, Row>} */
  const last = new Map();
  for (const { seat, kind, run } of answers) if (kind === "run" && run && pointsOf(run).length > 1) last.set(seat, run);
  return seats.flatMap(({ seat, state, row }) => {
    if (state === "removed" || state === "waiting") return [];
    const shown = pointsOf(row).length > 1 ? row : last.get(seat);
    return shown ? [{ seat, row: shown, points: pointsOf(shown) }] : [];
  });
}

/** The loss of a curve at an epoch; null before its first point and after its last one.
    @param {Points} points
    @param {number} epoch */
export function lossAt(points, epoch) {
  const next = points.findIndex(([at]) => at >= epoch);
  if (next < 0) return null;
  const [at, loss] = points[next];
  if (at === epoch) return loss;
  if (next === 0) return null;
  const [from, before] = points[next - 1];
  const share = (place(epoch) - place(from)) / (place(at) - place(from));
  return before + share * (loss - before);
}

/** The median of curves, at epochs that are evenly apart over log(1 + epoch); nothing of fewer than three. `n` is how many
    have trained as far.
    @param {Points[]} all
    @returns {Middle[]} */
export function middle(all) {
  if (all.length < FEWEST) return [];
  const last = Math.max(...all.map((points) => points[points.length - 1][0]));
  return Array.from({ length: POINTS }, (_, i) => {
    const epoch = i === POINTS - 1 ? last : Math.expm1((i / (POINTS - 1)) * place(last));
    const there = all.map((points) => lossAt(points, epoch));
    const losses = all.flatMap((points, which) => {
      const end = points[points.length - 1];
      return there[which] ?? (epoch > end[0] ? end[1] : []);
    });
    return { epoch, loss: median(losses), n: there.filter((loss) => loss !== null).length };
  });
}
