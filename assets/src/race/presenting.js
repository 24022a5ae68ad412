/* The race on a projector: title, player, maps as large as fit and a strip with the curves, and nothing else. */

import { $, fill } from "../lib/dom.js";
import { player } from "../play/player.js";
import * as presenting from "../share/presenting.js";
import * as curves from "./curves.js";
import * as grid from "./grid.js";
import * as race from "./race.js";

const GAP = 8; // px between lanes, and between them and the chart
const LEAST = 0.22; // of the height the chart has at least
const MOST = 0.45; // and at most
const SCREEN = { width: 1024, height: 768 }; // on which texts are as large as they are at least

const lanes = () => /** @type {HTMLElement[]} */ ([...$("race-lanes").children]);
/** @param {"race-differs" | "race-dataset"} id */
const chosen = (id) => $(id).selectedOptions[0]?.textContent ?? "";

/** How large texts are, for so many lanes.
    @param {number} count
    @param {number} width
    @param {number} height */
function textSize(count, width, height) {
  const scale = Math.max(1, Math.min(width / SCREEN.width, height / SCREEN.height));
  return Math.round((count <= 3 ? 24 : count <= 8 ? 18 : 15) * scale);
}

/** The maps first, and the chart takes what they leave. */
function arrange() {
  const all = lanes();
  const one = presenting.alone();
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
  const charted = presenting.charted();
  const room = charted ? height - Math.round(LEAST * height) - GAP : height;
  const { columns, rows, size } = grid.best(count, width, room, around);
  const left = height - rows * (size + around.down) - rows * GAP;
  const strip = Math.floor(Math.max(LEAST * height, Math.min(left, MOST * height)));
  track.style.setProperty("--across", String(columns));
  track.style.setProperty("--map", `${size}px`);
  track.style.setProperty("--strip", `${strip}px`);
  curves.project(charted ? strip : null);
  race.repaint();
}

/** Later than the last moment there is the next epoch.
    @param {number} by */
function move(by) {
  if (!curves.move(by) && by > 0) player.step();
}

/** @param {RaceSetup} setup
    @param {() => void} changed */
export function begin({ texts }, changed) {
  presenting.begin({
    texts,
    own: () => fill(texts.ownTitle, { differs: chosen("race-differs"), data: chosen("race-dataset") }),
    parts: () => lanes().length,
    keys: { " ": () => player.toggle(), arrowleft: () => move(-1), arrowright: () => move(1) },
    arrange,
    alone: () => race.alone(presenting.alone()),
    ended() {
      for (const lane of lanes()) lane.hidden = false;
      curves.project(null);
      race.repaint();
    },
    back: () => $("present"),
    changed,
  });
  new MutationObserver(presenting.arrange).observe($("race-lanes"), { childList: true });
}
