/* Drawing on the map: a surface lies over it that takes mouse, touch, pen and arrow keys, and a bar chooses what they do. */

import { $, fill, say } from "../lib/dom.js";
import * as numbers from "../lib/numbers.js";
import { player } from "../play/player.js";
import * as session from "../play/session.js";
import { AXIS_LIMIT } from "../wire/contract.js";
import * as drawLabels from "./draw_labels.js";
import * as options from "./options.js";
import * as ownPoints from "./own_points.js";

/** @typedef {"add" | "erase" | "move"} Tool */

const SPACING = 10; // px between points of a stroke
const REACH = 10; // px around the pointer that are erased, or in which a point is taken
const STEP = 0.2; // of an arrow key; with Shift
const LEAP = 1;
/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/** @type {TextsOf<"playground">} */
let texts;
/** @type {{ fewest: number, most: number }} */
let limits;
let on = false;
/** @type {Tool} */
let tool = "add";
/** @type {{ id: number, x: number, y: number } | null} */
let stroke = null; // where the pointer is, in px, while it is down
let held = -1; // the point that moves
/** @type {[number, number]} */
let cursor = [0, 0];
let switched = false; // "show test data" by us

/** @param {number} value */
const bound = (value) => Math.max(-AXIS_LIMIT, Math.min(AXIS_LIMIT, value));
/** @param {number} value */
const short = (value) => numbers.fixed(value, 1);

// What is there

const count = () => {
  const [n, train] = [ownPoints.count(), ownPoints.trainers()];
  const values = { n, train, test: n - train, more: limits.fewest - n };
  return ownPoints.isDraft() ? fill(texts.drawFew, values) : fill(texts.drawCount, values);
};

/** @param {string} [text] */
function tell(text) {
  say($("draw-count"), text ?? count());
  $("draw-restore").hidden = !ownPoints.isDraft();
}

/** @param {string} text */
const announce = (text) => say($("draw-said"), text);

/** @param {Tool} name */
function choose(name) {
  tool = name;
  held = -1;
  for (const button of document.querySelectorAll("[data-tool-of]")) {
    button.setAttribute("aria-pressed", String(button.dataset.toolOf === tool));
  }
  $("draw-surface").dataset.tool = tool;
}

/** Use the tool at a place; gives how many points that added or took away.
    @param {number} x
    @param {number} y
    @param {number} reach */
function act(x, y, reach) {
  if (tool === "erase") return ownPoints.erase(x, y, reach);
  if (ownPoints.add(x, y, drawLabels.value)) return 1;
  tell(fill(texts.drawMost, { most: limits.most }));
  return 0;
}

/** What the points are for that come next.
    @param {boolean} trains */
function role(trains) {
  ownPoints.newOnes(trains);
  for (const button of document.querySelectorAll("[data-role-of]")) {
    button.setAttribute("aria-pressed", String((button.dataset.roleOf === "train") === trains));
  }
}

const what = () => ({ add: texts.drawAdd, erase: texts.drawErase, move: texts.drawMove })[tool];

// Mouse, touch, pen

/** @param {{ clientX: number, clientY: number }} at
    @returns {[number, number]} */
const inside = ({ clientX, clientY }) => {
  const { left, top, width, height } = $("draw-surface").getBoundingClientRect();
  return [
    bound((2 * AXIS_LIMIT * (clientX - left)) / width - AXIS_LIMIT),
    bound(AXIS_LIMIT - (2 * AXIS_LIMIT * (clientY - top)) / height),
  ];
};
const reach = () => (2 * AXIS_LIMIT * REACH) / $("draw-surface").clientWidth;

/** @param {PointerEvent} event */
function down(event) {
  if (!event.isPrimary || event.button > 0) return;
  $("draw-surface").setPointerCapture(event.pointerId);
  crossHair(false);
  stroke = { id: event.pointerId, x: event.clientX, y: event.clientY };
  ownPoints.start(what());
  const [x, y] = inside(event);
  if (tool === "move") held = ownPoints.nearest(x, y, reach());
  else if (act(x, y, reach()) || tool === "erase") tell();
}

/** @param {PointerEvent} event */
function moved(event) {
  if (stroke?.id !== event.pointerId) return;
  if (tool === "move") {
    if (held >= 0) ownPoints.move(held, ...inside(event));
    return;
  }
  // A quick hand leaves no gaps.
  const [across, down] = [event.clientX - stroke.x, event.clientY - stroke.y];
  const length = Math.hypot(across, down);
  let changes = 0;
  for (let left = length; left >= SPACING; left -= SPACING) {
    stroke.x += (across * SPACING) / length;
    stroke.y += (down * SPACING) / length;
    changes += act(...inside({ clientX: stroke.x, clientY: stroke.y }), reach());
  }
  if (changes) tell();
}

