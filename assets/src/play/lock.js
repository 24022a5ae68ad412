/* What a lesson may lock: weights and biases, which then can't be changed by hand, and Play, until there is a prediction. */

export let locked = false;

/** @param {boolean} is */
export function set(is) {
  locked = is;
  document.body.toggleAttribute("data-locked", locked);
}

export let held = false; // nothing is trained

/** @param {boolean} is */
export function hold(is) {
  held = is;
  document.body.toggleAttribute("data-held", held);
  for (const button of document.querySelectorAll("#play, #step, #sweep-start, #grid-start")) {
    /** @type {HTMLButtonElement} */ (button).disabled = held;
  }
}
