/* Lessons are loaded when one is opened. Where the address names one, its rail stands in the page (app/components/
   lesson_rail.py); what fills it is a script of its own, which gets from the page all that it asks of it: it has no
   player, no session and no server but those of the page. */

import * as messages from "../lib/messages.js";

// Before a page has begun, and written what it shows into its address.
const linked = location.hash.length > 1;

/** @type {((note: LessonNote) => void)[]} */
const listeners = [];

/** Call this whenever somebody has done something in a lesson.
    @param {(note: LessonNote) => void} listener */
export const onNote = (listener) => void listeners.push(listener);

/** @returns {Promise<LessonScripts>} */
const load = () => import(document.body.dataset.lessons ?? "");

/** Where there is a lesson, show it.
    @param {LessonHost} host */
export function begin(host) {
  const rail = document.getElementById("lesson");
  if (!rail) return;
  const { dataset } = document.documentElement; // styles ask there what else moves for it
  dataset.lesson = host.page;
  host.place(rail);
  const remove = () => {
    delete dataset.lesson;
    host.remove();
  };
  /** @type {() => void} */
  let moved = () => {};
  // The address before the # is ours: Dash, which listens later, would take it for another page.
  addEventListener("popstate", (event) => {
    event.stopImmediatePropagation();
    moved();
  });
  /** @param {LessonNote} note */
  const noted = (note) => listeners.forEach((listener) => listener(note));
  load().then((its) => (moved = its.begin({ ...host, remove, noted }, linked)), messages.unanswered);
}

/** Ask something about what is on the screen: the scripts and styles of lessons have its form.
    @param {AskHost} host */
export async function ask(host) {
  const { lessonStyles = "" } = document.body.dataset;
  const styled = document.querySelector(`link[href="${lessonStyles}"]`) !== null;
  const styles = Object.assign(document.createElement("link"), { rel: "stylesheet", href: lessonStyles });
  const ready = new Promise((resolve, reject) => Object.assign(styles, { onload: resolve, onerror: reject }));
  if (!styled) document.head.append(styles);
  const [its] = await Promise.all([load(), styled || ready]);
  its.ask(host);
}

/** When the page of all lessons has begun, which it does by itself. */
export const listed = document.querySelector(".main > .lessons") && load().then((its) => its.list());
