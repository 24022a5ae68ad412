/* The curves that the server has drawn. They are remembered, so that moving a slider back asks nobody; until a new one
   comes, a function keeps the one that it had. */

import { setProps } from "../lib/dash.js";
import { latest } from "../wire/latest.js";
import { server } from "../wire/server.js";

const KEEP = 400;

/** @typedef {import("../wire/calls.js").DrawnCurve} DrawnCurve */
/** A function as the server and a layer know it.
    @typedef {Pick<DrawnCurve, "key" | "parameter" | "formula">} Choice */

/** @type {ActivationsSetup} */
let setup;
/** @type {(request: { curves: Choice[] }) => void} */
let ask;
/** @type {() => void} */
let came;
/** @type {Map<string, DrawnCurve>} */
const known = new Map();
/** @type {Record<string, DrawnCurve | undefined>} */
const shown = {}; // of each function the one that came last

/** @param {Choice} choice */
const label = ({ key, parameter, formula }) => `${key} ${parameter ?? ""} ${formula ?? ""}`;

/** @param {Choice} choice */
export const has = (choice) => known.has(label(choice));

/** What there is to show of a function.
    @param {string} key */
export const of = (key) => shown[key];

/** @param {string} key */
export function forget(key) {
  delete shown[key];
}

/** Show these, and ask for those that are not known.
    @param {Choice[]} choices */
export function want(choices) {
  const missing = choices.filter((choice) => !has(choice));
  for (const choice of choices) shown[choice.key] = known.get(label(choice)) ?? shown[choice.key];
  if (missing.length) ask({ curves: missing });
}

/** @param {{ curves: DrawnCurve[] }} answer */
function learn({ curves }) {
  if (known.size > KEEP) known.clear();
  for (const curve of curves) {
    known.set(label(curve), curve);
    if (!setup.functions[curve.key].parameter) known.set(label({ ...curve, parameter: null }), curve);
    shown[curve.key] = curve;
    if (curve.tex) setProps(`card-${curve.key}-formula`, { children: curve.tex });
  }
  came();
}

/** Begin; `listener` is called when curves have come.
    @param {ActivationsSetup} given
    @param {() => void} listener */
export function begin(given, listener) {
  [setup, came] = [given, listener];
  ask = latest(server.curves, learn);
}
