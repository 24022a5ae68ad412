/* The grid: two choices at once. What somebody types becomes cells on the server; their runs are asked for like a
   sweep's, and come into the table as they are done. A cell opens as a race of its row or column, or as a network. */

import { $, fill } from "../lib/dom.js";
import * as messages from "../lib/messages.js";
import { patience } from "../wire/patience.js";
import { server } from "../wire/server.js";
import * as gridAxes from "./grid_axes.js";
import * as gridCard from "./grid_card.js";
import * as gridExports from "./grid_exports.js";
import * as gridKept from "./grid_kept.js";
import * as gridTable from "./grid_table.js";
import * as runsOf from "./runs.js";

const SUM_UP_MS = 700;
const MOST = 500_000; // characters of the networks in a request: each brings its own points along
const SUMMED = 12; // cells whose runs are summed up at a time

/** @typedef {import("../wire/calls.js").CellSum} CellSum */
/** @typedef {gridAxes.Asked} Asked */
/** @typedef {gridAxes.Made} Made */
/** What runs, or has run. `curves`: of each run, by its cell and seed; `sums`: of each cell, `summed` of so many runs.
    @typedef {runsOf.Runs & Made & { asked: Asked, goal: string, curves: Map<string, number[]>,
      sums: (CellSum | null)[], summed: number[] }} Work */

/** @type {RaceSetup} */
let setup;
/** The race as it is now, its finish in words, and how another one is opened.
    @type {{ state(): Race, goal(): string, open(race: Race): void }} */
let current;
/** @type {Work | null} */
let work = null;

/** @param {Asked} asked
    @param {Made} made */
function start(asked, made) {
  const seeds = Array.from({ length: made.grid.seeds }, (_, seed) => seed);
  const jobs = seeds.flatMap((seed) => made.cells.map((_, lane) => ({ lane, seed })));
  const sums = made.cells.map(() => null);
  go({
    ...made,
    ...runsOf.begun(jobs),
    asked,
    goal: current.goal(),
    curves: new Map(),
    sums,
    summed: made.cells.map(() => 0),
  });
}

/** Ask for the runs that are to be done, and show what there is meanwhile.
    @param {Work} started */
function go(started) {
  if (work) work.canceled = true;
  work = started;
  $("grid-results").hidden = false;
  show();
  runsOf.ask(started, {
    send: (some) => send(started, some),
    wanted: () => started === work,
    progress: () => progress(started),
    giveUp: () => giveUp(started),
  });
  sumUp(started);
}

/** Ask for some runs; the cells that they are of are the lanes of the request.
    @param {Work} started
    @param {runsOf.Job[]} jobs */
async function send({ base, cells, curves, grid, asked }, jobs) {
  const most = Math.max(1, Math.floor(MOST / JSON.stringify(base).length));
  const places = [...new Set(jobs.map(({ lane }) => lane))].slice(0, most);
  const lanes = places.map((place) => {
    const { seed, ...rest } = { ...base, ...cells[place] };
    return rest;
  });
  const { target, metric } = asked.race;
  const { done, begun, error } = await server.sweep({
    lanes,
    jobs: jobs.filter(({ lane }) => places.includes(lane)).map((job) => ({ ...job, lane: places.indexOf(job.lane) })),
    target: Number(target),
    metric: metric ?? "test_loss",
    cap: grid.cap,
    points: asked.points,
  });
  if (error) return { done: [], begun: [], error };
  /** @template {{ lane: number, seed: number, curve?: number[] }} T
      @param {T} its */
  const back = ({ curve, ...its }) => {
    const run = { ...its, lane: places[its.lane] };
    curves.set(runsOf.key(run), [...(curves.get(runsOf.key(run)) ?? []), ...(curve ?? [])]);
    return run;
  };
  return { done: done.map(back), begun: begun.map(back) };
}

/** @param {Work} started */
function giveUp(started) {
  started.canceled = started.stuck = true;
  if (started === work) messages.unanswered();
}

/** @param {Work} started */
function progress(started) {
  if (started !== work) return;
  Object.assign($("grid-progress").querySelector("progress"), { max: started.all, value: started.done.length });
  $("grid-left").textContent = runsOf.told(started, setup.texts);
  invite();
}

function invite() {
  $("grid-start").textContent = work && !work.ended ? setup.texts.cancel : setup.texts.gridRun;
}

/** The figures come from the server, of some cells at a time, while the runs go on and once more in the end.
    @param {Work} started */
async function sumUp(started) {
  const patient = patience(() => giveUp(started));
  for (;;) {
    const last = started.ended;
    if (started !== work || started.stuck) return;
    const whole = await fresh(started).then(
      () => {
        patient.restart();
        return true;
      },
      async (error) => {
        await patient.failed(error);
        return false;
      },
    );
    if (last && whole) return;
    await runsOf.sleep(started.ended ? 100 : SUM_UP_MS);
  }
}

