/* When the player looks again, and for how long it has played. */

import { MAX_PLAYED_MS } from "../wire/contract.js";

export const EARLY_MS = 10; // an animation frame comes up to 17 ms after it is asked for: as often too early as too late
const LONGEST_SLEEP_MS = 50;

let tickedAt = 0; // when the last tick was asked for

/** A function that does this when something is due. Until then the page sleeps: an animation frame costs half as much if
    nothing is drawn in it. In a tab that nobody sees there are no animation frames.
    @param {() => void} act */
export function alarm(act) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let animation = 0;

  function animate() {
    animation ||= requestAnimationFrame(() => {
      animation = 0;
      act();
    });
  }

  return (/** @type {number} */ due) => {
    clearTimeout(timer);
    if (animation) return;
    const wait = Math.min(due - performance.now() - EARLY_MS, LONGEST_SLEEP_MS);
    if (wait > 0) timer = setTimeout(animate, wait);
    else animate();
  };
}

/** For how long the page has been playing since the tick before this one, so that the server can count.
    @param {Player} player */
export function played({ playing, playedFrom }) {
  const time = performance.now();
  const ms = playing ? Math.min(MAX_PLAYED_MS, Math.round(time - Math.max(playedFrom, tickedAt))) : 0;
  tickedAt = time;
  return ms;
}
