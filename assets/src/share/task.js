/* The task of a page: the claim that its link brings along, above what shows it. It stays in its place when somebody changes
   what trains, so that nothing moves, until it is closed or another address is opened. */

import { $ } from "../lib/dom.js";

let shown = "";

const panel = () => document.querySelector("section.task-panel");

/** @param {string} key of the claim, or "" */
export function show(key) {
  shown = "";
  for (const card of panel().querySelectorAll("div[data-claim]")) {
    card.hidden = card.dataset.claim !== key;
    if (!card.hidden) shown = key;
  }
  panel().hidden = !shown;
  document.body.toggleAttribute("data-task", Boolean(shown)); // it takes of the first screen
}

export const current = () => shown;

export function close() {
  show("");
  $("play").focus(); // what had the focus is gone
}

/** Keep its room before anything is painted; the server says whether there is such a task. */
export const begin = () => show(new URLSearchParams(location.hash.slice(1)).get("task") ?? "");
