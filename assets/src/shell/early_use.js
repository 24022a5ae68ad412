/* Who is quicker than the scripts of a page is heard all the same: what was pressed or chosen before they began, is so
   once they have. */

const SIGNS = ["click", "input", "change"];
/** @type {Map<Element, { type: string, value?: string, checked?: boolean }>} */
const used = new Map();

/** @param {Event} event */
function remember({ type, target }) {
  const control = /** @type {Element} */ (target).closest(type === "click" ? "button" : "input, select");
  if (!control) return;
  const { value, checked } = /** @type {HTMLInputElement} */ (control);
  used.set(control, { type, value, checked });
  control.setAttribute("aria-busy", "true");
}

/** The page has begun: once more, all that was done. */
function replay() {
  for (const sign of SIGNS) removeEventListener(sign, remember, true);
  for (const [control, { type, ...as }] of used) {
    control.removeAttribute("aria-busy");
    if (type === "click") /** @type {HTMLElement} */ (control).click();
    else Object.assign(control, as).dispatchEvent(new Event(type, { bubbles: true }));
  }
}

for (const sign of SIGNS) addEventListener(sign, remember, true);
addEventListener("begun", replay, { once: true });
