/* The chart of losses or scores, a few times a second: the numbers that the session remembers. On a projector it has thick
   lines with their names at the ends. */

import { range } from "../lib/chart_ends.js";
import * as chartNames from "../lib/chart_names.js";
import * as theme from "../lib/colors.js";
import { needCharts, setProps } from "../lib/dash.js";
import { $, byId, fill } from "../lib/dom.js";
import * as logZero from "../lib/log_zero.js";
import * as numbers from "../lib/numbers.js";
import { outline } from "../play/history.js";
import { player } from "../play/player.js";
import * as session from "../play/session.js";
import { legend } from "./chart_legend.js";

const REDRAW_MS = 500;
const SETTLE_MS = 100; // one change brings another: what was chosen, what the server makes of it, the losses
const SAVED = "loss-chart";
const PROJECTED = { line: 4, text: 16, letters: 14, margin: { l: 76, t: 10, b: 26 } };
const RAW = { opacity: 0.3, showlegend: false, hoverinfo: "skip" }; // what lies behind a smooth line

/** @type {Setup} */
let setup;
let shows = { score: false, log: false, smooth: 0 }; // smooth: which share of the epochs an average is taken over
let drawn = 0;
/** @type {number | null} */
let projected = null; // its height on a projector
/** @type {Sketch | null} */
let drawing = null; // what somebody has drawn of a curve that is yet to come
let released = false; // the axes had ends for it, and find their own again
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/** An exponential moving average of values that are unevenly apart.
    @param {number[]} x
    @param {number[]} y */
function smoothed(x, y) {
  const width = shows.smooth * (x[x.length - 1] - x[0]) || 1;
  let [sum, weight] = [0, 0];
  return y.map((value, i) => {
    const step = i ? x[i] - x[i - 1] : 1;
    const fade = Math.exp(-step / width);
    [sum, weight] = [sum * fade + value * step, weight * fade + step];
    return sum / weight;
  });
}

/** @param {Numbers[]} all */
function traces(all) {
  const { train, test } = theme.current();
  const epochs = all.map(({ epoch }) => epoch);
  const measure = shows.score ? "score" : "loss";
  const curves = /** @type {const} */ (["test", "train"]).map((kind) =>
    all.map((moment) => moment[/** @type {const} */ (`${kind}_${measure}`)]),
  );
  const seen = outline(epochs, curves);
  const x = seen.map((i) => epochs[i]);
  /** @param {number[]} y
      @param {number} i */
  const trace = (y, i) => {
    const thick = projected ? { width: PROJECTED.line } : {};
    const line = { ...setup.chart.data[i].line, ...thick, color: i ? train : test };
    return { ...setup.chart.data[i], x, y: seen.map((i) => y[i]), line };
  };
  const both = curves.map(trace);
  if (!shows.smooth || all.length < 2) return both;
  return [...both.map((trace) => ({ ...trace, ...RAW })), ...curves.map((y, i) => trace(smoothed(epochs, y), i))];
}

/** What the pointer reads: the numbers as they are everywhere, also those that are drawn elsewhere.
    @param {Curve} trace */
function told(trace) {
  const regression = player.experiment.problem === "regression";
  const { loss, score } = numbers;
  const customdata = trace.y.map((value) => (shows.score ? score(value, regression) : loss(value)));
  return { ...trace, customdata, hovertemplate: "%{customdata}" };
}

/** On a projector the names stand where the curves end, and the axis goes as far as they need it.
    @param {Curve[]} data
    @param {Curve[]} placed
    @param {string} scale
    @param {number} height */
function enlarged(data, placed, scale, height) {
  const { margin, text } = PROJECTED;
  const log = scale === "log";
  const values = placed.flatMap(({ y }) => y);
  const shown = range(scale === "loss" ? [0, ...values] : values, log) ?? [0, 1];
  const ends = data.slice(-2).flatMap(({ name = "", line: { color = "" } }, i) => {
    const last = placed[data.length - 2 + i].y.findLast((value) => value !== null) ?? null;
    if (last === null) return [];
    return { text: name, at: log ? Math.log10(last) : last, color };
  });
  const width = document.querySelector(".chart").clientWidth;
  const { room, annotations } = chartNames.names(ends, shown, height - margin.t - margin.b, width, text);
  return { range: shown, annotations, layout: { margin: { ...margin, r: room }, showlegend: false } };
}

