/* The controls of the race page, and how it begins. */

import * as theme from "../lib/colors.js";
import { $, has } from "../lib/dom.js";
import * as inputs from "../lib/inputs.js";
import * as messages from "../lib/messages.js";
import * as notices from "../lib/notices.js";
import * as classes from "../paint/classes.js";
import { player } from "../play/player.js";
import * as readouts from "../play/readouts.js";
import * as addresses from "../share/addresses.js";
import * as clipboard from "../share/clipboard.js";
import * as code from "../share/code.js";
import * as task from "../share/task.js";
import { retry } from "../wire/latest.js";
import * as raceAddress from "./address.js";
import * as cards from "./cards.js";
import * as choices from "./choices.js";
import * as curves from "./curves.js";
import * as editor from "./editor.js";
import * as gridSweep from "./grid_sweep.js";
import * as popovers from "./popovers.js";
import * as presenting from "./presenting.js";
import * as race from "./race.js";
import * as sweep from "./sweep.js";
import * as whose from "./whose.js";

/** @type {RaceSetup} */
let setup;
/** @param {HTMLElement} element */
const lane = (element) => Number(element.closest("[data-lane]")?.dataset.lane);

/** The page is there.
    @param {RaceSetup} given */
export function begin(given) {
  setup = given;
  classes.begin(setup);
  readouts.begin(setup.texts);
  cards.begin(setup);
  inputs.formula("race-formula", addFormula);
  curves.begin(setup, () => race.state);
  task.begin();
  sweep.begin(setup, { state: () => race.state, goal: race.goal });
  gridSweep.begin(setup, { state: () => race.state, goal: race.goal, open: openRace }, raceAddress.gridChanged);
  document.addEventListener("click", press);
  document.addEventListener("change", choose);
  document.addEventListener("toggle", opened, true); // it does not bubble
  theme.onChange(race.repaint);
  new ResizeObserver(race.repaint).observe($("race-lanes"));
  presenting.begin(setup, raceAddress.presented);
  whose.begin(() => {
    race.rename();
    raceAddress.renamed();
  });
  race.begin(setup, raceAddress);
  raceAddress.begin(setup);
}

/** @param {string} formula
    @param {{ value: string }} field */
function addFormula(formula, field) {
  const { state, change } = race;
  field.value = "";
  if (formula) change({ ...state, lanes: [...state.lanes, `=${formula}`] });
}

/** What a grid was opened as; it is at the top of the page.
    @param {Race} next */
function openRace(next) {
  race.change(next);
  window.scrollTo({ top: 0 });
  $("play").focus({ preventScroll: true });
}

/** What a control of the bar says.
    @param {{ id: string, value: string }} control */
const common = ({ id, value }) => (id === "race-seed" ? String(inputs.whole("race-seed", value)) : value);

/** @param {From<Event>} event */
function choose(event) {
  const { state, change } = race;
  const target = event.target.closest("select, input");
  if (!target || editor.use(target)) return;
  if (target.classList.contains("lane-value")) {
    change({ ...state, lanes: state.lanes.map((value, i) => (i === lane(target) ? target.value : value)) });
  } else if (has(choices.COMMON, target.id)) {
    change(
      { ...state, base: choices.edited(state.base, choices.COMMON[target.id], common(target)) },
      target.id === "race-learning-rate" ? "keep" : "restart",
    );
  } else if (target.id === "race-differs") {
    change({ ...state, differs: target.value, lanes: setup.firstLanes[target.value] });
  } else if (target.id === "race-start") change({ ...state, start: /** @type {Race["start"]} */ (target.value) });
  else if (target.id === "race-target") {
    const [metric, value] = target.value.split(" ");
    change({ ...state, metric: /** @type {Race["metric"]} */ (metric), target: value });
  } else if (target.id === "race-curve") curves.draw();
}

/** @type {Record<string, (its: typeof race, button: HTMLElement) => void>} */
const COMMANDS = {
  play: () => player.toggle(),
  step: () => player.step(),
  reset: () => player.reset(),
  retry() {
    player.retry();
    retry();
  },
  "race-add"({ state, change }) {
    const choices = setup.choices[state.differs].map(([value]) => value);
    const fresh = choices.find((value) => !state.lanes.includes(value)) ?? choices[0];
    change({ ...state, lanes: [...state.lanes, fresh] });
  },
  "race-log"(_, button) {
    button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
    curves.draw();
  },
  "race-base": (_, button) => editor.open(button, null),
  "race-match": () => editor.match(),
  "sweep-start": () => sweep.toggle(),
  "race-task-close": task.close,
  "race-code": () => code.open(addresses.forOthers(location.href)),
  async "race-link"() {
    if (clipboard.copy(await code.forOthers(addresses.forOthers(location.href)))) notices.done(setup.texts.copied);
    else messages.message("problem-message", setup.texts.copy);
  },
};
/** @param {string[]} list
    @param {number} from
    @param {number} to */
const moved = (list, from, to) => {
  const next = [...list];
  next.splice(to, 0, ...next.splice(from, 1));
  return next;
};
/** @type {Record<string, (lanes: string[], i: number) => string[]>} */
const TOOLS = {
  earlier: (lanes, i) => moved(lanes, i, i - 1),
  later: (lanes, i) => moved(lanes, i, i + 1),
  copy: (lanes, i) => [...lanes.slice(0, i + 1), lanes[i], ...lanes.slice(i + 1)],
  remove: (lanes, i) => lanes.filter((_, other) => other !== i),
};

/** @param {HTMLElement} button */
const headOf = (button) =>
  /** @type {HTMLElement} */ (/** @type {HTMLElement} */ (button.closest(".lane")).querySelector(".lane-head"));

/** @param {From<MouseEvent>} event */
function press({ target }) {
  const { state, change, isolate, open } = race;
  const button = target.closest("button, .lane-map");
  if (!button) return;
  if (has(COMMANDS, button.id)) COMMANDS[button.id](race, button);
  else if (button.dataset.set) change({ ...state, differs: "activation", lanes: setup.sets[button.dataset.set] });
  else if (button.dataset.export) sweep.take(button.dataset.export);
  else if (button.dataset.do === "open") open(lane(button));
  else if (button.dataset.do === "edit") editor.open(headOf(button), null, lane(button));
  else if (button.dataset.chip) editor.open(button, button.dataset.chip);
  else if (button.dataset.do === "isolate") isolate(button.closest(".isolated") ? null : lane(button));
  else if (button.dataset.do) {
    const rest = button.closest(".lane-rest:popover-open");
    if (rest) /** @type {HTMLElement} */ (rest).hidePopover(); // the lane may be another one's place now
    change({ ...state, lanes: TOOLS[button.dataset.do](state.lanes, lane(button)) });
  }
}

/** The rest of a lane, below its button.
    @param {From<Event>} event */
function opened({ target }) {
  const more = target.matches(".lane-rest:popover-open") && target.parentElement?.querySelector(".lane-more");
  if (more) popovers.place(target, more);
}
