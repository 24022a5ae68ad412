/* The race page: several networks that differ in one choice, played together. */

import { $, byId, fill } from "../lib/dom.js";
import * as inputs from "../lib/inputs.js";
import * as messages from "../lib/messages.js";
import * as numbers from "../lib/numbers.js";
import * as classes from "../paint/classes.js";
import * as lock from "../play/lock.js";
import { player } from "../play/player.js";
import * as readouts from "../play/readouts.js";
import * as handover from "../share/handover.js";
import * as presenting from "../share/presenting.js";
import * as codec from "../wire/codec.js";
import { FEW_LANES, LANE_PIXELS, MAX_LANES } from "../wire/contract.js";
import * as cards from "./cards.js";
import * as choices from "./choices.js";
import * as curves from "./curves.js";
import * as editor from "./editor.js";
import * as podium from "./podium.js";
import * as sweep from "./sweep.js";

const SLOW_MS = 250; // numbers that nobody can read faster

/** Who is told what becomes of a race.
    @typedef {Pick<typeof import("./address.js"), "edited" | "accepted" | "refused">} Told */
/** What is to be found again, beside the moments.
    @typedef {{ race: Race, lanes: Lane[], finishes: podium.Finishes, stops: podium.Stops }} Left */

/** @type {RaceSetup} */
let setup;
/** @type {Race} */
let race;
/** @type {Race} */
let accepted; // the last one that the server took, or else the usual one
/** @type {Told} */
let address;
/** @type {Lane[]} */
let taken = []; // what the server said of its lanes
/** @type {ShownData[] | null} */
let data = null;
let slowAt = 0;
/** @type {Frame[]} */
let shown = []; // the frames on the screen
let note = ""; // to be said when the first race is there

/** @param {number} i */
const name = (i) => cards.name(race, i);

/** Somebody wants another race; all lanes restart, unless they may go on with what they have learned.
    @param {Race} next
    @param {"keep" | "restart"} [kind] */
export function change(next, kind = "restart") {
  if (lock.refuses(again)) return;
  const same = JSON.stringify(next) === JSON.stringify(race);
  take(next, kind);
  if (!same) address.edited(next);
}

/** @param {Race} next
    @param {"keep" | "restart"} kind
    @param {boolean} urgent */
function take(next, kind, urgent = false) {
  race = next;
  look();
  player.edit(choices.drafts(race), kind, null, urgent);
  controls();
}

/** What the server is to draw and to measure. A lane that is alone has all of a screen. */
function look() {
  const few = race.lanes.length <= FEW_LANES || presenting.alone() !== null;
  const pixels = few ? LANE_PIXELS.few : LANE_PIXELS.many;
  const visible = { units: false, diagnostics: true, pixels, target: Number(race.target), metric: race.metric };
  player.visible = () => visible;
}

export const goal = () => {
  const target = Number(race.target);
  return race.metric === "test_loss"
    ? fill(setup.texts.lossBelow, { target })
    : fill(setup.texts.scoreAtLeast, { target });
};
/** Own data, by the names of their columns. */
function ownData() {
  const { names } = race.base;
  const columns = names ? [names.x, names.y, names.label].map((column) => column?.name).filter(Boolean) : [];
  return [setup.texts.ownData, ...(columns.length ? [columns.join(", ")] : [])].join(": ");
}

/** @type {Record<string, () => string>} */
const NAMES = {
  "race-target": goal,
  "race-hidden": () => choices.shape(race.base).replaceAll(",", ", "),
  "race-dataset": ownData,
};

function controls() {
  const { base } = race;
  const values = {
    "race-dataset": base.dataset,
    "race-hidden": choices.shape(base),
    "race-learning-rate": String(base.learning_rate),
    "race-batch": String(base.batch_size),
    "race-noise": String(base.noise),
    "race-differs": race.differs,
    "race-start": race.start,
    "race-target": `${race.metric} ${race.target}`,
  };
  for (const [id, value] of byId(values)) inputs.select($(id), value, NAMES[id]?.() ?? cards.written(value));
  $("race-seed").value = String(base.seed);
  for (const [id, field] of byId(choices.COMMON)) $(id).disabled = field === race.differs;
  $("race-start").disabled = race.differs === "initializer";
  $("race-add").disabled = race.lanes.length >= MAX_LANES;
  $("race-formula").disabled = race.lanes.length >= MAX_LANES || race.differs !== "activation";
  document.querySelectorAll("[data-start]").forEach((text) => {
    text.hidden = text.dataset.start !== race.start;
  });
  editor.show();
}

/** What is measured only now and then is shown until it is measured again.
    @param {Frame[]} frames */
function complete(frames) {
  frames.forEach((frame, i) => {
    if (!frame) return;
    if (!frame.diagnostics) {
      const { diagnostics, shapes } = shown[i];
      Object.assign(frame, { diagnostics, shapes, older: true });
    }
    frame.seconds ??= shown[i]?.seconds;
  });
  shown = frames;
}

