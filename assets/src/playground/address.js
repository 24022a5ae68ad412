/* The address of the page holds the whole set-up: what the server took is written into it, and what somebody opens, by
   a link or by going back and forward, is read from it. What such a text means only the server knows. Controls that a
   link hides for a lesson vanish by rules in share.css. */

import { $, fill } from "../lib/dom.js";
import * as messages from "../lib/messages.js";
import { LEFT, thinned } from "../play/history.js";
import * as lock from "../play/lock.js";
import { player } from "../play/player.js";
import * as session from "../play/session.js";
import * as addressDriver from "../share/address_driver.js";
import * as handover from "../share/handover.js";
import * as keeping from "../share/kept.js";
import * as presenting from "../share/presenting.js";
import * as sent from "../share/sent.js";
import * as task from "../share/task.js";
import { latest } from "../wire/latest.js";
import { server } from "../wire/server.js";
import * as dock from "./dock.js";
import * as exercise from "./exercise.js";
import * as goal from "./goal.js";
import * as options from "./options.js";
import * as picture from "./picture.js";
import * as speed from "./speed.js";

/** What the server has read of an address, or why it can't be read.
    @typedef {import("../wire/calls.js").PlaygroundLink & { wrong?: string | undefined }} Answer */
/** What is only looked at, and when training pauses.
    @typedef {"test" | "discrete" | "goal" | "exercise" | "speed" | "hide" | "lock" | "presenting"} Look */

/** Of panels, what is in them. */
const CONTENTS = {
  data: ".data > :not(h2, #split-note, .classes)",
  training: ".training .setting:not(.dropouts *, .setting-period)",
  dock: ".dock-tab",
};

/** @type {Setup} */
let setup;
/** @type {string | null} */
let base = null; // the link of the experiment on the screen
/** @type {string[]} */
export let hidden = [];
/** @type {string[]} */
let always = []; // what the server hides, whatever a link says
/** @type {ReturnType<typeof shown> | null} */
let looks = null; // what is shown, as it stands in a link
/** @type {Answer | null} */
let given = null; // what the server has read of an address
let tasked = { link: "", task: "" }; // the claim that an address brought along, and what it was measured with
/** @type {Experiment | null} */
let opened = null; // the experiment that is just being opened
/** @type {(request: { text: string, number: number }) => void} */
let ask;
/** @type {ReturnType<typeof addressDriver.drive>} */
let driver;

/** What is only looked at, and when training pauses, as it stands in a link.
    @returns {Record<Look, string>} */
function shown(without = hidden, locks = lock.locked) {
  const { test, discrete } = options.shown;
  return {
    test: test ? "show_test=true" : "",
    discrete: discrete ? "discretize=true" : "",
    goal: goal.text(),
    exercise: exercise.text(),
    speed: speed.text(),
    hide: without.length ? `hide=${without.join(",")}` : "",
    lock: locks ? "lock=weights" : "",
    presenting: presenting.text(),
  };
}

/** The claim that is to be judged: only with what it was measured with. */
const taskText = () => (tasked.task && tasked.link === base ? `task=${tasked.task}` : "");

/** The set-up, the options and what a lesson does without, as one text. */
export const text = (without = hidden, locks = lock.locked) =>
  [base, ...Object.values(shown(without, locks)), taskText()].filter(Boolean).join("&");

/** Write into the address what is new of what is only looked at. */
export function write() {
  const before = looks;
  if (!before) return;
  const latest = shown();
  const names = LOOKS.filter((name) => latest[name] !== before[name]);
  looks = latest;
  if (names.length) driver.send({ type: "looked", names, time: performance.now() });
}

/** @type {Record<Look, (link: import("../wire/calls.js").PlaygroundLink) => void>} */
const SHOW = {
  test: (link) => options.set("test", link.options.show_test),
  discrete: (link) => options.set("discrete", link.options.discretize),
  goal: (link) => goal.open(link.options.stop),
  exercise: (link) => exercise.open(link.options.goals),
  speed: (link) => speed.open(link.options.speed),
  hide: (link) => hide(link.hidden),
  lock: (link) => setLock(link.options.lock_weights),
  presenting: ({ options: { presenting: its } }) => presenting.show(its.present, its.title),
};

const LOOKS = /** @type {Look[]} */ (Object.keys(SHOW));

