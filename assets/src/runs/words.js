/* A set-up in words: what differs from another one, and all of it. It is pure. */

import { fill } from "../lib/dom.js";
import * as numbers from "../lib/numbers.js";

/** In this order they are told. */
const FIELDS = /** @type {const} */ ([
  "problem",
  "dataset",
  "data",
  "samples",
  "train_percent",
  "noise",
  "seed",
  "weights_seed",
  "classes",
  "features",
  "hidden",
  "output",
  "learning_rate",
  "batch_size",
  "optimizer",
  "clip_norm",
  "schedule",
  "schedule_epochs",
  "regularization",
  "regularization_rate",
  "initializer",
  "initial_bias",
]);
const FOLLOW = ["output", "samples", "classes"]; // from another problem
const HALVES = /** @type {Record<string, [keyof RunSetup, unknown]>} */ ({
  schedule_epochs: ["schedule", "constant"],
  regularization_rate: ["regularization", "none"],
}); // that mean nothing where the other one has this value

/** @typedef {typeof FIELDS[number]} Field */
/** What the words are of.
    @typedef {Pick<Setup, "features" | "activations" | "outputs" | "texts" | "runs">} About */

/** The hidden layers: 4, 2 Tanh, or 4 Tanh, 2 ReLU.
    @param {RunSetup["hidden"]} hidden
    @param {About} about */
function layers(hidden, { activations, texts }) {
  if (!hidden.length) return texts.none;
  const kinds = hidden.map(({ activation, formula, parameter, dropout }) => {
    const { name, parameter: its, learned } = activations[activation] ?? { name: activation };
    const usual = !its || learned?.length || parameter === null || parameter === undefined || parameter === its.default;
    const more = usual ? "" : ` ${its.symbol} = ${numbers.exact(parameter)}`;
    const dropped = dropout ? `, ${fill(texts.runDropout, { share: numbers.percent(dropout) })}` : "";
    return `${formula ?? name}${more}${dropped}`;
  });
  if (new Set(kinds).size > 1) return hidden.map(({ units }, i) => `${units} ${kinds[i]}`).join(", ");
  return `${hidden.map(({ units }) => units).join(", ")} ${kinds[0]}`;
}

/** What a field says.
    @param {RunSetup} setup
    @param {Field} field
    @param {About} about
    @returns {string} */
export function value(setup, field, about) {
  const { features, outputs, texts, runs } = about;
  if (field === "dataset") return runs.datasets[setup.dataset] ?? texts.ownData;
  if (field === "data") return setup.data;
  if (field === "hidden") return layers(setup.hidden, about);
  if (field === "features") {
    return (
      setup.features.map((key) => features.find((each) => each.key === key)?.label ?? key).join(", ") || texts.none
    );
  }
  if (field === "output") {
    const { problem, output, loss } = setup;
    const layer = outputs.find((each) => each.problem === problem && each.output === output && each.loss === loss);
    return layer?.label ?? output;
  }
  if (field === "weights_seed") return setup.weights_seed === null ? texts.runOfSeed : String(setup.weights_seed);
  const its = setup[field];
  if (field === "seed") return String(its);
  if (field === "train_percent") return `${numbers.exact(Number(its))}%`;
  if (typeof its === "number") return numbers.exact(its);
  return runs.choices[field]?.[its] ?? its;
}

/** Whether a field means nothing in a set-up.
    @param {RunSetup} setup
    @param {Field} field */
const idle = (setup, field) => field in HALVES && setup[HALVES[field][0]] === HALVES[field][1];

/** What differs from another set-up, a text for each field.
    @param {RunSetup} setup
    @param {RunSetup} before
    @param {About} about */
export function differences(setup, before, about) {
  const { texts, runs } = about;
  const elsewhere = setup.problem !== before.problem;
  return FIELDS.flatMap((field) => {
    if ((elsewhere && FOLLOW.includes(field)) || (idle(setup, field) && idle(before, field))) return [];
    const [from, to] = [value(before, field, about), value(setup, field, about)];
    if (from === to) return [];
    if (field === "data") return setup.data && before.data ? [texts.runOtherData] : [];
    return [fill(texts.runChange, { field: runs.fields[field], from, to })];
  });
}

/** All of a set-up that means something, by the names of its fields.
    @param {RunSetup} setup
    @param {About} about
    @returns {[string, string][]} */
export function facts(setup, about) {
  const off = ["none", "constant"];
  return FIELDS.filter((field) => {
    if (field === "data" || field === "problem" || idle(setup, field)) return false;
    if (field === "classes") return setup.classes > 1;
    if (field === "weights_seed") return setup.weights_seed !== null;
    if (field === "clip_norm") return setup.clip_norm > 0;
    return !off.includes(String(setup[field]));
  }).map((field) => [about.runs.fields[field], value(setup, field, about)]);
}

/** What a run is called where there is nothing to compare it with.
    @param {RunSetup} setup
    @param {About} about */
export const brief = (setup, about) => `${value(setup, "dataset", about)}: ${layers(setup.hidden, about)}`;

/** What a row says of its set-up, beside the row before it.
    @param {RunRow} row
    @param {RunRow | undefined} before
    @param {About} about */
export function told(row, before, about) {
  const { texts } = about;
  const said = before ? differences(row.setup, before.setup, about) : [brief(row.setup, about)];
  if (!said.length) said.push(texts.runSame);
  if (row.from) said.push(fill(texts.runWentOn, { epoch: row.from }));
  else if (!row.repeats) said.push(texts.runOwnStart);
  return said;
}

/** The link behind the # that trains a row again, to its last epoch.
    @param {RunRow} row */
export const again = ({ link, epochs }) => `${link}&stop=epoch:${epochs}`;
