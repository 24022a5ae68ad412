/* The read-outs of the playground: losses and scores as numbers, and what the pictures show in words. */

import { $, fill, say } from "../lib/dom.js";
import * as numbers from "../lib/numbers.js";
import * as mapFocus from "../network/focus.js";
import * as dataNames from "../paint/data_names.js";
import { player } from "../play/player.js";
import * as readouts from "../play/readouts.js";

/** @type {Setup} */
let setup;

const isRegression = () => player.experiment.problem === "regression";

/** @param {Frame} frame */
export function show(frame) {
  const { loss, score } = numbers;
  const regression = isRegression();
  readouts.epoch(frame.epoch, player.playing);
  say($("gap"), readouts.gap(frame));
  for (const kind of /** @type {const} */ (["train", "test"])) {
    say($(`${kind}-loss`), loss(frame[`${kind}_loss`]));
    if (regression) say(document.querySelector(`.metric.${kind} .rmse`), loss(frame[`${kind}_rmse`] ?? NaN));
    say($(`${kind}-score`), score(frame[`${kind}_score`], regression));
  }
}

/** Say what the network and the map show; of a `curve` the map is a line.
    @param {Frame} frame
    @param {boolean} curve */
export function describe(frame, curve) {
  const { features, hidden } = player.experiment;
  const layers = hidden.map(({ units, activation }) => `${units} ${setup.activations[activation].name}`).join(", ");
  const values = { features: features.length, layers: layers || setup.texts.none };
  $("network-canvas").setAttribute("aria-label", fill(setup.texts.network, values));
  const { loss } = numbers;
  const losses = { epoch: frame.epoch, train: loss(frame.train_loss), test: loss(frame.test_loss) };
  const told = mapFocus.words() ?? fill(curve ? setup.texts.line : setup.texts.map, losses);
  $("output-figure").setAttribute("aria-label", [told, ...dataNames.titles()].join(". "));
}

/** Other numbers are read of another problem.
    @param {Lane} lane */
export function accepted({ parameters }) {
  const regression = isRegression();
  document.querySelectorAll(".rmse").forEach(({ parentElement }) => {
    if (parentElement) parentElement.hidden = !regression;
  });
  document.querySelectorAll(".score-name").forEach((element) => {
    element.textContent = regression ? setup.texts.r2 : setup.texts.accuracy;
  });
  say($("parameters"), readouts.parameters(parameters));
}

/** @param {Setup} given */
export function begin(given) {
  setup = given;
  readouts.begin(setup.texts);
}
