/* Figures as SVG, whose colors are those of the theme by their classes: axes with ticks, and what is drawn between them. */

import * as numbers from "../lib/numbers.js";

const SPACE = "http://www.w3.org/2000/svg";
const SIZE = { least: 260, high: 0.56, wide: 0.56 }; // px, and shares of the window's height and of the width
const LETTERS = { least: 13, most: 28, per: 58 }; // px, and how many of them go across

/** Where a figure is drawn: all of it, and the rectangle between the axes.
    @typedef {{ width: number, height: number, letters: number, left: number, top: number, right: number, bottom: number }} Box */
/** A mark of an axis: where it is, from 0 to 1, and what stands there.
    @typedef {{ at: number, text: string }} Tick */

/** An element of a figure.
    @param {string} tag
    @param {Record<string, string | number>} [attributes]
    @param {(Node | string)[]} inside */
export function el(tag, attributes = {}, ...inside) {
  const element = document.createElementNS(SPACE, tag);
  for (const [name, value] of Object.entries(attributes))
    element.setAttribute(name, typeof value === "number" ? String(Math.round(100 * value) / 100) : value);
  element.append(...inside);
  return element;
}

/** A box for a figure that is so wide; `left` and `bottom` are how many letters fit beside and lines below.
    @param {number} width
    @param {{ left: number, bottom: number, right?: number, top?: number, height?: number, per?: number }} room
    @returns {Box} */
export function box(width, { left, bottom, right = 1, top = 0.8, height = 0, per = LETTERS.per }) {
  const letters = Math.max(LETTERS.least, Math.min(LETTERS.most, width / per));
  const high = height || Math.max(SIZE.least, Math.min(SIZE.high * window.innerHeight, SIZE.wide * width));
  return {
    width,
    height: high,
    letters,
    left: left * letters,
    top: top * letters,
    right: width - right * letters,
    bottom: high - bottom * letters,
  };
}

/** @param {Box} its
    @param {number} share */
export const across = (its, share) => its.left + share * (its.right - its.left);
/** @param {Box} its
    @param {number} share */
export const up = (its, share) => its.bottom - share * (its.bottom - its.top);

/** A figure with its axes; what it shows is said by `name`.
    @param {Box} its
    @param {string} name
    @param {{ x: Tick[], y: Tick[], across: string, up?: string, right?: Tick[] }} axes
    @param {Node[]} inside */
export function figure(its, name, axes, ...inside) {
  const { width, height, letters, left, right, bottom, top } = its;
  const root = el("svg", {
    class: "results-svg",
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    role: "img",
    "aria-label": name,
  });
  root.style.fontSize = `${letters}px`;
  const lines = axes.y.map(({ at }) =>
    el("line", { class: "grid", x1: left, x2: right, y1: up(its, at), y2: up(its, at) }),
  );
  const besides = axes.y.map(({ at, text }) =>
    el("text", { class: "beside", x: left - 0.5 * letters, y: up(its, at) + 0.35 * letters }, text),
  );
  const marks = axes.x.map(({ at }) =>
    el("line", { class: "tick", x1: across(its, at), x2: across(its, at), y1: bottom, y2: bottom + 0.3 * letters }),
  );
  const below = axes.x.map(({ at, text }) =>
    el("text", { class: "below", x: across(its, at), y: bottom + 1.4 * letters }, text),
  );
  const rights = (axes.right ?? []).map(({ at, text }) =>
    el("text", { class: "right", x: right + 0.5 * letters, y: up(its, at) + 0.35 * letters }, text),
  );
  const base = el("line", { class: "axis", x1: left, x2: right, y1: bottom, y2: bottom });
  const title = el("text", { class: "below title", x: (left + right) / 2, y: bottom + 2.7 * letters }, axes.across);
  root.append(...lines, base, ...marks, ...besides, ...below, ...rights, title, ...inside);
  if (axes.up) root.append(el("text", { class: "up title", x: 0, y: top - 0.5 * letters }, axes.up));
  return root;
}

/** A line through points, which are in px.
    @param {[number, number][]} points
    @param {Record<string, string | number>} attributes
    @param {(Node | string)[]} inside */
export const line = (points, attributes, ...inside) =>
  el(
    "path",
    { d: `M${points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}`, fill: "none", ...attributes },
    ...inside,
  );

/** What a pointer that rests is told.
    @param {string} text */
export const title = (text) => el("title", {}, text);

/** Steps of 1, 2 or 5 times a power of ten between two numbers, at most so many.
    @param {number} low
    @param {number} high
    @param {number} most
    @returns {number[]} */
export function steps(low, high, most) {
  const span = high - low;
  if (!(span > 0)) return [low];
  const power = 10 ** Math.floor(Math.log10(span / most));
  const step = [1, 2, 5, 10, 20].map((n) => n * power).find((each) => span / each <= most) ?? span;
  const first = Math.ceil(low / step - 1e-9);
  const count = Math.floor(high / step + 1e-9) - first + 1;
  return Array.from({ length: count }, (_, i) => numbers.nearest((first + i) * step, 12));
}

/** Powers of ten between two numbers, with their 2- and 5-fold where there is place for so many.
    @param {number} low above 0
    @param {number} high
    @param {number} most
    @returns {number[]} */
export function powers(low, high, most) {
  const [first, last] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  const exponents = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const all = [[1, 2, 5], [1, 3], [1]].map((factors) =>
    exponents
      .flatMap((exponent) => factors.map((factor) => numbers.nearest(factor * 10 ** exponent, 12)))
      .filter((value) => value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9)),
  );
  const fits = all.find((list) => list.length <= most && list.length > 1);
  if (fits) return fits;
  if (high < 20 * low) return steps(low, high, most);
  const thin = all[2].filter((_, i) => i % Math.max(1, Math.ceil(all[2].length / most)) === 0);
  return thin.length ? thin : [low];
}
