/* Where an arrow key leads in a group that the keyboard goes through. It is pure: places go in, the number of another one
   comes out. */

/** Where one of a group is, and in which line of a table; -1: there are no lines.
    @typedef {{ left: number, top: number, right: number, bottom: number, line: number }} Place */

/** @type {Record<string, number>} */
const STEPS = { ArrowLeft: -1, ArrowRight: 1 };
/** @type {Record<string, number>} */
const ENDS = { Home: 0, End: -1 };

/** The nearest one above (-1) or below (1): of the nearest row, the one that is nearest across.
    @param {Place[]} places
    @param {number} at
    @param {number} way */
function beyond(places, at, way) {
  const from = places[at];
  /** @param {Place} place */
  const middle = ({ left, right }) => (left + right) / 2;
  /** @param {Place} place */
  const apart = ({ top, bottom }) => (way > 0 ? top - from.bottom : from.top - bottom);
  const there = places.flatMap((place, i) => (i !== at && apart(place) > -1 ? [i] : []));
  const nearest = Math.min(...there.map((i) => apart(places[i])));
  const row = there.filter((i) => apart(places[i]) < nearest + 2);
  return row.sort((a, b) => Math.abs(middle(places[a]) - middle(from)) - Math.abs(middle(places[b]) - middle(from)))[0];
}

/** The number of the one that a key leads to; undefined if it leads nowhere.
    @param {string} key
    @param {Place[]} places
    @param {number} at where the keyboard is
    @param {boolean} [all] Home and End are those of the whole table
    @returns {number | undefined} */
export function next(key, places, at, all = false) {
  if (key === "ArrowUp" || key === "ArrowDown") return beyond(places, at, key === "ArrowUp" ? -1 : 1);
  const line = places.flatMap((place, i) => (all || place.line === places[at].line ? [i] : []));
  if (Object.hasOwn(ENDS, key)) return line.at(ENDS[key]);
  if (Object.hasOwn(STEPS, key)) return line[line.indexOf(at) + STEPS[key]];
  return undefined;
}
