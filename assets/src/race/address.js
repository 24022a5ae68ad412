/* The address of the race holds the whole race, and with what it is shown and swept: a change is a step of Back, and Back
   and Forward open what was. How it is written and read only the server knows: while it takes a race, it is asked for its
   link, too. */

import { $, fill } from "../lib/dom.js";
import * as inputs from "../lib/inputs.js";
import * as messages from "../lib/messages.js";
import * as numbers from "../lib/numbers.js";
import { player } from "../play/player.js";
import * as addressDriver from "../share/address_driver.js";
import * as keeping from "../share/kept.js";
import * as presenting from "../share/presenting.js";
import * as task from "../share/task.js";
import { DEFAULT_CAP, DEFAULT_SEEDS, DEFAULT_SPEED, MAX_LANES } from "../wire/contract.js";
import { latest } from "../wire/latest.js";
import { server } from "../wire/server.js";
import * as cards from "./cards.js";
import * as choices from "./choices.js";
import * as gridAxes from "./grid_axes.js";
import * as gridSweep from "./grid_sweep.js";
import * as race from "./race.js";
import * as sweep from "./sweep.js";
import * as whose from "./whose.js";

const DEFAULTS = { speed: String(DEFAULT_SPEED), seeds: String(DEFAULT_SEEDS), cap: String(DEFAULT_CAP) };
const SELECTS = /** @type {const} */ ({ speed: "race-speed", seeds: "sweep-seeds", cap: "sweep-cap" });
const GRID = "race-grid"; // what is kept of it
const NAMES = /** @type {(keyof typeof SELECTS)[]} */ (Object.keys(SELECTS));

/** What trains, once it has its link.
    @typedef {{ race: Race, link: string }} Named */
/** The same of what is on its way, and whether the server has taken it.
    @typedef {{ race: Race, link: string | null, taken: boolean }} Coming */
/** What the server has read of an address, or why it can't be read.
    @typedef {import("../wire/calls.js").RaceLink & { wrong?: string | undefined }} Answer */

/** @type {RaceSetup} */
let setup;
/** @type {ReturnType<typeof addressDriver.drive>} */
let driver;
/** @type {(request: { text: string, number: number }) => void} */
let read; // asks what an address says
/** @type {(request: { naming: Coming }) => void} */
let write; // asks for the link of a race
/** @type {Named} */
let named;
/** @type {Coming | null} */
let coming = null;
/** @type {Answer | null} */
let given = null; // what the server has read of an address
/** @type {typeof DEFAULTS} */
let looks = DEFAULTS;

/** @returns {typeof DEFAULTS} */
const chosen = () => ({
  speed: $(SELECTS.speed).value,
  seeds: $(SELECTS.seeds).value,
  cap: $(SELECTS.cap).value,
});

function text() {
  const looked = chosen();
  const unusual = NAMES.filter((name) => looked[name] !== DEFAULTS[name]);
  return [
    whose.shown(named.link),
    ...unusual.map((name) => `${name}=${looked[name]}`),
    presenting.text(),
    gridAxes.address(),
  ]
    .filter(Boolean)
    .join("&");
}

/** The race that is on its way has been taken, and has its link: only then it is what the address says. */
function settle() {
  if (!coming?.taken || coming.link === null) return;
  named = { race: coming.race, link: coming.link };
  coming = null;
  driver.send({ type: "accepted", link: named.link });
}

/** @param {Race} next
    @param {string | null} link
    @param {string} note */
function open(next, link, note = "") {
  coming = { race: next, link, taken: false };
  race.follow(next, note);
  if (link === null) write({ naming: coming });
}

/** @type {AddressHooks} */
const HOOKS = {
  text,
  ask: (asked, number) => read({ text: asked, number }),
  open: () => given && open(given.race, given.link),
  again: (draft) => draft !== coming?.race && open(draft, null),
  stay() {
    const { taken } = coming ?? {};
    coming = null;
    if (taken)
      open(named.race, named.link); // what was on its way trains already
    else race.stay();
  },
  options(but) {
    for (const name of NAMES) {
      const value = given?.options[name];
      if (value !== undefined && !but.includes(name)) {
        const text = numbers.exact(value);
        inputs.select($(SELECTS[name]), String(value), name === "speed" ? fill(setup.texts.speed, { n: text }) : text);
      }
    }
    looks = chosen();
    player.speed = Number(looks.speed);
    sweep.invite();
    const its = given?.options.presenting;
    if (its && !but.includes("presenting")) presenting.show(its.present, its.title);
    if (given && !but.includes("grid")) gridAxes.follow(given.options.grid);
    task.show(given?.options.task ?? "");
  },
  settled() {
    const notes = given?.notes.join(" ") ?? "";
    if (notes) messages.message("problem-message", notes);
    given = null;
    if (whose.shown(named.link) !== named.link) driver.rewrite();
  },
  lost: () => task.show(""),
};

