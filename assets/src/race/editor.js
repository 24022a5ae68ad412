/* What all lanes share, as chips; and the controls of all fields, which a chip or a lane opens. */

import { $, fill, say } from "../lib/dom.js";
import * as inputs from "../lib/inputs.js";
import * as messages from "../lib/messages.js";
import * as numbers from "../lib/numbers.js";
import { player } from "../play/player.js";
import { server } from "../wire/server.js";
import * as choices from "./choices.js";
import * as popovers from "./popovers.js";
import * as sizes from "./sizes.js";

/** Fields that mean something only together.
    @type {Record<string, string>} */
const WITH = { regularization_rate: "regularization", schedule_epochs: "schedule" };
/** What is worth a chip only where it is not this.
    @type {Record<string, string>} */
const SILENT = { schedule: "constant", clip_norm: "0", initial_bias: "0.1", weights_seed: "" };

/** @type {RaceSetup} */
let setup;
/** @type {() => Race} */
let current;
/** @type {(race: Race) => void} */
let change;
/** @type {(lane: number) => string} */
let nameOf;
/** @type {() => number[]} */
let counts; // of the lanes' parameters
/** @type {number | null} */
let lane = null; // whose fields are open; null: those of all

/** @param {string} field */
const control = (field) => document.querySelector(`#race-edit [data-field="${field}"]`);

/** @param {string} field
    @returns {HTMLElement | null} */
const chipOf = (field) => document.querySelector(`[data-chip="${field}"]`);

/** How a reader reads a field.
    @param {string} field
    @param {string} value */
export function written(field, value) {
  if (field === "features") return value.split(",").map(featureName).join(", ");
  const select = /** @type {HTMLSelectElement} */ (control(field));
  const option = [...(select?.options ?? [])].find((each) => each.value === value);
  if (option) return option.text;
  return value !== "" && Number.isFinite(Number(value)) ? numbers.exact(Number(value)) : value.replace(/^=/, "");
}

/** @param {string} key */
const featureName = (key) =>
  document.querySelector(`#race-edit input[name="${key}"]`)?.nextElementSibling?.textContent ?? key;

/** What a field that is not what differs is called with its value, on a chip and in a lane's name.
    @param {string} field
    @param {string} value */
export function named(field, value) {
  const template = setup.laneNames[field] ?? chipOf(field)?.dataset.text;
  const text = written(field, value);
  return template
    ? fill(/** @type {Sentence<"value">} */ (template), { value: text })
    : `${field.replaceAll("_", " ")} ${text}`;
}

/** @param {Experiment} e */
const experiment = (e) => (lane === null ? e : (player.experiments[lane] ?? e));

/** Whether all lanes have the same of a field.
    @param {Race} race
    @param {string} field */
function isShared({ differs, base, start }, field) {
  if (field === differs || (field === "initializer" && start === "matched")) return false;
  const first = choices.text(player.experiments[0] ?? base, field);
  return player.experiments.every((e) => choices.text(e, field) === first);
}

/** Say what all lanes share, and what the open controls stand for. */
export function show() {
  const race = current();
  for (const chip of document.querySelectorAll(/** @type {"button"} */ ("[data-chip]"))) {
    const field = chip.dataset.chip ?? "";
    const value = choices.text(race.base, field);
    chip.hidden = !isShared(race, field) || value === SILENT[field] || (field === "activation" && !value);
    const rate =
      field === "regularization" && value !== "none" ? `, ${numbers.exact(race.base.regularization_rate)}` : "";
    if (chip.hidden || (!value && field !== "features")) continue; // the server is yet to fill it in
    const text = /** @type {Sentence<"value">} */ (chip.dataset.text ?? "");
    say(chip, fill(text, { value: written(field, value) + rate }));
  }
  if ($("race-edit").matches(":popover-open")) controls(race);
}

/** @param {Race} race */
function controls(race) {
  const e = experiment(race.base);
  say(document.querySelector("#race-edit h2"), lane === null ? setup.texts.allLanes : nameOf(lane));
  for (const row of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("#race-edit [data-edits]"))) {
    const field = row.dataset.edits ?? "";
    const value = choices.text(e, field);
    row.classList.toggle("own", lane !== null && value !== choices.text(race.base, field));
    put(field, value, e.problem);
  }
  const wanted = matching(race);
  $("race-match").hidden = !wanted;
  if (wanted) say($("race-match"), fill(setup.texts.matchTo, wanted));
}

