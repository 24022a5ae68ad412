/* How numbers are written for a reader, everywhere: a true minus sign before them, groups of three digits, a point, and
   a power of ten (1.2e-7, as code writes it) only for what would not fit. A number that somebody has chosen is written
   exactly; one that was measured has as many digits as mean something. What the server writes,
   `nn_core/common/written.py` writes alike; nothing else writes numbers. */

const FITS = [1e-4, 1e6]; // what was measured is written out between these
const SMALLEST = 1e-9; // and what was chosen between these
const LARGEST = 1e15;

/** @param {string} text */
const minus = (text) => text.replace(/^-/, "−");
/** @param {string} text */
const grouped = (text) => text.replace(/^-?\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ","));
/** With groups, but for a number of four digits.
    @param {string} text */
const years = (text) => (/^-?\d{4}(?!\d)/.test(text) ? text : grouped(text));
/** Whether a number is beyond all bounds, or none; then there is nothing more to write.
    @param {number | null} value
    @returns {value is null} */
const endless = (value) => value === null || !Number.isFinite(value); // null: what JSON can't carry

/** A number that is beyond all bounds, or none.
    @param {number | null} value */
const beyond = (value) => (Number.isNaN(value) ? "–" : value !== null && value < 0 ? "−∞" : "∞");

/** All digits that a number has, and no others: 0.000001, 1.5e-12, 1,000,000.
    @param {number | null} value */
export function exact(value) {
  if (endless(value)) return beyond(value);
  const size = Math.abs(value);
  if (size !== 0 && (size < SMALLEST || size >= LARGEST)) return minus(value.toExponential().replace("e+", "e"));
  if (size === 0 || size >= 1e-6) return minus(grouped(String(value)));
  const [digits, power] = size.toExponential().split("e-");
  return `${value < 0 ? "−" : ""}0.${"0".repeat(Number(power) - 1)}${digits.replace(".", "")}`;
}

/** The number with so many significant digits that is nearest to another one.
    @param {number} value
    @param {number} digits */
export const nearest = (value, digits) => Number(value.toPrecision(digits));

/** So many significant digits at most, without zeros at the end: 2.13, 0.25, 12,300.
    @param {number | null} value
    @param {number} digits */
export const rounded = (value, digits) => (endless(value) ? beyond(value) : exact(nearest(value, digits)));

/** So many significant digits.
    @param {number | null} value
    @param {number} digits */
export function significant(value, digits) {
  if (endless(value)) return beyond(value);
  const size = Math.abs(value);
  if (size === 0) return "0";
  if (size < FITS[0] || size >= FITS[1]) return minus(value.toExponential(digits - 1).replace("e+", "e"));
  const near = nearest(value, digits);
  if (size >= 10 ** digits) return minus(grouped(value.toFixed(0)));
  const places = digits - 1 - Math.floor(Math.log10(Math.abs(near)));
  return minus(grouped(near.toFixed(Math.max(0, places))));
}

/** So many digits after the point.
    @param {number | null} value
    @param {number} digits
    @param {(text: string) => string} [group] */
export function fixed(value, digits, group = grouped) {
  if (endless(value)) return beyond(value);
  if (Math.abs(value) >= LARGEST) return exact(value);
  const text = value.toFixed(digits);
  return minus(group(Number(text) ? text : text.replace("-", ""))); // no −0.0
}

/** The same where numbers may be years: 1984, and 19,840.
    @param {number} value
    @param {number} digits */
export const inUnits = (value, digits) => fixed(value, digits, years);

/** A loss, with at least three digits that mean something. Without groups: scripts read it as a number.
    @param {number | null} value */
export function loss(value) {
  if (endless(value)) return beyond(value);
  return (value >= 0.01 && value < 1 ? value.toFixed(4) : significant(value, value < 1 ? 3 : 5)).replaceAll(",", "");
}

/** A difference of losses, with its sign.
    @param {number} value */
export const signed = (value) => (value < 0 ? "−" : "+") + loss(Math.abs(value));

/** A share: 50%, 97.5%. All of it, or nothing of it, is said only where that is so.
    @param {number | null} share */
export function percent(share) {
  if (endless(share)) return beyond(share);
  const rounded = Math.round(1000 * share) / 10;
  const shown = share > 0 && share < 1 ? Math.max(0.1, Math.min(99.9, rounded)) : rounded;
  return `${minus(grouped(String(shown)))}%`;
}

/** A weight, bias or gradient.
    @param {number | null} value */
export const weight = (value) => significant(value, 3);

/** An accuracy as a share, an R² as it is.
    @param {number | null} value
    @param {boolean} regression */
export const score = (value, regression) => (regression ? fixed(value, 3) : percent(value));
