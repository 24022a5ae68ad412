/* The sweep: the lanes of a race over many seeds, and what their runs say together. */

import { $, fill } from "../lib/dom.js";
import * as laneColors from "../lib/lane_colors.js";
import * as messages from "../lib/messages.js";
import * as numbers from "../lib/numbers.js";
import { player } from "../play/player.js";
import { DEFAULT_CAP, DEFAULT_SEEDS } from "../wire/contract.js";
import { patience } from "../wire/patience.js";
import { server } from "../wire/server.js";
import * as cards from "./cards.js";
import * as runsOf from "./runs.js";
import * as sweepCharts from "./sweep_charts.js";
import * as sweepExports from "./sweep_exports.js";
import * as sweepWords from "./sweep_words.js";

const SUM_UP_MS = 2000;

/** @typedef {import("../wire/types.js").Run} Run */
/** Of the race as it is now.
    @typedef {{ state(): Race, goal(): string }} Current */
/** What the figures are of.
    @typedef {{ sums: (import("../wire/calls.js").Sum | null)[], compared: import("../wire/calls.js").Compared,
      runs: Run[] }} Results */
/** @typedef {runsOf.Runs & { race: Race, experiments: Experiment[], seeds: number[], cap: number, goal: string }} Sweep */

/** @type {RaceSetup} */
let setup;
/** @type {Current} */
let current;
/** @type {Sweep | null} */
let sweep = null;
/** @type {Results | null} */
let results = null;

/** @param {number} lane */
const name = (lane) => (sweep ? cards.name(sweep.race, lane) : "");
/** @param {number} value */
const round = (value) => sweepWords.round(value);

function startSweep() {
  const seeds = Array.from({ length: Number($("sweep-seeds").value) }, (_, seed) => seed);
  const race = current.state();
  const jobs = seeds.flatMap((seed) => race.lanes.map((_, lane) => ({ lane, seed })));
  const { experiments } = player;
  const about = { race, experiments, seeds, cap: Number($("sweep-cap").value), goal: current.goal() };
  /** @type {Sweep} */
  const started = { ...about, ...runsOf.begun(jobs) };
  sweep = started;
  results = null;
  document.querySelector(".sweep-results").hidden = false;
  run(started).then(() => show(started));
  sumUp(started);
}

/** @param {Sweep} started */
function run(started) {
  const lanes = started.experiments.map(({ seed, ...rest }) => rest);
  const { target, metric } = started.race;
  const ends = { target: Number(target), metric, cap: started.cap };
  return runsOf.ask(started, {
    send: (jobs) => server.sweep({ lanes, jobs, ...ends }),
    wanted: () => started === sweep,
    progress: () => progress(started),
    giveUp: () => giveUp(started),
  });
}

/** The server has no answer to these runs, or to what they say together: what is done stays.
    @param {Sweep} started */
function giveUp(started) {
  started.canceled = started.stuck = true;
  if (started === sweep) messages.unanswered();
}

/** @param {Sweep} started */
function progress(started) {
  if (started !== sweep) return;
  Object.assign($("sweep-progress").querySelector("progress"), { max: started.all, value: started.done.length });
  $("sweep-left").textContent = runsOf.told(started, setup.texts);
  invite();
}

/** What the button does next. */
export function invite() {
  const { texts } = setup;
  const running = sweep && !sweep.ended;
  $("sweep-start").textContent = running ? texts.cancel : fill(texts.sweep, { n: $("sweep-seeds").value });
}

/** The figures come from the server, a lane at a time and then all compared, while the runs go on and once more in the end.
    @param {Sweep} started */
async function sumUp(started) {
  let seen = -1;
  const patient = patience(() => giveUp(started));
  for (;;) {
    const last = started.ended;
    if (started !== sweep || started.stuck) return;
    if (started.done.length !== seen) {
      seen = started.done.length;
      await figures(started, [...started.done]).then(patient.restart, (error) => {
        seen = -1;
        return patient.failed(error);
      });
    }
    if (last && seen === started.done.length) return;
    await runsOf.sleep(started.ended && seen >= 0 ? 100 : SUM_UP_MS);
  }
}

