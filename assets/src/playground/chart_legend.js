/* Where the legend of the loss chart lies: at its right edge, above or below, where less of the curves is in its way. */

const BESIDE = 0.5; // the share of the chart's width that is left of the legend
const HIGH = 0.3; // the share of its height that the legend takes

/** What a legend needs to keep out of the curves' way.
    @param {Curve[]} curves
    @param {{ log: boolean, fromZero: boolean }} axis
    @returns {{ y: number, yanchor: "top" | "bottom" }} */
export function legend(curves, { log, fromZero }) {
  const height = (/** @type {number} */ value) => (log ? Math.log10(value) : value);
  const heights = curves.map(({ y }) => y.map((value) => height(/** @type {number} */ (value))));
  const all = heights.flat().filter(Number.isFinite);
  const [bottom, top] = [fromZero && !log ? 0 : Math.min(...all), Math.max(...all)];
  const [first, last] = [Math.min(...curves.map(({ x }) => x[0])), Math.max(...curves.map(({ x }) => x[x.length - 1]))];
  const from = first + BESIDE * (last - first);
  const beside = curves.flatMap(({ x }, i) => heights[i].filter((y, at) => x[at] >= from && Number.isFinite(y)));
  const inTheWay = (/** @type {(share: number) => boolean} */ there) =>
    beside.filter((y) => there((y - bottom) / (top - bottom))).length;
  const above = inTheWay((share) => share > 1 - HIGH);
  const below = inTheWay((share) => share < HIGH);
  return above > below ? { y: 0, yanchor: "bottom" } : { y: 1, yanchor: "top" };
}
