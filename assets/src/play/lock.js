/* Whether weights and biases can be changed by hand: a lesson may lock them. */

export let locked = false;

/** @param {boolean} is */
export function set(is) {
  locked = is;
  document.body.toggleAttribute("data-locked", locked);
}
