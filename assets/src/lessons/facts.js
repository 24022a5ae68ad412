/* What a check is read over: the run on the screen, and those since the step began. */

/** @typedef {import("./checks.js").RunFacts} RunFacts */
/** @typedef {import("./checks.js").Facts} Facts */

const MOST = 60; // races that are remembered

/** @type {LessonHost} */
let host;
/** @type {Experiment | null} */
let start = null; // the set-up that the step began with
/** @type {Facts["marks"]} */
let marks = { finished: [], sweeps: [] };
/** @type {Map<string, number>} */
let before = new Map(); // rows that were there when the step began, and how far they had come
/** @type {string | null} */
let awaited = null; // the link of the set-up that the step begins with, until it is there
/** @type {() => void} */
let changed = () => {};

/** What there is to say of a run, with its network, which is read only if a check asks for it.
    @param {Omit<RunFacts, "parameters" | "weights" | "biases">} facts
    @param {Beginning} at
    @returns {RunFacts} */
function withNetwork(facts, at) {
  /** @type {LayerNumbers[] | undefined} */
  let read;
  const layers = () => (read ??= host.parameters?.(at) ?? []);
  return {
    ...facts,
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

/** The run on the screen.
    @param {Frame} frame */
function present(frame) {
  const run = host.runs?.now();
  const facts = {
    experiment: frame.experiment,
    epochs: frame.epoch,
    trainLoss: frame.train_loss,
    testLoss: frame.test_loss,
    trainScore: frame.train_score,
    score: frame.test_score,
    ended: run?.ended ?? "",
    ...(run ? { startLoss: run.startLoss, byHand: run.byHand } : {}),
  };
  return withNetwork(facts, frame);
}

/** The run of a row, if this page has made it.
    @param {RunRow} row */
function recorded({ id, epochs, trainLoss, testLoss, trainScore, score, ended }) {
  const made = host.runs?.made(id);
  if (!made) return [];
  const { experiment, startLoss, byHand } = made;
  const facts = { experiment, epochs, trainLoss, testLoss, trainScore, score, ended, startLoss, byHand };
  return [withNetwork(facts, made)];
}

/** The rows of this page that have come further since the step began, but for the run on the screen. */
function since() {
  const now = host.runs?.now()?.id;
  return (host.runs?.all() ?? []).filter(({ id, epochs }) => id !== now && epochs > (before.get(id) ?? 0));
}

/** What is there now does not count. */
function forget() {
  before = new Map((host.runs?.all() ?? []).map(({ id, epochs }) => [id, epochs]));
}

/** @type {Partial<View>} */
const view = {
  accepted(lanes) {
    const [{ experiment, link }] = lanes;
    if (awaited !== null && (host.page === "race" || `${awaited}&`.startsWith(`${link}&`))) {
      [start, awaited] = [experiment, null];
      forget();
    }
    start ??= experiment;
    changed();
  },
  frame() {
    changed();
  },
  status() {
    changed();
  },
  stopped() {
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
export const now = () => (host.player?.frame ? present(host.player.frame) : null);

/** @returns {Facts} */
export function all() {
  note();
  const its = now();
  const runs = since().flatMap(recorded);
  return { now: its, runs: its?.epochs ? [...runs, its] : runs, start, marks };
}

/** How many runs have ended since the step began. */
export const count = () => since().length;

/** A step begins: with what is there, or with the set-up of a link, which comes next.
    @param {string | null} link */
export function begin(link) {
  [marks, awaited] = [{ finished: [], sweeps: [] }, link];
  start = link === null ? (host.player?.experiment ?? null) : null;
  forget();
  host.runs?.byHand(false);
}

/** @param {LessonHost} given
    @param {() => void} told something has changed */
export function listen(given, told) {
  [host, changed] = [given, told];
  host.watch?.(view);
  start = host.player?.experiment ?? null;
}
