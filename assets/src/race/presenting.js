/* The race on a projector: title, player, maps as large as fit and a strip with the curves, and nothing else; by keys. */

import { $, fill } from "../lib/dom.js";
import * as keys from "../lib/keys.js";
import * as notices from "../lib/notices.js";
import { player } from "../play/player.js";
import * as code from "../share/code.js";
import * as curves from "./curves.js";
import * as grid from "./grid.js";
import * as race from "./race.js";

const GAP = 8; // px between lanes, and between them and the chart
const LEAST = 0.22; // of the height the chart has at least
const MOST = 0.45; // and at most
const TITLE = { most: 30, least: 8 }; // px
const SCREEN = { width: 1024, height: 768 }; // on which texts are as large as they are at least

/** @type {RaceSetup} */
let setup;
let on = false;
let title = ""; // what somebody has given it
/** @type {number | null} */
let one = null; // the lane that is shown alone
/** Told when somebody begins or ends, or gives a title. */
let changed = () => {};

/** What the address says of it. */
export const state = () => ({ present: on, title });

const lanes = () => /** @type {HTMLElement[]} */ ([...$("race-lanes").children]);
/** @param {"race-differs" | "race-dataset"} id */
const chosen = (id) => $(id).selectedOptions[0]?.textContent ?? "";

/** The title as large as it fits into its place. */
function entitle() {
  const box = $("race-title");
  const own = fill(setup.texts.ownTitle, { differs: chosen("race-differs"), data: chosen("race-dataset") });
  box.textContent = title || own;
  const fits = () => box.scrollHeight <= box.clientHeight && box.scrollWidth <= box.clientWidth;
  for (let size = TITLE.most; size >= TITLE.least; size -= 1) {
    box.style.fontSize = `${size}px`;
    if (fits()) break;
  }
}

/** How large texts are, for so many lanes.
    @param {number} count
    @param {number} width
    @param {number} height */
function textSize(count, width, height) {
  const scale = Math.max(1, Math.min(width / SCREEN.width, height / SCREEN.height));
  return Math.round((count <= 3 ? 24 : count <= 8 ? 18 : 15) * scale);
}

/** Lay out what is shown: the maps first, and the chart takes what they leave. */
function arrange() {
  if (!on) return;
  const all = lanes();
  if (one !== null && one >= all.length) one = null;
  all.forEach((lane, i) => (lane.hidden = one !== null && one !== i));
  const track = document.querySelector(".race-track");
  const { clientWidth: width, clientHeight: height } = track;
  const count = one === null ? all.length : 1;
  track.style.setProperty("--text", `${textSize(count, innerWidth, innerHeight)}px`);
  const card = /** @type {HTMLElement} */ (all[one ?? 0].firstElementChild);
  const map = card.querySelector(".lane-map");
  const around = {
    gap: GAP,
    across: card.offsetWidth - card.querySelector(".lane-main").clientWidth,
    down: card.offsetHeight - map.offsetHeight,
  };
  const charted = !document.body.classList.contains("no-chart");
  const room = charted ? height - Math.round(LEAST * height) - GAP : height;
  const { columns, rows, size } = grid.best(count, width, room, around);
  const left = height - rows * (size + around.down) - rows * GAP;
  const strip = Math.floor(Math.max(LEAST * height, Math.min(left, MOST * height)));
  track.style.setProperty("--across", String(columns));
  track.style.setProperty("--map", `${size}px`);
  track.style.setProperty("--strip", `${strip}px`);
  curves.project(charted ? strip : null);
  entitle();
  race.repaint();
}

/** Begin or end.
    @param {boolean} next
    @param {string} [its] title */
export function show(next, its = title) {
  title = its;
  if (next !== on) {
    on = next;
    one = null;
    document.body.classList.toggle("presenting", on);
    document.body.classList.remove("blank", "no-chart");
    if (on) {
      scrollTo(0, 0);
      /** @type {HTMLElement | null} */ (document.activeElement)?.blur(); // Space plays, whatever was pressed last
      notices.done(setup.texts.presentKeys);
    } else {
      for (const lane of lanes()) lane.hidden = false;
      curves.project(null);
      race.isolate(null);
      race.repaint();
      $("race-present").focus();
    }
  }
  arrange();
}

/** @param {boolean} next */
export function present(next) {
  show(next);
  changed();
}

/** One lane alone, or all of them again.
    @param {number} lane */
function alone(lane) {
  if (lane >= lanes().length) return;
  one = one === lane ? null : lane;
  race.isolate(one);
  arrange();
}

/** Later than the last moment there is the next epoch.
    @param {number} by */
function move(by) {
  if (!curves.move(by) && by > 0) player.step();
}

/** @type {Record<string, () => void>} */
const KEYS = {
  " ": () => player.toggle(),
  arrowleft: () => move(-1),
  arrowright: () => move(1),
  b: () => document.body.classList.toggle("blank"),
  c() {
    document.body.classList.toggle("no-chart");
    arrange();
  },
  q: () => code.open(location.href.replace("&present=1", "")), // who opens it does not stand before a class
};

/** What was clicked or chosen by a mouse does not keep the keys.
    @param {{ target: HTMLElement }} event */
function release({ target }) {
  if (on && target.matches?.("button, select") && !target.matches(":focus-visible")) target.blur();
}

/** @param {From<KeyboardEvent>} event */
function press(event) {
  if (!on || event.ctrlKey || event.metaKey || event.altKey) return;
  const key = event.key.toLowerCase();
  const dialog = document.querySelector("dialog[open]");
  if (dialog) {
    if (key === "q" && dialog === $("code-dialog")) $("code-dialog").close();
    return;
  }
  const chosen = event.target.closest?.("select, input") && key !== "escape"; // the keys of the speed are its own
  if (chosen || (keys.off() && key !== "escape")) return;
  if (key === " " && event.target.matches?.("button:focus-visible")) return; // the keyboard has come to it
  release(event);
  const digit = /^[1-9]$/.test(key);
  if (key === "escape") present(false);
  else if (digit) alone(Number(key) - 1);
  else if (Object.hasOwn(KEYS, key)) KEYS[key]();
  else return;
  event.preventDefault();
  event.stopPropagation(); // on other pages they mean something else
}

/** @param {RaceSetup} given
    @param {() => void} told */
export function begin(given, told) {
  [setup, changed] = [given, told];
  document.addEventListener("keydown", press, true);
  document.addEventListener("change", release);
  addEventListener("resize", arrange);
  new MutationObserver(arrange).observe($("race-lanes"), { childList: true });
}
