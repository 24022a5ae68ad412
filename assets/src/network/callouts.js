/* Two notes in the drawing, which say what a unit and a line are: below the last hidden layer and below the output unit,
   where there is room for them, until somebody points at the drawing for the first time. */

import * as drawing from "./drawing.js";

const [DOWN, ROOM, NARROWEST, WIDEST, APART] = [26, 96, 104, 168, 14]; // px

/** @type {HTMLElement} */
let root;

/** @param {".callout-unit" | ".callout-line"} which
    @param {{ left: number, top: number, width: number } | null} box */
function put(which, box) {
  const note = /** @type {HTMLElement} */ (root.querySelector(which));
  note.hidden = !box;
  if (!box) return;
  for (const [name, value] of Object.entries(box)) note.style.setProperty(name, `${Math.round(value)}px`);
}

/** Beside what they are about, or away where they would lie on something. */
function place() {
  const columns = drawing.columns();
  const [unit, output] = columns.slice(-2).map((column) => column[column.length - 1]);
  const { width, height } = root.getBoundingClientRect();
  const fits = columns.length > 1 && height - Math.max(unit.y, output.y) - unit.side / 2 > DOWN + ROOM;
  if (!fits) return [put(".callout-unit", null), put(".callout-line", null)];
  const below = (/** @type {Place} */ { y }) => y + unit.side / 2 + DOWN;
  const middle = (unit.right + output.left) / 2;
  const [first, second] = [middle - APART - unit.left, width - middle - APART].map((room) => Math.min(WIDEST, room));
  put(".callout-unit", first < NARROWEST ? null : { left: unit.left, top: below(unit), width: first });
  put(".callout-line", second < NARROWEST ? null : { left: middle, top: below(output), width: second });
  return null;
}

/** After the next drawing. */
const soon = () => {
  if (!root.classList.contains("pointed")) requestAnimationFrame(() => requestAnimationFrame(place));
};

/** @type {Part} */
export const part = {
  begin() {
    root = document.getElementById("network");
    new ResizeObserver(soon).observe(root);
  },
  accepted: soon,
};
