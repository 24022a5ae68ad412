/* Sending a set-up to a class from the page where it was made, for who has opened one in this browser. */

import { ask } from "../board/calls.js";
import * as opened from "../board/opened.js";

/** Whether there is a class to send something to. */
export const there = () => opened.all().length > 0;

/** Send a set-up to all pages of the class that was opened last; gives its code, and why it was not sent.
    @param {import("../board/types.js").Page} page
    @param {string} link
    @returns {Promise<{ sent: boolean, code: string, error: string }>} */
export async function send(page, link) {
  const [its] = opened.all();
  if (!its) return { sent: false, code: "", error: "" };
  const body = { class_id: its.id, secret: its.secret, change: { setup: { page, link }, place: null } };
  const { status, told } = await ask("tell", body);
  if (status === 403) opened.keep(its.id, null); // it has ended
  const { error = "" } = /** @type {import("../board/types.js").Wrong} */ (told);
  return { sent: status === 200, code: its.code ?? "", error };
}
