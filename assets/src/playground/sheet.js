/* On a phone what is set beside Play is in a sheet from below: a part of the bar that becomes a dialog. */

import { $ } from "../lib/dom.js";

const WIDE = matchMedia("(min-width: 701px)");

function open() {
  $("settings").setAttribute("role", "dialog");
  $("settings").showModal();
}

/** It is a part of the bar again. */
const closed = () => $("settings").setAttribute("role", "group");

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
