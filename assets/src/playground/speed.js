/* The epochs between two frames: chosen on the page, or by a link. */

import { $, fill } from "../lib/dom.js";
import * as inputs from "../lib/inputs.js";
import * as numbers from "../lib/numbers.js";
import { player } from "../play/player.js";
import { DEFAULT_SPEED } from "../wire/contract.js";

/** @type {TextsOf<"playground">} */
let texts;
/** @type {() => void} */
let changed; // the address is written

/** @param {string | boolean} value */
function choose(value) {
  player.speed = Number(value);
  changed();
}

/** Call this when the speed is another one.
    @param {() => void} listener */
export const onChange = (listener) => (changed = listener);

/** The speed of a link that was opened.
    @param {number} value */
export function open(value) {
  player.speed = value;
  inputs.select($("speed"), String(value), fill(texts.speed, { n: numbers.exact(value) }));
}

/** As it stands in a link. */
export function text() {
  return player.speed === DEFAULT_SPEED ? "" : `speed=${player.speed}`;
}

/** @type {Part} */
export const part = { begin: (setup) => ({ texts } = setup), commands: { speed: choose } };