/** Sum up the cells that have more runs than the last time.
    @param {Work} started */
async function fresh(started) {
  const by = started.cells.map((_, lane) => started.done.filter((run) => run.lane === lane));
  const more = by.flatMap((runs, lane) => (runs.length > started.summed[lane] ? [lane] : []));
  for (let from = 0; from < more.length; from += SUMMED) {
    const some = more.slice(from, from + SUMMED);
    const cells = some.map((lane, i) => ({
      runs: by[lane].map((run) => ({ ...run, lane: i })),
      curves: by[lane].map((run) => started.curves.get(runsOf.key(run)) ?? []),
    }));
    const answer = await runsOf.statistics(server.statistics({ cells }));
    if (started !== work) return;
    some.forEach((lane, i) => {
      started.sums[lane] = answer.cells[i];
      started.summed[lane] = by[lane].length;
    });
    show();
  }
}

/** What stands in the table.
    @param {Work} its
    @returns {gridTable.Table} */
function table(its) {
  const { rows, columns, seeds } = its.grid;
  const [down, across] = [rows, columns].map(gridAxes.title);
  const shown = $("grid-shown").selectedOptions[0].text;
  const { metric, target } = its.asked.race;
  return {
    rows: rows.values.map((value) => gridAxes.named(rows.field, value)),
    columns: columns.values.map((value) => gridAxes.named(columns.field, value)),
    corner: `${down} ↓\n${across} →`,
    caption: fill(setup.texts.gridCaption, { rows: down, columns: across, shown, goal: its.goal, seeds }),
    sums: its.sums,
    epochs: its.epochs,
    target: metric === "test_score" ? null : Number(target),
    regression: its.base.problem === "regression",
  };
}

/** @returns {gridTable.Table & { shown: gridTable.Shown } | null} */
const shown = () => work && { ...table(work), shown: /** @type {gridTable.Shown} */ ($("grid-shown").value) };

function show() {
  const its = shown();
  if (its) gridTable.draw(its, its.shown);
}

/** Open a row, a column or a cell elsewhere.
    @param {"row" | "column" | "cell"} kind
    @param {number} cell */
async function open(kind, cell) {
  if (!work) return;
  const { asked, grid } = work;
  const [row, column] = [Math.floor(cell / grid.columns.values.length), cell % grid.columns.values.length];
  const of = { ...asked, rows: gridAxes.text(grid.rows), columns: gridAxes.text(grid.columns) };
  $("grid-cell").hidePopover();
  try {
    if (kind === "cell") {
      const { link: its, error } = await server.grid({ ...of, row, column });
      if (error) messages.refused(error);
      else location.href = `${document.getElementById("nav-playground").href.split("#")[0]}#${its}`;
    } else {
      const answer = await server.grid({ ...of, ...(kind === "row" ? { row } : { column }) });
      if (answer.error) messages.refused(answer.error);
      else current.open(answer.race);
    }
  } catch {
    messages.unanswered();
  }
}

function toggle() {
  if (work && !work.ended) work.canceled = true;
  else gridAxes.ask(true);
}

/** @param {HTMLElement} button */
function press(button) {
  const { cell, gridOpen, gridExport, grid } = button.dataset;
  const its = shown();
  if (button.id === "grid-start") toggle();
  else if (button.id === "grid-swap") gridAxes.swap();
  else if (grid !== undefined) gridAxes.choose(Number(grid));
  else if (gridOpen) open(/** @type {"row" | "column" | "cell"} */ (gridOpen), gridCard.current());
  else if (cell !== undefined && its) gridCard.open(button, its, Number(cell));
  else if (gridExport && work?.done.length && its) gridExports.EXPORTS[gridExport]?.(work, its, setup.texts);
}

/** What is to be found again by somebody who leaves the page and comes back. */
export const left = () => work && { shown: $("grid-shown").value, packed: gridKept.pack(work) };

/** @param {unknown} kept */
export function restore(kept) {
  const its = gridKept.unpack(kept);
  if (!its) return;
  $("grid-shown").value = its.shown;
  go(its.work);
}

export const runs = () => work?.done ?? [];
export const sums = () => work?.sums ?? [];

/** @param {RaceSetup} given
    @param {typeof current} race
    @param {() => void} linked told when the address is to say something else */
export function begin(given, race, linked) {
  [setup, current] = [given, race];
  gridTable.begin(setup.texts);
  gridCard.begin(setup.texts);
  gridAxes.begin(setup, { state: race.state, linked, run: start });
  const bar = document.createElement("progress");
  bar.setAttribute("aria-label", setup.texts.gridRuns);
  bar.value = 0;
  $("grid-progress").append(bar);
  const panel = document.querySelector(".grid-panel");
  panel.addEventListener("change", ({ target }) => gridAxes.use(target) || (target.id === "grid-shown" && show()));
  panel.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (button) press(button);
  });
}
