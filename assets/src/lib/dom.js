/* Elements of the page and the texts in them. */

import * as numbers from "./numbers.js";

/** The element with this id; every id is in the layout, and a test says so. */
export const $ = (id) => document.getElementById(id);
const SELDOM_MS = 250; // as often as people can read

const written = (value) => (typeof value === "number" ? numbers.exact(value) : value);
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => written(values[name]));

/** Change a text only if it is another one: the browser would lay out the page anew for the same. */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** A function that calls `draw` soon, but at most four times a second. */
export function seldom(draw) {
  let timer = null;
  let drawn = 0;
  return () => {
    if (timer) return;
    const wait = Math.max(0, drawn + SELDOM_MS - performance.now());
    timer = setTimeout(() => {
      timer = null;
      drawn = performance.now();
      draw();
    }, wait);
  };
}
