/* The page of the activations: which are chosen, and what is shown of each. All numbers come from the server. */

import * as theme from "../lib/colors.js";
import { setProps } from "../lib/dash.js";
import { $, fill } from "../lib/dom.js";
import * as inputs from "../lib/inputs.js";
import { COLOURS } from "../lib/lane_colors.js";
import * as markup from "../lib/markup.js";
import * as messages from "../lib/messages.js";
import * as numbers from "../lib/numbers.js";
import * as readouts from "../play/readouts.js";
import { latest, retry } from "../wire/latest.js";
import { server } from "../wire/server.js";
import * as charts from "./charts.js";
import * as activationLink from "./link.js";
import * as signal from "./signal.js";
import * as softmax from "./softmax.js";

const KEEP = 400; // curves that are remembered, so that moving a slider back asks nobody

/** @type {ActivationsSetup} */
let setup;
let state = null; // {chosen: {key: place in the palette}, parameters: {key: number}, z}
/** @type {(request: any) => void} */
let ask;
let askRace = null;
let following = false; // the address, and nobody has chosen anything
let unsaid = false; // somebody has chosen what the address does not say yet
let told = ""; // of what the address said and could not be used
const known = new Map(); // curves by function and parameter
const shown = {}; // the curve of each function that came last

const each = (selector, act) => document.querySelectorAll(selector).forEach(act);
/** @param {{ key: string, parameter: number | null, formula?: string }} curve */
const label = ({ key, parameter, formula }) => `${key} ${parameter ?? ""} ${formula ?? ""}`;
const fixed = (value, digits) => numbers.fixed(value, digits);
const keys = () => Object.keys(setup.functions).filter((key) => key in state.chosen);
const colour = (key) => COLOURS[state.chosen[key]];

/** The chosen functions in the order of the registry, with name, colour and what is known of their curve. */
const chosen = () =>
  keys().map((key) => ({ key, name: setup.functions[key].name, colour: colour(key), curve: shown[key] }));

/** A function as the server and a layer know it. */
function curve(key) {
  const parameter = state.parameters[key] ?? null;
  if (key !== setup.own) return { key, parameter };
  return { key, parameter: usesParameter() ? parameter : null, formula: state.formula };
}

const usesParameter = () => /(^|[^a-z])a([^a-z]|$)/i.test(state.formula);
const wanted = () => keys().map(curve);

