/* How long a class has left, in words. */

import { fill } from "../lib/dom.js";

/** @param {number} seconds
    @param {ClassSetup["texts"]} texts */
export function left(seconds, texts) {
  const minutes = Math.max(0, Math.ceil(seconds / 60));
  const h = Math.floor(minutes / 60);
  return h ? fill(texts.hours, { h, m: minutes % 60 }) : fill(texts.minutes, { m: minutes });
}
