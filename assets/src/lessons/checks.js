/* Checks: whether what a lesson asks for holds. They are data, see app/lessons/checks.py; here they are read over facts,
   and nothing else: the same facts give the same answer. */

/** @typedef {import("../wire/types.js").StepTold["check"]} AnyCheck
    @typedef {NonNullable<AnyCheck>} Check */

/** A run, the present one or one that has ended; its numbers are those of its last epoch.
    @typedef {object} RunFacts
    @property {Experiment} experiment
    @property {number} epochs
    @property {number} trainLoss
    @property {number} testLoss
    @property {number} trainScore
    @property {number} score of the test data: the accuracy, or R²
    @property {number} parameters
    @property {string} [ended] "diverged", if it did; else how it ended, or nothing
    @property {number} [startLoss] the training loss before the first epoch
    @property {number[]} [weights] all of the network
    @property {number[]} [biases]
    @property {boolean} [byHand] whether somebody has set one of them since the step began */

/** What a check is read over.
    @typedef {object} Facts
    @property {RunFacts | null} now the run on the screen
    @property {RunFacts[]} runs since the step began, in their order; the present one is the last, once it has trained
    @property {Experiment | null} start the set-up that the step began with
    @property {{ finished: string[][], sweeps: number[] }} marks of each race the lanes in the order in which they
      finished, and of each repetition that is complete how many seeds it had */

/** @param {Experiment} experiment */
const regression = (experiment) => experiment.problem === "regression";

/** What has neither trained nor been set by hand has no losses and scores yet.
    @param {RunFacts} run */
const begun = (run) => run.epochs > 0 || run.byHand === true;

/** What a run has as a number; NaN where it has none, which is within no bounds.
    @type {Record<string, (run: RunFacts) => number>} */
const NUMBERS = {
  test_loss: (run) => (begun(run) ? run.testLoss : NaN),
  train_loss: (run) => (begun(run) ? run.trainLoss : NaN),
  gap: (run) => (begun(run) ? run.testLoss - run.trainLoss : NaN),
  accuracy: (run) => (begun(run) && !regression(run.experiment) ? run.score : NaN),
  train_accuracy: (run) => (begun(run) && !regression(run.experiment) ? run.trainScore : NaN),
  r2: (run) => (begun(run) && regression(run.experiment) ? run.score : NaN),
  epoch: (run) => run.epochs,
  layers: (run) => run.experiment.hidden.length,
  units: (run) => run.experiment.hidden.reduce((sum, layer) => sum + layer.units, 0),
  parameters: (run) => run.parameters,
  features: (run) => run.experiment.features.length,
  points: (run) => run.experiment.points?.length ?? 0,
};

/** What a run has as a number, as checks and questions call it; NaN where it has none.
    @param {string} of
    @param {RunFacts} run */
export const numberOf = (of, run) => (Object.hasOwn(NUMBERS, of) ? NUMBERS[of](run) : NaN);

/** @param {number} value
    @param {Extract<Check, { kind: "number" }>} bounds */
function within(value, { below, above, at_least: least, at_most: most }) {
  if (Number.isNaN(value)) return false;
  return (
    (below === null || value < below) &&
    (above === null || value > above) &&
    (least === null || value >= least) &&
    (most === null || value <= most)
  );
}

/** @param {HiddenLayer} layer */
function layerText({ units, activation, parameter, formula, dropout }) {
  const name = formula === null || formula === undefined ? activation : `=${formula}`;
  const own = parameter === null || parameter === undefined ? "" : `:${parameter}`;
  return `${units}-${name}${own}${dropout ? `~${dropout}` : ""}`;
}

/** A field as a link has it, so that lists can be compared.
    @param {Experiment} experiment
    @param {string} field
    @returns {unknown} */
export function fieldOf(experiment, field) {
  if (field === "hidden") return experiment.hidden.map(layerText).join(";");
  if (field === "features") return experiment.features.join(",");
  const value = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (experiment))[field];
  return typeof value === "object" && value !== null ? JSON.stringify(value) : value;
}

/** @param {Experiment} experiment */
const activationsOf = ({ hidden }) => hidden.map(({ activation }) => activation);

/** What tells runs apart.
    @param {Experiment} experiment
    @param {string | null} field */
function sameBy(experiment, field) {
  if (field === "activation") return activationsOf(experiment).join(";");
  return field === null ? null : String(fieldOf(experiment, field));
}

/** @param {number[] | undefined} values
    @param {number} limit */
const beyond = (values, limit) => (values ?? []).some((value) => Math.abs(value) > limit);

/** How many runs there are of those that a check asks for.
    @param {Extract<Check, { kind: "runs" }>} check
    @param {Facts} facts */
function countRuns({ of, different }, facts) {
  const found = facts.runs.filter((run) => !of || holds(of, { ...facts, now: run }));
  if (different === null) return found.length;
  return new Set(found.map(({ experiment }) => sameBy(experiment, different))).size;
}

/** How far one has come with a check that asks for several runs; null: it does not.
    @param {Check} check
    @param {Facts} facts */
export const reached = (check, facts) =>
  check.kind === "runs" && check.at_least > 1 ? { n: countRuns(check, facts), all: check.at_least } : null;

/** @param {readonly unknown[]} first
    @param {readonly unknown[]} all */
const begins = (first, all) => first.every((each, i) => all[i] === each);

/** @param {RunFacts} run
    @param {Extract<Check, { kind: "setting" }>} check
    @param {Experiment | null} start */
function setting({ experiment }, { field, equals }, start) {
  const value = fieldOf(experiment, field);
  if (equals === null) return start !== null && value !== fieldOf(start, field);
  return value === equals || (value === null && equals === "");
}

/** @param {RunFacts} run
    @param {Extract<Check, { kind: "features" }>} check */
function features({ experiment }, { keys, only }) {
  const has = new Set(experiment.features);
  return keys.every((key) => has.has(key)) && (!only || has.size === keys.length);
}

/** Whether a run is what a check says of one.
    @param {Check} check
    @param {RunFacts} run
    @param {Facts} facts */
function holdsOf(check, run, facts) {
  switch (check.kind) {
    case "number":
      return within(numberOf(check.of, run), check);
    case "diverged":
      return run.ended === "diverged";
    case "no_progress":
      return run.epochs >= check.epochs && run.trainLoss > (run.startLoss ?? NaN) * (1 - check.fell);
    case "features":
      return features(run, check);
    case "activation":
      return activationsOf(run.experiment).includes(check.key);
    case "setting":
      return setting(run, check, facts.start);
    case "weight":
      return (
        (check.what !== "bias" && beyond(run.weights, check.beyond)) ||
        (check.what !== "weight" && beyond(run.biases, check.beyond))
      );
    case "by_hand":
      return run.byHand === true;
    default:
      return false; // of a kind that is not known
  }
}

/** Whether a check holds.
    @param {Check} check
    @param {Facts} facts
    @returns {boolean} */
export function holds(check, facts) {
  switch (check.kind) {
    case "all":
      return check.of.every((each) => holds(each, facts));
    case "any":
      return check.of.some((each) => holds(each, facts));
    case "not":
      return !holds(check.of, facts);
    case "runs":
      return countRuns(check, facts) >= check.at_least;
    case "finished":
      return facts.marks.finished.some((order) => order.length >= check.lanes && begins(check.order, order));
    case "sweep":
      return facts.marks.sweeps.some((seeds) => seeds >= check.seeds);
    default:
      return facts.now !== null && holdsOf(check, facts.now, facts);
  }
}