/** As how many parameters the open lane may be given, and of which lane they are; null where it has as many.
    @param {Race} race */
function matching({ differs }) {
  if (lane === null || differs === "hidden" || !player.experiments[lane]?.hidden.length) return null;
  const other = sizes.reference(lane);
  const [n, of] = [counts()[lane], counts()[other]];
  return n === undefined || of === undefined || n === of ? null : { of, n, name: nameOf(other) };
}

/** Give the open lane the units with which it has nearly as many parameters as the other. */
export async function match() {
  const race = current();
  const wanted = matching(race);
  if (!wanted || lane === null) return;
  const [whose, e] = [lane, player.experiments[lane]];
  const answer = await server.shape({ experiment: e, parameters: wanted.of }).catch(() => null);
  if (race !== current()) return; // which has changed meanwhile
  if (!answer || answer.error) return messages.refused(answer?.error ?? setup.texts.noAnswer);
  change(choices.laneEdited(race, whose, e, "units", answer.units.join(",")));
}

/** Let a control show a value; an output layer, among those of its problem.
    @param {string} field
    @param {string} value
    @param {string} problem */
function put(field, value, problem) {
  const its = control(field);
  if (its instanceof HTMLSelectElement) {
    for (const option of its.options)
      option.hidden = !(option.dataset.problems ?? problem).split(" ").includes(problem);
    inputs.select(its, value, written(field, value));
  } else if (its instanceof HTMLInputElement) its.value = value;
  else {
    const on = value.split(",");
    for (const box of its.querySelectorAll("input")) box.checked = on.includes(box.name);
  }
}

/** Open the controls below an element: of one field, or of all; for one lane, or for all.
    @param {HTMLElement} at
    @param {string | null} field
    @param {number | null} [whose] */
export function open(at, field, whose = null) {
  const box = $("race-edit");
  const race = current();
  lane = whose;
  for (const row of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("#race-edit [data-edits]"))) {
    const its = row.dataset.edits ?? "";
    const asked = field === null || its === field || WITH[its] === field;
    const some = its !== "classes" || (experiment(race.base).classes ?? 1) > 1;
    row.hidden = !asked || !some || (lane === null && its === race.differs);
  }
  box.classList.toggle("whole", field === null);
  box.querySelector(".edit-hint").hidden = lane === null;
  box.popover = "auto";
  box.showPopover();
  controls(race);
  popovers.place(box, at);
  /** @type {HTMLElement | null} */ (box.querySelector("label:not([hidden]) :is(select, input)"))?.focus();
}

/** A control of a field was used; whether it was one.
    @param {HTMLElement} target */
export function use(target) {
  const its = target.closest("[data-field]");
  if (!its) return false;
  const field = its.dataset.field ?? "";
  const race = current();
  const value = given(its);
  change(
    lane === null
      ? { ...race, base: choices.edited(race.base, field, value) }
      : choices.laneEdited(race, lane, experiment(race.base), field, value),
  );
  return true;
}

/** What a control says, within its bounds.
    @param {HTMLElement} its */
function given(its) {
  if (its instanceof HTMLSelectElement) return its.value;
  if (!(its instanceof HTMLInputElement)) {
    return [...its.querySelectorAll("input")].flatMap(({ name, checked }) => (checked ? [name] : [])).join(",");
  }
  if (its.value === "" && its.dataset.field === "weights_seed") return "";
  const bounded = Math.max(Number(its.min), Math.min(Number(its.max), Number(its.value)));
  return String(its.step === "1" ? Math.round(bounded) : bounded);
}

/** @param {RaceSetup} about
    @param {{ race: () => Race, change: (race: Race) => void, name: (lane: number) => string, counts: () => number[] }} its */
export function begin(about, its) {
  setup = about;
  [current, change, nameOf, counts] = [its.race, its.change, its.name, its.counts];
}
