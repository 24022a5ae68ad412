/* What is only looked at, and changes no experiment: the test data, and colors without shades. A link holds it. */

import { $ } from "../lib/dom.js";

const SWITCHES = /** @type {const} */ ({ test: "show-test", discrete: "discretize" });

export let shown = { test: false, discrete: false };
/** @type {() => void} */
let changed;

/** Show it, or not; its switch follows.
    @param {keyof typeof SWITCHES} name
    @param {boolean} value */
export function set(name, value) {
  shown = { ...shown, [name]: value };
  $(SWITCHES[name]).checked = value;
  changed();
}

/** Call this when something else is to be shown.
    @param {() => void} listener */
export const onChange = (listener) => (changed = listener);

/** @type {Part} */
export const part = {
  commands: {
    "show-test": (on) => set("test", Boolean(on)),
    discretize: (on) => set("discrete", Boolean(on)),
  },
};
