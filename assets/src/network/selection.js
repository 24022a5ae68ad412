/* What somebody points at in the network, and what is selected: a unit, weight or bias, or a feature. */

import { each } from "../lib/parts.js";

/** @type {Target | null} */
export let at = null; // what is pointed at: {kind: "unit", "weight", "bias" or "feature", layer, unit, input}
/** @type {Target | null} */
export let selected = null; // {kind: "unit", "weight" or "bias", layer, unit, input}

/** Select a unit, weight or bias, or nothing; the parts of the page are told.
    @param {Target | null} what */
export function select(what) {
  if (JSON.stringify(what) === JSON.stringify(selected)) return;
  selected = what;
  each("selected", what);
}

/** Whether a network has what is selected.
    @param {Experiment} experiment
    @param {Target} what */
export function has({ features, hidden, classes }, what) {
  if (what.kind === "feature") return what.unit < features.length;
  const { layer, unit } = what;
  const sizes = [features.length, ...hidden.map(({ units }) => units), classes];
  return layer + 1 < sizes.length && unit < sizes[layer + 1] && (what.kind !== "weight" || what.input < sizes[layer]);
}

/** Point at something, or at nothing.
    @param {Target | null} what */
export const pointAt = (what) => (at = what);

export const part = {
  /** @param {Experiment} experiment */
  accepted: (experiment) => selected && !has(experiment, selected) && select(null),
};
