/* What a page has to say in words when something is wrong: with the server, with a choice, or with the page itself. */

import { $, fill } from "./dom.js";

/** @type {Texts} */
let texts;
let outdated = false; // the server does not understand this page: nothing else is worth saying

/** @param {Id} id
    @param {string} text */
export function message(id, text) {
  const box = $(id);
  box.hidden = !text;
  for (const offer of box.querySelectorAll(".offer")) offer.hidden = true; // it was of the last message
  if (text) box.querySelector(".text").textContent = text;
}

/** The server is away, and asked again after so many ms; null: it is there, or the page says why it is of no use.
    @param {number | null} wait */
export function connection(wait) {
  const seconds = Math.ceil((wait ?? 0) / 1000);
  const text = seconds ? fill(texts.offline, { seconds }) : texts.trying;
  message("connection-message", wait === null || outdated ? "" : text);
}

/** The server is there, but did not answer this, twice; the page goes on without it. */
export const unanswered = () => message("problem-message", texts.unanswered);

/** The server is there, but did not answer what it was asked to train, again and again. */
export const paused = () => message("problem-message", texts.paused);

/** @param {string} [error] */
export function refused(error = texts.noAnswer) {
  if (!outdated) message("problem-message", fill(texts.refused, { error }));
}

/** The server does not understand this page any more; or it does again.
    @param {boolean} is */
export function outdate(is) {
  outdated = is;
  document.getElementById("updated-message").hidden = !outdated;
  if (outdated) connection(null);
}

/** @param {Texts} given */
export const begin = (given) => (texts = given);
