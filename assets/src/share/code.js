/* The QR code of a link, which the server makes: in every box of the page that has a place for it, and on the whole
   screen for a class. */

import { $ } from "../lib/dom.js";
import { latest } from "../wire/latest.js";
import { server } from "../wire/server.js";

const HERE_ONLY = /^(localhost|127\.[\d.]+|\[::1\]|0\.0\.0\.0)$/; // nobody else gets here by these names

/** @param {{ text: string }} request */
const call = (request) => server.code(request).then(({ error, ...code }) => ({ ...code, wrong: error }));

/** @type {((request: { text: string }) => void) | null} */
let ask = null;

/** @param {{ picture?: string, wrong?: string }} its */
function show({ picture, wrong }) {
  for (const box of document.querySelectorAll(".code")) {
    box.classList.toggle("there", Boolean(picture));
    box.classList.toggle("local", HERE_ONLY.test(location.hostname));
    if (picture) box.querySelector("img.code-picture").src = picture;
    box.querySelector(".code-message").textContent = wrong ?? "";
  }
}

/** Show the code of this link, and until it is there none.
    @param {string} link */
export function of(link) {
  ask ??= latest(call, show);
  show({});
  document.querySelector(".code-link").textContent = link;
  ask({ text: link });
}

/** The code as large as the screen. Where the browser does not give the whole screen, the window has to do. */
function enlarge() {
  const dialog = $("code-dialog");
  dialog.showModal();
  dialog.firstElementChild?.requestFullscreen?.().catch(() => {});
}

document.addEventListener("fullscreenchange", () => {
  if (!document.fullscreenElement) $("code-dialog")?.close();
});
// A dialog's event does not bubble, but passes here on its way down.
document.addEventListener("close", () => document.fullscreenElement && document.exitFullscreen(), true);

/** @param {string} link */
export function open(link) {
  of(link);
  enlarge();
}

export const part = { commands: { "code-enlarge": enlarge } };
