/* The playground page: how it begins, and how the player's frames get on the screen. Its parts are listed in main.js. */

import * as theme from "../lib/colors.js";
import { $, fill, say } from "../lib/dom.js";
import * as markup from "../lib/markup.js";
import * as messages from "../lib/messages.js";
import * as numbers from "../lib/numbers.js";
import * as parts from "../lib/parts.js";
import { each } from "../lib/parts.js";
import * as drawing from "../network/drawing.js";
import * as mapFocus from "../network/focus.js";
import * as classes from "../paint/classes.js";
import * as dataNames from "../paint/data_names.js";
import * as lineMap from "../paint/line_map.js";
import * as painting from "../paint/paint.js";
import { player } from "../play/player.js";
import * as readouts from "../play/readouts.js";
import * as session from "../play/session.js";
import * as codec from "../wire/codec.js";
import { OUTPUT_PIXELS, UNIT_PIXELS } from "../wire/contract.js";
import { retry } from "../wire/latest.js";
import * as classPanel from "./class_panel.js";
import * as controls from "./controls.js";

const outputs = document.createElement("canvas"); // the pictures of several outputs

/** @type {Setup} */
let setup;
export let data = null;
let curves = [];
let linkOf = null; // gives the link of the set-up
export let options = { test: false, discrete: false };

const USED = { checkbox: "change", number: "change", range: "input", "select-one": "change" };
const SWITCHES = { test: "show-test", discrete: "discretize" };

const table = () => theme.current()[options.discrete ? "split" : "smooth"];

/** @param {Frame} frame */
function showNumbers(frame) {
  const { epoch } = readouts;
  const { loss, score } = numbers;
  const regression = player.experiment.problem === "regression";
  epoch(frame.epoch, player.playing);
  say($("gap"), readouts.gap(frame));
  for (const kind of /** @type {const} */ (["train", "test"])) {
    say($(`${kind}-loss`), loss(frame[`${kind}_loss`]));
    if (regression) say(document.querySelector(`.metric.${kind} .rmse`), loss(frame[`${kind}_rmse`]));
    say($(`${kind}-score`), score(frame[`${kind}_score`], regression));
  }
}

/** @param {Frame} frame */
function picture(frame) {
  const { experiment } = player;
  const size = OUTPUT_PIXELS;
  const pixels = codec.pixels(frame.outputs, size);
  const several = classes.kind(experiment);
  const map = $("output-map");
  const focused = mapFocus.paint(map, frame, pixels, options.discrete);
  const small = several || focused ? outputs : map; // what the network drawing takes for the output units
  if (several) classes.pictures(small, pixels, size, several, options.discrete);
  else painting.pictures(small, pixels, size, table());
  if (several && !focused) classes.map(map, pixels, size, several, options.discrete);
  drawing.draw(frame, experiment, setup, small, options.discrete);
  classPanel.show(pixels, size, several, options.discrete);
}

function overlay() {
  const { overlay: paint } = data?.curve && !mapFocus.words() ? lineMap : painting;
  paint($("output-points"), $("output-map"), data, options.test, player.frame);
}

/** @param {Frame} frame */
function describe(frame) {
  const { features, hidden } = player.experiment;
  const layers = hidden.map(({ units, activation }) => `${units} ${setup.activations[activation].name}`).join(", ");
  const values = { features: features.length, layers: layers || setup.texts.none };
  $("network-canvas").setAttribute("aria-label", fill(setup.texts.network, values));
  const { loss } = numbers;
  const losses = { epoch: frame.epoch, train: loss(frame.train_loss), test: loss(frame.test_loss) };
  const told = mapFocus.words() ?? fill(data?.curve ? setup.texts.line : setup.texts.map, losses);
  $("output-figure").setAttribute("aria-label", [told, ...dataNames.titles()].join(". "));
}

export function repaint() {
  drawing.moved();
  for (const { key, pixels } of setup.features) {
    const canvas = document.querySelector(`[data-feature="${key}"]`);
    painting.pictures(canvas, codec.pixels(pixels, UNIT_PIXELS), UNIT_PIXELS, table());
  }
  for (const { key, points, problem } of setup.datasets) {
    const canvas = document.querySelector(`[data-dataset="${key}"]`);
    painting.thumbnail(canvas, codec.points(points), classes.kind({ problem }));
  }
  document.querySelectorAll(".layers .curve").forEach((canvas, i) => {
    if (curves[i]) painting.curve(canvas, curves[i]);
  });
  overlay();
  each("repaint");
  redraw();
}

