/* The page of the activations: which are chosen, and what is shown of each. All numbers come from the server. */

import * as theme from "../lib/colors.js";
import { $, fill } from "../lib/dom.js";
import * as inputs from "../lib/inputs.js";
import * as laneColors from "../lib/lane_colors.js";
import * as messages from "../lib/messages.js";
import * as numbers from "../lib/numbers.js";
import * as readouts from "../play/readouts.js";
import * as presenting from "../share/presenting.js";
import { latest, retry } from "../wire/latest.js";
import { server } from "../wire/server.js";
import * as cards from "./cards.js";
import * as charts from "./charts.js";
import * as contents from "./contents.js";
import * as filter from "./filter.js";
import * as known from "./known_curves.js";
import * as activationLink from "./link.js";
import * as presentation from "./presenting.js";
import * as probe from "./probe.js";
import * as signal from "./signal.js";
import * as softmax from "./softmax.js";

/** What is chosen, each with its place in the palette; the parameters, the own formula, and the z of the probe.
    @typedef {{ chosen: Record<string, number>, parameters: Record<string, number>, formula: string, z: number }} State */

/** @type {ActivationsSetup} */
let setup;
/** @type {State} */
let state;
/** @type {(request: { page: "race", race: import("../wire/calls.js").RaceGiven }) => void} */
let askRace;
let following = false; // the address, and nobody has chosen anything
let unsaid = false; // somebody has chosen what the address does not say yet
let told = ""; // of what the address said and could not be used

/** @template {string} S
    @param {S} selector
    @param {(part: Selected<S>) => void} act */
const each = (selector, act) => document.querySelectorAll(selector).forEach(act);
/** @param {number} value
    @param {number} digits */
const fixed = (value, digits) => numbers.fixed(value, digits);
const keys = () => Object.keys(setup.functions).filter((key) => key in state.chosen);
/** @param {string} key */
const color = (key) => laneColors.color(state.chosen[key]);
/** @param {HTMLElement | null} part */
const isChosen = (part) => (part?.dataset.key ?? "") in state.chosen;

/** The chosen functions of which a curve is known, in the order of the registry.
    @returns {charts.Chosen[]} */
const chosen = () =>
  keys().flatMap((key) => {
    const curve = known.of(key);
    return curve ? [{ key, name: setup.functions[key].name, color: color(key), curve }] : [];
  });

/** A function as the server and a layer know it.
    @param {string} key */
function curve(key) {
  const parameter = state.parameters[key] ?? null;
  if (key !== setup.own) return { key, parameter };
  return { key, parameter: usesParameter() ? parameter : null, formula: state.formula };
}

const usesParameter = () => /(^|[^a-z])a([^a-z]|$)/i.test(state.formula);
const wanted = () => keys().map(curve);

/** Choose a function, or do without it; it keeps its color for as long as it is chosen.
    @param {string} key */
function toggle(key) {
  if (key === setup.own && !state.formula) {
    $("own-formula").focus(); // there is nothing to be seen yet
    return;
  }
  const { [key]: gone, ...rest } = state.chosen;
  if (gone === undefined) {
    const taken = Object.values(rest);
    if (taken.length >= setup.maxChosen) return;
    rest[key] = laneColors.free(taken);
  }
  state = { ...state, chosen: rest };
  change();
  changed();
}

/** Somebody has chosen something else, and the address says so. */
function changed() {
  told = "";
  unsaid = true;
  activationLink.wait();
  say();
}

/** Write the address once all curves are there: nobody waits for it. */
function say() {
  if (!unsaid || !wanted().every(known.has)) return;
  unsaid = false;
  activationLink.write(wanted(), filter.wanted());
}

/** Everything follows the choice; curves that are not yet known are asked for. */
function change() {
  const count = keys().length;
  const full = count >= setup.maxChosen;
  $("chosen-count").textContent = fill(setup.texts.chosenCount, { n: count, most: setup.maxChosen });
  each("button.pick", (button) => {
    const on = isChosen(button);
    button.setAttribute("aria-pressed", String(on));
    button.disabled = full && !on;
  });
  each(".facts button.name-button", (button) => {
    const on = isChosen(button.closest("tr"));
    button.setAttribute("aria-pressed", String(on));
    button.disabled = full && !on;
  });
  each(".chooser .slider[data-key], .card", (part) => (part.hidden = !isChosen(part)));
  each(".pick, .chooser .slider[data-key], .card, .facts tbody tr", (part) => {
    part.style.setProperty(
      "--lane",
      isChosen(part) ? laneColors.variable(state.chosen[part.dataset.key ?? ""]) : "transparent",
    );
  });
  $("race-them").disabled = count < 2;
  const own = document.querySelector(`.chooser .slider[data-key="${setup.own}"]`);
  own.hidden = own.hidden || !usesParameter();
  keys().forEach(cards.write);
  signal.draw();
  curves();
}

function curves() {
  known.want(wanted());
  show();
}

