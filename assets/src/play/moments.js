/* Moments: what is kept of a frame, and how many of them. */

import { A_LEARNED } from "../wire/contract.js";

/** What is kept of a frame.
    @param {Frame} frame
    @param {Lane} lane
    @returns {LightFrame} */
export const light = ({ epoch, state, train_loss, test_loss, train_score, test_score, best, experiment }, lane) => ({
  epoch,
  state,
  train_loss,
  test_loss,
  train_score,
  test_score,
  best,
  experiment,
  lane,
});

/** Whether two networks have the same parts, so that either can go on with what the other one has learned.
    @param {Experiment} one
    @param {Experiment} other */
export function sameNetwork(one, other) {
  /** @param {HiddenLayer[]} hidden */
  const layers = (hidden) =>
    hidden.map(({ units, activation, parameter, formula }) => [
      units,
      activation,
      parameter,
      formula?.endsWith(A_LEARNED) ?? false,
    ]);
  /** @param {Experiment} experiment */
  const parts = ({ features, hidden, classes }) => JSON.stringify([features, layers(hidden), classes]);
  return parts(one) === parts(other);
}

/** The numbers of a frame.
    @param {Frame} frame
    @returns {Numbers} */
export const numbers = ({ epoch, train_loss, test_loss, train_score, test_score }) => ({
  epoch,
  train_loss,
  test_loss,
  train_score,
  test_score,
});