/** Something else is pointed at or shown of the frame on the screen. */
function redraw() {
  const { frame, experiment } = player;
  if (!frame?.outputs || frame.experiment !== experiment) return; // another one is about to come
  picture(frame);
  describe(frame);
  if (!data.curve) return;
  $("output-figure").classList.toggle("line", !mapFocus.words()); // a unit has a map, also where the data are a curve
  overlay();
}

const view = {
  frame([frame]) {
    showNumbers(frame);
    picture(frame);
    each("frame", frame);
    if (!player.playing) describe(frame);
  },
  accepted([lane], restarted) {
    const { experiment } = player;
    const two = experiment.problem === "classification";
    data = { ...lane.data, points: codec.points(lane.data.points), several: classes.kind(experiment), two };
    document.querySelector(".two-marks").hidden = !two;
    curves = lane.curves;
    controls.show(experiment);
    document.querySelectorAll(".rmse").forEach((element) => {
      element.parentElement.hidden = experiment.problem !== "regression";
    });
    document.querySelectorAll(".score-name").forEach((element) => {
      element.textContent = experiment.problem === "regression" ? setup.texts.r2 : setup.texts.accuracy;
    });
    say($("parameters"), readouts.parameters(lane.parameters));
    messages.message("problem-message", "");
    each("accepted", experiment, lane, restarted);
    repaint();
  },
  status() {
    readouts.status(player.playing);
    each("status");
    if (player.frame) describe(player.frame);
  },
  refused(error) {
    messages.refused(error);
    controls.show(player.experiment);
    each("refused", error);
  },
  stopped({ reason, epoch }) {
    each("stopped", { reason, epoch });
    if (reason !== "diverged") return;
    const { learning_rate: rate } = player.experiment;
    messages.message("problem-message", fill(setup.texts.diverged, { epoch, rate }));
  },
  connection: (wait) => messages.connection(wait),
  unanswered: () => messages.paused(),
};

function begin(answer) {
  markup.unfold();
  $("nav-playground").setAttribute("aria-current", "page");
  dataNames.of(() => player.experiment);
  classes.begin(setup);
  session.onDraft(controls.show);
  session.onLane((lane) => view.accepted([lane], false));
  mapFocus.onChange(redraw);
  readouts.begin(setup.texts);
  each("begin", setup, answer.lanes[0].experiment);
  player.visible = ([frame]) => Object.assign({ units: true }, ...parts.gather("view", frame));
  player.begin(answer, view);
  theme.onChange(repaint);
  new ResizeObserver(repaint).observe($("network"));
  new ResizeObserver(overlay).observe($("output-figure"));
  document.addEventListener("click", press);
  document.addEventListener("change", use);
  document.addEventListener("input", use);
}

/** The race of this set-up, as a link: the usual one with everything else as it is here. */
function raceOfThis(link) {
  link.hash = linkOf();
}

/** A button was pressed. */
function press({ target }) {
  if (target.id === "race-of-this") raceOfThis(target);
  const id = target.closest("button")?.id;
  if (id && !run(id)) controls.press(id);
}

/** A control was used; a slider counts while it moves. Texts are taken by those who ask for them. */
function use({ type, target }) {
  const { id, value, checked } = target;
  if (type !== USED[target.type]) return;
  if (!run(id, target.type === "checkbox" ? checked : value)) controls.use(id, value);
}

const COMMANDS = {
  play: () => player.toggle(),
  step: () => player.step(),
  retry() {
    player.retry();
    retry();
  },
  "show-test": (checked) => setOption("test", checked),
  discretize: (checked) => setOption("discrete", checked),
};

/** Do what a control is for; whether anybody knew. */
function run(id, value) {
  const command = COMMANDS[id] ?? parts.command(id);
  command?.(value);
  return Boolean(command);
}

/** What is only looked at, and changes no experiment; its switch follows. */
export function setOption(name, value) {
  options = { ...options, [name]: value };
  $(SWITCHES[name]).checked = value;
  repaint();
}

/** The link of the set-up on the screen is what this gives. */
export const linkBy = (source) => (linkOf = source);

/** Show points that the server does not know yet. */
export function showPoints(points, train) {
  data = { ...data, points, train };
  overlay();
}

/** The page is there, and with it the first answer. */
export function enter(answer, given) {
  if (setup) return;
  setup = given;
  begin(answer);
}
