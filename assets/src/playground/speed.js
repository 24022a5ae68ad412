/* The epochs between two frames: chosen on the page, or by a link. */

import { $ } from "../lib/dom.js";
import * as inputs from "../lib/inputs.js";
import * as numbers from "../lib/numbers.js";
import { player } from "../play/player.js";
import { USUAL_SPEED } from "../wire/contract.js";

let changed = null; // the address is written

function choose(value) {
  player.speed = Number(value);
  changed();
}

/** Call this when the speed is another one. */
export const onChange = (listener) => (changed = listener);

/** The speed of a link that was opened. */
export function open(value) {
  player.speed = value;
  inputs.select($("speed"), String(value), numbers.exact(value));
}

/** As it stands in a link. */
export function text() {
  return player.speed === USUAL_SPEED ? "" : `speed=${player.speed}`;
}

export const part = { commands: { speed: choose } };
