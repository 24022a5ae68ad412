/* What a check is read over: the run on the screen, and those since the step began. */

/** @typedef {import("./checks.js").RunFacts} RunFacts */
/** @typedef {import("./checks.js").Facts} Facts */

const MOST = 60; // runs, of which the latest are kept

/** @type {LessonHost} */
let host;
/** @type {RunFacts[]} */
let runs = []; // that have ended since the step began
/** @type {Experiment | null} */
let start = null; // the set-up that the step began with
/** @type {Facts["marks"]} */
let marks = { finished: [], sweeps: [] };
/** @type {{ experiment: Experiment, startLoss: number, byHand: boolean, ended: string } | null} */
let current = null; // the run that is there
/** @type {Frame | null} */
let last = null;
/** @type {string | null} */
let awaited = null; // the link of the set-up that the step begins with, until it is there
/** @type {() => void} */
let changed = () => {};

/** What there is to say of a run; its weights are read only if a check asks for them.
    @param {Frame} frame
    @returns {RunFacts} */
function facts(frame) {
  /** @type {LayerNumbers[] | undefined} */
  let read;
  const layers = () => (read ??= host.parameters?.(frame) ?? []);
  return {
    experiment: frame.experiment,
    epochs: frame.epoch,
    trainLoss: frame.train_loss,
    testLoss: frame.test_loss,
    trainScore: frame.train_score,
    score: frame.test_score,
    ended: current?.ended ?? "",
    ...(current ? { startLoss: current.startLoss, byHand: current.byHand } : {}),
    get parameters() {
      return layers().reduce(
        (sum, { weights, biases, learned }) => sum + weights.length + biases.length + learned.length,
        0,
      );
    },
    get weights() {
      return layers().flatMap(({ weights }) => [...weights]);
    },
    get biases() {
      return layers().flatMap(({ biases }) => [...biases]);
    },
  };
}

/** The run that is there is over, and another one begins.
    @param {string} how */
function end(how) {
  if (last?.epoch && current) {
    current.ended ||= how;
    runs = [...runs, { ...facts(last) }].slice(-MOST); // read now: its frame goes
  }
  current = last = null;
}

/** @type {Partial<View>} */
const view = {
  accepted(lanes, restarted) {
    const [{ experiment, link }] = lanes;
    const same = current && JSON.stringify(current.experiment) === JSON.stringify(experiment);
    if (restarted || !same) end(same ? "reset" : "changed");
    if (awaited !== null && (host.page === "race" || `${awaited}&`.startsWith(`${link}&`))) {
      [runs, start, awaited] = [[], experiment, null];
    }
    start ??= experiment;
    changed();
  },
  frame([frame]) {
    if (!frame) return;
    const before = last;
    current ??= { experiment: frame.experiment, startLoss: frame.train_loss, byHand: false, ended: "" };
    if (frame.epoch !== before?.epoch && current.ended) current.ended = ""; // it goes on
    last = frame;
    changed();
  },
  status() {
    changed();
  },
  stopped({ reason }) {
    if (current) current.ended = reason;
    note();
    changed();
  },
};

/** Of a race, the lanes in the order in which they finished. */
export function finished() {
  const race = host.race?.();
  if (!race) return [];
  return race.lanes
    .map((lane, i) => ({ lane, epoch: race.finishes[i] ?? 0 }))
    .filter(({ epoch }) => epoch)
    .sort((one, other) => one.epoch - other.epoch)
    .map(({ lane }) => lane);
}

/** Whether there is a race, and all of its lanes have finished. */
export const allFinished = () => Boolean(host.race) && host.race?.().lanes.length === finished().length;

/** What has been finished is not forgotten by the next race. */
function note() {
  const order = finished();
  const seeds = host.swept?.() ?? 0;
  const known = marks.finished.at(-1) ?? [];
  const goesOn = known.every((lane, i) => order[i] === lane);
  if (order.length) marks.finished = [...(goesOn ? marks.finished.slice(0, -1) : marks.finished), order].slice(-MOST);
  if (seeds && marks.sweeps.at(-1) !== seeds) marks.sweeps = [...marks.sweeps, seeds].slice(-MOST);
}

/** The run on the screen.
    @returns {RunFacts | null} */
export const now = () => (last ? facts(last) : null);

/** @returns {Facts} */
export function all() {
  note();
  const present = now();
  return { now: present, runs: present?.epochs ? [...runs, present] : runs, start, marks };
}

/** How many runs have ended since the step began. */
export const count = () => runs.length;

/** A step begins: with what is there, or with the set-up of a link, which comes next.
    @param {string | null} link */
export function begin(link) {
  [runs, marks, awaited] = [[], { finished: [], sweeps: [] }, link];
  start = link === null ? (host.player?.experiment ?? null) : null;
  if (current) current.byHand = false;
}

/** @param {LessonHost} given
    @param {() => void} told something has changed */
export function listen(given, told) {
  [host, changed] = [given, told];
  host.watch?.(view);
  last = host.player?.frame ?? null;
  start = host.player?.experiment ?? null;
  const { player } = host;
  if (!player) return;
  if (last) view.frame?.([last]);
  // Weights that somebody sets come as an edit with a state of its own.
  const { edit } = player;
  player.edit = (drafts, kind, frames, urgent) => {
    if (kind === "keep" && frames && current) current.byHand = true;
    edit(drafts, kind, frames, urgent);
  };
}
