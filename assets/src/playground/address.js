/* The address of the page holds the whole set-up: what the server took is written into it, and what somebody opens, by
   a link or by going back and forward, is read from it. What such a text means only the server knows. Controls that a
   link hides for a lesson vanish by rules in share.css. */

import { $, fill } from "../lib/dom.js";
import * as messages from "../lib/messages.js";
import * as session from "../play/session.js";
import * as handover from "../share/handover.js";
import { latest } from "../wire/latest.js";
import { server } from "../wire/server.js";
import * as exercise from "./exercise.js";
import * as goal from "./goal.js";
import * as page from "./page.js";

const MERGE_MS = 1000; // changes in quick succession are one step of Back
const LAST = "playground-address";
const UNREAD = { link: null, notes: [] };

/** @type {Setup} */
let setup;
let base = null; // the link of the experiment on the screen
export let hidden = [];
let always = []; // what the server hides, whatever a link says
let said = null; // what the address is known to say
let changedAt = -Infinity;
let opening = UNREAD; // a link that is yet to be accepted, and its notes
/** @type {(request: any) => void} */
let ask;

/** The set-up, the options and what a lesson does without, as one text. */
export function text(without = hidden) {
  const { test, discrete } = page.options;
  const switches = [test && "show_test=true", discrete && "discretize=true"];
  const items = [base, ...switches, goal.text(), exercise.text(), without.length && `hide=${without.join(",")}`];
  return items.filter(Boolean).join("&");
}

/** Write into the address what is new. */
export function write() {
  const now = performance.now();
  if (base === null || opening || text() === said) return;
  said = text();
  const replaces = !location.hash || now - changedAt < MERGE_MS;
  if (location.hash) changedAt = now; // the first time nothing was changed
  window.history[replaces ? "replaceState" : "pushState"](null, "", `#${said}`);
  sessionStorage.setItem(LAST, said);
}

/** The page shows what the address said; the address stays as it was written. */
function settle({ notes }) {
  opening = null;
  said = text();
  changedAt = -Infinity;
  sessionStorage.setItem(LAST, said);
  if (notes.length) messages.message("problem-message", notes.join(" "));
}

/** The page goes on without what the address says. */
function leave() {
  opening = null;
  said = text();
  exercise.open();
}

/** The server has no answer to what the address says: to load the page anew must not ask that again. */
function drop() {
  leave();
  window.history.replaceState(null, "", `#${said}`);
}

/** The server has read the address; or it could not, and nothing changes. */
function read(answer) {
  if (answer.wrong) {
    leave();
    messages.message("problem-message", fill(setup.texts.brokenLink, { error: answer.wrong }));
    return;
  }
  const { experiment, link, options, notes } = answer;
  hide(answer.hidden);
  opening = { link, notes };
  page.setOption("test", options.show_test);
  page.setOption("discrete", options.discretize);
  goal.open(options.stop);
  exercise.open(options.goals);
  if (link === base) settle(opening);
  else session.open(experiment, null, { what: setup.texts.link });
}

/** Hide these parts of the page, and else only what the server hides. What a network is fed with stays in sight, but can't be pressed. */
function hide(parts) {
  hidden = parts;
  const all = [...always, ...parts];
  document.body.dataset.hide = all.join(" ");
  for (const { id } of setup.features) {
    $(id).inert = all.includes("features") || all.includes(id);
  }
  $("show-all").hidden = parts.every((part) => always.includes(part));
}

/** @param {Setup} given */
function begin(given) {
  setup = given;
  always = document.body.dataset.hide.split(" ").filter(Boolean);
  hide([]);
  const call = (request) => server.link(request).then(({ error, ...link }) => ({ ...link, wrong: error }));
  ask = latest(call, read, drop);
  goal.onChange(write);
  addEventListener("hashchange", look);
}

function look() {
  opening = UNREAD;
  ask({ text: location.hash.length > 1 ? location.hash : setup.start });
}

/** The page was born with the usual set-up; then comes what its address says, or another page has handed over. */
function start() {
  const given = handover.take();
  if (location.hash.length <= 1 && given) session.open(given.experiment, given.state, { what: setup.texts.lane });
  else if (location.hash.length > 1 || setup.start) look();
  else {
    opening = null;
    write();
  }
}

/** @param {unknown} _ */
function accepted(_, lane) {
  const first = base === null;
  base = lane.link;
  if (first)
    queueMicrotask(start); // once the player has begun
  else if (opening?.link === base) settle(opening);
  else {
    opening = null;
    write();
  }
}

function showAll() {
  hide([]);
  page.repaint();
}

// The way back to the playground leads to the set-up that was there.
document.addEventListener("click", ({ target }) => {
  if (target.id === "nav-playground") target.hash = sessionStorage.getItem(LAST) ?? "";
});

export const part = {
  begin,
  accepted,
  refused: () => (opening = null),
  repaint: write,
  commands: { "show-all": showAll },
};
