/* What one page hands over to another: an experiment with its state, which no link could hold. */

import * as kept from "./kept.js";

const HANDED_OVER = "playground-opened";

/** Open the playground with an experiment and its state.
    @param {Experiment} experiment
    @param {string} state */
export function open(experiment, state) {
  kept.put(HANDED_OVER, { experiment, state });
  location.href = document.getElementById("nav-playground").href.split("#")[0];
}

/** What was handed over, once. */
export const take = () => kept.take(HANDED_OVER);
