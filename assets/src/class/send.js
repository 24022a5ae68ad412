/* The dialog to send a set-up, or a step of a lesson, to all pages. */

import { $, fill } from "../lib/dom.js";
import { made } from "../lib/made.js";
import { setupOf } from "./setup_link.js";

/** @typedef {import("./types.js").Room} Room */

/** @type {Room} */
let room;

/** @param {string} text */
const wrong = (text) => ($("class-send-said").textContent = text);

/** One thing instead of what was sent before.
    @param {Partial<import("../board/types.js").Console>} change */
async function send(change) {
  wrong("");
  const { status } = await room.tell({ setup: null, place: null, ...change });
  if (status !== 200) return;
  $("class-send-dialog").close();
  room.done(room.texts.sent);
}

function sendSetup() {
  const setup = setupOf($("class-send-link").value);
  if (setup) return void send({ setup });
  wrong(room.texts.badLink);
  $("class-send-link").focus();
}

function showSteps() {
  const { steps = [] } = room.setup.lessons[$("class-send-lesson").value] ?? {};
  const options = steps.map(({ key, says }, i) => {
    const option = made("option", "", fill(room.texts.step, { n: i + 1, says }));
    option.value = key;
    return option;
  });
  $("class-send-step").replaceChildren(...options);
}

function open() {
  wrong("");
  const { place } = room.known().console;
  if (place && Object.hasOwn(room.setup.lessons, place.lesson)) {
    $("class-send-lesson").value = place.lesson;
    showSteps();
    $("class-send-step").value = place.step;
  }
  $("class-send-dialog").showModal();
}

/** @param {Room} given */
export function begin(given) {
  room = given;
  showSteps();
  $("class-send").addEventListener("click", open);
  $("class-send-setup").addEventListener("click", sendSetup);
  $("class-send-link").addEventListener("keydown", ({ key }) => key === "Enter" && sendSetup());
  $("class-send-lesson").addEventListener("change", showSteps);
  $("class-send-place").addEventListener("click", () => {
    const [lesson, step] = [$("class-send-lesson").value, $("class-send-step").value];
    send({ place: { lesson, step } });
  });
}
