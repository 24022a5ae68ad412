/* The timeline: it shows where among the moments somebody is, and asks for the one that its slider is moved to, but not for
   another one while the picture of the last is on its way. */

import { $, fill, say } from "../lib/dom.js";
import { logSlider } from "./log_slider.js";
import { player } from "./player.js";

const SLOW_MS = 250;
const PATIENCE_MS = 400; // so long it waits for a picture

/** @typedef {{ moments: LightFrame[], at: number }} Past */

/** @type {TextsOf<"playground">} */
let texts;
/** @type {() => Past} */
let past;
/** @type {ReturnType<typeof logSlider>} */
let slider;
let askedAt = 0; // when a moment was asked for
/** @type {number | null} */
let wanted = null; // the moment to go to next
let toldAt = 0;

const now = () => performance.now();

/** Somebody goes to a moment; whatever the slider wanted before does not count. */
export const went = () => (wanted = null);

/** Its picture is asked for. */
export const asked = () => (askedAt = now());

/** A picture came; the moment that the slider wants next, if any. */
export function came() {
  askedAt = 0;
  return wanted;
}

/** Say where we are, and let the slider show it, but not faster than people see.
    @param {boolean} [always] */
export function show(always = !player.playing) {
  const { moments, at } = past();
  if (!moments.length) return;
  const values = { epoch: moments[at].epoch, last: moments[moments.length - 1].epoch };
  const text = at < moments.length - 1 ? fill(texts.earlier, values) : fill(texts.latest, values);
  say($("timeline-epoch"), text);
  if (!always && now() - toldAt < SLOW_MS) return;
  toldAt = now();
  slider.show(text);
}

/** Begin; `go` goes to a moment.
    @param {TextsOf<"playground">} given
    @param {() => Past} its
    @param {(index: number) => void} go */
export function begin(given, its, go) {
  [texts, past] = [given, its];
  slider = logSlider($("timeline"), {
    epochs: () => past().moments.map(({ epoch }) => epoch),
    at: () => wanted ?? past().at,
    go(index) {
      if (now() - askedAt < PATIENCE_MS) wanted = index;
      else go(index);
    },
  });
}
