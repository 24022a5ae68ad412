/* The slider of the timeline: it shows where among the moments somebody is, and asks for the one that it is moved to, but
   not for another one while the picture of the last is on its way. */

import { $, fill, say } from "../lib/dom.js";
import { player } from "./player.js";

const SLOW_MS = 250;
const PATIENCE_MS = 400; // so long it waits for a picture

/** @type {TextsOf<"playground">} */
let texts;
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

/** Let the slider show where we are, but not faster than people see.
    @param {LightFrame[]} moments
    @param {number} at
    @param {boolean} [always] */
export function show(moments, at, always = !player.playing) {
  if (!moments.length || (!always && now() - toldAt < SLOW_MS)) return;
  toldAt = now();
  const slider = $("timeline");
  slider.max = String(moments.length - 1);
  slider.value = String(at);
  slider.disabled = moments.length < 2;
  const values = { epoch: moments[at].epoch, last: moments[moments.length - 1].epoch };
  const text = at < moments.length - 1 ? fill(texts.earlier, values) : fill(texts.latest, values);
  slider.setAttribute("aria-valuetext", text);
  say($("timeline-epoch"), text);
}

/** Begin; `go` goes to a moment.
    @param {TextsOf<"playground">} given
    @param {(index: number) => void} go */
export function begin(given, go) {
  texts = given;
  const slider = $("timeline");
  slider.addEventListener("input", () => {
    const index = Number(slider.value);
    if (now() - askedAt < PATIENCE_MS) wanted = index;
    else go(index);
  });
}
