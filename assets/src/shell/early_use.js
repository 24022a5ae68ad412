/* Who is quicker than the scripts of a page is heard all the same: what was pressed or chosen before they began, is so
   once they have, and who is near a control is near it. Files that are dropped on the page of a class are kept for it. */

const SIGNS = ["click", "input", "change"];
const DROPS = ["dragover", "drop"];
/** @type {PointerEvent | null} */
let over = null; // where the pointer was last
/** @type {Map<Element, { type: string, value?: string, checked?: boolean }>} */
const used = new Map();
/** @type {File[]} */
const dropped = [];

/** @param {Event} event */
function remember({ type, target }) {
  const control = /** @type {Element} */ (target).closest(type === "click" ? "button" : "input, select");
  if (!control) return;
  const { value, checked } = /** @type {HTMLInputElement} */ (control);
  used.set(control, { type, value, checked });
  control.setAttribute("aria-busy", "true");
}

/** Else the browser would go to the file.
    @param {DragEvent} event */
function keep(event) {
  const { files, types } = event.dataTransfer ?? {};
  if (document.documentElement.dataset.page !== "class" || !types?.includes("Files")) return;
  event.preventDefault();
  if (event.type === "drop") dropped.push(...(files ?? []));
}

/** @param {PointerEvent} event */
const move = (event) => (over = event);

/** The page has begun: once more, all that was done. */
function replay() {
  removeEventListener("pointerover", move, true);
  over?.target?.dispatchEvent(new PointerEvent(over.type, over));
  for (const sign of SIGNS) removeEventListener(sign, remember, true);
  for (const sign of DROPS) removeEventListener(sign, /** @type {EventListener} */ (keep));
  for (const [control, { type, ...as }] of used) {
    control.removeAttribute("aria-busy");
    if (type === "click") /** @type {HTMLElement} */ (control).click();
    else Object.assign(control, as).dispatchEvent(new Event(type, { bubbles: true }));
  }
  if (!dropped.length) return;
  const dataTransfer = new DataTransfer();
  for (const file of dropped) dataTransfer.items.add(file);
  document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
}

for (const sign of SIGNS) addEventListener(sign, remember, true);
for (const sign of DROPS) addEventListener(sign, /** @type {EventListener} */ (keep));
addEventListener("pointerover", move, true);
addEventListener("begun", replay, { once: true });
