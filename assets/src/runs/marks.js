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

/** The columns by which a table can be sorted, with what counts.
    @type {Record<string, (row: RunRow) => number>} */
export const SORTS = {
  number: (row) => row.at,
  epochs: (row) => row.epochs,
  trainLoss: (row) => row.trainLoss,
  testLoss: (row) => row.testLoss,
  gap: (row) => row.gap,
  score: (row) => row.score,
  parameters: (row) => row.parameters,
};