/** @param {Sweep} started
    @param {Run[]} runs */
async function figures(started, runs) {
  const by = started.race.lanes.map((_, lane) => runs.filter((finish) => finish.lane === lane));
  const sums = [];
  for (const first of by) sums.push(first.length ? await runsOf.statistics(server.statistics({ first })) : null);
  const lanes = by.map((of, lane) => ({
    lane,
    seeds: of.map(({ seed }) => seed),
    epochs: of.map((run) => run.epochs_to_target),
  }));
  const compared = await runsOf.statistics(server.statistics({ lanes, cap: started.cap }));
  if (started !== sweep) return;
  results = { sums, compared, runs };
  show(started);
}

/** @param {string} text
    @param {string} className */
function cell(text, className = "") {
  return Object.assign(document.createElement("td"), { textContent: text, className });
}

/** @param {Sweep} started */
function show(started) {
  if (!results || started !== sweep) return;
  const rows = results.sums.map((sum, lane) => {
    const row = document.createElement("tr");
    row.style.setProperty("--lane", laneColors.variable(lane));
    const head = Object.assign(document.createElement("th"), { textContent: name(lane), scope: "row" });
    row.append(head);
    if (!sum) return row;
    const { runs, epochs: of, epochs_interval: sure, test_loss: loss, seconds } = sum.summary;
    row.append(
      cell(numbers.exact(runs)),
      cell(of.lower === Infinity ? round(Infinity) : `${round(of.median)} (${round(of.lower)} – ${round(of.upper)})`),
      cell(sure ? sweepWords.range(sure.low, sure.high) : ""),
      cell(sweepWords.percent(sum.summary.never, runs)),
      cell(numbers.loss(loss.median)),
      cell(numbers.significant(1000 * seconds.median, 3)),
    );
    return row;
  });
  $("sweep-table").replaceChildren(...rows);
  const { count, faults, first, others } = words(results, started);
  /** @param {string[]} texts */
  const items = (texts) => texts.map((textContent) => Object.assign(document.createElement("li"), { textContent }));
  $("sweep-count").textContent = count;
  $("sweep-faults").replaceChildren(...items(faults));
  $("sweep-faults").hidden = !faults.length;
  $("sweep-ratios").replaceChildren(...items(first));
  $("sweep-others").replaceChildren(...items(others));
  const box = $("sweep-others").closest("details");
  if (box) box.hidden = !others.length;
  charts(results, started);
}

/** @param {Results} found
    @param {Sweep} started */
const words = (found, started) => sweepWords.all(found, started, name, setup.texts);
/** @param {Results} found
    @param {Sweep} started */
const charts = (found, started) => sweepCharts.draw(found, started.cap, name, setup);

/** @param {RaceSetup} given
    @param {Current} race */
export function begin(given, race) {
  [setup, current] = [given, race];
  sweepWords.begin(setup.texts);
  $("sweep-seeds").value = String(DEFAULT_SEEDS);
  $("sweep-cap").value = String(DEFAULT_CAP);
  invite();
  const bar = document.createElement("progress");
  bar.setAttribute("aria-label", setup.texts.sweepProgress);
  bar.value = 0;
  $("sweep-progress").append(bar);
}

export function toggle() {
  if (sweep && !sweep.ended) sweep.canceled = true;
  else startSweep();
}

/** @param {string} kind */
export function take(kind) {
  if (sweep?.done.length && results) sweepExports.EXPORTS[kind]?.(sweep, name, words(results, sweep), setup.texts);
}

/** The lanes have other names. */
export const rename = () => sweep && show(sweep);

export function redraw() {
  if (sweep && results) charts(results, sweep);
}

/** With how many seeds the last sweep is through. */
export const seeds = () =>
  sweep?.ended && !sweep.canceled && sweep.done.length === sweep.all ? sweep.seeds.length : 0;

export function runs() {
  return sweep?.done ?? [];
}
