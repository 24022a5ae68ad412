/* The pace of the player: how many frames it asks for at once, and how fast it draws them.

   Both follow from how long clips take to come. On a slow line clips get longer, and frames come as fast as ever. Where
   the server has more to do than it can, frames are drawn more slowly: a page that has frames for longer asks less
   often, so that no request waits for long. Which of the two it is the server says: for how long a clip has waited for
   its turn there. */

import { FRAMES_PER_LOOK, MAX_FRAMES } from "../wire/contract.js";

const FRAME_MS = 1000 / 30;
const MIN_CLIP = FRAMES_PER_LOOK; // once it plays: a request costs the page and the server more than a frame does
const SHARE = 22; // a clip is drawn for so many times as long as it has waited for its turn, a short one for less

let fetchMs = 50;
let turnMs = 0;
let fits = MIN_CLIP; // frames in what the server does at a turn

export const pace = {
  clip: 1,
  interval: FRAME_MS,
  /** The first clip has one frame. */
  begin: () => (pace.clip = 1),
  /** Whether to ask for a clip while so many moments are yet to be drawn.
      @param {number} queued */
  wants: (queued) => queued * pace.interval <= fetchMs * 1.2,
  /** A clip came: choose the next one's length so that its drawing covers the time it takes to come.
      @param {number} ms
      @param {number} waited
      @param {number} frames
      @param {number} asked */
  took(ms, waited, frames, asked) {
    fetchMs += (Math.min(ms, 8 * fetchMs) - fetchMs) * 0.3; // not an hour, after a laptop's lid was closed
    turnMs += (waited - turnMs) * 0.3;
    fits = frames < asked ? frames : Math.max(fits, Math.min(frames, MIN_CLIP));
    pace.interval = Math.max(FRAME_MS, fetchMs / frames, (SHARE * turnMs) / Math.max(frames, fits));
    const wished = Math.max(MIN_CLIP, Math.ceil((1.3 * fetchMs) / FRAME_MS));
    pace.clip = frames < asked ? frames : Math.min(wished, pace.clip * 4, MAX_FRAMES);
  },
};
