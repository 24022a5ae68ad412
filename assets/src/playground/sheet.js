/* On a phone what is set beside Play is in a sheet from below: a part of the bar that becomes a dialog. */

import { $ } from "../lib/dom.js";

const WIDE = matchMedia("(min-width: 701px)");

function open() {
  $("settings").setAttribute("role", "dialog");
  $("settings").showModal();
}

/** It is a part of the bar again. */
const closed = () => $("settings").setAttribute("role", "group");

/** @param {Element} element */
const isAway = (element) => element.closest("#settings") && !$("settings").open && $("settings-open").checkVisibility();

/** What there is to be seen of an element: where it is in the sheet, the button that opens that.
    @param {Element} element */
export function seen(element) {
  if (!isAway(element)) return element;
  const box = element.closest(".field, .setting, .goal") ?? element;
  return getComputedStyle(box).display === "none" ? element : $("settings-open");
}

/** Open the sheet, if an element is in it.
    @param {Element} element */
export function reveal(element) {
  if (isAway(element)) open();
}

/** @type {Part} */
export const part = {
  begin() {
    const sheet = $("settings");
    sheet.addEventListener("close", closed);
    sheet.addEventListener("click", ({ target }) => target === sheet && sheet.open && sheet.close()); // beside it
    WIDE.addEventListener("change", () => sheet.close());
  },
  commands: { "settings-open": open, "settings-close": () => $("settings").close() },
};
