/* Runs are asked for until all are there, some at a time: those of a sweep, and those of a grid. Everything that is done
   is held here, so that a server that goes away costs nothing but time. */

import { fill } from "../lib/dom.js";
import * as messages from "../lib/messages.js";
import { patience } from "../wire/patience.js";
import * as sweepWords from "./sweep_words.js";

const JOBS = 12; // asked for at a time; the server does as many as it has time for
const RETRY_MS = [500, 1000, 2000, 4000];

/** @typedef {import("../wire/types.js").Run} Run */
/** @typedef {import("../wire/types.js").Job} Job */
/** Runs that are done and to be done. `all`: how many; `begin`: when. `stuck`: the server has no answer to them.
    @typedef {{ done: Run[], jobs: Job[], begin: number, all: number, canceled: boolean,
      waiting?: boolean, ended?: boolean, stuck?: boolean }} Runs */
/** What is asked and told: `send` asks for some of them; `wanted`: whether somebody still waits for them; `progress` is
    told of every step, `giveUp` when there is no answer.
    @typedef {{ send: (jobs: Job[]) => Promise<{ done: Run[], begun: Job[], error?: string }>, wanted: () => boolean,
      progress: () => void, giveUp: () => void }} Hooks */

/** @param {number} ms */
export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** @param {{ lane: number, seed: number }} job */
export const key = ({ lane, seed }) => `${lane} ${seed}`;

/** @param {{ lane: number, seed: number }[]} jobs
    @returns {Runs} */
export const begun = (jobs) => ({ done: [], jobs, begin: performance.now(), all: jobs.length, canceled: false });

/** @param {Runs} runs
    @param {Hooks} hooks */
export async function ask(runs, { send, wanted, progress, giveUp }) {
  let failures = 0;
  const patient = patience(giveUp);
  while (runs.jobs.length && !runs.canceled && wanted()) {
    try {
      const answer = await send(runs.jobs.slice(0, JOBS));
      if (answer.error) {
        messages.refused(answer.error);
        break;
      }
      const touched = new Set([...answer.done, ...answer.begun].map(key));
      runs.done.push(...answer.done);
      runs.jobs = [...answer.begun, ...runs.jobs.filter((job) => !touched.has(key(job)))];
      failures = 0;
      patient.restart();
    } catch (error) {
      runs.waiting = true;
      progress();
      await patient.failed(/** @type {Failure} */ (error));
      await sleep(RETRY_MS[Math.min(failures++, RETRY_MS.length - 1)]);
    }
    runs.waiting = failures > 0;
    progress();
  }
  runs.ended = true;
  progress();
}

/** How far they are, in words.
    @param {Runs} runs
    @param {TextsOf<"race">} texts */
export function told({ done: list, all, begin, ended, waiting }, texts) {
  const done = list.length;
  const seconds = Math.ceil((((performance.now() - begin) / Math.max(1, done)) * (all - done)) / 1000);
  const values = { done, all, seconds };
  return ended ? fill(texts.complete, values) : waiting ? fill(texts.waiting, values) : fill(texts.left, values);
}

/** Runs as a table: its heads, and of each run the values; last, in words, whose formula had no number where.
    @param {Run[]} done
    @param {TextsOf<"race">} texts */
export function columns(done, texts) {
  const fields = /** @type {(keyof Run)[]} */ (Object.keys(done[0]).filter((field) => field !== "fault"));
  /** @param {Run} run */
  const values = (run) => [...fields.map((field) => run[field]), run.fault ? sweepWords.fault(run.fault, texts) : ""];
  return { heads: [...fields, "fault"], values };
}

/** An answer with its infinite numbers, which JSON has no way to write.
    @template {object} T
    @param {Promise<import("../wire/calls.js").Answered<T>>} asked
    @returns {Promise<T>} */
export async function statistics(asked) {
  const answer = await asked;
  if (answer.error) throw new Error(answer.error);
  return JSON.parse(JSON.stringify(answer), (_, value) => (value === "Infinity" ? Infinity : value));
}
