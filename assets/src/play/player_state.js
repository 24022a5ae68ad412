/* What the player knows besides what it shows to others; globals.d.ts says what each of it is. */

/** @type {View} */
const NOBODY = { frame() {}, accepted() {}, status() {}, refused() {}, stopped() {}, connection() {}, unanswered() {} };

/** @type {PlayerState} */
export const state = {
  view: NOBODY,
  queue: [],
  run: 0,
  requests: 0,
  inFlight: null,
  change: null,
  begun: [],
  steps: 0,
  looking: false,
  stopped: [],
  failures: 0,
  retryAt: 0,
  nextDraw: 0,
};

/** Tell somebody else what the page is told, after it.
    @param {Partial<View>} more */
export function watch(more) {
  /** @type {Record<string, (...about: unknown[]) => void>} */
  const both = {};
  const [first, second] = /** @type {Record<string, (...about: unknown[]) => void>[]} */ (
    /** @type {unknown[]} */ ([state.view, more])
  );
  for (const name of Object.keys(NOBODY)) {
    both[name] = (...about) => {
      first[name](...about);
      second[name]?.(...about);
    };
  }
  state.view = /** @type {View} */ (/** @type {unknown} */ (both));
}
