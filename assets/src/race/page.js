/* The controls of the race page, and how it begins: with a link, with what the playground sends, or as usual. */

import * as theme from "../lib/colors.js";
import { $ } from "../lib/dom.js";
import * as inputs from "../lib/inputs.js";
import * as markup from "../lib/markup.js";
import * as messages from "../lib/messages.js";
import * as notices from "../lib/notices.js";
import * as classes from "../paint/classes.js";
import { player } from "../play/player.js";
import * as readouts from "../play/readouts.js";
import * as clipboard from "../share/clipboard.js";
import * as code from "../share/code.js";
import * as cards from "./cards.js";
import * as curves from "./curves.js";
import * as race from "./race.js";
import * as sweep from "./sweep.js";

/** @type {RaceSetup} */
let setup;
const lane = (element) => Number(element.closest("[data-lane]").dataset.lane);

const usual = () => ({
  base: setup.base,
  differs: "activation",
  lanes: setup.sets.classics,
  start: "uniform",
  metric: "test_loss",
  target: "0.01",
});

/** The race of the link, with what it leaves out as usual; null if it is none. What is in it the server judges. */
function linked() {
  try {
    const given = JSON.parse(decodeURIComponent(location.hash.slice(1)));
    const race = { ...usual(), ...given, base: { ...setup.base, ...given.base } };
    const { base, differs, lanes, start, metric, target } = race;
    const fits =
      typeof given.base === "object" &&
      !Array.isArray(given.base) &&
      base.hidden.every((layer) => Number.isInteger(layer.units)) &&
      Object.hasOwn(setup.choices, differs) &&
      lanes.every((value) => typeof value === "string") &&
      lanes.length >= 2 &&
      lanes.length <= setup.maxLanes &&
      ["uniform", "matched"].includes(start) &&
      ["test_loss", "test_score"].includes(metric) &&
      Number(target) > 0 &&
      (metric === "test_loss" || Number(target) <= 1);
    return fits ? { base, differs, lanes, start, metric, target: String(Number(target)) } : null;
  } catch {
    return null;
  }
}

/** The link without what is as usual: a code of fewer, larger squares, which is read from farther away. */
function short() {
  const { state } = race;
  const unusual = Object.entries(state.base).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(setup.base[name]),
  );
  const text = JSON.stringify({ ...state, base: Object.fromEntries(unusual) });
  return `${location.href.split("#")[0]}#${encodeURIComponent(text)}`;
}

/** @param {RaceSetup} given */
function begin(given) {
  markup.unfold();
  setup = given;
  $("nav-race").setAttribute("aria-current", "page");
  classes.begin(setup);
  readouts.begin(setup.texts);
  cards.begin(setup);
  inputs.formula("race-formula", addFormula);
  curves.begin(setup, () => race.state);
  sweep.begin(setup, { state: () => race.state, goal: race.goal });
  document.addEventListener("click", press);
  document.addEventListener("change", choose);
  document.addEventListener("keydown", key);
  theme.onChange(race.repaint);
  new ResizeObserver(race.repaint).observe($("race-lanes"));
  const fromLink = location.hash.length > 1 ? linked() : null;
  race.begin(setup, fromLink ?? usual(), usual(), location.hash.length > 1 && !fromLink ? setup.texts.badLink : "");
  addEventListener("hashchange", follow);
}

/** Another link was put into the address, or somebody went back to one. */
function follow() {
  if (location.hash.length < 2) return;
  const given = linked();
  if (given) race.change(given);
  else messages.message("problem-message", setup.texts.badLink);
}

function addFormula(formula, field) {
  const { state, change } = race;
  field.value = "";
  if (formula) change({ ...state, lanes: [...state.lanes, `=${formula}`] });
}

function choose({ target }) {
  const { state, change, apply, common } = race;
  if (target.classList.contains("lane-value")) {
    change({ ...state, lanes: state.lanes.map((value, i) => (i === lane(target) ? target.value : value)) });
  } else if (common[target.id]) {
    const field = common[target.id];
    change({ ...state, base: apply[field](state.base, target.value) }, field === "learning_rate" ? "keep" : "restart");
  } else if (target.id === "race-differs") {
    change({ ...state, differs: target.value, lanes: setup.firstLanes[target.value] });
  } else if (target.id === "race-start") change({ ...state, start: target.value });
  else if (target.id === "race-target") {
    const [metric, value] = target.value.split(" ");
    change({ ...state, metric, target: value });
  } else if (target.id === "race-speed") player.speed = Number(target.value);
  else if (target.id === "race-curve") curves.draw();
}

const COMMANDS = {
  play: () => player.toggle(),
  step: () => player.step(),
  reset: () => player.reset(),
  retry: () => player.retry(),
  "race-add"({ state, change }) {
    const choices = setup.choices[state.differs].map(([value]) => value);
    const fresh = choices.find((value) => !state.lanes.includes(value)) ?? choices[0];
    change({ ...state, lanes: [...state.lanes, fresh] });
  },
  "race-log"(_, button) {
    button.setAttribute("aria-pressed", button.getAttribute("aria-pressed") !== "true");
    curves.draw();
  },
  "sweep-start": () => sweep.toggle(),
  "race-present": () => present(!document.body.classList.contains("presenting")),
  "race-code": () => code.open(short()),
  "race-link"() {
    if (clipboard.copy(location.href)) notices.done(setup.texts.copied);
    else messages.message("problem-message", setup.texts.copy);
  },
};
const moved = (list, from, to) => {
  const next = [...list];
  next.splice(to, 0, ...next.splice(from, 1));
  return next;
};
const TOOLS = {
  earlier: (lanes, i) => moved(lanes, i, i - 1),
  later: (lanes, i) => moved(lanes, i, i + 1),
  copy: (lanes, i) => [...lanes.slice(0, i + 1), lanes[i], ...lanes.slice(i + 1)],
  remove: (lanes, i) => lanes.filter((_, other) => other !== i),
};

function press({ target }) {
  const { state, change, isolate, open } = race;
  const button = target.closest("button, .lane-map");
  if (COMMANDS[button?.id]) COMMANDS[button.id](race, button);
  else if (button?.dataset.set) change({ ...state, differs: "activation", lanes: setup.sets[button.dataset.set] });
  else if (button?.dataset.export) sweep.take(button.dataset.export);
  else if (button?.dataset.do === "open") open(lane(button));
  else if (button?.dataset.do === "isolate") isolate(button.closest(".isolated") ? null : lane(button));
  else if (button?.dataset.do) change({ ...state, lanes: TOOLS[button.dataset.do](state.lanes, lane(button)) });
}

function present(on) {
  document.body.classList.toggle("presenting", on);
  $("race-present").textContent = on ? setup.texts.back : setup.texts.present;
  race.repaint();
}

function key({ key: pressed }) {
  if (pressed === "Escape") present(false);
}

/** The page is there. */
export function enter(given) {
  if (!setup) begin(given);
}
