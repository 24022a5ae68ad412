/* One set-up trained with many seeds, one after the other, each for the same epochs: what they end with. The server
   forgets, so each run is asked for a piece at a time, from its state. It is pure but for what is asked. */

const MOST = 1000; // epochs of a request

/** A run with another seed; `lane` is what the server says of its set-up.
    @typedef {{ seed: number, lane: Lane, frame: Frame, diverged: boolean }} Ended */
/** @typedef {object} Plan
    @property {Experiment} experiment
    @property {"weights_seed" | "seed"} varies
    @property {number} runs
    @property {number} epochs
    @property {number} pixels
    @property {"test_loss" | "train_loss" | "test_score"} metric
    @property {number} threshold */
/** @typedef {(request: import("../wire/calls.js").TickRequestOfPage) =>
      Promise<import("../wire/calls.js").Answered<{ lanes: LaneAnswer[] }>>} Tick */

/** The set-up with another seed: of the weights alone, or of data and weights.
    @param {Plan} plan
    @param {number} seed
    @returns {Experiment} */
function seeded({ experiment: { split, race, ...experiment }, varies }, seed) {
  return varies === "seed" ? { ...experiment, seed, weights_seed: null } : { ...experiment, weights_seed: seed };
}

/** Train one of them to its end; nothing if nobody waits for it any more.
    @param {Plan} plan
    @param {number} seed
    @param {Tick} tick
    @param {() => boolean} wanted
    @returns {Promise<Ended | null>} */
export async function train(plan, seed, tick, wanted) {
  const experiment = seeded(plan, seed);
  /** @type {Lane | null} */
  let lane = null;
  /** @type {Frame | null} */
  let frame = null;
  for (;;) {
    const epochs = Math.min(MOST, plan.epochs - (frame?.epoch ?? 0));
    const answer = await tick({
      run: 0,
      request: 0,
      lanes: [{ experiment: lane?.experiment ?? experiment, state: frame?.state ?? null }],
      epochs,
      frames: 1,
      view: { units: false, data: !lane, pixels: plan.pixels },
    });
    if (!wanted()) return null;
    if (answer.error !== undefined) throw new RangeError(answer.error); // it is refused, and would be again
    const [{ frames, stopped, ...told }] = answer.lanes;
    lane ??= told;
    if (frames.length) frame = { ...frames[frames.length - 1], experiment: lane.experiment };
    const over = stopped || (frame?.epoch ?? 0) >= plan.epochs;
    if (frame && over) return { seed, lane, frame, diverged: stopped?.reason === "diverged" };
  }
}

/** Whether a run came to the threshold; one that diverged did not.
    @param {Pick<Plan, "metric" | "threshold">} plan
    @param {Pick<Ended, "frame" | "diverged">} ended */
export const succeeded = ({ metric, threshold }, { frame, diverged }) =>
  !diverged && (metric === "test_score" ? frame.test_score >= threshold : frame[metric] < threshold);

/** The middle of some numbers.
    @param {number[]} values */
export function median(values) {
  const sorted = values.toSorted((one, other) => one - other);
  const half = sorted.length / 2;
  return half % 1 ? sorted[Math.floor(half)] : (sorted[half - 1] + sorted[half]) / 2;
}
