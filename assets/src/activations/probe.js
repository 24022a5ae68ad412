/* The probe: one z for all functions. It is dragged on the charts, or by its slider, which is what the keyboard and
   those who can't see the charts use; a table has the numbers. */

import { $ } from "../lib/dom.js";
import * as inputs from "../lib/inputs.js";
import * as numbers from "../lib/numbers.js";
import * as charts from "./charts.js";

/** @type {ActivationsSetup} */
let setup;
let dragged = -1; // by this pointer
const STEP = 0.1; // of z, by a key of presenting

/** F and its slope at the z of the probe, which is one of those that the curves have.
    @param {import("./charts.js").Chosen[]} ready
    @param {number} z */
export function table(ready, z) {
  /** @param {"th" | "td"} tag
      @param {string} text */
  const cell = (tag, text) => Object.assign(document.createElement(tag), { textContent: text });
  const rows = ready.map(({ name, color, curve }) => {
    const row = document.createElement("tr");
    const head = Object.assign(cell("th", name), { scope: "row" });
    head.style.setProperty("--lane", color);
    const at = charts.placeOf(curve, z, setup.probe);
    row.append(head, cell("td", numbers.fixed(curve.f[at], 4)), cell("td", numbers.fixed(curve.df[at], 4)));
    return row;
  });
  $("probe-table").replaceChildren(...rows);
}

/** Where the axes are on the screen, of the chart that is touched.
    @param {HTMLElement} target */
const area = (target) =>
  target.closest("#function-chart, #slope-chart")?.querySelector('[class~="nsewdrag"]')?.getBoundingClientRect();

/** Bring the probe under the pointer.
    @param {DOMRect} axes
    @param {number} x */
function bring({ left, width }, x) {
  const { min, max } = setup.probe;
  const share = Math.max(0, Math.min(1, (x - left) / width));
  const slider = $("probe-z");
  slider.value = String(min + share * (max - min)); // the slider has steps
  slider.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Some steps further, as far as the axis goes.
    @param {number} by */
export function move(by) {
  const slider = $("probe-z");
  slider.value = String(Number(slider.value) + by * STEP);
  slider.dispatchEvent(new Event("input", { bubbles: true }));
}

/** @param {From<PointerEvent>} event */
function begins({ target, clientX, clientY, pointerId, button }) {
  const axes = area(target);
  if (!axes || button !== 0 || clientX < axes.left || clientX > axes.right || clientY > axes.bottom) return;
  dragged = pointerId;
  const chart = target.closest("#function-chart, #slope-chart");
  chart?.setPointerCapture(pointerId);
  bring(axes, clientX);
}

/** @param {From<PointerEvent>} event */
function moves({ target, clientX, pointerId }) {
  const axes = pointerId === dragged && area(target);
  if (axes) bring(axes, clientX);
}

/** @param {ActivationsSetup} given
    @param {(z: number) => void} changed */
export function begin(given, changed) {
  setup = given;
  inputs.slider("probe-z", setup.probe, (z) => numbers.fixed(z, 2), changed);
  document.addEventListener("pointerdown", begins);
  document.addEventListener("pointermove", moves);
  for (const end of /** @type {const} */ (["pointerup", "pointercancel"])) {
    document.addEventListener(end, () => (dragged = -1));
  }
}
