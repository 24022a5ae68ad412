/* The curves of a race, and its timeline: what all lanes have shown so far. */

import { range } from "../lib/chart_ends.js";
import { inCharts } from "../lib/chart_text.js";
import * as theme from "../lib/colors.js";
import { setProps } from "../lib/dash.js";
import { $, fill } from "../lib/dom.js";
import * as laneColors from "../lib/lane_colors.js";
import * as logZero from "../lib/log_zero.js";
import * as numbers from "../lib/numbers.js";
import * as history from "../play/history.js";
import { logSlider } from "../play/log_slider.js";
import { numbers as numbersOf } from "../play/moments.js";
import { player } from "../play/player.js";
import * as cards from "./cards.js";
import * as labels from "./chart_labels.js";

const MOMENTS = { ...history.STATES, most: 240 }; // with their pictures
const LEFT = { ...history.NUMBERS, most: 400, first: 100 }; // of each lane, and there may be a dozen
const REDRAW_MS = 500;
const TICK = 12; // px, at least, from one of a logarithmic axis to the next
const PROJECTED = { line: 4, text: 16, least: 10, margin: { l: 80, t: 10, b: 26 } };
const STRIP = { height: 184, margin: { l: 60, t: 8, b: 34 } }; // above many lanes

/** @type {RaceSetup} */
let setup;
/** @type {() => Race} */
let current; // gives the race as it is now
/** @type {Frame[][]} */
let moments = []; // arrays of frames, one for each lane
/** @type {Measured[][]} */
let all = []; // the numbers of every frame, for each lane
let at = 0; // the moment on the screen
/** @type {ReturnType<typeof logSlider>} */
let slider;
/** @type {number | null} */
let isolated = null;
/** @type {ReturnType<typeof setTimeout> | null} */
let timer = null;
let drawn = 0;
/** @type {number | null} */
let projected = null; // the height of the chart on a projector
/** @type {(number | undefined)[]} */
let crossed = []; // the epoch at which each lane crossed the finish line, as far as the curves go

/** @param {(Frame | undefined)[]} moment */
const epochOf = (moment) => Math.max(...moment.map((frame) => frame?.epoch ?? 0));

/** What is kept of a frame's numbers; the gradient norms are measured now and then.
    @typedef {Numbers & { norms?: (number | null)[] | undefined }} Measured */
/** @param {Frame} frame
    @returns {Measured} */
const measured = (frame) => ({
  ...numbersOf(frame),
  norms: frame.older ? undefined : frame.diagnostics?.gradient_norms,
});
/** @param {Measured} its */
const ofOne = ({ epoch }) => epoch;

/** What a curve shows of them: a metric, or the gradient norm of a layer, null where there is no such layer.
    @param {string} kind */
const ofLayer = (kind) => kind.startsWith("layer ");
/** @param {Measured} its
    @param {string} kind
    @returns {number | null} */
const value = (its, kind) =>
  ofLayer(kind)
    ? (its.norms?.[Number(kind.slice(6))] ?? null)
    : its[/** @type {"train_loss" | "test_loss" | "test_score"} */ (kind)];

/** What the pointer reads of it.
    @param {number | null} number
    @param {string} kind
    @param {number} lane */
function written(number, kind, lane) {
  const { loss, score, weight } = numbers;
  if (kind === "test_score") return score(number, player.experiments[lane].problem === "regression");
  return ofLayer(kind) ? weight(number) : loss(number);
}

/** Offer the gradient norms of as many layers as there are.
    @param {number} count */
function layers(count) {
  const select = $("race-curve");
  const chosen = select.value;
  select.querySelectorAll("[value^=layer]").forEach((option) => option.remove());
  for (let layer = 0; layer < count; layer += 1) {
    select.add(new Option(fill(setup.texts.gradient, { layer: layer + 1 }), `layer ${layer}`));
  }
  select.value = chosen;
  if (select.value !== chosen) select.value = "test_loss";
}

/** @param {Frame[]} frames
    @param {number} epoch */
export function add(frames, epoch) {
  if (moments[at] && epochOf(moments[at]) === epoch) {
    moments[at] = frames; // its pictures came, or something was measured: what comes after it is still there
    if (at < moments.length - 1) return;
  } else {
    moments = history.thinned([...history.before(moments, epoch, epochOf), frames], MOMENTS, epochOf);
  }
  frames.forEach((frame, i) => {
    if (!frame) return;
    all[i] = [...history.before(all[i] ?? [], frame.epoch, ofOne), measured(frame)];
    all[i] = history.thinned(all[i], history.NUMBERS, ofOne);
    if ((crossed[i] ?? 0) > frame.epoch) crossed[i] = undefined;
    crossed[i] ??= frame.finished ?? undefined;
  });
  point(moments.length - 1);
  draw();
}

/** The numbers of a lane, of every frame so far.
    @param {number} lane
    @returns {Numbers[]} */
export const ofLane = (lane) => all[lane] ?? [];

/** Show an earlier or a later moment; whether there is one.
    @param {number} by */
export function move(by) {
  const next = at + by;
  if (!moments[next]) return false;
  recall(next);
  return true;
}

/** @param {number} index */
function point(index) {
  at = index;
  slider.show(`${setup.texts.epoch} ${epochOf(moments[index])}`);
}

/** Show an earlier moment; what comes after it is kept until Play goes on from there.
    @param {number} index */