/** @type {AddressHooks} */
const HOOKS = {
  text,
  ask: (asked, number) => ask({ text: asked || setup.start, number }),
  open: () => given && openLink(given.experiment),
  again: (draft) => draft !== player.draft && openLink(draft),
  stay: () => session.stay(),
  options(but) {
    looks = null; // nothing of it is somebody's change
    if (given) for (const name of LOOKS) if (!but.includes(name)) SHOW[name](given);
    tasked = { link: given?.link ?? "", task: given?.options.task ?? "" };
    task.show(tasked.task);
    looks = shown();
  },
  settled() {
    const notes = given?.notes.join(" ") ?? "";
    if (notes) messages.message("problem-message", notes);
    given = null;
  },
  lost() {
    exercise.open(); // those that there were
    task.show("");
  },
};

/** Open what is in the address, or will be: nobody has changed it.
    @param {Experiment} experiment
    @param {string | null} state
    @param {About} about */
function open(experiment, state, about) {
  opened = experiment;
  session.open(experiment, state, about);
  opened = null;
}

/** Open the set-up of a link, and say so; in a lesson each step does, which goes without saying, and of what a teacher has
    sent the seat says it.
    @param {Experiment} experiment */
function openLink(experiment) {
  open(experiment, null, { ...session.named(setup.texts.linkOpened), urgent: true });
  if (document.getElementById("lesson") || sent.isSaid()) session.say("");
}

/** Go on where somebody left the page.
    @param {Parameters<typeof session.restore>[0]} kept */
function restore(kept) {
  opened = kept.moments[kept.at].experiment;
  session.restore(kept);
  opened = null;
}

function left() {
  const { moments, numbers, at } = session;
  return moments[at] ? { moments, numbers: thinned(numbers, LEFT, ({ epoch }) => epoch), at } : null;
}

/** The server has read the address; or it could not, and nothing changes.
    @param {Answer} answer
    @param {{ number: number }} asked */
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

/** The server has no answer to what the address says: to reload the page must not ask that again.
    @param {{ number: number }} asked */
const unanswered = ({ number }) => driver.send({ type: "unread", number, waiting: player.waiting });

/** Hide these parts of the page, and else only what the server hides. What a network is fed with stays in sight, but can't be pressed.
    @param {string[]} parts */
function hide(parts) {
  hidden = parts;
  const all = [...always, ...parts];
  document.body.dataset.hide = all.join(" ");
  for (const { id } of setup.features) {
    $(id).inert = all.includes("features") || all.includes(id);
  }
  emptied();
  dock.settle();
  wayOut();
}

/** A panel of which everything is hidden leaves its place to the others. */
function emptied() {
  const { body } = document;
  body.dataset.without = ""; // then all are looked at
  const empty = Object.entries(CONTENTS).filter(([, inside]) =>
    [...document.querySelectorAll(inside)].every((element) => getComputedStyle(element).display === "none"),
  );
  body.dataset.without = empty.map(([name]) => name).join(" ");
}

/** @param {boolean} is */
function setLock(is) {
  lock.set(is);
  $("inspector-value").disabled = is;
  wayOut();
}

function wayOut() {
  $("show-all").hidden = !lock.locked && hidden.every((part) => always.includes(part));
}

/** @param {Setup} first */
function begin(first) {
  setup = first;
  always = (document.body.dataset.hide ?? "").split(" ").filter(Boolean);
  hide([]);
  task.begin();
  /** @param {{ text: string, number: number }} asked */
  const call = ({ text: asked }) =>
    server.link({ text: asked }).then(({ error, ...link }) => ({ ...link, wrong: error }));
  ask = latest(call, read, unanswered, { parallel: true });
  goal.onChange(write);
  speed.onChange(write);
  driver = addressDriver.drive(HOOKS);
}

/** The page was born with the usual set-up; then comes what its address says, or another page has handed over. */
function start() {
  looks = shown();
  const handed = handover.take();
  const reads = location.hash.length > 1 || Boolean(setup.start && !handed);
  driver.begin(reads);
  /** @type {Parameters<typeof session.restore>[0] | null} */
  const kept = keeping.back("playground");
  if (!reads && handed) open(handed.experiment, handed.state, session.named(setup.texts.laneOpened));
  else if (kept) restore(kept);
  keeping.keep("playground", left);
}

/** @param {unknown} _
    @param {Lane} lane */
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
  setLock(false);
  picture.repaint();
}

/** @type {Part} */
export const part = {
  begin,
  accepted,
  edited(draft) {
    if (draft !== opened) driver.send({ type: "edited", draft, time: performance.now() });
  },
  refused: () => driver.send({ type: "refused" }),
  repaint: write,
  commands: { "show-all": showAll, "network-task-close": task.close },
};

export { base as link };