/** @param {PointerEvent} event */
function up(event) {
  if (stroke?.id !== event.pointerId) return;
  stroke = null;
  held = -1;
  ownPoints.end();
}

// Keys

/** @param {boolean} shown */
function crossHair(shown) {
  const mark = document.querySelector(".cross-hair");
  mark.hidden = !shown;
  mark.style.left = `${(100 * (cursor[0] + AXIS_LIMIT)) / (2 * AXIS_LIMIT)}%`;
  mark.style.top = `${(100 * (AXIS_LIMIT - cursor[1])) / (2 * AXIS_LIMIT)}%`;
}

/** @param {KeyboardEvent} event */
function key(event) {
  const arrow = ARROWS[event.key];
  if (arrow) steer(arrow, event.shiftKey ? LEAP : STEP);
  else if (event.key === "Enter" || event.key === " ") use();
  else if (event.key === "Escape") {
    toggle();
    $("draw").focus();
  } else return;
  event.preventDefault();
  event.stopPropagation();
}

const here = () => ({ x: short(cursor[0]), y: short(cursor[1]) });

/** @param {[number, number]} direction
    @param {number} step */
function steer(direction, step) {
  const [x, y] = cursor.map((value, i) => bound(Math.round(10 * (value + direction[i] * step)) / 10));
  cursor = [x, y];
  crossHair(true);
  if (held >= 0) ownPoints.move(held, ...cursor);
  const values = here();
  announce(fill(texts.drawAt, values));
}

function use() {
  crossHair(true);
  if (tool === "move") return takeOrPut();
  ownPoints.start(what());
  const n = act(...cursor, reach());
  ownPoints.end();
  if (n) tell();
  const values = { ...here(), n, label: drawLabels.called(), count: count() };
  if (!n) announce(tool === "add" ? $("draw-count").textContent : fill(texts.drawNone, values));
  else announce(tool === "add" ? fill(texts.drawAdded, values) : fill(texts.drawErased, values));
}

function takeOrPut() {
  const values = here();
  if (held >= 0) {
    held = -1;
    ownPoints.end();
    return announce(fill(texts.drawPut, values));
  }
  ownPoints.start(what());
  held = ownPoints.nearest(...cursor, reach());
  announce(held < 0 ? fill(texts.drawNone, values) : fill(texts.drawHeld, values));
}

// On and off

/** @param {boolean} on */
const showTest = (on) => options.set("test", on);

function toggle() {
  on = !on;
  $("draw").setAttribute("aria-pressed", String(on));
  $("draw-bar").hidden = $("draw-surface").hidden = !on;
  document.querySelector(".about-map > .draw").classList.toggle("drawing", on);
  if (on) {
    switched = !options.shown.test;
    if (switched) showTest(true); // a point that is for the test shows, too
    ownPoints.open();
    role(true);
    drawLabels.show(player.experiment);
    tell();
    return;
  }
  ownPoints.end();
  if (ownPoints.isDraft()) {
    ownPoints.restore();
    session.say(texts.drawLeft);
  }
  if (switched) showTest(false);
}

/** @param {Setup} setup */
function begin(setup) {
  ({ texts } = setup);
  limits = { fewest: setup.minPoints, most: setup.maxPoints };
  ownPoints.begin(setup);
  choose("add");
  drawLabels.begin(texts);
  const surface = $("draw-surface");
  surface.addEventListener("pointerdown", down);
  surface.addEventListener("pointermove", moved);
  surface.addEventListener("pointerup", up);
  surface.addEventListener("pointercancel", up);
  surface.addEventListener("keydown", key);
}

/** @type {Part} */
export const part = {
  begin,
  accepted(experiment, lane) {
    ownPoints.accepted(lane);
    if (lane.split) held = -1; // the points have another order now
    const { curve } = lane.data; // there is no plane to draw on
    if (curve && on) toggle();
    $("draw").disabled = curve;
    if (!on) return;
    drawLabels.show(experiment);
    tell();
  },
  refused() {
    if (!on) return;
    ownPoints.restore();
    tell();
  },
  repaint: () => on && drawLabels.paint(),
  commands: {
    draw: toggle,
    "draw-add": () => choose("add"),
    "draw-erase": () => choose("erase"),
    "draw-move": () => choose("move"),
    "draw-train": () => role(true),
    "draw-test": () => role(false),
    "draw-clear"() {
      ownPoints.start(texts.drawClear);
      ownPoints.clear();
      ownPoints.end();
      tell();
    },
    "draw-restore"() {
      ownPoints.restore();
      tell();
    },
  },
};
