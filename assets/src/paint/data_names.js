/* The names of custom data: what columns and classes are called, and ticks for axes in the units of the data. Without
   names the axes are X₁ and X₂ from -6 to 6, two classes are −1 and +1, and several have letters. */

import { say } from "../lib/dom.js";
import * as numbers from "../lib/numbers.js";
import { AXIS_LIMIT } from "../wire/contract.js";

const NONE = { name: "", offset: 0, factor: 1 };
const SHORT = 7; // characters of a tick
const NARROW = 4;
const [FEW, MOST] = [5, 8]; // ticks in the units of custom data, at most
const POWERS = 4; // digits that differ, at most, where a power of ten is left out
const LARGE = 1e15; // from here on, and below its inverse, numbers have an exponent
const FINE = 1e-9; // of a number is about as little as a tick may differ from the next one
const SIGNS = ["−1", "+1"];
/** @type {Record<string, string>} */
const SYMBOLS = { x: "X₁", y: "X₂" };
const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** @type {() => Experiment | undefined} */
let current = () => undefined; // gives the experiment

/** @param {Axis} key */
export const column = (key) => current()?.names?.[key] ?? NONE;
/** @param {ColumnNames} column */
const hasUnits = ({ offset, factor }) => offset !== 0 || factor !== 1;

/** A step of 1, 2 or 5 times a power of ten that cuts a span into at most so many pieces.
    @param {number} span
    @param {number} most */
function stepOf(span, most) {
  const power = 10 ** Math.floor(Math.log10(span / most));
  return [1, 2, 5, 10].map((n) => n * power).find((step) => span / step <= most) ?? 10 * power;
}

/** @param {number} power */
const exponent = (power) =>
  `10${power < 0 ? "⁻" : ""}${String(Math.abs(power)).replace(/\d/g, (digit) => RAISED[Number(digit)])}`;

/** What to write at these values, and what is left out of all of them: " − 1,700,000,000" or " / 10⁶".
    @param {number[]} values
    @param {number} step
    @returns {{ texts: string[], left: string }} */
function labels(values, step) {
  const largest = Math.max(...values.map(Math.abs));
  const place = Math.floor(Math.log10(step) + FINE); // of the last digit that differs
  const plain = values.map((value) => numbers.inUnits(value, Math.max(0, -place)));
  if (largest < LARGE && -place < SHORT && plain.every((text) => text.length <= SHORT))
    return { texts: plain, left: "" };
  const power = 3 * Math.floor(Math.log10(largest) / 3);
  const scaled = values.map((value) => numbers.inUnits(value / 10 ** power, Math.max(0, power - place)));
  if (power - place < POWERS && scaled.every((text) => text.length <= SHORT))
    return { texts: scaled, left: ` / ${exponent(power)}` };
  const [base] = values;
  const rest = labels(
    values.map((value) => value - base),
    step,
  );
  const from =
    Math.abs(base) < LARGE ? numbers.inUnits(Math.abs(base), Math.max(0, -place)) : numbers.exact(Math.abs(base));
  return { texts: rest.texts, left: ` ${base < 0 ? "+" : "−"} ${from}${rest.left}` };
}

/** Ticks between two values of the experiment: where they are, what is written there, and what is left out of that.
    @param {Axis} key
    @param {number} low
    @param {number} high
    @param {number} [most] */
export function ticks(key, low, high, most = MOST) {
  const scaling = column(key);
  /** @param {number} value */
  const own = (value) => value / scaling.factor + scaling.offset;
  const [from, to] = [own(low), own(high)];
  if (!(to - from > FINE * 1e-3 * Math.max(Math.abs(from), Math.abs(to)))) return plainTicks(low, high, most);
  const step = stepOf(to - from, most);
  const values = [];
  for (let n = Math.ceil(from / step - FINE); n * step <= to + FINE * step; n++) values.push(n * step);
  const { texts, left } = labels(values, step);
  return {
    left,
    ticks: values.map((value, i) => ({
      at: (value - scaling.offset) * scaling.factor,
      text: texts[i],
      zero: value === 0,
    })),
  };
}

/** The same in the numbers that the network gets, where those of the column can't be told apart.
    @param {number} low
    @param {number} high
    @param {number} most */