/** Choose a function, or do without it; it keeps its colour for as long as it is chosen. */
function toggle(key) {
  if (key === setup.own && !state.formula) {
    $("own-formula").focus(); // there is nothing to be seen yet
    return;
  }
  const { [key]: gone, ...rest } = state.chosen;
  if (gone === undefined) {
    const taken = Object.values(rest);
    if (taken.length >= setup.maxChosen) return;
    rest[key] = COLOURS.findIndex((_, place) => !taken.includes(place));
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
  if (!unsaid || !wanted().every((curve) => known.has(label(curve)))) return;
  unsaid = false;
  activationLink.write(wanted());
}

/** Everything follows the choice; curves that are not yet known are asked for. */
function change() {
  const count = keys().length;
  const full = count >= setup.maxChosen;
  $("chosen-count").textContent = fill(setup.texts.chosenCount, { n: count, most: setup.maxChosen });
  each(".pick", (button) => {
    const on = button.dataset.key in state.chosen;
    button.setAttribute("aria-pressed", on);
    button.disabled = full && !on;
  });
  each(".facts .name-button", (button) => {
    const on = button.closest("tr").dataset.key in state.chosen;
    button.setAttribute("aria-pressed", on);
    button.disabled = full && !on;
  });
  each(".chooser .slider, .card", (part) => (part.hidden = !(part.dataset.key in state.chosen)));
  each(".pick, .chooser .slider, .card, .facts tbody tr", (part) => {
    const on = part.dataset.key in state.chosen;
    part.style.setProperty("--lane", on ? colour(part.dataset.key) : "transparent");
  });
  $("race-them").disabled = count < 2;
  const own = document.querySelector(`.chooser .slider[data-key="${setup.own}"]`);
  own.hidden = own.hidden || !usesParameter();
  keys().forEach(write);
  signal.draw();
  curves();
}

/** Set the formulas of a card, the first time that it is shown. */
function write(key) {
  const text = setup.formulas[key];
  if (!text) return;
  setup.formulas[key] = null;
  setProps(`card-${key}-formula`, { children: text });
}

function curves() {
  const missing = wanted().filter((curve) => !known.has(label(curve)));
  wanted().forEach((curve) => (shown[curve.key] = known.get(label(curve)) ?? shown[curve.key]));
  if (missing.length) ask({ curves: missing });
  show();
}

function learn({ curves: fresh }) {
  if (known.size > KEEP) known.clear();
  fresh.forEach((curve) => {
    known.set(label(curve), curve);
    if (!setup.functions[curve.key].parameter) known.set(label({ ...curve, parameter: null }), curve);
  });
  fresh.forEach((curve) => {
    shown[curve.key] = curve;
    if (curve.tex) setProps(`card-${curve.key}-formula`, { children: curve.tex });
  });
  messages.message("problem-message", told);
  show();
  say();
}

function show() {
  const ready = chosen().filter(({ curve }) => curve);
  ready.forEach(({ key, curve }) => tell(key, curve.facts ?? {}));
  const parts = ready.map(({ name, colour: its }) => {
    const item = Object.assign(document.createElement("li"), { textContent: name });
    item.style.setProperty("--lane", its);
    return item;
  });
  $("chosen-legend").replaceChildren(...parts);
  probe(ready);
  charts.draw(ready, state.z);
}

/** What holds of a function with the parameter of its slider. */
function tell(key, facts) {
  for (const [fact, text] of Object.entries(facts)) {
    const part = $(`card-${key}`).querySelector(`[data-fact="${fact}"]`);
    if (part.textContent !== text) part.textContent = text;
  }
}

/** F and its slope at the z of the probe, which is one of those that the curves have. */
function probe(ready) {
  const at = Math.round((state.z - setup.probe.min) / setup.probe.step);
  const cell = (tag, text) => Object.assign(document.createElement(tag), { textContent: text });
  const rows = ready.map(({ name, colour: its, curve }) => {
    const row = document.createElement("tr");
    const head = Object.assign(cell("th", name), { scope: "row" });
    head.style.setProperty("--lane", its);
    row.append(head, cell("td", fixed(curve.f[at], 4)), cell("td", fixed(curve.df[at], 4)));
    return row;
  });
  $("probe-table").replaceChildren(...rows);
}

/** A function with its parameter, or the formula, as links say it. */
function kind(key) {
  if (key === setup.own) return `=${state.formula}`;
  const { parameter } = setup.functions[key];
  const its = state.parameters[key];
  return parameter && its !== parameter.default ? `${key}:${its}` : key;
}

const exact = (key) => (key === setup.own && usesParameter() ? `${kind(key)}:${state.parameters[key]}` : kind(key));

/** The playground, as it is at first, with this activation in all hidden layers. */
function tryIt(key) {
  location.href = `${$("nav-playground").href.split("#")[0]}#activation=${encodeURIComponent(exact(key))}`;
}

/** Take over what the address says. */
function follow({ functions, notes }) {
  const chosen = {};
  following = true;
  for (const { key, parameter, formula } of functions) {
    chosen[key] = Object.keys(chosen).length;
    if (key === setup.own) $("own-formula").value = formula;
    const slider = document.querySelector(`.chooser .slider[data-key="${key}"] input`);
    if (parameter === null || !slider) continue;
    slider.value = parameter;
    slider.dispatchEvent(new Event("input"));
  }
  following = false;
  if (setup.own in chosen) delete shown[setup.own];
  state = { ...state, chosen, formula: setup.own in chosen ? $("own-formula").value : "" };
  change();
  told = notes.join(" ");
  messages.message("problem-message", told);
}

/** A race of the chosen ones; everything else in it is as usual. */
function raceThem() {
  askRace({ page: "race", race: { base: {}, lanes: keys().map(kind) } });
}

function press({ target }) {
  const button = target.closest("button");
  if (!button) return;
  const { key } = button.closest("[data-key]")?.dataset ?? {};
  if (button.id === "race-them") raceThem();
  else if (button.id === "retry") retry();
  else if (button.dataset.do === "try") tryIt(key);
  else if (key) toggle(key);
}

function takeFormula(formula) {
  state = { ...state, formula };
  delete shown[setup.own];
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
  inputs.slider(
    "probe-z",
    setup.probe,
    (z) => fixed(z, 2),
    (z) => {
      state = { ...state, z };
      show();
    },
  );
}

/** @param {ActivationsSetup} given */
function begin(given) {
  markup.unfold();
  setup = given;
  $("nav-activations").setAttribute("aria-current", "page");
  readouts.begin(setup.texts);
  const places = setup.chosen.map((key, place) => [key, place]);
  state = { chosen: Object.fromEntries(places), parameters: {}, formula: "", z: setup.probe.value };
  ask = latest(server.curves, learn);
  sliders();
  inputs.formula("own-formula", takeFormula);
  charts.begin(setup);
  softmax.begin(setup);
  signal.begin(setup, (key) => (key in state.chosen ? colour(key) : null));
  document.addEventListener("click", press);
  theme.onChange(() => {
    show();
    signal.draw();
  });
  change();
  const open = ({ link }) => (location.href = `${$("nav-race").href.split("#")[0]}#${link}`);
  askRace = latest(server.link, open);
  const refuse = (error) => messages.message("problem-message", fill(setup.texts.brokenLink, { error }));
  activationLink.begin(follow, refuse);
}

/** The page is there. */
export function enter(given) {
  if (!setup) begin(given);
}
