/* The two charts of the page of activations: the functions, and their slopes with the zone where gradients vanish. On a
   projector lines are thick, and names stand where they end. */

import * as chartNames from "../lib/chart_names.js";
import * as theme from "../lib/colors.js";
import { setProps } from "../lib/dash.js";
import { fill } from "../lib/dom.js";
import * as numbers from "../lib/numbers.js";
import * as early from "./early.js";

/** @type {Record<Which, [number, number]>} */
const SHOWN = { f: [-3, 4.5], df: [-2, 2.6] }; // what grows beyond this is cut off, or it would flatten all others
const MARGIN = 0.08; // of the height
const LINE = { usual: 2, projected: 4 }; // px
const PROJECTED = { text: 1 / 30, least: 15, margin: { l: 76, t: 36, b: 62 } }; // letters: of the height

/** The functions, or their slopes.
    @typedef {"f" | "df"} Which */

/** A function that is shown, and the curve that is known of it.
    @typedef {{ key: string, name: string, color: string, curve: import("../wire/calls.js").DrawnCurve }} Chosen */

/** @type {ActivationsSetup} */
let setup;
/** @type {{ functions: Chosen[], z: number } | null} */
let due = null;
/** @type {number | null} */
let projected = null; // their height on a projector

/** Draw for a projector, in this height, or as always; what is drawn, is drawn next.
    @param {number | null} height */
export const project = (height) => (projected = height);

/** @param {ActivationsSetup} given */
export function begin(given) {
  setup = given;
}

/** Draw with the next frame; the latest wins.
    @param {Chosen[]} functions
    @param {number} z */
export function draw(functions, z) {
  if (!due) requestAnimationFrame(drawNow);
  due = { functions, z };
}

function drawNow() {
  if (!due) return;
  const { functions, z } = due;
  due = null;
  chart("function-chart", "f", functions, z);
  chart("slope-chart", "df", functions, z);
}

/** Where a curve has a z: a quick wave has more points than the slider of the probe has steps.
    @param {import("../wire/calls.js").DrawnCurve} curve
    @param {number} z
    @param {ActivationsSetup["probe"]} grid */
export const placeOf = (curve, z, { min, max }) => Math.round(((z - min) / (max - min)) * (curve.f.length - 1));

/** From the lowest to the highest value, within reason, with some air.
    @param {Which} which
    @param {Chosen[]} functions
    @returns {[number, number]} */
function range(which, functions) {
  const [low, high] = SHOWN[which];
  const values = functions.flatMap(({ curve }) => curve[which]);
  const bottom = Math.max(low, Math.min(-0.1, ...values));
  const top = Math.min(high, Math.max(1, ...values));
  const air = (top - bottom) * MARGIN;
  return [bottom - air, top + air];
}

/** @param {Which} which
    @param {Chosen[]} functions
    @param {number} z */
function traces(which, functions, z) {
  const grid = setup.probe;
  const lines = functions.map(({ name, color, curve }) => ({
    type: "scatter",
    mode: "lines",
    name,
    x: curve[which].map((_, i, { length }) => grid.min + (i * (grid.max - grid.min)) / (length - 1)),
    y: curve[which],
    line: { width: projected ? LINE.projected : LINE.usual, color: color, simplify: false },
  }));
  /** @param {[number, number, string][]} points
      @param {string} symbol
      @param {number} size
      @param {number} line */
  const marks = (points, symbol, size, line) => ({
    type: "scatter",
    mode: "markers",
    hoverinfo: "skip",
    x: points.map(([x]) => x),
    y: points.map(([, y]) => y),
    marker: { symbol, size, color: points.map(([, , color]) => color), line: { width: line } },
  });
  const kinks = functions.flatMap(({ color, curve }) =>
    curve.kinks.map((kink) => /** @type {[number, number, string]} */ ([kink.z, kink[which], color])),
  );
  /** @type {[number, number, string][]} */
  const probes = functions.map(({ color, curve }) => [z, curve[which][placeOf(curve, z, grid)], color]);
  const size = projected ? 16 : 8;
  return [...lines, marks(kinks, "circle-open", size, 2), marks(probes, "circle", size, 0)];
}

/** @param {Which} which
    @param {number} z */
