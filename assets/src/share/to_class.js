/* Sending a set-up to a class from the page where it was made, or a step of a lesson from where it is open, for who has opened
   a class in this browser. */

import { ask } from "../board/calls.js";
import * as opened from "../board/opened.js";

/** Whether there is a class to send something to. */
export const there = () => opened.all().length > 0;

/** The step of a lesson that is open on this page, the lesson as the address has it; null: there is none. */
export function step() {
  const { step = "" } = document.getElementById("lesson")?.dataset ?? {};
  const lesson = new URLSearchParams(location.search).get("lesson") ?? "";
  return lesson && step ? { lesson, step } : null;
}

/** Send one thing, instead of what was sent before, to all pages of the class that was opened last; gives its code, and why
    it was not sent.
    @param {Pick<import("../board/types.js").Console, "setup" | "place">} change
    @returns {Promise<{ sent: boolean, code: string, error: string }>} */
export async function send(change) {
  const [its] = opened.all();
  if (!its) return { sent: false, code: "", error: "" };
  const body = { class_id: its.id, secret: its.secret, change: { setup: null, place: null, ...change } };
  const { status, told } = await ask("tell", body);
  if (status === 403) opened.keep(its.id, null); // it has ended
  const { error = "" } = /** @type {import("../board/types.js").Wrong} */ (told);
  return { sent: status === 200, code: its.code ?? "", error };
}
