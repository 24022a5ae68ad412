/* How much of a run is kept. The numbers of a frame are a few bytes: those of every frame are kept, and thinned only for
   drawing. A state is some kilobytes: of those that one can go back to, some go when there are many, so that their gaps
   are even on a logarithmic scale of the epoch. The beginning, where most happens, stays whole in both. */

/** @typedef {{ most: number, first: number, last: number, place: (epoch: number) => number }} Kind */

/** @type {Kind} */
export const NUMBERS = { most: 20_000, first: 500, last: 1, place: (epoch) => epoch };
/** @type {Kind} */
export const STATES = { most: 400, first: 50, last: 50, place: Math.log };

/** Of a page that somebody leaves; the browser has room for so many.
    @type {Kind} */
export const LEFT = { ...NUMBERS, most: 2000 };

const AT_ONCE = 0.05; // of what is kept
const WHOLE = 150; // points that are drawn, however short their part of the curve is
const BINS = 500; // a chart is hardly wider than so many pixels

/** These, but no more than are kept: of those between the first and the last ones go those that leave the smallest gaps,
    the oldest first, and some at once, as to look for them takes time.
    @template T
    @param {T[]} items
    @param {Kind} kind
    @param {(item: T) => number} epochOf
    @returns {T[]} */
export function thinned(items, { most, first, last, place }, epochOf) {
  let kept = items;
  while (kept.length > most) {
    const places = kept.map((item) => place(epochOf(item)));
    const end = kept.length - last;
    let least = Infinity;
    for (let i = first; i < end; i += 1) least = Math.min(least, places[i + 1] - places[i - 1]);
    let [before, left] = [places[first - 1], Math.ceil(AT_ONCE * most)];
    kept = kept.filter((_, i) => {
      const goes = left > 0 && i >= first && i < end && places[i + 1] - before <= least;
      if (goes) left -= 1;
      else before = places[i];
      return !goes;
    });
  }
  return kept;
}

/** The moments before this epoch.
    @template T
    @param {T[]} items
    @param {number} epoch
    @param {(item: T) => number} epochOf */
export function before(items, epoch, epochOf) {
  const count = items.findLastIndex((item) => epochOf(item) < epoch) + 1;
  return count === items.length ? items : items.slice(0, count); // most often all
}

/** Which points of curves over the same x to draw: the lowest and the highest of each curve for each pixel.
    @param {number[]} x
    @param {(number | null)[][]} curves
    @param {number} [bins] */
export function outline(x, curves, bins = BINS) {
  const all = x.map((_, i) => i);
  if (x.length <= WHOLE + bins) return all;
  const [low, high] = [x[0], x[x.length - 1]];
  const drawn = new Set([...all.slice(0, WHOLE), x.length - 1]);
  for (let from = WHOLE, to = from; from < x.length; from = to) {
    const bin = Math.floor(((x[from] - low) / (high - low)) * bins);
    for (to = from + 1; to < x.length && Math.floor(((x[to] - low) / (high - low)) * bins) === bin; ) to += 1;
    for (const y of curves) {
      let [lowest, highest] = [from, from];
      for (let i = from + 1; i < to; i += 1) {
        if (/** @type {number} */ (y[i]) < /** @type {number} */ (y[lowest])) lowest = i;
        if (/** @type {number} */ (y[i]) > /** @type {number} */ (y[highest])) highest = i;
      }
      drawn.add(lowest).add(highest);
    }
  }
  return [...drawn].sort((one, other) => one - other);
}
