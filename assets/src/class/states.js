/* What seats are doing, and in which order they are shown. Pure. */

/** @typedef {import("../board/types.js").Seat} Seat */
/** @typedef {"waiting" | "stuck" | "diverged" | "idle" | "playing" | "done" | "away"} State */
/** A seat, and what is known besides its row.
    @typedef {{ seat: Seat, state: State, place: { n: number, all: number, title: string } | null }} View */

const AWAY_S = 30; // the board notes only every ten seconds that a page is there
/** @type {State[]} */
export const STATES = ["waiting", "stuck", "diverged", "idle", "playing", "done", "away"];

/** @param {Seat} seat
    @param {number} [away] seconds since it was heard of
    @returns {State} */
export function stateOf({ state, row }, away = 0) {
  if (state === "waiting") return "waiting";
  return state === "left" || away > AWAY_S ? "away" : (row.doing ?? "idle");
}

/** Where a seat is in a lesson, if it is in one that is known.
    @param {import("../board/types.js").Row} row
    @param {ClassSetup["lessons"]} lessons */
export function placeOf({ lesson = "", step = "" }, lessons) {
  if (!Object.hasOwn(lessons, lesson)) return null;
  const { title, steps } = lessons[lesson];
  const at = steps.findIndex(({ key }) => key === step);
  return at < 0 ? null : { n: at + 1, all: steps.length, title };
}

/** @param {number | null | undefined} one
    @param {number | null | undefined} other */
const ascending = (one, other) => (one ?? Infinity) - (other ?? Infinity) || 0; // Infinity - Infinity is no number

/** @type {Record<string, (one: View, other: View) => number>} */
const ORDERS = {
  state: (one, other) => STATES.indexOf(one.state) - STATES.indexOf(other.state),
  name: () => 0,
  test_loss: (one, other) => ascending(one.seat.row.test_loss, other.seat.row.test_loss),
  epoch: (one, other) => (other.seat.row.epoch ?? 0) - (one.seat.row.epoch ?? 0),
  step: (one, other) =>
    ascending(one.place?.n, other.place?.n) || (one.place?.title ?? "").localeCompare(other.place?.title ?? ""),
};

/** The seats of one state, or all, in an order; of those that are equal in it, by their names.
    @param {View[]} views
    @param {string} order
    @param {string} filter */
export function arranged(views, order, filter) {
  const compare = Object.hasOwn(ORDERS, order) ? ORDERS[order] : ORDERS.state;
  return views
    .filter(({ state }) => filter === "all" || state === filter)
    .sort(
      (one, other) =>
        compare(one, other) || one.seat.name.localeCompare(other.seat.name) || one.seat.seat - other.seat.seat,
    );
}

/** How many there are of each.
    @param {View[]} views */
export function counted(views) {
  /** @type {Record<string, number>} */
  const counts = { all: views.length };
  for (const state of STATES) counts[state] = 0;
  for (const { state } of views) counts[state]++;
  return counts;
}
