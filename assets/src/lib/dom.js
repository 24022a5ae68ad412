/* Elements of the page and the texts in them. */

import * as numbers from "./numbers.js";

/** The element with this id; every id is in the layout, and a test says so.
    @template {Id} I
    @param {I} id */
export const $ = (id) => document.getElementById(id);

/** What a table has for the elements with these ids.
    @template {Partial<Record<Id, unknown>>} T
    @param {T} table
    @returns {{ [K in keyof T]-?: [K, T[K]] }[keyof T][]} */
export const byId = (table) => /** @type {any} */ (Object.entries(table));
/** Whether a table has something of this name.
    @template {object} T
    @param {T} table
    @param {PropertyKey} name
    @returns {name is keyof T} */
export const has = (table, name) => Object.hasOwn(table, name);

const SELDOM_MS = 250; // as often as people can read

/** @param {unknown} value */
const written = (value) => (typeof value === "number" ? numbers.exact(value) : String(value));
/** A text with its places filled.
    @template {string} P
    @param {Sentence<P>} text
    @param {{ [Place in P]: unknown }} values */
export const fill = (text, values) => {
  /** @type {Record<string, unknown>} */
  const known = values;
  return text.replace(/\{(\w+)\}/g, (_, name) => written(known[name]));
};

/** Change a text only if it is another one: the browser would lay out the page again for the same.
    @param {Element} element
    @param {string} text */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** A function that calls `draw` soon, but at most four times a second.
    @param {() => void} draw */
export function seldom(draw) {
  /** @type {ReturnType<typeof setTimeout> | null} */
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
