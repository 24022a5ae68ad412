/* The table of a grid: a cell has the curve of its runs, their number and how good it is among all, and the best of each
   row a star. It is a real table, for screen readers as well. */

import { $, fill } from "../lib/dom.js";
import * as numbers from "../lib/numbers.js";
import * as gridScale from "./grid_scale.js";
import * as sweepWords from "./sweep_words.js";

const BOX = { width: 96, height: 34 };
const SVG = "http://www.w3.org/2000/svg";
const STEPS = 5; // of the legend

/** @typedef {gridScale.CellSum} CellSum */
/** @typedef {gridScale.Shown} Shown */
/** A grid with what its runs say so far. `target`: the loss of the finish line, where it is one.
    @typedef {{ rows: string[], columns: string[], corner: string, caption: string, sums: (CellSum | null)[],
      epochs: number[], target: number | null, regression: boolean }} Table */

/** @type {TextsOf<"race">} */
let texts;

/** @template {keyof HTMLElementTagNameMap} T
    @param {T} tag
    @param {Partial<HTMLElementTagNameMap[T]>} about
    @param {Node[]} children */
function make(tag, about, ...children) {
  const element = Object.assign(document.createElement(tag), about);
  element.append(...children);
  return element;
}

/** The number of a cell as people read it.
    @param {number | null} its
    @param {Shown} shown
    @param {boolean} regression */
export function written(its, shown, regression) {
  if (its === null) return "–";
  if (shown === "epochs") return sweepWords.round(its);
  if (shown === "loss") return numbers.loss(its);
  return shown === "score" ? numbers.score(its, regression) : numbers.percent(its);
}

/** How many finished, where not all did.
    @param {CellSum["summary"]} summary */
export function finished({ runs, never, diverged, faults }) {
  const lost = [
    ...(diverged > faults ? [fill(texts.gridStopped, { count: diverged - faults })] : []),
    ...(faults ? [fill(texts.gridFaults, { count: faults })] : []),
  ];
  return [fill(texts.gridOf, { done: runs - never, all: runs }), ...lost].join(", ");
}

/** @param {CellSum} sum
    @param {Table} table
    @param {number} top */
function picture(sum, { epochs, target }, top) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${BOX.width} ${BOX.height}`);
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("aria-hidden", "true");
  const { line, band } = gridScale.drawn(sum.curve, epochs, top, BOX);
  const y = target === null ? null : BOX.height * (1 - Math.min(1, target / top));
  const parts = [
    ["polygon", { points: band }],
    ...(y === null ? [] : [["line", { x1: 0, x2: BOX.width, y1: y, y2: y }]]),
    ["polyline", { points: line }],
  ];
  for (const [tag, attributes] of /** @type {[string, Record<string, string | number>][]} */ (parts)) {
    const part = document.createElementNS(SVG, tag);
    for (const [name, its] of Object.entries(attributes)) part.setAttribute(name, String(its));
    svg.append(part);
  }
  return svg;
}

/** @param {Table} table
    @param {Shown} shown */
export function draw(table, shown) {
  const { rows, columns, sums, regression } = table;
  const values = sums.map((sum) => gridScale.value(sum, shown));
  const ranks = gridScale.ranks(values, shown);
  const top = gridScale.ceiling(sums);
  const head = make(
    "tr",
    {},
    make("td", { textContent: table.corner }),
    ...columns.map((textContent) => make("th", { textContent, scope: "col" })),
  );
  const body = rows.map((row, i) => {
    const first = i * columns.length;
    const winners = gridScale.best(values.slice(first, first + columns.length), shown);
    return make(
      "tr",
      {},
      make("th", { textContent: row, scope: "row" }),
      ...columns.map((column, j) => {
        const its = { row, column, value: values[first + j], rank: ranks[first + j], best: winners.includes(j) };
        return make("td", {}, cell(table, first + j, its, shown, top, regression));
      }),
    );
  });
  const stop = document.querySelector("#grid-table [data-cell][tabindex='0']")?.dataset.cell ?? "0";
  const focused = document.activeElement?.closest("#grid-table [data-cell]");
  $("grid-table").replaceChildren(
    make("caption", { textContent: table.caption }),
    make("thead", {}, head),
    make("tbody", {}, ...body),
  );
  const again = document.querySelector(`#grid-table [data-cell="${stop}"]`);
  if (again) again.tabIndex = 0; // shell/roving.js says how the keyboard goes on from there
  if (focused) again?.focus();
  legend(values, shown, regression);
}

/** @param {Table} table
    @param {number} number
    @param {{ row: string, column: string, value: number | null, rank: number | null, best: boolean }} its
    @param {Shown} shown
    @param {number} top
    @param {boolean} regression */
function cell(table, number, { row, column, value, rank, best }, shown, top, regression) {
  const sum = table.sums[number];
  const button = make("button", { type: "button" });
  button.dataset.cell = String(number);
  const text = sum ? written(value, shown, regression) : texts.gridNone;
  const all = sum && (sum.summary.never || sum.summary.diverged) ? finished(sum.summary) : "";
  const words = [text, ...(best ? [texts.gridBest] : []), ...(all ? [all] : [])].join(", ");
  button.setAttribute("aria-label", fill(texts.gridCell, { row, column, value: words }));
  if (rank === null) button.classList.add("unranked");
  else {
    const { fill: background, ink } = gridScale.color(rank);
    Object.assign(button.style, { background, color: ink });
  }
  button.tabIndex = -1;
  button.ariaDisabled = String(!sum);
  if (sum) button.append(picture(sum, table, top));
  button.append(make("strong", { textContent: best ? `★ ${text}` : text }), make("span", { textContent: all }));
  return button;
}

/** The scale, from the worst to the best.
    @param {(number | null)[]} values
    @param {Shown} shown
    @param {boolean} regression */
function legend(values, shown, regression) {
  const ranks = gridScale.ranks(values, shown);
  const ends = [0, 1].map((end) => values[ranks.indexOf(end)]);
  const apart = ends.every((end) => end !== undefined && end !== null);
  const steps = Array.from({ length: STEPS }, (_, i) => gridScale.color(i / (STEPS - 1)).fill);
  const bar = make("span", {});
  bar.classList.add("grid-bar");
  bar.style.background = `linear-gradient(to right, ${steps.join(", ")})`;
  /** @param {number} end
      @param {string} word */
  const label = (end, word) =>
    make("span", { textContent: `${word}: ${written(ends[end] ?? null, shown, regression)}` });
  $("grid-legend").replaceChildren(...(apart ? [label(0, texts.gridWorse), bar, label(1, texts.gridBetter)] : []));
}

/** @param {TextsOf<"race">} given */
export const begin = (given) => (texts = given);