/** Curves have come. */
function came() {
  messages.message("problem-message", told);
  show();
  say();
}

function show() {
  const one = presenting.alone();
  const ready = chosen().filter((_, i) => one === null || i === one);
  ready.forEach(({ key, curve }) => cards.tell(key, curve.facts ?? {}));
  const parts = ready.map(({ name, color: its }) => {
    const item = Object.assign(document.createElement("li"), { textContent: name });
    item.style.setProperty("--lane", its);
    return item;
  });
  $("chosen-legend").replaceChildren(...parts);
  probe.table(ready, state.z);
  charts.draw(ready, state.z);
}

/** A function with its parameter, or the formula, as links say it.
    @param {string} key */
function kind(key) {
  if (key === setup.own) return `=${state.formula}`;
  const { parameter } = setup.functions[key];
  const its = state.parameters[key];
  return parameter && its !== parameter.default ? `${key}:${its}` : key;
}

/** @param {string} key */
const exact = (key) => (key === setup.own && usesParameter() ? `${kind(key)}:${state.parameters[key]}` : kind(key));

/** The playground, as it is at first, with this activation in all hidden layers.
    @param {string} key */
function tryIt(key) {
  location.href = `${$("nav-playground").href.split("#")[0]}#activation=${encodeURIComponent(exact(key))}`;
}

/** Take over what the address says.
    @param {import("./link.js").Told} its */
function follow({ functions, filter: looked, notes, named, presenting: its }) {
  filter.follow(looked);
  /** @type {State["chosen"]} */
  const chosen = {};
  following = true;
  for (const { key, parameter, formula } of functions) {
    chosen[key] = Object.keys(chosen).length;
    if (key === setup.own) $("own-formula").value = formula ?? "";
    const slider = document.querySelector(`.chooser .slider[data-key="${key}"] input`);
    if (parameter === null || !slider) continue;
    slider.value = String(parameter);
    slider.dispatchEvent(new Event("input"));
  }
  following = false;
  if (setup.own in chosen) known.forget(setup.own);
  if (named) state = { ...state, chosen, formula: setup.own in chosen ? $("own-formula").value : "" };
  change();
  presenting.show(its.present, its.title);
  told = notes.join(" ");
  messages.message("problem-message", told);
}

/** A race of the chosen ones; everything else in it is as usual. */
function raceThem() {
  askRace({ page: "race", race: { base: {}, lanes: keys().map(kind) } });
}

/** @param {From<MouseEvent>} event */
function press({ target }) {
  const button = target.closest("button");
  if (!button) return;
  const key = button.closest("[data-key]")?.dataset.key ?? "";
  if (button.id === "race-them") raceThem();
  else if (button.id === "retry") retry();
  else if (button.dataset.do === "try") tryIt(key);
  else if (key) toggle(key);
}

/** @param {string} formula */
function takeFormula(formula) {
  state = { ...state, formula };
  known.forget(setup.own);
  if (Boolean(formula) !== setup.own in state.chosen) toggle(setup.own);
  else change();
  changed();
}

function sliders() {
  for (const [key, { parameter }] of Object.entries(setup.functions)) {
    if (!parameter) continue;
    const digits = (String(parameter.step).split(".")[1] ?? "").length;
    const options = { ...parameter, value: parameter.default };
    inputs.slider(
      `parameter-${key}`,
      options,
      (value) => fixed(value, digits),
      (value) => {
        state = { ...state, parameters: { ...state.parameters, [key]: value } };
        if (following) return;
        curves();
        changed();
      },
    );
    state.parameters[key] = parameter.default;
  }
}

/** The page is there.
    @param {ActivationsSetup} given */
export function begin(given) {
  setup = given;
  readouts.begin(setup.texts);
  const places = setup.chosen.map((key, place) => [key, place]);
  state = { chosen: Object.fromEntries(places), parameters: {}, formula: "", z: setup.probe.value };
  known.begin(setup, came);
  sliders();
  probe.begin(setup, (z) => {
    state = { ...state, z };
    show();
  });
  contents.begin();
  filter.begin(setup.texts, changed);
  inputs.formula("own-formula", takeFormula);
  cards.begin(setup);
  charts.begin(setup);
  softmax.begin(setup);
  presentation.begin(setup, {
    parts: () => keys().length,
    show,
    changed: () => activationLink.write(wanted(), filter.wanted()),
  });
  signal.begin(setup, (key) => (key in state.chosen ? color(key) : null));
  document.addEventListener("click", press);
  theme.onChange(() => {
    show();
    signal.draw();
  });
  change();
  /** @param {{ link: string }} answer */
  const open = ({ link }) => (location.href = `${$("nav-race").href.split("#")[0]}#${link}`);
  askRace = latest((request) => server.link(request), open);
  /** @param {string} error */
  const refuse = (error) => messages.message("problem-message", fill(setup.texts.brokenLink, { error }));
  activationLink.begin(follow, refuse);
}