function plainTicks(low, high, most) {
  const step = stepOf(high - low, most);
  const values = [];
  for (let n = Math.ceil(low / step); n * step <= high; n++) values.push(n * step);
  const { texts, left } = labels(values, step);
  return { left, ticks: values.map((at, i) => ({ at, text: texts[i], zero: at === 0 })) };
}

/** The ticks of X₁ or X₂, and its title; where texts stand side by side, fewer long ones.
    @param {Axis} key */
export function axis(key) {
  const scaling = column(key);
  /** @param {number} most */
  const own = (most) => ticks(key, -AXIS_LIMIT, AXIS_LIMIT, most);
  /** @param {Tick} tick */
  const isLong = ({ text }) => key === "x" && text.length > NARROW;
  const dense = hasUnits(scaling) ? own(MOST) : plainTicks(-AXIS_LIMIT, AXIS_LIMIT, 2 * AXIS_LIMIT);
  const { ticks: all, left } = dense.ticks.some(isLong) ? own(FEW) : dense;
  const named = scaling.name && `${SYMBOLS[key]} = ${scaling.name}`;
  return { ticks: all, title: `${named || SYMBOLS[key]}${left}` };
}

/** The name of a class, or of -1 and +1 with a single output.
    @param {number} index
    @param {boolean} [single] */
export function classOf(index, single = false) {
  return current()?.names?.classes[index] || (single ? SIGNS[index] : String.fromCharCode(65 + index));
}

/** Names go as far as the data they are of: those of another problem or of other classes do not stay.
    @param {Experiment} experiment */
export function fitting(experiment) {
  const { dataset, names, problem, classes } = experiment;
  if (dataset !== "custom") return { ...experiment, names: null, train_points: null };
  if (!names) return experiment;
  const most = { classification: 2, regression: 0 }[problem] ?? classes ?? 0;
  const label = problem === "regression" ? names.label : { ...names.label, offset: 0, factor: 1 };
  return { ...experiment, names: { ...names, label, classes: names.classes.slice(0, most) } };
}

/** Put a name, which may be long, into an element.
    @param {HTMLElement} element
    @param {string} text */
export function put(element, text) {
  say(element, text);
  element.title = text;
}

export const part = {
  /** @param {unknown} _
      @param {Lane} lane */
  accepted(_, lane) {
    document.querySelectorAll(".two-marks .class-name").forEach((element, i) => put(element, classOf(i, true)));
    document.querySelectorAll(".label-name").forEach((element) => {
      put(element, column("label").name);
      element.hidden = !column("label").name;
    });
    const up = document.querySelector(".map-place");
    up?.classList.toggle("own-units", hasUnits(column(lane.data.curve ? "label" : "y")));
    for (const [key, symbol] of /** @type {[Axis, string][]} */ (Object.entries(SYMBOLS))) {
      const button = document.querySelector(`[data-feature="${key}"]`).closest("button");
      if (button) button.title = column(key).name && `${symbol} = ${column(key).name}`;
    }
  },
};

/** The names are those of the experiment that this gives.
    @param {() => Experiment | undefined} source */
export const of = (source) => (current = source);

/** @param {Axis} key */
export const inUnits = (key) => hasUnits(column(key));

/** Values of the experiment in the column's units, with as many digits as tell them apart.
    @param {Axis} key
    @param {number[]} values */
export function own(key, values) {
  const scaling = column(key);
  const inColumn = values.map((value) => value / scaling.factor + scaling.offset);
  const decimals = 2 - Math.floor(Math.log10(Math.max(...inColumn) - Math.min(...inColumn)));
  if (inColumn.every((value) => Math.abs(value) < LARGE) && decimals < SHORT)
    return inColumn.map((value) => numbers.inUnits(value, Math.max(0, decimals)));
  return inColumn.map((value) => numbers.significant(value, 3));
}

/** What the axes stand for, in words: nothing where there are no names. */
export const titles = () =>
  /** @type {[Axis, string][]} */ (Object.entries(SYMBOLS)).flatMap(([key, symbol]) =>
    column(key).name ? `${symbol} = ${column(key).name}` : [],
  );

/** What tells these names from others. */
export function key() {
  return JSON.stringify(current()?.names ?? null);
}
