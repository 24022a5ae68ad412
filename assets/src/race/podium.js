/* Who is where in a race: the ranks, who has finished when, who has stopped, and the podium that says so. */

import { $, fill } from "../lib/dom.js";
import * as laneColors from "../lib/lane_colors.js";
import * as cards from "./cards.js";

/** Of each lane the epoch at which it reached the target.
    @typedef {(number | null | undefined)[]} Finishes */
/** Since when a lane trains no more.
    @typedef {({ epoch: number } | null | undefined)[]} Stops */

/** @type {TextsOf<"race">} */
let texts;
/** @type {() => Race} */
let current; // gives the race as it is now
/** @type {() => string} */
let goal; // gives its finish, in words
/** @type {Finishes} */
let finishes = [];
/** @type {Stops} */
let stops = [];

/** The place of a lane that has finished; those that have finished at the same epoch share theirs.
    @param {number} lane */
function place(lane) {
  const finish = finishes[lane];
  return finish ? texts.places.split("|")[finishes.filter((other) => other && other < finish).length] : "";
}

/** How each lane does.
    @param {(Frame | undefined)[]} frames
    @returns {cards.Outcome[]} */
export function outcome(frames) {
  return frames.map((_, i) => ({ place: place(i), finish: finishes[i], stopped: stops[i] ?? undefined }));
}

/** Some lanes may have finished.
    @param {Frame[]} frames */
export function note(frames) {
  const fresh = frames.map((_, i) => i).filter((i) => !finishes[i] && frames[i]?.finished !== undefined);
  if (!fresh.length) return;
  for (const i of fresh) finishes[i] = frames[i].finished;
  show();
}

/** Back at an earlier moment, what came later has not come yet.
    @param {number} epoch */
export function forgetAfter(epoch) {
  if (!finishes.some((at) => (at ?? 0) > epoch)) return;
  finishes = finishes.map((at) => ((at ?? 0) > epoch ? undefined : at));
  show();
}

/** A lane trains no more.
    @param {number} lane
    @param {number} epoch */
export function stop(lane, epoch) {
  stops[lane] = { epoch };
}

/** All lanes train again. */
export function goOn() {
  stops = [];
}

/** Nobody has finished. */
export function clear() {
  finishes = [];
  show();
}

export function show() {
  const race = current();
  const order = race.lanes
    .flatMap((_, i) => (finishes[i] ? [{ i, epoch: finishes[i] }] : []))
    .sort((a, b) => a.epoch - b.epoch);
  const places = order.map(({ i, epoch }) => {
    const text = fill(texts.place, { place: place(i), name: cards.name(race, i), epoch });
    const item = Object.assign(document.createElement("span"), { textContent: text });
    item.style.setProperty("--lane", laneColors.variable(i));
    return item;
  });
  const title = places.length ? [fill(texts.podium, { goal: goal() })] : [];
  $("race-podium").replaceChildren(...title, ...places);
}

/** What is to be found again. */
export const left = () => ({ finishes, stops });

/** @param {{ finishes: Finishes, stops: Stops }} kept */
export function restore(kept) {
  ({ finishes, stops } = kept);
  show();
}

/** @param {TextsOf<"race">} given
    @param {() => Race} race
    @param {() => string} itsGoal */
export function begin(given, race, itsGoal) {
  [texts, current, goal] = [given, race, itsGoal];
}