/** The link of the race that trains. */
export const link = () => named.link;

const waiting = () => player.waiting || coming !== null;

/** @param {Answer} answer
    @param {{ number: number }} asked */
function answered(answer, { number }) {
  if (answer.wrong) {
    lost(number, fill(setup.texts.badLink, { error: answer.wrong }));
    return;
  }
  given = answer;
  driver.send({ type: "read", number, link: answer.link, waiting: waiting() });
}

/** The page goes on without what the address says; at first, with the usual race.
    @param {number} number
    @param {string} note */
function lost(number, note = "") {
  driver.send({ type: "unread", number, waiting: waiting() });
  if (!player.drafts.length) open(setup.usual, setup.link, note);
  else if (note) messages.message("problem-message", note);
}

/** How many lanes an address seems to have: there is room for them until the server has read it.
    @param {string} hash */
function laneCount(hash) {
  const lanes = /[#&]lanes=([^&]+)/.exec(hash)?.[1].split(/;|%3B/i) ?? setup.usual.lanes;
  return Math.max(2, Math.min(MAX_LANES, lanes.length));
}

/** @param {RaceSetup} first */
export function begin(first) {
  setup = first;
  named = { race: setup.usual, link: setup.link };
  driver = addressDriver.drive(HOOKS);
  /** @param {import("../wire/calls.js").Answered<import("../wire/calls.js").RaceLink>} answer */
  const wrong = ({ error, ...answer }) => ({ ...answer, wrong: error });
  /** @param {{ text: string, number: number }} asked */
  const call = ({ text: asked }) => server.link({ page: "race", text: whose.meant(asked) }).then(wrong);
  read = latest(call, answered, ({ number }) => lost(number), { parallel: true });
  /** @param {{ naming: Coming }} request */
  const name = ({ naming }) => server.link({ page: "race", race: choices.told(naming.race) }).then(wrong);
  write = latest(
    name,
    ({ link }, { naming }) => {
      naming.link = link ?? named.link;
      settle();
    },
    undefined,
    { parallel: true },
  );
  document.addEventListener("change", ({ target }) => Object.values(SELECTS).some((id) => id === target.id) && look());
  /** @type {(Parameters<typeof race.restore>[0] & { named: Named, task: string }) | null} */
  const kept = keeping.back("race");
  const usual = location.hash.length <= 1;
  if (!usual) cards.room(laneCount(location.hash));
  driver.begin(!usual);
  if (kept) {
    named = kept.named;
    driver.send({ type: "accepted", link: named.link });
    race.restore(kept);
    task.show(kept.task);
    gridSweep.restore(keeping.get(GRID));
  } else if (usual) open(setup.usual, setup.link);
  keeping.keep("race", () => {
    const left = race.left();
    keeping.put(GRID, gridSweep.left());
    return left && { ...left, named, task: task.current() };
  });
}

function look() {
  const next = chosen();
  const names = NAMES.filter((key) => next[key] !== looks[key]);
  looks = next;
  player.speed = Number(next.speed);
  sweep.invite();
  if (names.length) driver.send({ type: "looked", names, time: performance.now() });
}

/** Somebody begins or ends presenting. */
export const presented = () => driver.send({ type: "looked", names: ["presenting"], time: performance.now() });

/** Somebody has another grid in mind. */
export const gridChanged = () => driver.send({ type: "looked", names: ["grid"], time: performance.now() });

/** Somebody wants another race.
    @param {Race} race */
export function edited(race) {
  coming = { race, link: null, taken: false };
  driver.send({ type: "edited", draft: race, time: performance.now() });
  write({ naming: coming });
}

/** Names are in the address, or are not any more. */
export const renamed = () => driver.rewrite();

export function accepted() {
  if (coming) coming.taken = true;
  settle();
}

/** The server has refused what was wanted. A page that shows no race yet opens the usual one, with a note, unless it is
    that one; whether it does.
    @param {string} note */
export function refused(note) {
  const usual = { race: setup.usual, link: setup.link, taken: false };
  const isUsual = coming?.race === setup.usual;
  coming = null;
  driver.send({ type: "refused" });
  if (player.frames) return false;
  if (isUsual)
    coming = usual; // Play tries it again
  else open(usual.race, usual.link, note);
  return !isUsual;
}