function shapes(which, z) {
  const { ink, faint } = theme.current();
  const probe = {
    type: "line",
    yref: "paper",
    x0: z,
    x1: z,
    y0: 0,
    y1: 1,
    line: { color: ink, width: 2, dash: "dot" },
  };
  if (which === "f") return [probe];
  const zone = { type: "rect", xref: "paper", x0: 0, x1: 1, y0: -setup.flat, y1: setup.flat };
  return [{ ...zone, fillcolor: faint, opacity: 0.28, line: { width: 0 }, layer: "below" }, probe];
}

/** @param {Which} which
    @param {number} z */
function notes(which, z) {
  const { surface, faint } = theme.current();
  const handle = {
    ...{ x: z, yref: "paper", y: 1, yanchor: "bottom", text: `↔ z = ${numbers.fixed(z, 2)}`, showarrow: false },
    ...{ bgcolor: surface, bordercolor: faint, borderpad: 2, font: { size: lettersOf(11) } },
  };
  if (which === "f") return [handle];
  const text = fill(setup.texts.flat, { limit: setup.flat });
  const place = { xref: "paper", x: 0.995, xanchor: "right", y: -setup.flat, yanchor: "top" };
  return [{ ...place, text, showarrow: false, font: { size: lettersOf(11) } }, handle];
}

/** @param {number} usual */
const lettersOf = (usual) => (projected ? Math.max(PROJECTED.least, Math.round(projected * PROJECTED.text)) : usual);

/** The names where the curves end, or leave what is drawn, and the room that they take.
    @param {Which} which
    @param {Chosen[]} functions
    @param {[number, number]} range
    @param {number} height
    @param {number} width */
function ends(which, functions, range, height, width) {
  const { t, b } = PROJECTED.margin;
  const named = functions.map(({ name, color, curve }) => {
    const last = curve[which].at(-1) ?? 0;
    return { text: name, at: Math.max(range[0], Math.min(range[1], last)), color };
  });
  return chartNames.names(named, range, height - t - b, width, lettersOf(11));
}

/** @param {"function-chart" | "slope-chart"} id
    @param {Which} which
    @param {Chosen[]} functions
    @param {number} z */
function chart(id, which, functions, z) {
  const { ink, faint, grid, surface } = theme.current();
  const { layout } = setup.charts[id];
  const axis = { gridcolor: grid, linecolor: grid, tickcolor: grid, zerolinecolor: faint };
  const shown = range(which, functions);
  const height = projected ?? /** @type {number} */ (layout.height);
  const named = projected
    ? ends(which, functions, shown, height, document.querySelector(".probed > div").clientWidth)
    : null;
  const large = named ? { margin: { ...PROJECTED.margin, r: named.room } } : {};
  const canvas = document.querySelector(`.chart-early[data-of="${id}"]`);
  if (!projected && canvas?.checkVisibility()) {
    const curves = functions.map(({ color, curve }) => ({
      values: curve[which],
      color,
      at: curve[which][placeOf(curve, z, setup.probe)],
      kinks: curve.kinks.map((kink) => /** @type {[number, number]} */ ([kink.z, kink[which]])),
    }));
    const { margin, xaxis, yaxis } = /** @type {any} */ (layout);
    const axes = { x: xaxis.range, y: shown, height, margin, name: yaxis.title.text };
    early.draw(
      /** @type {HTMLCanvasElement} */ (canvas),
      { curves, z, flat: which === "df" ? setup.flat : null },
      axes,
    );
  }
  const properties = {
    style: { height: `${height}px` },
    figure: {
      data: traces(which, functions, z),
      layout: {
        ...layout,
        height,
        ...large,
        paper_bgcolor: getComputedStyle(document.body).backgroundColor, // what the line under the pointer stands out from
        font: { ...layout.font, color: ink, ...(projected ? { size: lettersOf(12) } : {}) },
        hoverlabel: { bgcolor: surface, bordercolor: grid, font: { color: ink } },
        shapes: shapes(which, z),
        annotations: [...notes(which, z), ...(named?.annotations ?? [])],
        xaxis: { ...layout.xaxis, ...axis, spikecolor: faint },
        yaxis: { ...layout.yaxis, ...axis, range: shown },
      },
    },
  };
  setProps(id, properties, { waits: !projected });
}
