/* To join: what is sent is said before anything is, and a code that is none can be typed again. A class that comes through the
   door at once is more than a server lets in: who gets no answer waits a little, each page as long as it likes, and asks
   again by itself. */

import { ask } from "../board/calls.js";
import { $, fill, say } from "../lib/dom.js";

const CODE = /^[A-Z0-9]{1,20}$/;

const FIRST_MS = 1500;
const MOST_MS = 10_000;
const GROWTH = 1.6;
const LONG = 5; // tries, after which it is no crowd

/** How long to wait after so many tries: never all pages the same.
    @param {number} tries
    @param {() => number} [random] */
export const wait = (tries, random = Math.random) =>
  Math.min(MOST_MS, FIRST_MS * GROWTH ** (tries - 1)) * (0.5 + random());

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
  const secret = Array.from(crypto.getRandomValues(new Uint8Array(24)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let wants = false; // to join, and asks until there is an answer

  /** @param {string} text */
  const refuse = (text) => {
    wrong.textContent = text;
    $("seat-code").toggleAttribute("aria-invalid", false);
    if (text) $("seat-code").setAttribute("aria-invalid", "true");
  };

  /** @param {boolean} is */
  function want(is) {
    wants = is;
    clearTimeout(timer);
    say($("seat-join"), is ? texts.joining : texts.join);
    say($("seat-knocks"), "");
  }

  function join() {
    const typed = tidy($("seat-code").value);
    if (wants) return;
    if (typed !== code) return CODE.test(typed) ? elsewhere(typed) : refuse(texts.wrongCode);
    refuse("");
    want(true);
    knock(1);
  }

  /** @param {number} tries */
  async function knock(tries) {
    const { status, told } = await ask("join", { code, secret });
    if (status === 200) return enter(/** @type {import("../board/types.js").JoinTold} */ (told));
    if (!wants) return;
    const { error } = /** @type {import("../board/types.js").Wrong} */ (told);
    if (error && status !== 503) {
      want(false);
      refuse(error);
      if (status === 404) $("seat-code").select();
      return;
    }
    say($("seat-knocks"), status === 503 && tries < LONG ? texts.busy : texts.unanswered);
    timer = setTimeout(knock, wait(tries), tries + 1);
  }

  /** @param {import("../board/types.js").JoinTold} told */
  function enter(told) {
    if (!wants) return void ask("leave", { seat: told.seat, secret: told.secret });
    dialog.close();
    joined(told);
  }

  dialog.querySelector("form.seat-form").addEventListener("submit", (event) => {
    event.preventDefault();
    join();
  });
  dialog.addEventListener("close", () => want(false));
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
