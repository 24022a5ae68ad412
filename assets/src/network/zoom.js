/* Two fingers on the network make it larger, one finger moves it then; a second tap soon after a first one, or the button
   that appears, brings it back to the width of the page. It is laid out again at every size, so it
   stays sharp. */

import { $ } from "../lib/dom.js";

const MOST = 4;
const TWICE_MS = 300;
const STILL = 12; // px that a tap may move

/** @type {HTMLElement} */
let panel;
let zoom = 1;
/** @type {Map<number, { x: number, y: number }>} */
const fingers = new Map();
/** @type {{ apart: number, zoom: number } | null} */
let pinch = null;
let [tapped, begun] = [-Infinity, { x: 0, y: 0 }];

/** Show it so many times as large; what is at a point of the panel stays there.
    @param {number} wanted
    @param {number} [x]
    @param {number} [y] */
function become(wanted, x = 0, y = 0) {
  const before = zoom;
  zoom = Math.max(1, Math.min(MOST, wanted));
  if (zoom === before) return;
  if (before === 1) panel.style.height = `${panel.clientHeight}px`; // the page keeps its place
  const [left, top] = [panel.scrollLeft + x, panel.scrollTop + y];
  panel.classList.toggle("zoomed", zoom > 1);
  panel.style.setProperty("--zoom", String(zoom));
  $("network-fit").hidden = zoom === 1;
  if (zoom === 1) {
    panel.style.removeProperty("height");
    panel.scrollTo(0, 0);
  } else panel.scrollTo((left * zoom) / before - x, (top * zoom) / before - y);
}

const pair = () => {
  const [one, other] = [...fingers.values()];
  const { left, top } = panel.getBoundingClientRect();
  const [x, y] = [(one.x + other.x) / 2 - left, (one.y + other.y) / 2 - top];
  return { apart: Math.max(1, Math.hypot(one.x - other.x, one.y - other.y)), x, y };
};

/** @param {PointerEvent} event */
function down({ pointerType, pointerId, clientX: x, clientY: y }) {
  if (pointerType !== "touch") return;
  fingers.set(pointerId, { x, y });
  begun = { x, y };
  pinch = fingers.size === 2 ? { apart: pair().apart, zoom } : null;
}

/** @param {PointerEvent} event */
function move({ pointerId, clientX: x, clientY: y }) {
  if (!fingers.has(pointerId)) return;
  fingers.set(pointerId, { x, y });
  if (!pinch || fingers.size !== 2) return;
  tapped = -Infinity;
  const now = pair();
  become((pinch.zoom * now.apart) / pinch.apart, now.x, now.y);
}

/** @param {PointerEvent} event */
function up({ type, pointerId, clientX: x, clientY: y, timeStamp }) {
  if (!fingers.delete(pointerId)) return;
  const tap = type === "pointerup" && !pinch && Math.hypot(x - begun.x, y - begun.y) < STILL;
  if (!fingers.size) pinch = null;
  if (tap && timeStamp - tapped < TWICE_MS) become(1);
  tapped = tap ? timeStamp : -Infinity;
}

/** @type {Part} */
export const part = {
  begin() {
    panel = document.querySelector(".network-panel");
    panel.addEventListener("pointerdown", down);
    document.addEventListener("pointermove", move);
    document.addEventListener("pointerup", up);
    document.addEventListener("pointercancel", up);
  },
  commands: { "network-fit": () => become(1) },
};
