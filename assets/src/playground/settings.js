/* The drawer for training: the formulas below the choices, what differs from the usual, and whether it is open. */

import { $, fill, say } from "../lib/dom.js";

const OPEN = "more-settings";

/** @type {Setup} */
let setup;
/** @type {Experiment} */
let usual; // the experiment that the page was born with

/** What differs from the usual, in words.
    @param {Experiment} e */
function differences(e) {
  const { texts, methods } = setup;
  const found = [];
  if (e.optimizer !== usual.optimizer) found.push(methods.optimizer[e.optimizer].name);
  if (e.initializer !== usual.initializer) {
    found.push(fill(texts.initialWeights, { name: methods.initializer[e.initializer].name }));
  }
  if (e.initial_bias !== usual.initial_bias) found.push(fill(texts.initialBiases, { n: e.initial_bias }));
  if (e.schedule !== usual.schedule) {
    const schedule = methods.schedule[e.schedule].name;
    found.push(fill(texts.scheduled, { schedule, n: e.schedule_epochs }));
  }
  if (e.regularization !== "none") {
    const name = $("regularization").selectedOptions[0]?.textContent ?? e.regularization;
    found.push(fill(texts.penalized, { name, rate: e.regularization_rate }));
  }
  if (e.batch_size !== usual.batch_size) found.push(fill(texts.batchesOf, { n: e.batch_size }));
  if (e.hidden.some(({ dropout }) => dropout)) found.push(texts.dropped);
  if (e.clip_norm) found.push(fill(texts.clippedAt, { n: e.clip_norm }));
  return found.join(" · ");
}

/** @param {Experiment} e */
export function show(e) {
  document.querySelectorAll("[data-formula-of]").forEach((element) => {
    const field = /** @type {"optimizer" | "initializer" | "schedule"} */ (element.dataset.formulaOf);
    say(element, setup.methods[field][e[field]]?.formula ?? "");
  });
  document.querySelector(".setting-period").hidden = e.schedule === usual.schedule;
  const words = differences(e);
  say($("more-summary"), words);
  document.querySelector("#more summary").title = words || setup.texts.settings;
}

/** @param {Setup} given
    @param {Experiment} experiment */
function begin(given, experiment) {
  [setup, usual] = [given, experiment];
  const details = $("more");
  details.open = sessionStorage.getItem(OPEN) !== null;
  details.addEventListener("toggle", () => {
    if (details.open) sessionStorage.setItem(OPEN, "open");
    else sessionStorage.removeItem(OPEN);
  });
  document.addEventListener("keydown", close);
}

/** Escape closes the drawer, if it lies over the page and nothing else is meant: whoever is in it comes out of it.
    @param {From<KeyboardEvent>} event */
function close({ key, target, defaultPrevented }) {
  const details = $("more");
  if (key !== "Escape" || defaultPrevented || !details.open || document.querySelector("dialog[open]")) return;
  if (details.contains(target)) document.querySelector("#more summary").focus();
  else if (target !== document.body) return;
  details.open = false;
}
/** @type {Part} */
export const part = { begin };
