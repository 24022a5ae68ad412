/* All weights, biases and learned parameters: a table for each layer, whose numbers live while it is open, and can be selected. */

import * as theme from "../lib/colors.js";
import { $, fill, say, seldom } from "../lib/dom.js";
import * as numbers from "../lib/numbers.js";
import * as names from "../network/names.js";
import * as selection from "../network/selection.js";
import { player } from "../play/player.js";
import * as tensors from "../wire/tensors.js";
import * as dock from "./dock.js";

/** @type {Record<string, [number, number]>} */
const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/** @type {Setup} */
let setup;
let shape = ""; // of the network that the tables are made for
/** @type {HTMLElement[][]} */
let cells = []; // of each layer, in the order of its numbers: weights row by row, then biases, then what f has learned
/** @type {WeakMap<Element, Target>} */
let meant = new WeakMap(); // what a cell is, to be selected
/** @type {() => void} */
let soon;

/** @template {keyof HTMLElementTagNameMap} T
    @param {T} tag
    @param {object} properties
    @param {(Node | string)[]} inside */
function make(tag, properties, ...inside) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...inside);
  return element;
}

/** A cell that can be selected; of each table the first one is in the order of the tab key.
    @template {HTMLElement} E
    @param {E} element
    @param {Target} target
    @param {string} role */
function selectable(element, target, role) {
  element.tabIndex = -1;
  element.setAttribute("role", role);
  meant.set(element, target);
  return element;
}

/** @param {Experiment} experiment
    @param {{ layer: number, unit: number, column?: number }} target
    @param {number} units */
function name(experiment, { layer, unit, column }, units) {
  const { texts } = setup;
  const { hidden, classes } = experiment;
  if (layer === hidden.length) return classes === 1 ? texts.outputOnly : fill(texts.outputShort, { unit: unit + 1 });
  const values = { unit: unit + 1, piece: Math.floor((column ?? 0) / units) + 1 };
  if (column === undefined) return fill(texts.unitShort, values);
  const sum = names.sumName(experiment, layer, values.piece);
  return sum ? fill(texts.sumShort, { unit: values.unit, sum }) : fill(texts.pieceShort, values);
}

/** The table of a layer, and its cells.
    @param {Experiment} experiment
    @param {number} layer
    @param {LayerNumbers} numbers */
function table(experiment, layer, { inputs, units, columns }) {
  const { texts } = setup;
  const outputs = Array.from({ length: columns }, (_, column) => {
    const target = { layer, unit: column % units };
    return columns > units ? { ...target, column } : target;
  });
  const heads = outputs.map((target) => {
    const head = make("th", { textContent: name(experiment, target, units), scope: "col" });
    return selectable(head, { kind: "unit", layer, unit: target.unit }, "columnheader");
  });
  /** @param {string} label
      @param {(what: { layer: number, unit: number, column?: number }) => Numeric} as */
  const row = (label, as) => {
    const columnCells = outputs.map((target) => selectable(document.createElement("td"), as(target), "gridcell"));
    made.push(...columnCells);
    return make("tr", {}, make("th", { textContent: label, scope: "row" }), ...columnCells);
  };
  /** @type {HTMLElement[]} */
  const made = [];
  /** @param {number} input */
  const source = (input) => (layer ? fill(texts.unitShort, { unit: input + 1 }) : names.symbol(experiment, 0, input));
  const rows = Array.from({ length: inputs }, (_, input) =>
    row(source(input), (target) => ({ kind: "weight", ...target, input })),
  );
  rows.push(row(texts.biasRow, (target) => ({ kind: "bias", ...target })));
  rows.push(...learned(experiment, layer, columns, made));
  const grid = make(
    "table",
    {},
    make("thead", {}, make("tr", {}, make("td", {}), ...heads)),
    make("tbody", {}, ...rows),
  );
  grid.setAttribute("role", "grid");
  made[0].tabIndex = 0;
  const caption = layer < experiment.hidden.length ? fill(texts.layerTable, { n: layer + 1 }) : texts.outputTable;
  grid.setAttribute("aria-label", caption);
  const scroller = make("div", {}, grid);
  scroller.classList.add("weights-scroll");
  return { made, element: make("div", {}, make("h3", { textContent: caption }), scroller) };
}

/** A row for each parameter of f that the layer learns: one cell, or one for each unit. Their cells are `made`, too.
    @param {Experiment} experiment
    @param {number} layer
    @param {number} columns
    @param {HTMLElement[]} made */
