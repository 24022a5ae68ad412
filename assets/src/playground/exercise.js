/* The goals of an exercise, which its link brings along: a list of them, each ticked while the frame on the screen is
   there. They stop nothing; that is for goal.js. */

import { $, fill } from "../lib/dom.js";
import * as numbers from "../lib/numbers.js";
import { player } from "../play/player.js";
import * as readouts from "../play/readouts.js";

const ABOVE = /_above$/;
const LIKELY = /[#&;]goals?[=A-Z]/; // in an address that is yet to be read

/** @type {Setup} */
let setup;
/** @type {Aim[]} */
let goals = []; // as the server has read them

/** @type {Record<string, (frame: Frame) => number>} */
const MEASURES = {
  test_loss: (frame) => frame.test_loss,
  train_loss: (frame) => frame.train_loss,
  gap: (frame) => readouts.gapOf(frame),
};

/** Whether a frame is at a goal. A network that has not learned anything is at none.
    @param {Frame} frame
    @param {Aim} goal */
function met(frame, { kind, value }) {
  const measured = MEASURES[kind.replace(ABOVE, "")](frame);
  return frame.epoch > 0 && (ABOVE.test(kind) ? measured > value : measured < value);
}

/** Whether a frame is at all of them, and there are some.
    @param {Frame} frame */
export const reached = (frame) => goals.length > 0 && goals.every((goal) => met(frame, goal));

/** @param {Frame} frame */
function tick(frame) {
  [...$("exercise-goals").querySelectorAll("li")].forEach((item, i) => {
    const is = String(met(frame, goals[i]));
    if (item.dataset.met === is) return;
    item.dataset.met = is;
    item.querySelector("span").textContent = is === "true" ? setup.texts.aimMet : setup.texts.aimNotMet;
  });
}

/** @param {Aim} goal */
function item({ kind, value }) {
  const element = document.createElement("li");
  const state = Object.assign(document.createElement("span"), { className: "visually-hidden" });
  element.append(fill(setup.aims[kind], { value: numbers.exact(value) }), " ", state);
  return element;
}

/** Those of a link that was opened, or none; nothing: those that there were, as a link could not be read.
    @param {Aim[]} [given] */
export function open(given = goals) {
  goals = given;
  const box = $("exercise-goals");
  box.hidden = !goals.length;
  box.querySelector("ul").replaceChildren(...goals.map(item));
  if (player.frame) tick(player.frame);
}

/** @param {Setup} given */
function begin(given) {
  setup = given;
  $("exercise-goals").hidden = !LIKELY.test(location.hash); // their place is kept, so that nothing moves
}

/** As they stand in a link. */
export function text() {
  return goals.length ? `goals=${goals.map(({ kind, value }) => `${kind}:${value}`).join(",")}` : "";
}

/** @type {Part} */
export const part = {
  begin,
  frame: tick,
};
