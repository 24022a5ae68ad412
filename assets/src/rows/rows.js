/* Rows of the run table, made from the frames of a run. A run is what trains with one set-up: it begins at epoch 0, or
   where another set-up has left the network. It is pure: what happens goes in, rows come out. */

const CURVE = 80; // points of a row's loss curve
const FNV = { offset: 0x811c9dc5, prime: 0x01000193 };

/** A run on the page. `trained` is the last frame to which it trained, `recorded` the one that its row tells;
    `startLoss` is the training loss that it began with, and `byHand` says that somebody has set weights or biases in it.
    @typedef {{ id: string, lane: Lane, from: number, repeats: boolean, far: number, trained: Frame | null,
      recorded: Frame | null, ended: RunEnd | null, startLoss: number, byHand: boolean }} Run */
/** What is kept of a run by who leaves the page and comes back.
    @typedef {Pick<Run, "id" | "from" | "repeats" | "far"> & { link: string }} Left */
/** Who makes and keeps rows: `make` a row of a run at a frame, `change` how it ended; `resumed` is a run that was left.
    @typedef {object} Hooks
    @property {(run: Run, frame: Frame, ended: RunEnd) => void} make
    @property {(change: RunChange) => void} change
    @property {() => string} id
    @property {(link: string, epoch: number) => Left | null} resumed */

/** A short text that is another one for other points (FNV-1a).
    @param {unknown} value */
function digest(value) {
  let hash = FNV.offset;
  for (const sign of JSON.stringify(value)) hash = Math.imul(hash ^ sign.charCodeAt(0), FNV.prime);
  return (hash >>> 0).toString(16);
}

/** What a row keeps of an experiment.
    @param {Experiment} experiment
    @returns {RunSetup} */
export function setupOf({ points, names, split, race, ...chosen }) {
  return { ...chosen, data: points ? digest([points, chosen.train_points]) : "" };
}

/** Some of the numbers of a run, evenly apart, with the first and the last one.
    @param {Numbers[]} numbers
    @param {number} from
    @param {number} to
    @returns {RunRow["curve"]} */
export function curveOf(numbers, from, to) {
  const inside = numbers.filter(({ epoch }) => epoch >= from && epoch <= to);
  const count = Math.min(CURVE, inside.length);
  return Array.from({ length: count }, (_, i) => {
    const { epoch, train_loss, test_loss } = inside[Math.round((i * (inside.length - 1)) / Math.max(1, count - 1))];
    return [epoch, train_loss, test_loss];
  });
}

/** The row of a run as a frame shows it.
    @param {Pick<Run, "id" | "lane" | "from" | "repeats">} run
    @param {Frame} frame
    @param {RunEnd} ended
    @param {Pick<RunRow, "at" | "picture" | "curve" | "stop">} more
    @returns {Omit<RunRow, "number">} */
export const row = ({ id, lane, from, repeats }, frame, ended, more) => ({
  id,
  link: lane.link,
  repeats,
  setup: setupOf(lane.experiment),
  from,
  epochs: frame.epoch,
  trainLoss: frame.train_loss,
  testLoss: frame.test_loss,
  trainScore: frame.train_score,
  score: frame.test_score,
  gap: frame.test_loss - frame.train_loss,
  parameters: lane.parameters,
  ended,
  note: "",
  ...more,
});

/** What is known of it beside its row.
    @param {Run} run
    @param {Frame} frame
    @returns {RunMade} */
export const made = ({ startLoss, byHand }, { experiment, state }) => ({ experiment, state, startLoss, byHand });

/** Follow what trains.
    @param {Hooks} hooks */
export function follow({ make, change, id, resumed }) {
  /** @type {WeakMap<Experiment, Run>} */
  const runs = new WeakMap(); // of a session, to which undo and the timeline go back
  /** @type {Run | null} */
  let run = null;
  /** @type {Lane} */
  let lane;
  let fresh = true; // the next run begins as its link does
  let epoch = 0; // on the screen
  let hand = false; // somebody has set weights of it

  /** @param {RunEnd} ended */
  function record(ended) {
    if (!run?.trained) return;
    Object.assign(run, { recorded: run.trained, ended });
    make(run, run.trained, ended);
  }

  /** @param {RunEnd} ended */
  function leave(ended) {
    if (!run?.trained) return;
    if (run.recorded !== run.trained) record(ended);
    else if (run.ended === "paused") {
      run.ended = ended;
      change({ id: run.id, ended });
    }
  }

  /** @param {Frame} frame
      @returns {Run} */
  function begin(frame) {
    const left = resumed(lane.link, frame.epoch);
    const begun = left ?? { id: id(), from: frame.epoch, repeats: fresh && frame.epoch === 0, far: frame.epoch };
    const { from, repeats, far } = begun;
    const none = { trained: null, recorded: null, ended: null };
    const next = { id: begun.id, lane, from, repeats, far, ...none, startLoss: frame.train_loss, byHand: hand };
    runs.set(frame.experiment, next);
    return next;
  }

  return {
    /** The server has taken a set-up; a `clean` one begins with nothing that was learned or set before.
        @param {Lane} given
        @param {boolean} restarted
        @param {boolean} clean */
    accepted(given, restarted, clean) {
      const same = given.link === lane?.link;
      leave(restarted && same ? "reset" : "changed");
      // A network that has not learned anything is the one of its set-up; the same set-up again: weights set by hand.
      fresh = restarted ? clean : Boolean(run?.repeats) && epoch === 0 && !same;
      [lane, run] = [given, null];
      hand &&= same && !restarted;
    },
    /** @param {Frame} frame
        @param {boolean} playing */
    frame(frame, playing) {
      run ??= runs.get(frame.experiment) ?? begin(frame);
      run.byHand ||= hand;
      const moves = frame.epoch !== epoch;
      ({ epoch } = frame);
      if (epoch <= run.from || !(playing ? moves : epoch > run.far)) return;
      run.trained = frame;
      run.far = epoch;
      run.ended = null; // it goes on
      if (!playing) record("paused"); // by a single step
    },
    /** It plays no more. */
    paused() {
      if (run?.trained && run.recorded !== run.trained) record("paused");
    },
    /** It trains no more from here.
        @param {"goal" | "diverged"} reason */
    stopped(reason) {
      if (run?.trained && run.recorded !== run.trained) record(reason);
      else if (run) {
        run.ended = reason;
        if (run.recorded) change({ id: run.id, ended: reason });
      }
    },
    /** Somebody sets weights or biases by hand; or that is forgotten, for who wants to see it done again.
        @param {boolean} is */
    byHand(is) {
      hand = is;
      if (run && !is) run.byHand = false;
    },
    /** The run on the screen. */
    get run() {
      return run;
    },
    /** What is to be kept of the run on the screen.
        @returns {Left | null} */
    left: () => run && { id: run.id, link: run.lane.link, from: run.from, repeats: run.repeats, far: run.far },
  };
}
