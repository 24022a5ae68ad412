/* What a student has chosen, in words: of a row, not of its link, which only the server reads. */

import * as numbers from "../lib/numbers.js";

/** @typedef {import("../board/types.js").Row} Row */

/** The hidden layers: ReLU 4-2, or where they differ ReLU 4, tanh 2.
    @param {Row} row
    @param {ClassSetup} setup */
export function network({ activations = [], units = [] }, { activations: names, texts }) {
  /** @param {string} key */
  const name = (key) => (Object.hasOwn(names, key) ? names[key] : key);
  if (!units.length) return activations.length ? activations.map(name).join(", ") : texts.noHidden;
  if (new Set(activations).size <= 1) return `${activations[0] ? `${name(activations[0])} ` : ""}${units.join("-")}`;
  return units.map((count, i) => `${activations[i] ? `${name(activations[i])} ` : ""}${count}`).join(", ");
}

/** The dataset by its name.
    @param {Row} row
    @param {ClassSetup} setup */
export const dataset = ({ dataset: key = "" }, { datasets }) => (Object.hasOwn(datasets, key) ? datasets[key] : key);

/** Dataset and network in one line.
    @param {Row} row
    @param {ClassSetup} setup */
export const inShort = (row, setup) => [dataset(row, setup), network(row, setup)].filter(Boolean).join(" · ");

/** Accuracy, or R²; nothing where there is none.
    @param {Row} row */
export const score = ({ score: its, regression = false }) =>
  its === null || its === undefined ? "" : `${regression ? "R² " : ""}${numbers.score(its, regression)}`;
