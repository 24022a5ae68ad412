/* The pace of the player: how many frames it asks for at once, and how fast it draws them.

   Sixty a second, if everybody has the time for them. A browser that is busy with them draws as few as thirty. On a slow line clips get
   longer, and frames come as fast as ever. Where the server has more to do than it can, frames are drawn more slowly: a
   page that has frames for longer asks less often, so that no request waits for long; and clips get longer, too, as a
   frame of a long one costs less. Which of the two it is the server says: for how long a clip has waited for its turn
   there. */

import { DIAGNOSTICS_EVERY, MAX_FRAMES, PACE } from "../wire/contract.js";

const MIN_CLIP = DIAGNOSTICS_EVERY; // once it plays: a request costs the page and the server more than a frame does

let fetchMs = 50;
let turnMs = 0;
let fits = MIN_CLIP; // frames in what the server does at a turn
let drawMs = 0;

export const pace = {
  clip: 1,
  interval: PACE.leastMs,
  /** The first clip has one frame. */
  begin: () => (pace.clip = 1),
  /** Whether to ask for a clip while so many moments are yet to be drawn.
      @param {number} queued */
  wants: (queued) => queued * pace.interval <= fetchMs * PACE.early,
  /** For how long to wait before it asks again, after so many failures in a row.
      @param {number} failures */
  backOff(failures) {
    const ms = PACE.backOffMs[Math.min(failures, PACE.backOffMs.length - 1)];
    return ms * (1 + PACE.jitter * (2 * Math.random() - 1));
  },
  /** A frame was drawn, and laid out, and painted.
      @param {number} ms */
  drew: (ms) => (drawMs += (Math.min(ms, PACE.frameMs) - drawMs) * PACE.learn),
  /** A clip came: choose the next one's length so that its drawing covers the time it takes to come.
      @param {number} ms
      @param {number} waited
      @param {number} frames
      @param {number} asked */
  took(ms, waited, frames, asked) {
    fetchMs += (Math.min(ms, PACE.surprise * fetchMs) - fetchMs) * PACE.learn;
    turnMs += (waited - turnMs) * PACE.learn;
    fits = frames < asked ? frames : Math.max(fits, Math.min(frames, MIN_CLIP));
    const least = Math.max(PACE.leastMs, Math.min(PACE.room * drawMs, PACE.frameMs));
    pace.interval = Math.max(least, fetchMs / frames, (PACE.share * turnMs) / Math.max(frames, fits));
    const covers = (PACE.cover * fetchMs) / least;
    const busy = (PACE.share * turnMs) / (PACE.slow * PACE.frameMs);
    const wished = Math.max(MIN_CLIP, Math.ceil(covers), Math.ceil(busy));
    pace.clip = frames < asked ? frames : Math.min(wished, pace.clip * PACE.grow, MAX_FRAMES);
  },
};
