/* What somebody points at in the network, and what is selected: a unit, weight or bias, or a feature. */

import { each } from "../lib/parts.js";

/** @type {Setup} */
let setup;

/** @type {Target | null} */
export let at = null; // what is pointed at: {kind: "unit", "weight", "bias" or "feature", layer, unit, input}
/** @type {Target | null} */
export let selected = null; // {kind: "unit", "weight" or "bias", layer, unit, input}

/** Select a unit, weight or bias, or nothing; the parts of the page are told.
    @param {Target | null} target */
export function select(target) {
  if (JSON.stringify(target) === JSON.stringify(selected)) return;
  selected = target;
  each("selected", target);
}

/** Whether a column of weights is one of a unit's: with other units or another activation it is another's, or nobody's.
    @param {HiddenLayer | undefined} layer
    @param {number} unit
    @param {number} column */
function owns(layer, unit, column) {
  if (!layer) return column === unit;
  const pieces = setup.activations[layer.activation].pieces ?? layer.parameter ?? 1;
  return column % layer.units === unit && column < layer.units * pieces;
}

/** Whether a network has what is selected.
    @param {Experiment} experiment
    @param {Target} target */
export function has({ features, hidden, classes }, target) {
  if (target.kind === "feature") return target.unit < features.length;
  const { layer, unit } = target;
  const sizes = [features.length, ...hidden.map(({ units }) => units), classes];
  const there = layer + 1 < sizes.length && unit < sizes[layer + 1];
  if (!there || (target.kind === "weight" && target.input >= sizes[layer])) return false;
  return target.column === undefined || owns(hidden[layer], unit, target.column);
}

/** Point at something, or at nothing.
    @param {Target | null} target */
export const pointAt = (target) => (at = target);

export const part = {
  /** @param {Setup} given */
  begin: (given) => (setup = given),
  /** @param {Experiment} experiment */
  accepted: (experiment) => selected && !has(experiment, selected) && select(null),
};
