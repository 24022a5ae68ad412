/* What the page knows of a class: what it was told first, and what has changed since. What has not changed is the same
   object as before, so that a screen finds out at once what it has to draw again. Pure. */

/** @typedef {import("./types.js").Known} Known */
/** @typedef {import("../board/types.js").LookTold} LookTold */

/** Before anything is known.
    @returns {Known} */
export const nothing = () => ({
  revision: 0,
  seats: [],
  answers: [],
  console: {},
  questions: [],
  have: 0,
  away: {},
  code: null,
  expires: 0,
  approval: false,
  free_text: false,
  names: true,
});

/** @template T
    @param {T[]} before
    @param {T[]} changed
    @param {(each: T) => string | number} key */
function replaced(before, changed, key) {
  if (!changed.length) return before;
  const all = new Map(before.map((each) => [key(each), each]));
  for (const each of changed) all.set(key(each), each);
  return [...all.values()];
}

/** What is known after the board has told what has changed. A seat that was removed is gone, with its answers.
    @param {Known} known
    @param {LookTold} told
    @returns {Known} */
export function merged(known, { seats, answers, ...rest }) {
  const removed = new Set(seats.flatMap(({ seat, state }) => (state === "removed" ? [seat] : [])));
  const here = replaced(known.seats, seats, ({ seat }) => seat);
  const given = replaced(known.answers, answers, ({ seat, key }) => `${seat} ${key}`);
  return {
    ...known,
    ...rest,
    names: !rest.console.hide_names,
    seats: removed.size ? here.filter(({ seat }) => !removed.has(seat)) : here,
    answers: removed.size ? given.filter(({ seat }) => !removed.has(seat)) : given,
  };
}
