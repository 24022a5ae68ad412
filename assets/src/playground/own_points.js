/* The points of the experiment as a list that can be changed point by point, each with its role; those that train come
   first. A stroke of the pointer is one change of the session, however many points it adds, and is sent while it goes on.

   A new point has the role that was chosen for new points, and no other point ever changes its own, but for three cases,
   in which the server splits, and the page says so: a drawing that was begun from nothing has no test points yet; a
   class that was added to it has none; or the last point that trains, or that tests, was erased. That is done when a
   stroke ends, not during it. */

import { player } from "../play/player.js";
import * as session from "../play/session.js";
import * as edits from "./edits.js";
import * as picture from "./picture.js";

const SEND_MS = 100; // while a stroke goes on
const DIGITS = 1000;

/** @type {Setup} */
let setup;
/** @type {{ at: Point, trains: boolean }[]} */
let list = [];
/** @type {{ text: string, points: Float32Array, train: number }} */
let taken; // the data that the server has taken
let stroke = { number: 0, what: "", goesOn: false, adds: false };
let timer = 0;
let unsent = false;
let waiting = false; // for the server to take what was sent; only then more is sent, however slow the line is
let fresh = false; // drawn from nothing, and nobody has chosen what tests
let trains = true; // what a new point is for

/** @param {number} value */
const rounded = (value) => Math.round(value * DIGITS) / DIGITS;
const training = () => list.filter((point) => point.trains).length;
export const isDraft = () => list.length < setup.minPoints;
/** @returns {Point[]} */
const places = () => list.map(({ at: [x, y, label] }) => [x, y, label]);

/** The points as the server has them; generated ones with fewer digits. */
function load() {
  unsent = false;
  const { points } = player.experiment;
  const { points: all, train } = taken;
  const at =
    points ?? Array.from({ length: all.length / 3 }, (_, i) => [...all.subarray(3 * i, 3 * i + 3)].map(rounded));
  list = at.map(([x, y, label], i) => ({ at: [x, y, label], trains: i < train }));
}

/** Give the points the roles that the server has given to them, whatever was drawn since. */
function adopt() {
  /** @type {Map<string, boolean[]>} */
  const roles = new Map();
  player.experiment.points?.forEach((place, i) => {
    const key = String(place);
    roles.set(key, [...(roles.get(key) ?? []), i < taken.train]);
  });
  for (const point of list) point.trains = roles.get(String(point.at))?.shift() ?? point.trains;
  list = [true, false].flatMap((role) => list.filter((point) => point.trains === role));
}

const show = () => picture.showPoints(Float32Array.from(places().flat()), training());

function changed() {
  if (isDraft() && training() === list.length) fresh = true;
  show();
  unsent = true;
  soon();
}

function soon() {
  if (!timer) timer = setTimeout(send, SEND_MS);
}

/** @param {number} train */
const isBoth = (train) => train > 0 && train < list.length;

/** What the server has to split before it can train with this, if anything.
    @param {number} train
    @param {Split | undefined} pending
    @returns {Split | undefined} */
function split(train, pending) {
  const both = isBoth(train);
  if (both && fresh && stroke.adds && !stroke.goesOn) return { train, kind: "new" };
  if (both) return pending && { ...pending, train };
  return { train, kind: fresh ? "new" : "least" };
}

function send() {
  clearTimeout(timer);
  timer = 0;
  if (!unsent || waiting || isDraft()) return; // a draft is not enough to train with: it stays here
  const train = training();
  if (stroke.goesOn && !isBoth(train)) return; // its end may bring what lacks
  unsent = false;
  waiting = true;
  const points = { dataset: "custom", points: places(), samples: list.length };
  const roles = { train_points: isBoth(train) ? train : null, split: split(train, player.draft.split) };
  const next = edits.fitting({ ...player.draft, ...points, ...roles });
  session.change(next, { keep: true, ...session.named(stroke.what), merge: `draw-${stroke.number}`, slow: true });
}

/** @param {Setup} given */
export const begin = (given) => (setup = given);

/** Somebody begins to draw on what there is. */
export function open() {
  load();
  fresh = false;
}

/** How many there are, and how many of them train. */
export const count = () => list.length;

export const trainers = () => training();

/** From now on new points train, or test.
    @param {boolean} train */
export const newOnes = (train) => (trains = train);

/** What follows is one step of undo.
    @param {string} what */
export const start = (what) => (stroke = { number: stroke.number + 1, what, goesOn: true, adds: false });

/** It has come to its end. */
export function end() {
  if (stroke.goesOn && fresh && stroke.adds) unsent = true; // what was sent during the stroke was not split
  stroke.goesOn = false;
  send();
}

/** The server has taken an experiment; what was drawn since then is not lost.
    @param {Lane} lane */
export function accepted({ data, split: moved }) {
  const known = waiting || data.points === taken?.text; // else it is an undo, or other data
  taken = { text: data.points, points: picture.data.points, train: data.train };
  waiting = false;
  if (!known && !(unsent && isDraft())) fresh = false;
  if (unsent && (known || !isDraft())) {
    if (moved) adopt();
    show();
  } else load();
  if (unsent) soon();
}

/** Add a point; false if there are too many.
    @param {number} x
    @param {number} y
    @param {number} label */
export function add(x, y, label) {
  if (list.length >= setup.maxPoints) return false;
  list.splice(trains ? training() : list.length, 0, { at: [rounded(x), rounded(y), rounded(label)], trains });
  if (!trains) fresh = false;
  stroke.adds = true;
  changed();
  return true;
}

/** Take away what is nearer than this; how many points that were.
    @param {number} x
    @param {number} y
    @param {number} reach */
export function erase(x, y, reach) {
  const left = list.filter(({ at: [px, py] }) => Math.hypot(px - x, py - y) > reach);
  const gone = list.length - left.length;
  list = left;
  if (gone) changed();
  return gone;
}

/** The number of the nearest point within reach, or -1.
    @param {number} x
    @param {number} y
    @param {number} reach */
export function nearest(x, y, reach) {
  const distances = list.map(({ at: [px, py] }) => Math.hypot(px - x, py - y));
  const least = Math.min(...distances);
  return least <= reach ? distances.indexOf(least) : -1;
}

/** @param {number} index
    @param {number} x
    @param {number} y */
export function move(index, x, y) {
  const point = list[index];
  list[index] = { ...point, at: [rounded(x), rounded(y), point.at[2]] };
  changed();
}

export function clear() {
  list = [];
  changed();
}

/** Back to what the server has. */
export function restore() {
  waiting = false;
  fresh = false;
  load();
  picture.showPoints(taken.points, taken.train);
}
