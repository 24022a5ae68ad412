/* "Repeat": the set-up on the screen with many seeds, in small maps with the losses at the end, and the share of those that
   succeeded. A click on a map opens its network. */

import { $, fill, has, say } from "../lib/dom.js";
import * as numbers from "../lib/numbers.js";
import { make } from "./elements.js";
import { host } from "./host.js";
import * as repeating from "./repeating.js";
import * as words from "./words.js";

const PIXELS = 60; // the side of a map, as the server draws it
const RETRY_MS = 1000;
const THRESHOLDS = { test_loss: 0.1, train_loss: 0.1, test_score: 0.95 };

/** @type {Setup} */
let setup;
/** @type {repeating.Plan | null} */
let plan = null; // that is being done
/** @type {repeating.Ended[]} */
let done = [];

const isRegression = () => host.player.experiment.problem === "regression";
/** @param {number} value
    @param {keyof typeof THRESHOLDS} metric */
const written = (value, metric) =>
  metric === "test_score" ? numbers.score(value, isRegression()) : numbers.exact(numbers.nearest(value, 6));
const metric = () => /** @type {keyof typeof THRESHOLDS} */ ($("repeat-metric").value);
const inPercent = () => metric() === "test_score" && !isRegression();

/** @param {HTMLInputElement} field
    @param {number} low
    @param {number} high
    @param {number} usual */
function number(field, low, high, usual) {
  const value = field.value.trim() === "" ? NaN : Number(field.value);
  const bounded = Number.isFinite(value) ? Math.min(high, Math.max(low, value)) : usual;
  field.value = String(bounded);
  return bounded;
}

/** The number that a metric has to come to: the stop condition's, or as usual. */
function threshold() {
  const is = $("goal").value === metric() ? $("goal-value").value : THRESHOLDS[metric()] * (inPercent() ? 100 : 1);
  $("repeat-threshold").value = String(is);
  say(document.querySelector(".repeat-unit"), inPercent() ? "%" : "");
}

function open() {
  if (has(THRESHOLDS, $("goal").value)) $("repeat-metric").value = $("goal").value;
  const score = $("repeat-metric").querySelector("[value=test_score]");
  say(score, isRegression() ? setup.texts.repeatR2 : setup.texts.repeatAccuracy);
  threshold();
  if (host.player.frame?.epoch) $("repeat-epochs").value = String(Math.min(setup.runs.epochs, host.player.frame.epoch));
  if (host.player.playing) host.player.pause();
  $("repeat-dialog").showModal();
}

/** @param {repeating.Plan} its */
const goodOf = (its) => done.filter((ended) => repeating.succeeded(its, ended)).length;

/** How many succeeded, in a sentence.
    @param {repeating.Plan} its */
function share(its) {
  const { texts } = setup;
  if (!done.length) return "";
  const sentences = { test_loss: texts.repeatTest, train_loss: texts.repeatTrain, test_score: texts.repeatScore };
  const [good, n] = [goodOf(its), done.length];
  return fill(sentences[its.metric], {
    good,
    n,
    share: numbers.percent(good / n),
    value: written(its.threshold, its.metric),
  });
}

/** @param {repeating.Plan} its */
function show(its) {
  const { texts } = setup;
  say($("repeat-start"), plan ? texts.repeatCancel : texts.repeatStart);
  $("repeat-progress").hidden = !plan;
  Object.assign($("repeat-progress"), { max: its.runs, value: done.length });
  say($("repeat-share"), share(its));
  const losses = done.map(({ frame }) => frame.test_loss);
  const [low, middle, high] = [
    Math.min(...losses),
    losses.length ? repeating.median(losses) : NaN,
    Math.max(...losses),
  ];
  const range = { low: numbers.loss(low), median: numbers.loss(middle), high: numbers.loss(high) };
  say($("repeat-range"), done.length > 1 ? fill(texts.repeatRange, range) : "");
}

/** The map of a run, with what it ended with.
    @param {repeating.Plan} its
    @param {repeating.Ended} ended */
function map(its, ended) {
  const { texts } = setup;
  const { seed, frame, lane, diverged } = ended;
  const good = repeating.succeeded(its, ended);
  const loss = numbers.loss(its.metric === "train_loss" ? frame.train_loss : frame.test_loss);
  const score = numbers.score(frame.test_score, isRegression());
  const shown = its.metric === "test_score" ? score : loss;
  const values = { seed, loss, score, verdict: good ? texts.repeatGood : texts.repeatBad };
  const button = make(
    "button",
    { type: "button", className: "repeat-run", ariaLabel: fill(texts.repeatRun, values) },
    make("img", { src: host.picture.small(frame, lane, { pixels: PIXELS }), alt: "" }),
    make("span", { textContent: diverged ? texts.repeatDiverged : shown, className: "repeat-loss" }),
  );
  button.classList.toggle("good", good);
  button.addEventListener("click", () => {
    $("repeat-dialog").close();
    const about = host.session.named(setup.texts.repeatOpened, { seed });
    host.session.open(lane.experiment, frame.state, about);
  });
  return make("li", {}, button);
}

/** @param {number} ms */
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function start() {
  const inShare = inPercent() ? 100 : 1;
  const epochs = Math.round(number($("repeat-epochs"), 1, setup.runs.epochs, setup.runs.epochs));
  const aim = number($("repeat-threshold"), 1e-9, 1e6, THRESHOLDS[metric()] * inShare) / inShare;
  const varies = /** @type {repeating.Plan["varies"]} */ ($("repeat-varies").value);
  const about = { varies, runs: Number($("repeat-runs").value), epochs, metric: metric(), threshold: aim };
  const its = { ...about, experiment: host.player.experiment, pixels: PIXELS };
  plan = its;
  done = [];
  $("repeat-maps").replaceChildren();
  say($("repeat-error"), "");
  show(its);
  const patient = host.patience(() => stop(setup.texts.paused));
  for (let seed = 0; seed < its.runs && plan === its; ) {
    try {
      const ended = await repeating.train(its, seed, host.server.tick, () => plan === its);
      if (!ended) return;
      done.push(ended);
      $("repeat-maps").append(map(its, ended));
      seed += 1;
      patient.restart();
      show(its);
    } catch (error) {
      if (error instanceof RangeError) return stop(error.message);
      await patient.failed(/** @type {Failure} */ (error));
      await sleep(RETRY_MS);
    }
  }
  if (plan !== its) return;
  plan = null;
  const { experiment, pixels: _, ...told } = its;
  const brief = words.brief(host.rows.setupOf(experiment), setup);
  const found = { link: done[0].lane.link, succeeded: goodOf(its), brief, said: share(its) };
  host.runs.repeat({ ...told, at: Date.now(), ...found });
  show(its);
}

/** @param {string} [error] */
function stop(error = "") {
  const its = plan;
  plan = null;
  say($("repeat-error"), error);
  if (its) show(its);
}

/** @type {Part} */
export const part = {
  begin(given) {
    setup = given;
    $("repeat-runs").value = String(setup.runs.repeats);
    $("repeat-dialog").addEventListener("close", () => stop());
    $("repeat-metric").addEventListener("change", threshold);
  },
  commands: {
    "runs-repeat": open,
    "repeat-start": () => (plan ? stop() : start()),
  },
};
