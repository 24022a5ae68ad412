/* The card of a cell: all its figures, and where it can be opened. */

import { $, fill } from "../lib/dom.js";
import * as numbers from "../lib/numbers.js";
import * as gridTable from "./grid_table.js";
import * as popovers from "./popovers.js";
import * as sweepWords from "./sweep_words.js";

/** @type {TextsOf<"race">} */
let texts;
let shown = 0;

/** The cell that is open, or was. */
export const current = () => shown;

/** @param {HTMLElement} at
    @param {gridTable.Table} table
    @param {number} cell */
export function open(at, table, cell) {
  const sum = table.sums[cell];
  if (!sum) return;
  shown = cell;
  const box = $("grid-cell");
  const { summary } = sum;
  const { epochs, epochs_interval: sure, test_loss: loss, test_score: score } = summary;
  const count = table.columns.length;
  box.querySelector("h3").textContent = `${table.rows[Math.floor(cell / count)]} × ${table.columns[cell % count]}`;
  const spread = epochs.lower === Infinity ? "" : ` (${sweepWords.range(epochs.lower, epochs.upper)})`;
  const facts = [
    gridTable.finished(summary),
    ...(summary.fault ? [fill(texts.gridFactFault, { fault: sweepWords.fault(summary.fault, texts) })] : []),
    fill(texts.gridFactEpochs, { value: sweepWords.round(epochs.median) + spread }),
    ...(sure ? [fill(texts.gridFactSure, { value: sweepWords.range(sure.low, sure.high) })] : []),
    fill(texts.gridFactLoss, { value: numbers.loss(loss.median) }),
    fill(texts.gridFactScore, { value: numbers.score(score.median, table.regression) }),
  ];
  $("grid-cell-facts").replaceChildren(
    ...facts.map((textContent) => Object.assign(document.createElement("li"), { textContent })),
  );
  box.popover = "auto";
  box.showPopover();
  popovers.place(box, at);
  /** @type {HTMLElement | null} */ (box.querySelector("button"))?.focus();
}

/** @param {TextsOf<"race">} given */
export function begin(given) {
  texts = given;
  // The table may have been drawn again meanwhile, and the browser's own way back is gone.
  const box = $("grid-cell");
  box.addEventListener("toggle", ({ newState }) => {
    const at = document.activeElement;
    if (newState !== "closed" || !(at === document.body || box.contains(at))) return;
    const cell = document.querySelector(`#grid-table [data-cell="${shown}"]`);
    if (cell) cell.focus({ preventScroll: true });
  });
}
