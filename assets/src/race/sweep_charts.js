/* The charts of a sweep: the share of runs at the finish by epoch, and every run as a dot, where runs that never
   finished stand in a band of their own and count in the box as what they are: slower than all others. */

import { inCharts } from "../lib/chart_text.js";
import * as theme from "../lib/colors.js";
import { setProps } from "../lib/dash.js";
import { fill } from "../lib/dom.js";
import { color } from "../lib/lane_colors.js";
import * as numbers from "../lib/numbers.js";
import * as sweepWords from "./sweep_words.js";

/** @typedef {import("./sweep.js").Results} Results */
/** @typedef {import("../wire/types.js").Run} Run */
/** @typedef {ReturnType<typeof scale>} Scale */

const ROW = 40; // px, of a lane whose name has one line
const LINE = 16; // px
const LEAST = 300; // px, of the chart
const AROUND = 80; // px, above and below the rows
const BOX = 0.34; // rows, from the middle to an edge
const SPREAD = 0.5; // rows, over which dots are spread
const BAND = 0.24; // of what is left of it
const GAP = 0.03;
const GOLDEN = 0.618034; // multiples of them spread evenly, and independently
const SILVER = 0.414214;
const LONGEST = 18; // letters of a lane's name in a line beside the chart
const LINES = 3;
const TICK = 60; // px that a tick's label needs
const BESIDE = 180; // px, left and right of the axis and in the band

/** A name in lines, which end where a word does if one does in their second half; beyond the last it is cut.
    @param {string} text */
