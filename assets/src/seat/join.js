/* To join: what is sent is said before anything is, and a code that is none can be typed again. */

import { ask } from "../board/calls.js";
import { $, fill } from "../lib/dom.js";

const CODE = /^[A-Z0-9]{1,20}$/;

/** A code as it was typed or stands in an address: small letters, spaces and hyphens do no harm.
    @param {string} typed */
export const tidy = (typed) => typed.toUpperCase().replaceAll(/[\s-]/g, "");

/** Offer to join; calls `joined` with the seat, or `elsewhere` with another code that was typed.
    @param {TextsOf<"seat">} texts
    @param {string} code
    @param {(told: import("../board/types.js").JoinTold) => void} joined
    @param {(code: string) => void} elsewhere */
export function begin(texts, code, joined, elsewhere) {
  const dialog = $("seat-join-dialog");
  const wrong = $("seat-wrong");
  // Made here, so that who asks again because no answer came gets the same seat. (randomUUID is only for HTTPS.)
  const secret = Array.from(crypto.getRandomValues(new Uint8Array(24)), (byte) => byte.toString(16).padStart(2, "0"));
  let busy = false;

  /** @param {string} text */
  const refuse = (text) => {
    wrong.textContent = text;
    $("seat-code").toggleAttribute("aria-invalid", false);
    if (text) $("seat-code").setAttribute("aria-invalid", "true");
  };

  async function join() {
    const typed = tidy($("seat-code").value);
    if (busy) return;
    if (typed !== code) return CODE.test(typed) ? elsewhere(typed) : refuse(texts.wrongCode);
    busy = true;
    $("seat-join").textContent = texts.joining;
    refuse("");
    const { status, told } = await ask("join", { code, secret: secret.join("") });
    busy = false;
    $("seat-join").textContent = texts.join;
    if (status === 200) {
      dialog.close();
      joined(/** @type {import("../board/types.js").JoinTold} */ (told));
      return;
    }
    refuse(/** @type {import("../board/types.js").Wrong} */ (told).error ?? texts.unanswered);
    if (status === 404) $("seat-code").select();
  }

  dialog.querySelector("form.seat-form").addEventListener("submit", (event) => {
    event.preventDefault();
    join();
  });
  $("seat-not-now").addEventListener("click", () => dialog.close());
  $("seat-join-again").addEventListener("click", open);

  function open() {
    dialog.querySelector("h2").textContent = fill(texts.title, { code });
    $("seat-code").value = code;
    refuse("");
    if (!dialog.open) dialog.showModal();
    $("seat-join").focus();
  }

  return { open };
}
