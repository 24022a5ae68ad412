/* The QR code of a link, which the server makes: in every box of the page that has a place for it, and on the whole
   screen for a class. */

import { $ } from "../lib/dom.js";
import { latest } from "../wire/latest.js";
import { server } from "../wire/server.js";

const HERE_ONLY = /^(localhost|127\.[\d.]+|\[::1\]|0\.0\.0\.0)$/; // nobody else gets here by these names

const WAIT_MS = 1000; // who copies a link does not wait longer for the server to say how others open it

/** @param {{ text: string }} request */
const call = (request) => server.code(request).then(({ error, ...code }) => ({ ...code, wrong: error }));

/** @type {((request: { text: string }) => void) | null} */
let ask = null;
/** @type {(link: string) => void} */
let tell = () => {};

const boxes = () => document.querySelectorAll(".code");

/** @param {{ picture?: string, wrong?: string, link?: string }} its */
function show({ picture, wrong, link }) {
  for (const box of boxes()) {
    box.classList.toggle("there", Boolean(picture));
    box.classList.toggle("local", !link && HERE_ONLY.test(location.hostname));
    box.classList.toggle("network", Boolean(link));
    if (picture) box.querySelector("img.code-picture").src = picture;
    box.querySelector(".code-message").textContent = wrong ?? "";
  }
  if (!link) return;
  document.querySelector(".code-link").textContent = link;
  tell(link);
}

/** Show the code of this link, and until it is there none, in a place that stays as large as it was: nobody can press
    what moves away. `others` is told of the link that others have to open, if that is another one: on this page the
    computer may be localhost, which is a different computer to everybody else.
    @param {string} link
    @param {(link: string) => void} [others] */
export function of(link, others = () => {}) {
  ask ??= latest(call, show);
  tell = others;
  for (const { classList } of boxes()) {
    classList.remove("there");
    classList.toggle("local", HERE_ONLY.test(location.hostname) && !classList.contains("network"));
  }
  document.querySelector(".code-link").textContent = link;
  ask({ text: link });
}

/** This link as others can open it.
    @param {string} link
    @returns {Promise<string>} */
export async function forOthers(link) {
  if (!HERE_ONLY.test(location.hostname)) return link;
  const late = new Promise((done) => setTimeout(done, WAIT_MS));
  const answer = await Promise.race([server.code({ text: link }), late]).catch(() => null);
  return /** @type {{ link?: string } | null | undefined} */ (answer)?.link ?? link;
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
