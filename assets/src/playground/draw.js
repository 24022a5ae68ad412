/* Drawing on the map: a surface lies over it that takes mouse, touch, pen and arrow keys, and a bar chooses what they do. */

import { $, fill, say } from "../lib/dom.js";
import { player } from "../play/player.js";
import * as session from "../play/session.js";
import { AXIS_LIMIT as LIMIT } from "../wire/contract.js";
import * as drawLabels from "./draw_labels.js";
import * as ownPoints from "./own_points.js";
import * as page from "./page.js";

const SPACING = 10; // px between points of a stroke
const REACH = 10; // px around the pointer that are erased, or in which a point is taken
const STEP = 0.2; // of an arrow key; with Shift
const LEAP = 1;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/** @type {Texts} */
let texts;
let limits = null; // {fewest, most} points
let on = false;
let tool = "add";
let stroke = null; // {id, x, y in px}, while the pointer is down
let held = -1; // the point that moves
let cursor = [0, 0];
let switched = false; // "show test data" by us

const bound = (value) => Math.max(-LIMIT, Math.min(LIMIT, value));
const short = (value) => value.toFixed(1).replace("-", "−");

// What is there

const count = () => {
  const [n, train] = [ownPoints.count(), ownPoints.trainers()];
  const values = { n, train, test: n - train, fewest: limits.fewest };
  return ownPoints.isDraft() ? fill(texts.drawFew, values) : fill(texts.drawCount, values);
};

function tell(text) {
  say($("draw-count"), text ?? count());
  $("draw-restore").hidden = !ownPoints.isDraft();
}

const announce = (text) => say($("draw-said"), text);

function choose(name) {
  tool = name;
  held = -1;
  for (const button of document.querySelectorAll("[data-tool-of]")) {
    button.setAttribute("aria-pressed", String(button.dataset.toolOf === tool));
  }
  $("draw-surface").dataset.tool = tool;
}

/** Use the tool at a place; gives how many points that added or took away. */
function act(x, y, reach) {
  if (tool === "erase") return ownPoints.erase(x, y, reach);
  if (ownPoints.add(x, y, drawLabels.value)) return 1;
  tell(fill(texts.drawMost, { most: limits.most }));
  return 0;
}

/** What the points are for that come next. */
function role(trains) {
  ownPoints.newOnes(trains);
  for (const button of document.querySelectorAll("[data-role-of]")) {
    button.setAttribute("aria-pressed", String((button.dataset.roleOf === "train") === trains));
  }
}

const what = () => ({ add: texts.drawAdd, erase: texts.drawErase, move: texts.drawMove })[tool];

// Mouse, touch, pen

const inside = ({ clientX, clientY }) => {
  const { left, top, width, height } = $("draw-surface").getBoundingClientRect();
  return [bound((2 * LIMIT * (clientX - left)) / width - LIMIT), bound(LIMIT - (2 * LIMIT * (clientY - top)) / height)];
};
const reach = () => (2 * LIMIT * REACH) / $("draw-surface").clientWidth;

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

function up(event) {
  if (stroke?.id !== event.pointerId) return;
  stroke = null;
  held = -1;
  ownPoints.end();
}

// Keys

function crossHair(shown) {
  const mark = document.querySelector(".cross-hair");
  mark.hidden = !shown;
  mark.style.left = `${(100 * (cursor[0] + LIMIT)) / (2 * LIMIT)}%`;
  mark.style.top = `${(100 * (LIMIT - cursor[1])) / (2 * LIMIT)}%`;
}

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

function steer(direction, step) {
  cursor = cursor.map((value, i) => bound(Math.round(10 * (value + direction[i] * step)) / 10));
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

const showTest = (on) => page.setOption("test", on);

function toggle() {
  on = !on;
  $("draw").setAttribute("aria-pressed", String(on));
  $("draw-bar").hidden = $("draw-surface").hidden = !on;
  if (on) {
    switched = !page.options.test;
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

export const part = {
  begin,
  accepted(experiment, lane) {
    ownPoints.accepted(lane);
    if (lane.split) held = -1; // the points have another order now
    const { curve = false } = page.data; // there is no plane to draw on
    if (curve && on) toggle();
    $("draw").disabled = Boolean(curve);
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
