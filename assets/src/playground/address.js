/* The address of the page holds the whole set-up: what the server took is written into it, and what somebody opens, by
   a link or by going back and forward, is read from it. What such a text means only the server knows. Controls that a
   link hides for a lesson vanish by rules in share.css. */

import { $, fill } from "../lib/dom.js";
import * as messages from "../lib/messages.js";
import { player } from "../play/player.js";
import * as session from "../play/session.js";
import * as addressDriver from "../share/address_driver.js";
import * as handover from "../share/handover.js";
import * as keeping from "../share/kept.js";
import { latest } from "../wire/latest.js";
import { server } from "../wire/server.js";
import * as exercise from "./exercise.js";
import * as goal from "./goal.js";
import * as page from "./page.js";
import * as speed from "./speed.js";

/** @type {Setup} */
let setup;
let base = null; // the link of the experiment on the screen
export let hidden = [];
let always = []; // what the server hides, whatever a link says
let looks = null; // what is shown, as it stands in a link
let given = null; // what the server has read of an address
let opened = null; // the experiment that is just being opened
/** @type {(request: any) => void} */
let ask;
let driver = null;

/** What is only looked at, and when training pauses, as it stands in a link. */
function shown(without = hidden) {
  const { test, discrete } = page.options;
  return {
    test: test && "show_test=true",
    discrete: discrete && "discretize=true",
    goal: goal.text(),
    exercise: exercise.text(),
    speed: speed.text(),
    hide: without.length && `hide=${without.join(",")}`,
  };
}

/** The set-up, the options and what a lesson does without, as one text. */
export const text = (without = hidden) => [base, ...Object.values(shown(without))].filter(Boolean).join("&");

/** Write into the address what is new of what is only looked at. */
export function write() {
  if (!looks) return;
  const now = shown();
  const names = Object.keys(now).filter((name) => now[name] !== looks[name]);
  looks = now;
  if (names.length) driver.send({ type: "looked", names, time: performance.now() });
}

const SHOW = {
  test: ({ options }) => page.setOption("test", options.show_test),
  discrete: ({ options }) => page.setOption("discrete", options.discretize),
  goal: ({ options }) => goal.open(options.stop),
  exercise: ({ options }) => exercise.open(options.goals),
  speed: ({ options }) => speed.open(options.speed),
  hide: (link) => hide(link.hidden),
};

const HOOKS = {
  text,
  ask: (asked, number) => ask({ text: asked || setup.start, number }),
  open: () => open(given.experiment, null, { what: setup.texts.link, urgent: true }),
  again: (draft) => draft !== player.draft && open(draft, null, { what: setup.texts.link, urgent: true }),
  stay: () => session.stay(),
  options(but) {
    looks = null; // nothing of it is somebody's change
    for (const [name, show] of Object.entries(SHOW)) if (!but.includes(name)) show(given);
    looks = shown();
  },
  settled() {
    const notes = given?.notes.join(" ");
    if (notes) messages.message("problem-message", notes);
    given = null;
  },
  lost: () => exercise.open(), // those that there were
};

/** Open what is in the address, or will be: nobody has changed it.
    @param {Experiment} experiment */
function open(experiment, state, about) {
  opened = experiment;
  session.open(experiment, state, about);
  opened = null;
}

/** Go on where somebody left the page. */
function restore(kept) {
  opened = kept.moments[kept.at].experiment;
  session.restore(kept);
  opened = null;
}

function left() {
  const { moments, at } = session;
  return moments[at] ? { moments, at } : null;
}

/** The server has read the address; or it could not, and nothing changes. */
function read(answer, { number }) {
  const { waiting } = player;
  if (!answer.wrong) {
    given = answer;
    driver.send({ type: "read", number, link: answer.link, waiting });
  } else {
    driver.send({ type: "unread", number, waiting });
    messages.message("problem-message", fill(setup.texts.brokenLink, { error: answer.wrong }));
  }
}

/** The server has no answer to what the address says: to load the page anew must not ask that again. */
const unanswered = ({ number }) => driver.send({ type: "unread", number, waiting: player.waiting });

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

function begin(first) {
  setup = first;
  always = document.body.dataset.hide.split(" ").filter(Boolean);
  hide([]);
  const call = ({ text: asked }) =>
    server.link({ text: asked }).then(({ error, ...link }) => ({ ...link, wrong: error }));
  ask = latest(call, read, unanswered, { parallel: true });
  goal.onChange(write);
  speed.onChange(write);
  page.linkBy(() => base);
  driver = addressDriver.drive(HOOKS);
}

/** The page was born with the usual set-up; then comes what its address says, or another page has handed over. */
function start() {
  looks = shown();
  const handed = handover.take();
  const reads = location.hash.length > 1 || (setup.start && !handed);
  driver.begin(reads);
  const kept = keeping.back("playground");
  if (!reads && handed) open(handed.experiment, handed.state, { what: setup.texts.lane });
  else if (kept) restore(kept);
  keeping.keep("playground", left);
}

/** @param {unknown} _ */
function accepted(_, lane) {
  const first = base === null;
  base = lane.link;
  driver.send({ type: "accepted", link: base });
  if (first)
    queueMicrotask(start); // once the player has begun
  else write();
}

function showAll() {
  hide([]);
  page.repaint();
}

export const part = {
  begin,
  accepted,
  edited: (draft) => draft !== opened && driver.send({ type: "edited", draft, time: performance.now() }),
  refused: () => driver.send({ type: "refused" }),
  repaint: write,
  commands: { "show-all": showAll },
};

export { base as link };
