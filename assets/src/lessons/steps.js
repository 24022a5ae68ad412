/* The rhythm of a step: predict, run, see, explain, do. It is pure: the step and what was done in it go in, what is open
   comes out. */

import { numberOf } from "./checks.js";

/** @typedef {import("../wire/types.js").StepTold} Step */
/** @typedef {import("../wire/types.js").QuestionTold} Question */
/** @typedef {import("./progress.js").Done} Done */
/** @typedef {import("./progress.js").Answer} Answer */
/** @typedef {import("./checks.js").RunFacts} RunFacts */

/** Whether what is to be done comes before the question: where there is no run, the question is about that.
    @param {Pick<Step, "run" | "check">} step */
export const doesFirst = ({ run, check }) => Boolean(check) && !run;

/** Which parts of a step are open, whether Play is locked, and whether everything is done.
    @param {Step} step
    @param {Done} done */
export function open({ predict, run, ask, check }, done) {
  const predicted = !predict || done.predicted !== undefined;
  const over = predicted && (!run || done.over !== undefined);
  const answered = !ask || done.answered !== undefined;
  const met = !check || done.met === true;
  return {
    locked: !predicted,
    run: Boolean(run) && predicted,
    seen: Boolean(predict) && over,
    ask: Boolean(ask) && over && (met || !doesFirst({ run, check })),
    check: Boolean(check) && predicted,
    reveal: over && answered && met,
    done: over && answered && met,
  };
}

/** Whether the run of a step has come to its end: its conditions are met, it has gone far enough, all lanes have finished,
    or it diverged. The server stops at most of these, but not a race, and not at an epoch besides.
    @param {Step} step
    @param {RunFacts} now
    @param {boolean} [finished] all lanes */
export function hasEnded({ run }, now, finished = false) {
  if (!run || !now.epochs) return false;
  if (now.ended === "diverged" || now.ended === "goal" || finished) return true;
  return (run.epochs > 0 && now.epochs >= run.epochs) || (run.stop.length > 0 && areMet(run, now));
}

/** Whether it is over now: it has ended, or somebody paused it where it is theirs to say when.
    @param {Step} step
    @param {RunFacts} now
    @param {boolean} playing
    @param {boolean} [finished] */
export function isOver(step, now, playing, finished = false) {
  if (!step.run || !now.epochs) return false;
  if (hasEnded(step, now, finished)) return true;
  return !step.run.epochs && !step.run.stop.length && !playing;
}

/** @param {NonNullable<Step["run"]>} run
    @param {RunFacts} now */
const areMet = ({ stop }, now) => stop.every((aim) => isMet(aim, now));

/** @param {{ kind: string, value: number }} aim
    @param {RunFacts} now */
function isMet({ kind, value }, now) {
  if (kind === "patience") return now.ended === "goal"; // only the server knows
  if (kind === "test_score") return now.score >= value;
  const [of, above] = kind.split("_above");
  const measured = numberOf(of, now);
  return of === "epoch" ? measured >= value : above === undefined ? measured < value : measured > value;
}

/** What is right, or what has happened, as an answer; undefined where nothing is, or there is nothing yet.
    @param {Question} question
    @param {{ now: RunFacts | null, finished: string[] }} facts
    @returns {Answer | undefined} */
export function truth({ kind, right, value, of }, { now, finished }) {
  if (kind === "choice") return right.length ? right[0] : undefined;
  if (kind === "several") return right.length ? [...right] : undefined;
  if (kind === "order") return right.length ? [...right] : finished.length ? finished : undefined;
  if (kind !== "number") return undefined;
  const measured = value ?? (now ? numberOf(of ?? "", now) : NaN);
  return Number.isFinite(measured) ? measured : undefined;
}

/** Whether an answer is what is right or has happened; null where nobody judges it.
    @param {Question} question
    @param {Answer | undefined} answer
    @param {Answer | undefined} expected
    @returns {boolean | null} */
export function judged({ kind, right, within }, answer, expected) {
  if ((answer ?? null) === null || (expected ?? null) === null) return null;
  if (kind === "choice") return right.includes(String(answer));
  if (kind === "number") return Math.abs(Number(answer) - Number(expected)) <= within + 1e-12;
  if (!Array.isArray(answer) || !Array.isArray(expected)) return null;
  const [given, wanted] = [answer.map(String), expected.map(String)];
  if (kind === "several") return given.length === wanted.length && given.every((key) => wanted.includes(key));
  const among = given.filter((key) => wanted.includes(key)); // of lanes, those that have finished
  return wanted.every((key, i) => among[i] === key);
}

/** Which hints are there after so many seconds and so many runs.
    @param {Step["hints"]} hints
    @param {number} seconds
    @param {number} runs */
export const hinted = (hints, seconds, runs) =>
  hints.filter((hint) => seconds >= hint.seconds || runs >= hint.runs).length;