function lines(text) {
  /** @type {string[]} */
  const found = [];
  for (let rest = text; rest; ) {
    const last = found.length === LINES - 1;
    const end = rest.slice(0, LONGEST).search(/[\s,+*/(-][^\s,+*/(-]*$/) + 1;
    const at = rest.length <= LONGEST ? rest.length : !last && end > LONGEST / 2 ? end : LONGEST;
    found.push(last && rest.length > LONGEST ? `${rest.slice(0, LONGEST - 1)}…` : rest.slice(0, at).trim());
    rest = last ? "" : rest.slice(at);
  }
  return found;
}

/** @param {"sweep-reached" | "sweep-strips"} id
    @param {RaceSetup} setup
    @param {object[]} data
    @param {{ xaxis?: object, yaxis?: object, [more: string]: unknown }} changes
    @param {number} height */
function drawChart(id, setup, data, changes, height) {
  const { ink, grid } = theme.current();
  const { layout } = setup.plain[id];
  const axis = { gridcolor: grid, linecolor: grid, tickcolor: grid };
  const { xaxis, yaxis, ...rest } = changes;
  const figure = {
    data,
    layout: {
      ...layout,
      ...rest,
      height,
      font: { ...layout.font, color: ink },
      xaxis: { ...layout.xaxis, ...axis, ...xaxis },
      yaxis: { ...layout.yaxis, ...axis, ...yaxis },
    },
  };
  setProps(id, { figure, style: { height: `${height}px` } });
}

/** @param {Results} results
    @param {number} cap
    @param {(lane: number) => string} name
    @param {RaceSetup} setup */
function curves({ sums }, cap, name, setup) {
  const steps = sums.flatMap((sum, lane) => {
    if (!sum) return [];
    const { epochs: at, shares } = sum.reached;
    const line = { shape: "hv", color: color(lane), width: 2.5 };
    return [
      {
        type: "scatter",
        mode: "lines",
        name: inCharts(name(lane)),
        x: [...at, cap],
        y: [...shares, shares.at(-1)],
        line,
      },
    ];
  });
  drawChart("sweep-reached", setup, steps, { yaxis: { range: [0, 1.02], tickformat: ".0%" } }, LEAST);
}

/** Where things are on the axis of epochs, as powers of ten.
    @param {Run[]} runs
    @param {number} cap */
function scale(runs, cap) {
  const most = Math.max(2, (document.querySelector("[data-island=sweep-strips]").clientWidth - BESIDE) / TICK);
  const epochs = runs.flatMap((run) => run.epochs_to_target ?? []).map((count) => Math.max(1, count));
  const some = epochs.length < runs.length;
  const last = Math.log10(some ? cap : Math.max(...epochs));
  const first = Math.log10(Math.min(cap, ...epochs));
  const span = Math.max(last - first, 0.3);
  const low = last - span;
  const steps = [[1, 2, 5], [1, 3], [1]].map((of) => ticks(of, low, last));
  return {
    low: low - GAP * span,
    last,
    band: some ? [last + GAP * span, last + (GAP + BAND) * span] : null,
    high: last + (some ? GAP + BAND : GAP) * span,
    ticks: steps.find((list) => list.length <= most) ?? steps[steps.length - 1],
  };
}

/** @param {number[]} steps
    @param {number} low
    @param {number} last */
function ticks(steps, low, last) {
  const all = [0, 1, 2, 3, 4, 5].flatMap((power) => steps.map((step) => step * 10 ** power));
  return all.filter((tick) => Math.log10(tick) >= low - 1e-9 && Math.log10(tick) <= last + 1e-9);
}

/** @param {Run[]} all
    @param {number} lane
    @param {(lane: number) => string} name
    @param {TextsOf<"race">} texts
    @param {Scale} axis */
function dots(all, lane, name, texts, { band }) {
  const runs = all.filter((run) => run.lane === lane).sort((a, b) => a.seed - b.seed);
  /** @param {Run} run
      @param {number} i */
  const place = (run, i) => {
    if (run.epochs_to_target !== null) return Math.max(1, run.epochs_to_target);
    if (!band) return null;
    const within = 0.1 + 0.8 * ((i * SILVER) % 1);
    return 10 ** (band[0] + within * (band[1] - band[0]));
  };
  /** @param {Run} run */
  const told = ({ seed, epochs, epochs_to_target: at, diverged, fault }) => {
    const values = { name: inCharts(name(lane)), seed, epochs: numbers.exact(at ?? epochs) };
    if (fault) return fill(texts.runFault, { ...values, fault: inCharts(sweepWords.fault(fault, texts)) });
    return fill(at !== null ? texts.run : diverged ? texts.runDiverged : texts.runNever, values);
  };
  return {
    type: "scatter",
    mode: "markers",
    name: inCharts(name(lane)),
    x: runs.map(place),
    y: runs.map((_, i) => lane + SPREAD * (((i * GOLDEN) % 1) - 0.5)),
    text: runs.map(told),
    hovertemplate: "%{text}<extra></extra>",
    marker: { color: color(lane), size: 5, opacity: 0.7 },
  };
}

/** Quartiles and median; where a quartile is infinite, the box stays open towards the band of those that never came.
    @param {import("../wire/calls.js").Spread} epochs
    @param {number} lane
    @param {Scale} axis
    @param {string} ink */
function box({ median, lower, upper }, lane, { last, band }, ink) {
  const inBand = band && 10 ** ((band[0] + band[1]) / 2);
  const [top, bottom] = [lane - BOX, lane + BOX];
  /** @param {number} x0
      @param {number} x1
      @param {number} y0
      @param {number} y1
      @param {number} width */
  const line = (x0, x1, y0, y1, width) => ({
    type: "line",
    layer: "above",
    x0,
    x1,
    y0,
    y1,
    line: { color: ink, width },
  });
  const at = Number.isFinite(median) ? Math.max(1, median) : inBand;
  /** @type {object[]} */
  const shapes = at === null ? [] : [line(at, at, top, bottom, 3)];
  if (Number.isFinite(lower)) {
    const [from, to] = [
      Math.max(1, lower),
      Number.isFinite(upper) ? Math.max(1, upper) : 10 ** (band ? band[0] : last),
    ];
    shapes.push(line(from, from, top, bottom, 1.2), line(from, to, top, top, 1.2), line(from, to, bottom, bottom, 1.2));
    if (Number.isFinite(upper)) shapes.push(line(to, to, top, bottom, 1.2));
  }
  return shapes;
}

/** @param {Results} results
    @param {number} cap
    @param {(lane: number) => string} name
    @param {RaceSetup} setup */
function strips({ sums, runs }, cap, name, setup) {
  const { ink, grid } = theme.current();
  const { texts } = setup;
  const { percent, round } = sweepWords;
  const ends = [sums.length - 0.5, -0.5];
  const axis = scale(runs, cap);
  const shown = sums.flatMap((sum, lane) => (sum ? [{ lane, ...sum.summary }] : []));
  /** @type {object[]} */
  const shapes = shown.flatMap(({ lane, epochs }) => box(epochs, lane, axis, ink));
  const annotations = [];
  if (axis.band) {
    const [x0, x1] = axis.band.map((power) => 10 ** power);
    shapes.unshift({
      type: "rect",
      layer: "below",
      x0,
      x1,
      y0: ends[0],
      y1: ends[1],
      line: { width: 0 },
      fillcolor: grid,
      opacity: 0.6,
    });
    const head = { x: (axis.band[0] + axis.band[1]) / 2, y: 1, yref: "paper", yanchor: "bottom", showarrow: false };
    annotations.push({ ...head, text: texts.never });
    /** @param {{ lane: number, never: number, runs: number }} sum */
    const share = ({ lane, never, runs: of }) => ({
      x: 1,
      xref: "paper",
      xanchor: "left",
      y: lane,
      showarrow: false,
      text: percent(never, of),
    });
    annotations.push(...shown.map(share));
  }
  /** @param {Results["sums"][number]} sum
      @param {number} lane */
  const label = (sum, lane) => {
    const median = sum ? fill(texts.median, { n: round(sum.summary.epochs.median) }) : "";
    // Plotly reads names as markup, and a lane may be somebody's formula: 1<2 is no tag
    return `${lines(name(lane)).map(inCharts).join("<br>")}<br><span style="font-size:10px">${median}</span>`;
  };
  const changes = {
    hovermode: "closest",
    margin: { l: 60, r: axis.band ? 48 : 12, t: 26, b: 42 },
    shapes,
    annotations,
    xaxis: {
      type: "log",
      rangemode: "normal",
      range: [axis.low, axis.high],
      tickangle: 0,
      tickvals: axis.ticks,
      ticktext: axis.ticks.map(numbers.exact),
    },
    yaxis: {
      range: ends,
      tickvals: sums.map((_, lane) => lane),
      ticktext: sums.map(label),
      showgrid: false,
      automargin: true,
    },
  };
  const data = sums.map((_, lane) => dots(runs, lane, name, texts, axis));
  const tallest = Math.max(...sums.map((_, lane) => lines(name(lane)).length));
  drawChart("sweep-strips", setup, data, changes, Math.max(LEAST, AROUND + (ROW + LINE * (tallest - 1)) * sums.length));
}

/** The figures by lane, and all runs so far.
    @param {Results} results
    @param {number} cap
    @param {(lane: number) => string} name
    @param {RaceSetup} setup */
export function draw(results, cap, name, setup) {
  curves(results, cap, name, setup);
  strips(results, cap, name, setup);
}
