/* What screen readers hear while it trains: epoch and losses, now and then. */

import { fill, say } from "../lib/dom.js";
import * as numbers from "../lib/numbers.js";
import { player } from "../play/player.js";

const OFTEN_MS = 10_000;

/** @type {TextsOf<"playground">} */
let texts;
let told = 0;

/** @param {Frame} frame */
function tell(frame) {
  const { loss } = numbers;
  told = performance.now();
  const values = { epoch: frame.epoch, train: loss(frame.train_loss), test: loss(frame.test_loss) };
  say(document.getElementById("live"), fill(texts.live, values));
}

/** @type {Part} */
export const part = {
  begin: (setup) => ({ texts } = setup),
  frame(frame) {
    if (player.playing && performance.now() - told > OFTEN_MS) tell(frame);
  },
  status() {
    const { playing, frame } = player;
    if (playing)
      told = performance.now(); // the button has just said that it plays
    else if (frame?.epoch) tell(frame);
  },
};
