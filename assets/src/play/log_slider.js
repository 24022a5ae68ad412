/* A slider over the moments of a run, on a logarithmic scale of the epoch, as most happens in the beginning. Below it stand
   powers of ten. The arrow keys go from one moment to the next. */

import * as numbers from "../lib/numbers.js";

const STEPS = 1000;
const TICKS = [0, 1, 10, 100, 1000, 10_000, 100_000, 1_000_000];
const LEAST_GAP = 0.09; // between two ticks, of the slider's width
const BACKWARD = new Set(["ArrowLeft", "ArrowDown"]);
const FORWARD = new Set(["ArrowRight", "ArrowUp"]);

/** Where an epoch is between two others: 0 to 1.
    @param {number} first
    @param {number} last */
const scale = (first, last) => (/** @type {number} */ epoch) =>
  (Math.log1p(epoch) - Math.log1p(first)) / (Math.log1p(last) - Math.log1p(first) || 1);

/** @param {HTMLInputElement} slider with an element for the ticks behind it
    @param {{ epochs: () => number[], at: () => number, go: (index: number) => void }} run */
export function logSlider(slider, { epochs, at, go }) {
  slider.max = String(STEPS);
  slider.addEventListener("input", () => {
    const all = epochs();
    const place = scale(all[0], all[all.length - 1]);
    const wanted = Number(slider.value) / STEPS;
    const away = all.map((epoch) => Math.abs(place(epoch) - wanted));
    go(away.indexOf(Math.min(...away)));
  });
  slider.addEventListener("keydown", (event) => {
    const by = Number(FORWARD.has(event.key)) - Number(BACKWARD.has(event.key));
    if (!by || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    go(Math.max(0, Math.min(epochs().length - 1, at() + by)));
  });

  /** @param {number} first
      @param {number} last */
  function ticks(first, last) {
    const place = scale(first, last);
    let before = -Infinity;
    const shown = TICKS.filter((epoch) => {
      const fits = epoch >= first && epoch <= last && last > first && place(epoch) - before >= LEAST_GAP;
      if (fits) before = place(epoch);
      return fits;
    });
    const made = shown.map((epoch) => {
      const tick = document.createElement("span");
      tick.textContent = numbers.exact(epoch);
      tick.style.setProperty("--at", String(place(epoch)));
      return tick;
    });
    slider.nextElementSibling?.replaceChildren(...made);
  }

  /** Let it show where we are, in these words.
      @param {string} text */
  function show(text) {
    const all = epochs();
    const [first, last] = [all[0], all[all.length - 1]];
    slider.value = String(Math.round(scale(first, last)(all[at()]) * STEPS));
    slider.disabled = all.length < 2;
    slider.setAttribute("aria-valuetext", text);
    ticks(first, last);
  }
  return { show };
}