function draw() {
  clearTimeout(timer);
  timer = undefined;
  drawn = performance.now();
  const { ink, grid, faint, surface } = theme.current();
  const { moments, at } = session;
  const regression = player.experiment.problem === "regression";
  const scale = shows.score ? (regression ? "r2" : "accuracy") : shows.log ? "log" : "loss";
  const axis = { gridcolor: grid, linecolor: grid, tickcolor: grid };
  const { layout } = setup.chart;
  const cursor = {
    type: "line",
    xref: "x",
    yref: "paper",
    x0: moments[at]?.epoch,
    x1: moments[at]?.epoch,
    y0: 0,
    y1: 1,
  };
  const curves = traces(session.numbers);
  const data = [...(drawing?.points ? [sketched(drawing)] : []), ...curves].map(told);
  const zero = logZero.among(scale === "log" ? data : []);
  const placed = scale === "log" ? zero.placed(data) : data;
  const height = projected ?? /** @type {number} */ (layout.height);
  const large = projected ? enlarged(data, placed, scale, height) : null;
  setProps("loss-chart", {
    style: { height: `${height}px` },
    figure: {
      data: placed,
      layout: {
        ...layout,
        height,
        ...large?.layout,
        ...(drawing?.ends ? { showlegend: false } : {}), // it would lie on what is drawn
        uirevision: scale,
        font: { ...layout.font, color: ink, ...(large ? { size: PROJECTED.letters } : {}) },
        legend: {
          .../** @type {object} */ (layout.legend),
          ...legend(data, { log: scale === "log", fromZero: scale === "loss" }),
        },
        hoverlabel: { bgcolor: surface, bordercolor: grid, font: { color: ink } },
        xaxis: {
          ...layout.xaxis,
          ...axis,
          ...(large ? { title: { text: "" } } : {}),
          ...ends(0),
        },
        yaxis: {
          ...setup.chartAxes[scale],
          ...axis,
          ...(large ? { range: large.range, nticks: 5 } : {}),
          ...(large ? {} : ends(1)),
          ...zero.axis,
        },
        shapes: [
          ...zero.band(faint),
          ...(at < moments.length - 1 ? [{ ...cursor, line: { color: faint, width: 1 } }] : []),
        ],
        annotations: [...zero.label(ink), ...(large?.annotations ?? [])],
      },
    },
  });
}

/** A curve that was drawn by hand, as a dashed line.
    @param {Sketch} its
    @returns {Curve} */
const sketched = ({ points, name }) => ({
  ...setup.chart.data[0],
  x: points.map(([epoch]) => epoch),
  y: points.map(([, loss]) => loss),
  name,
  line: { color: theme.current().lanes[0], dash: "dash", width: projected ? PROJECTED.line : 2 },
});

/** Where an axis ends, if that is said.
    @param {0 | 1} axis */
const ends = (axis) => (drawing?.ends ? { range: [0, drawing.ends[axis]] } : released ? { autorange: true } : {});

/** Draw this beside the curves, or nothing more; while `ends` are there, the axes of the losses end there.
    @param {Sketch | null} its */
export function sketch(its) {
  if (its) needCharts();
  if (its?.ends) shows = { ...shows, score: false, log: false };
  released ||= Boolean(drawing?.ends);
  drawing = its;
  press();
  draw();
}

/** Draw for a projector, in this height, or as always.
    @param {number | null} height */
export function project(height) {
  projected = height;
  draw();
}

function redraw() {
  if (!timer) timer = setTimeout(draw, Math.max(SETTLE_MS, drawn + REDRAW_MS - performance.now()));
}

/** The chart in words, for those who do not see it. */
function describe() {
  const { moments, at } = session;
  if (player.playing || !moments[at]) return;
  const { loss } = numbers;
  const { epoch, train_loss: train, test_loss: test } = moments[at];
  const best = session.numbers.reduce((low, moment) => (moment.test_loss < low.test_loss ? moment : low));
  const values = { epoch, train: loss(train), test: loss(test), lowest: loss(best.test_loss), best: best.epoch };
  document.querySelector(".chart").setAttribute("aria-label", fill(setup.texts.chart, values));
}

function press() {
  const pressed = { "chart-loss": !shows.score, "chart-score": shows.score, "chart-log": shows.log && !shows.score };
  byId(pressed).forEach(([id, on]) => $(id).setAttribute("aria-pressed", String(on)));
  $("chart-log").disabled = shows.score;
  $("chart-smooth").value = String(shows.smooth);
}

/** @param {Partial<typeof shows>} change */
function choose(change) {
  shows = { ...shows, ...change };
  sessionStorage.setItem(SAVED, JSON.stringify(shows));
  press();
  draw();
}

/** @param {Setup} given */
function begin(given) {
  setup = given;
  const select = $("chart-smooth");
  try {
    const { score, log, smooth } = JSON.parse(sessionStorage.getItem(SAVED) ?? "null") ?? shows;
    const known = [...select.options].some(({ value }) => Number(value) === smooth);
    shows = { score: Boolean(score), log: Boolean(log), smooth: known ? smooth : 0 };
  } catch {
    sessionStorage.removeItem(SAVED); // not ours
  }
  press();
  select.addEventListener("change", () => choose({ smooth: Number(select.value) }));
}

/** @type {Part} */
export const part = {
  begin,
  frame() {
    redraw();
    describe();
  },
  status: describe,
  repaint: redraw,
  commands: {
    "chart-loss": () => choose({ score: false }),
    "chart-score": () => choose({ score: true }),
    "chart-log": () => choose({ log: !shows.log }),
  },
};
