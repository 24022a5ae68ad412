/* The cards of the functions: their formulas, and what holds of each with its parameter. */

import { setProps } from "../lib/dash.js";
import { $, say } from "../lib/dom.js";

/** @type {ActivationsSetup} */
let setup;

/** Set the formulas of a card, the first time that it is shown.
    @param {string} key */
export function write(key) {
  const text = setup.formulas[key];
  if (!text) return;
  setup.formulas[key] = null;
  setProps(`card-${key}-formula`, { children: text });
}

/** What holds of a function with the parameter of its slider.
    @param {string} key
    @param {Record<string, string>} facts */
export function tell(key, facts) {
  for (const [fact, text] of Object.entries(facts)) {
    say($(`card-${key}`).querySelector(`[data-fact="${fact}"]`), text);
  }
}

/** @param {ActivationsSetup} given */
export const begin = (given) => (setup = given);
