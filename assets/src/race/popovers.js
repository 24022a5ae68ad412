/* What opens above the page for as long as it is needed: the rest of a lane, the controls of fields. The browser closes it
   when somebody presses Escape or clicks elsewhere, and brings the keyboard back to where it was. */

const GAP = 6; // px between a button and what it opens

/** Put what was opened below an element, or above it, wherever there is room. It scrolls with the page.
    @param {HTMLElement} box
    @param {HTMLElement} at */
export function place(box, at) {
  const button = at.getBoundingClientRect();
  const { width, height } = box.getBoundingClientRect();
  const right = document.documentElement.clientWidth;
  const wanted = button.left + width <= right - GAP ? button.left : button.right - width;
  const left = Math.max(GAP, Math.min(wanted, right - width - GAP));
  const below = button.bottom + GAP;
  const above = button.top - height - GAP;
  const beside = Math.max(GAP, window.innerHeight - height - GAP); // where neither has room for all of it
  const top = below <= beside ? below : above >= GAP ? above : beside;
  Object.assign(box.style, { left: `${left + window.scrollX}px`, top: `${top + window.scrollY}px` });
}