function learned({ hidden }, layer, columns, made) {
  if (!hidden[layer]) return [];
  const { symbols, perUnit } = tensors.learns(hidden[layer]);
  return symbols.map((symbol) => {
    const its = Array.from({ length: perUnit ? columns : 1 }, () => make("td", { colSpan: perUnit ? 1 : columns }));
    for (const cell of its) cell.setAttribute("role", "gridcell");
    made.push(...its);
    const head = make("th", { textContent: fill(setup.texts.learnedRow, { symbol }), scope: "row" });
    return make("tr", { className: "learned" }, head, ...its);
  });
}

/** @param {Experiment} experiment
    @param {LayerNumbers[]} layers */
function build(experiment, layers) {
  const wanted = JSON.stringify([
    experiment.features,
    layers.map(({ units, columns }, layer) => [
      units,
      columns,
      names.sumName(experiment, layer, 1),
      experiment.hidden[layer] && tensors.learns(experiment.hidden[layer]),
    ]),
  ]);
  if (wanted === shape) return;
  shape = wanted;
  meant = new WeakMap();
  const tables = layers.map((numbers, layer) => table(experiment, layer, numbers));
  cells = tables.map(({ made }) => made);
  $("weights-tables").replaceChildren(...tables.map(({ element }) => element));
}

function draw() {
  const { frame } = player;
  if (!frame || !dock.shows("weights")) return;
  const layers = tensors.parameters(frame.state, frame.experiment);
  build(frame.experiment, layers);
  const { css } = theme.current();
  layers.forEach(({ weights, biases, learned }, layer) =>
    [...weights, ...biases, ...learned].forEach((value, i) => {
      const cell = cells[layer][i];
      say(cell, numbers.weight(value));
      const color = css(value);
      if (cell.dataset.color === color) return;
      cell.dataset.color = color;
      cell.style.setProperty("--value", color);
    }),
  );
  mark(layers);
}

/** Show which of them is selected.
    @param {LayerNumbers[]} layers */
function mark(layers) {
  const { selected } = selection;
  let cell = null;
  if (selected?.kind === "weight" || selected?.kind === "bias") {
    const { inputs, columns } = layers[selected.layer];
    const row = selected.kind === "bias" ? inputs : selected.input;
    cell = cells[selected.layer][tensors.columnOf(layers, selected) + row * columns];
  }
  for (const element of $("weights-tables").querySelectorAll("[role]:not(table)")) {
    const { kind, layer, unit } = meant.get(element) ?? {};
    const unitIs = kind === "unit" && selected?.kind === kind && selected.layer === layer && selected.unit === unit;
    const on = String(element === cell || unitIs);
    if (element.getAttribute("aria-selected") !== on) element.setAttribute("aria-selected", on);
  }
}

/** @param {From<Event>} event */
function choose({ target }) {
  const cell = target.closest("td, th");
  const chosen = cell && meant.get(cell);
  if (!chosen) return;
  selection.select(chosen);
  focus(cell);
}

/** Move there; the tab key will come back to it.
    @param {HTMLElement} cell */
function focus(cell) {
  cell
    .closest("table")
    ?.querySelectorAll("[tabindex='0']")
    .forEach((other) => (other.tabIndex = -1));
  cell.tabIndex = 0;
  cell.focus();
}

/** @param {From<KeyboardEvent>} event */
function press(event) {
  const { key } = event;
  const target = event.target.closest("td, th");
  const row = target?.closest("tr");
  if (!target || !row || !meant.has(target)) return;
  const [down, right] = MOVES[key] ?? [0, 0];
  if (key === "Enter" || key === " ") choose(event);
  else if (key === "Home") focus(row.cells[1]);
  else if (key === "End") focus(row.cells[row.cells.length - 1]);
  else if (down || right) {
    const cell = target.closest("table")?.rows[row.rowIndex + down]?.cells[target.cellIndex + right];
    if (cell && meant.has(cell)) focus(cell);
  } else return;
  event.preventDefault();
}

/** @param {Setup} given */
function begin(given) {
  setup = given;
  soon = seldom(draw);
  $("weights-tables").addEventListener("click", choose);
  $("weights-tables").addEventListener("keydown", press);
}

/** @type {Part} */
export const part = {
  begin,
  frame: () => dock.shows("weights") && soon(),
  selected: draw,
  docked: draw,
  repaint: () => soon(),
};
