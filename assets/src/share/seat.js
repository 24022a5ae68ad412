/* A seat in a class is loaded where the address names one (?class=CODE): its line stands above the page (app/components/
   seat.py), and what fills it gets from the page all that it asks of it. Who has no class can hand in a file all the same. */

import * as messages from "../lib/messages.js";
import * as notices from "../lib/notices.js";
import * as lesson from "./lesson.js";

/** @typedef {Partial<SeatHost> & Pick<SeatHost, "page">} Given */

/** @returns {Promise<SeatScripts>} */
const load = () => import(document.body.dataset.seat ?? "");

/** Open a link on the page that is there, as if it was followed.
    @param {string} link */
function open(link) {
  history.pushState(null, "", `${location.pathname}${location.search}#${link}`);
  dispatchEvent(new PopStateEvent("popstate"));
  dispatchEvent(new HashChangeEvent("hashchange"));
}

/** What a page that says nothing of it does.
    @type {Omit<SeatHost, "page">} */
const PLAIN = {
  done: notices.done,
  facts: () => null,
  hold() {},
  freeze() {},
  open,
  undo: () => history.back(),
  onRun() {},
  runs: () => [],
  onNote: lesson.onNote,
};

/** @param {Given} given */
export function begin(given) {
  if (!document.body.dataset.seat) return; // this server has no classes
  const host = { ...PLAIN, ...given };
  document.addEventListener("click", ({ target }) => {
    if (target.closest("button")?.id === "share-hand-in") load().then((its) => its.handIn(host), messages.unanswered);
  });
  if (document.getElementById("seat")) load().then((its) => its.begin(host), messages.unanswered);
}

if (document.querySelector(".main > .lessons")) begin({ page: null, done() {} });
