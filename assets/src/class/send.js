/* The dialog to send a set-up, or a step of a lesson, to all pages. */

import { $, fill } from "../lib/dom.js";
import { made } from "../lib/made.js";
import { know, nameOf } from "./linked.js";
import { lessonOf, setupOf } from "./setup_link.js";

/** @typedef {import("./types.js").Room} Room */

/** @type {Room} */
let room;

/** Say what is wrong, below what was pressed.
    @param {string} text */
const wrong = (text) => ($("class-send-said").textContent = text);
/** @param {"class-send-setup" | "class-send-place"} button */
const at = (button) => $(button).closest(".console-row")?.after($("class-send-said"));

/** One thing instead of what was sent before.
    @param {Partial<import("../board/types.js").Console>} change */
async function send(change) {
  wrong("");
  const { status } = await room.tell({ setup: null, place: null, ...change });
  if (status !== 200) return;
  $("class-send-dialog").close();
  room.done(room.texts.sent);
}

/** @param {string} text */
function notSent(text) {
  wrong(text);
  $("class-send-link").focus();
}

/** @param {{ lesson: string, step: string }} place */
async function sendLesson({ lesson, step }) {
  const error = await know(lesson, room);
  if (error) return notSent(error);
  const { steps } = room.setup.lessons[nameOf(lesson)];
  const named = steps.findIndex(({ key }) => key === step);
  const place = named >= 0 ? named : Math.min(steps.length, Math.max(1, Math.trunc(Number(step)) || 1)) - 1;
  send({ place: { lesson, step: steps[place].key } });
}

function sendLink() {
  at("class-send-setup");
  const text = $("class-send-link").value;
  const [place, setup] = [lessonOf(text), setupOf(text)];
  if (place) sendLesson(place);
  else if (setup) send({ setup });
  else notSent(room.texts.badLink);
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
  $("class-send-setup").addEventListener("click", sendLink);
  $("class-send-link").addEventListener("keydown", ({ key }) => key === "Enter" && sendLink());
  $("class-send-lesson").addEventListener("change", showSteps);
  $("class-send-place").addEventListener("click", () => {
    at("class-send-place");
    const [lesson, step] = [$("class-send-lesson").value, $("class-send-step").value];
    send({ place: { lesson, step } });
  });
}
