/* The numbers of a row as they are read: in the table, in reports and in pictures of them. It is pure. */

import * as numbers from "../lib/numbers.js";

/** @param {Pick<RunRow, "setup">} row */
export const isRegression = ({ setup }) => setup.problem === "regression";

/** The columns of numbers, in their order.
    @type {Record<string, (row: RunRow) => string>} */
export const NUMBERS = {
  epochs: (row) => numbers.exact(row.epochs),
  trainLoss: (row) => numbers.loss(row.trainLoss),
  testLoss: (row) => numbers.loss(row.testLoss),
  gap: (row) => numbers.signed(row.gap),
  score: (row) => numbers.score(row.score, isRegression(row)),
  parameters: (row) => numbers.exact(row.parameters),
};

/** By what a table can be sorted, by the ids of the buttons in its head. */
export const SORTS = {
  "runs-by-number": (/** @type {RunRow} */ row) => row.at,
  "runs-by-epochs": (/** @type {RunRow} */ row) => row.epochs,
  "runs-by-train": (/** @type {RunRow} */ row) => row.trainLoss,
  "runs-by-test": (/** @type {RunRow} */ row) => row.testLoss,
  "runs-by-gap": (/** @type {RunRow} */ row) => row.gap,
  "runs-by-score": (/** @type {RunRow} */ row) => row.score,
  "runs-by-parameters": (/** @type {RunRow} */ row) => row.parameters,
};
