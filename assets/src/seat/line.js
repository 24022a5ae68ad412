/* The line of a seat above the page: who one is in the class, and how things are. */

import { $, fill, say } from "../lib/dom.js";

/** How things are; "outside": nobody has joined yet.
    @typedef {"outside" | "in" | "waiting" | "away" | "paused" | "fixed" | "removed" | "ended"} State */

const BUTTONS = /** @type {const} */ (["seat-join-again", "seat-hand-in", "seat-leave"]);
/** @type {Record<State, readonly (typeof BUTTONS)[number][]>} */
const SHOWN = {
  outside: ["seat-join-again", "seat-leave"],
  in: ["seat-hand-in", "seat-leave"],
  waiting: ["seat-leave"],
  away: ["seat-hand-in", "seat-leave"],
  paused: ["seat-hand-in", "seat-leave"],
  fixed: ["seat-hand-in", "seat-leave"],
  removed: ["seat-leave"],
  ended: ["seat-hand-in", "seat-leave"],
};

/** @param {TextsOf<"seat">} texts
    @param {State} state
    @param {{ code: string, name: string | null }} who */
export function show(texts, state, { code, name }) {
  $("seat").dataset.is = state;
  say($("seat-name"), name ?? fill(texts.coming, { code }));
  say($("seat-state"), texts[state]);
  const over = state === "outside" || state === "removed" || state === "ended";
  say($("seat-leave"), over ? texts.close : texts.leave);
  for (const id of BUTTONS) $(id).hidden = !SHOWN[state].includes(id);
}
