/* What a seat in a class has of the race: of its lanes the one that is ahead, and each as a run once it has finished, or once
   another race begins and it never will. */

import * as lock from "../play/lock.js";
import { player } from "../play/player.js";
import { watch } from "../play/player_state.js";
import * as seat from "../share/seat.js";
import * as address from "./address.js";
import * as podium from "./podium.js";
import * as race from "./race.js";

/** @type {((run: SeatRun) => void)[]} */
const listeners = [];
/** @type {Lane[]} */
let lanes = [];
/** @type {Frame[]} */
let shown = [];
/** @type {boolean[] | null} */
let told = null; // of which lanes; of a race that somebody comes back to, those that had finished
let stop = ""; // the finish, as a link of the playground says it

/** @param {number} lane
    @param {number | null | undefined} finish */
function tell(lane, finish) {
  const [frame, its] = [shown[lane], lanes[lane]];
  if (!frame?.epoch || !its || !told || told[lane]) return;
  told[lane] = true;
  /** @type {SeatRun} */
  const run = {
    link: its.link,
    repeats: true,
    stop,
    ended: finish ? "goal" : "reset",
    epochs: finish || frame.epoch,
    trainLoss: frame.train_loss,
    testLoss: frame.test_loss,
    score: frame.test_score,
    parameters: its.parameters,
    setup: its.experiment,
    curve: [],
  };
  listeners.forEach((listener) => listener(run));
}

/** @type {Partial<View>} */
const view = {
  frame(frames) {
    const { finishes } = podium.left();
    shown = frames;
    stop = `stop=${race.state.metric}:${race.state.target}`;
    told ??= frames.map((_, i) => Boolean(finishes[i]));
    finishes.forEach((finish, i) => finish && tell(i, finish));
  },
  accepted(given, restarted) {
    if (restarted) lanes.forEach((_, i) => tell(i, null));
    if (restarted) [shown, told] = [[], []];
    lanes = given;
  },
};

/** @returns {SeatFacts | null} */
function facts() {
  const frames = player.frames?.filter(Boolean) ?? [];
  if (!frames.length) return null;
  const { metric } = race.state;
  const order = frames.toSorted((one, other) => one.test_loss - other.test_loss || other.test_score - one.test_score);
  const frame =
    metric === "test_loss" ? order[0] : frames.reduce((best, its) => (its[metric] > best[metric] ? its : best));
  const { finishes, stops } = podium.left();
  const ended = frames.every((_, i) => finishes[i] || stops[i]);
  return {
    link: address.link(),
    playing: player.playing,
    done: ended && finishes.some(Boolean),
    diverged: ended && !finishes.some(Boolean),
    frame: { ...frame, outputs: undefined },
  };
}

export function begin() {
  watch(view);
  seat.begin({
    page: "race",
    facts,
    hold(is) {
      if (is && player.playing) player.pause();
      lock.hold(is, "class");
    },
    freeze: lock.freeze,
    onRun: (listener) => void listeners.push(listener),
  });
}
