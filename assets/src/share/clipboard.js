/* The clipboard. Browsers give navigator.clipboard to https only, and a classroom has http. */

/** Put a text on the clipboard; whether that was allowed.
    @param {string} text */
export function copy(text) {
  const field = Object.assign(document.createElement("textarea"), { value: text });
  const back = /** @type {HTMLElement | null} */ (document.activeElement);
  (document.querySelector("dialog[open]") ?? document.body).append(field); // all else is out of reach beside a dialog
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  back?.focus();
  return done;
}
