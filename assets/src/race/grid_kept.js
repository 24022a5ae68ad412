/* A grid as a text, for somebody who leaves the page and comes back: with the curves of its runs, which those that are yet
   to be done will be summed up with; where these are too long, without, and no more of its runs are done. */

const LONGEST = 1_500_000; // characters; browsers have room for five million

/** @typedef {import("./grid_sweep.js").Work} Work */

/** JSON has no way to write a number without limit.
    @param {string} _
    @param {unknown} value */
const written = (_, value) => (value === Infinity ? "Infinity" : value);

/** @param {string} _
    @param {unknown} value */
const read = (_, value) => (value === "Infinity" ? Infinity : value);

/** Null if it is too long even so.
    @param {Work} work
    @param {number} [longest] */
export function pack({ curves, begin, ended, waiting, ...work }, longest = LONGEST) {
  const took = Math.round(performance.now() - begin);
  const whole = JSON.stringify({ ...work, took, curves: [...curves] }, written);
  if (whole.length <= longest) return whole;
  const most = JSON.stringify({ ...work, took, curves: [], jobs: [] }, written);
  return most.length <= longest ? most : null;
}

/** What was kept, as `left` of grid_sweep.js gives it; null for anything else.
    @param {unknown} kept
    @returns {{ shown: string, work: Work } | null} */
export function unpack(kept) {
  try {
    const { shown, packed } = /** @type {{ shown: string, packed: string }} */ (kept);
    const { took, curves, ...work } = JSON.parse(packed, read);
    if (!work.grid || work.sums.length !== work.cells.length) return null;
    return { shown, work: { ...work, begin: performance.now() - took, curves: new Map(curves) } };
  } catch {
    return null; // not ours, or of nothing
  }
}