function recall(index) {
  point(index);
  const drawn = moments[index].every((frame) => frame.outputs);
  if (drawn) player.recall(moments[index]);
  else player.travel(moments[index]);
}

export function draw() {
  if (!timer) timer = setTimeout(drawNow, Math.max(0, drawn + REDRAW_MS - performance.now()));
}

function drawNow() {
  timer = null;
  drawn = performance.now();
  const { ink, faint, grid, surface } = theme.current();
  const state = current();
  const { layout } = setup.chart;
  const kind = $("race-curve").value;
  const log = $("race-log").getAttribute("aria-pressed") === "true" && kind !== "test_score";
  const axis = { gridcolor: grid, linecolor: grid, tickcolor: grid };
  const target = Number(state.target);
  const finish = { type: "line", xref: "paper", x0: 0, x1: 1, y0: target, y1: target };
  const data = state.lanes.map((_, i) => {
    const known = (all[i] ?? []).filter((its) => !ofLayer(kind) || its.norms);
    const epochs = known.map(ofOne);
    const values = known.map((its) => value(its, kind));
    const seen = history.outline(epochs, [values]);
    const y = seen.map((point) => values[point]);
    return {
      type: "scatter",
      mode: "lines",
      name: inCharts(cards.name(state, i)),
      x: seen.map((point) => epochs[point]),
      y,
      customdata: y.map((number) => written(number, kind, i)),
      hovertemplate: "%{customdata}",
      opacity: isolated === null || isolated === i ? 1 : 0.15,
      line: { width: projected ? PROJECTED.line : isolated === i ? 3.5 : 2, color: laneColors.color(i) },
    };
  });
  const zero = logZero.among(log ? data : []);
  const placed = log ? zero.placed(data) : data;
  const many = document.querySelector(".race-track").classList.contains("many");
  const title = {
    .../** @type {{ title: object }} */ (layout.xaxis).title,
    ...(projected ? { text: "" } : many ? { standoff: 0, font: { size: 11 } } : {}), // no room beside larger numbers
  };
  const usual = many ? STRIP : /** @type {typeof STRIP} */ (/** @type {unknown} */ (layout));
  const { height, margin } = projected ? { height: projected, margin: PROJECTED.margin } : usual;
  const seen =
    zero.axis.range ??
    range(
      placed.flatMap(({ y }) => y),
      log,
    );
  const shown = /** @type {[number, number] | null} */ (seen);
  /** @param {number} number */
  const place = (number) => (log ? Math.log10(number) : number);
  const called = state.lanes.map((_, i) => cards.name(state, i));
  const size = projected ? projectedText(height, called.length) : undefined;
  const ends = shown && labels.names(placed, called, shown, place, height - margin.t - margin.b, isolated, size);
  const dense = shown !== null && 3 * TICK * (shown[1] - shown[0]) > height - margin.t - margin.b;
  const isFinish = kind === state.metric;
  setProps("race-chart", {
    style: { height: `${height}px` },
    figure: {
      data: placed,
      layout: {
        ...layout,
        height,
        margin: { ...margin, r: ends?.room ?? 8 },
        font: { ...layout.font, color: ink, ...(projected ? { size: 14 } : {}) },
        hoverlabel: { bgcolor: surface, bordercolor: grid, font: { color: ink } },
        shapes: [
          ...zero.band(faint),
          ...(isFinish ? [{ ...finish, line: { color: ink, width: 1, dash: "dash" } }] : []),
        ],
        annotations: [
          ...zero.label(ink),
          ...(isFinish ? labels.flags(crossed, place(target), isolated) : []),
          ...(ends?.annotations ?? []),
        ],
        xaxis: { ...layout.xaxis, ...axis, title },
        yaxis: {
          ...layout.yaxis,
          ...axis,
          ...(log ? (dense ? { dtick: 1 } : {}) : { type: "linear", dtick: null }),
          ...zero.axis,
          ...(shown ? { range: shown } : {}),
        },
      },
    },
  });
}

/** How large names are of which all are to stand one below the other.
    @param {number} height
    @param {number} count */
const projectedText = (height, count) =>
  Math.max(PROJECTED.least, Math.min(PROJECTED.text, Math.floor((height - 36) / count) - 1));

/** Draw for a projector, in this height, or as always.
    @param {number | null} height */
export function project(height) {
  projected = height;
  draw();
}

/** @param {RaceSetup} given
    @param {() => Race} race */
export function begin(given, race) {
  [setup, current] = [given, race];
  slider = logSlider($("race-timeline"), { epochs: () => moments.map(epochOf), at: () => at, go: recall });
}

/** @param {number} layerCount */
export function clear(layerCount) {
  [moments, all, crossed] = [[], [], []];
  layers(layerCount);
}

/** What the page is left with, and found again. */
export const left = () => ({ moments, at, crossed, numbers: all.map((its) => history.thinned(its, LEFT, ofOne)) });

/** @param {Kept<Frame[]> & { numbers: Measured[][], crossed: typeof crossed }} kept
    @param {number} layerCount */
export function restore({ moments: its, at: index, numbers: known, crossed: past }, layerCount) {
  [moments, all, crossed] = [its, known, past.map((epoch) => epoch ?? undefined)];
  layers(layerCount);
  point(index);
  draw();
}

/** @param {number | null} lane */
export function isolate(lane) {
  isolated = lane;
  draw();
}