/** @type {View} */
const view = {
  frame(frames) {
    complete(frames);
    const epoch = Math.max(...frames.map((frame) => frame?.epoch ?? 0));
    const slowly = !player.playing || performance.now() - slowAt > SLOW_MS;
    if (slowly) slowAt = performance.now();
    podium.forgetAfter(epoch);
    podium.note(frames);
    cards.show(race, frames, podium.outcome(frames), slowly);
    readouts.epoch(epoch, player.playing);
    curves.add(frames, epoch);
  },
  accepted(lanes, restarted) {
    data = lanes.map((lane) => ({
      ...lane.data,
      points: codec.points(lane.data.points),
      several: classes.kind(lane.experiment),
      two: lane.experiment.problem === "classification",
    }));
    podium.goOn();
    if (restarted) {
      curves.clear(Math.max(...lanes.map(({ experiment }) => experiment.hidden.length)) + 1);
      podium.clear();
      messages.message("problem-message", note);
      note = "";
    }
    // What was left to the server is the same in all lanes, unless they differ in what it depends on.
    if (race.differs !== "dataset") race = { ...race, base: { ...lanes[0].experiment, ...race.base } };
    [accepted, taken] = [race, lanes];
    controls();
    cards.build(race);
    isolate(null);
    cards.sizes(
      lanes.map(({ parameters }) => parameters),
      lanes.map(({ experiment }) => experiment),
      race.differs,
    );
    cards.points(data);
    address.accepted();
  },
  status() {
    const { frames } = player;
    readouts.status(player.playing);
    if (frames) cards.show(race, frames, podium.outcome(frames), true);
    if (frames?.some((frame) => frame?.older) && !player.playing) player.look();
  },
  refused(error = setup.texts.noAnswer) {
    if (address.refused(fill(setup.texts.refused, { error }))) return; // it was a link's
    messages.refused(error);
    again();
  },
  stopped({ lane, epoch, fault }) {
    podium.stop(lane, epoch);
    const { texts } = setup;
    const told = { name: name(lane), epoch };
    const blamed = fault && fill(texts.noNumber, { ...told, ...fault, z: numbers.rounded(fault.z, 6) });
    messages.message("problem-message", blamed ?? fill(texts.diverged, told));
    const frames = player.frames ?? [];
    cards.show(race, frames, podium.outcome(frames), true);
  },
  connection: (wait) => messages.connection(wait),
  unanswered: () => messages.paused(),
};

/** Show the race that trains. */
function again() {
  race = accepted;
  look();
  controls();
  cards.build(race);
}

/** One lane is alone on the screen, or all of them are there again: of many the pictures are finer or coarser then.
    @param {number | null} lane */
export function alone(lane) {
  isolate(lane);
  look();
  if (race.lanes.length > FEW_LANES) player.look();
}

/** @param {number | null} lane */
export function isolate(lane) {
  cards.items().forEach(({ card }, i) => {
    card.classList.toggle("isolated", lane === i);
    card.querySelector(".swatch").setAttribute("aria-pressed", String(lane === i));
  });
  curves.isolate(lane);
}

/** @param {RaceSetup} given
    @param {Told} told */
export function begin(given, told) {
  [setup, address] = [given, told];
  choices.begin(setup);
  editor.begin(setup, { race: () => race, change, name, counts: () => taken.map(({ parameters }) => parameters) });
  podium.begin(setup.texts, () => race, goal);
  race = accepted = setup.usual;
  player.open(view);
}

/** Open what the address says; `said` is a note on it.
    @param {Race} next
    @param {string} said */
export function follow(next, said) {
  note = said;
  take(next, "restart", true);
}

/** Go on with what trains, without what is on its way. */
export function stay() {
  player.stay();
  again();
}

/** What is to be found again by somebody who leaves the page and comes back. */
export const left = () => player.frames && { ...curves.left(), race: accepted, lanes: taken, ...podium.left() };

/** @param {Parameters<typeof curves.restore>[0] & Left} left */
export function restore(left) {
  ({ race } = left);
  look();
  player.travel(left.moments[left.at]);
  view.accepted(left.lanes, false);
  curves.restore(left, Math.max(...left.lanes.map(({ experiment }) => experiment.hidden.length)) + 1);
  podium.restore(left);
}

/** The lanes have other names. */
export function rename() {
  cards.build(race);
  editor.show();
  podium.show();
  sweep.rename();
  repaint();
}

export function repaint() {
  if (data) cards.points(data);
  if (player.frames) cards.show(race, player.frames, podium.outcome(player.frames), true);
  curves.draw();
  sweep.redraw();
}

/** Take a lane with its weights to the playground.
    @param {number} lane */
export function open(lane) {
  if (player.frames) handover.open(player.experiments[lane], player.frames[lane].state);
}

export { race as state };
