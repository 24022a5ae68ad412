/* Who is quicker than the scripts of a page is heard all the same: what was pressed or chosen before they began, is so
   once they have, and who is near a control is near it. */

const SIGNS = ["click", "input", "change"];
/** @type {PointerEvent | null} */
let over = null; // where the pointer was last
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

/** @param {PointerEvent} event */
const move = (event) => (over = event);

/** The page has begun: once more, all that was done. */
function replay() {
  removeEventListener("pointerover", move, true);
  over?.target?.dispatchEvent(new PointerEvent(over.type, over));
  for (const sign of SIGNS) removeEventListener(sign, remember, true);
  for (const [control, { type, ...as }] of used) {
    control.removeAttribute("aria-busy");
    if (type === "click") /** @type {HTMLElement} */ (control).click();
    else Object.assign(control, as).dispatchEvent(new Event(type, { bubbles: true }));
  }
}

for (const sign of SIGNS) addEventListener(sign, remember, true);
addEventListener("pointerover", move, true);
addEventListener("begun", replay, { once: true });
