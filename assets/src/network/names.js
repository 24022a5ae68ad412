/* What units, features, weights and biases are called. */

import { fill } from "../lib/dom.js";
import * as classes from "../paint/classes.js";
import { player } from "../play/player.js";
import * as session from "../play/session.js";

/** @type {Setup} */
let setup;

/** @param {number | string} number */
export const digits = (number) => String(number).replace(/\d/g, (digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)]);
/** @param {string} wanted
    @returns {string} */
const feature = (wanted) => setup.features.find(({ key }) => key === wanted)?.label ?? wanted;

/** What goes into a layer, in a formula: X₁, or a₂ for what the second unit gives.
    @param {Experiment} its
    @param {number} layer
    @param {number} input */
export const symbol = ({ features }, layer, input) => (layer ? `a${digits(input + 1)}` : feature(features[input]));

/** A unit within a sentence; one without a layer is a feature.
    @param {Focus} what */
function unitOf({ layer, unit }) {
  const { texts } = setup;
  const { experiment } = player;
  if (layer === null) return setup.features[unit].label;
  if (layer < experiment.hidden.length) return fill(texts.aUnit, { n: unit + 1, layer: layer + 1 });
  return classes.kind(experiment) ? fill(texts.outputOf, { name: classes.name(unit) }) : texts.theOutput;
}

/** The unit or feature from which a weight comes.
    @param {Weight} what */
function sourceOf({ layer, input }) {
  if (layer) return unitOf({ layer: layer - 1, unit: input });
  return feature(player.experiment.features[input]);
}

/** What a weighted sum of a unit is called, if it has a name: those of gated units have.
    @param {Pick<Experiment, "hidden">} its
    @param {number} layer
    @param {number} piece from 1 on */
export const sumName = ({ hidden }, layer, piece) =>
  /** @type {string | undefined} */ (setup.activations[hidden[layer]?.activation]?.sums[piece - 1]);

/** Which of a unit's sums is meant: by its name, if it has one.
    @param {string} full
    @param {Target} what
    @param {number} piece */
function pieceOf(full, { layer }, piece) {
  const { texts } = setup;
  const sum = layer === null ? undefined : sumName(player.experiment, layer, piece);
  return sum ? fill(texts.sumOf, { what: full, sum }) : fill(texts.pieceOf, { what: full, piece });
}

/** The name by itself, as a heading; of a unit with several pieces, which piece is meant.
    @param {Target} what
    @param {number | null} piece */
export function heading(what, piece = null) {
  const { texts } = setup;
  const values = { to: unitOf(what), from: what.kind === "weight" ? sourceOf(what) : "" };
  const named = what.kind === "weight" ? fill(texts.weightOf, values) : fill(texts.biasOf, values);
  const full = what.kind === "weight" || what.kind === "bias" ? named : values.to;
  const text = piece ? pieceOf(full, what, piece) : full;
  return what.kind === "feature" ? text : text[0].toUpperCase() + text.slice(1);
}

/** What a change of a weight or a bias is called.
    @param {string} name its heading */
export function change(name) {
  const lower = name[0].toLowerCase() + name.slice(1);
  return session.named(setup.texts.parameterChanged, { name, lower });
}

export const part = {
  /** @param {Setup} given */
  begin: (given) => (setup = given),
};
