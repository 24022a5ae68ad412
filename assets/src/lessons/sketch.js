/* A curve that is drawn into the loss chart before there is one: by a pointer that goes across it, or by the arrow keys on
   its points. The chart itself draws the line; here are the places where it is taken hold of. */

import { fill } from "../lib/dom.js";
import * as numbers from "../lib/numbers.js";
import { made } from "./elements.js";

const POINTS = 9;
const STEP = 1 / 40; // of the axis, that an arrow key moves a point

/** The losses of its points, and what is told of them.
    @typedef {{ epochs: number, high: number, texts: TextsOf<"lessons">, take: (points: [number, number][]) => void }} About */

/** @param {number} value
    @param {number} most */
const bounded = (value, most) => Math.max(0, Math.min(most, value));

/** The losses after a pointer went from one place to another: every point between them is on the line.
    @param {number[]} losses
    @param {{ x: number, y: number }} from shares of the width and of the height, from below
    @param {{ x: number, y: number }} to
    @param {number} high */
export function dragged(losses, from, to, high) {
  const last = losses.length - 1;
  const [one, other] = from.x <= to.x ? [from, to] : [to, from];
  const nearest = Math.round(bounded(to.x, 1) * last);
  return losses.map((loss, i) => {
    const x = i / last;
    if (i === nearest) return bounded(to.y, 1) * high;
    if (x < one.x || x > other.x) return loss;
    const share = other.x === one.x ? 1 : (x - one.x) / (other.x - one.x);
    return bounded(one.y + share * (other.y - one.y), 1) * high;
  });
}

/** @param {number[]} losses
    @param {number} epochs
    @returns {[number, number][]} */
export const points = (losses, epochs) =>
  losses.map((loss, i) => [Math.round((epochs * i) / (losses.length - 1)), numbers.nearest(loss, 4)]);

/** Let somebody draw; gives what ends that.
    @param {HTMLElement} chart
    @param {About} about */
export function begin(chart, { epochs, high, texts, take }) {
  let losses = Array.from({ length: POINTS }, () => high / 2);
  const surface = made("div", "sketch");
  surface.setAttribute("role", "group");
  surface.setAttribute("aria-label", texts.sketchMap);
  const handles = losses.map((_, i) => {
    const handle = made("div", "sketch-point");
    handle.tabIndex = i ? -1 : 0;
    handle.setAttribute("role", "slider");
    handle.setAttribute("aria-orientation", "vertical");
    handle.setAttribute("aria-valuemin", "0");
    handle.setAttribute("aria-valuemax", String(high));
    handle.setAttribute("aria-label", fill(texts.sketchLoss, { epoch: points(losses, epochs)[i][0] }));
    return handle;
  });
  surface.append(...handles);

  function place() {
    const plot = chart.querySelector(".nsewdrag")?.getBoundingClientRect();
    const box = chart.getBoundingClientRect();
    if (!plot?.width) return;
    surface.style.setProperty("left", `${plot.left - box.left}px`);
    surface.style.setProperty("top", `${plot.top - box.top}px`);
    surface.style.setProperty("width", `${plot.width}px`);
    surface.style.setProperty("height", `${plot.height}px`);
  }

  /** @param {number[]} next */
  function become(next) {
    losses = next;
    handles.forEach((handle, i) => {
      handle.style.setProperty("left", `${(100 * i) / (POINTS - 1)}%`);
      handle.style.setProperty("bottom", `${(100 * losses[i]) / high}%`);
      handle.setAttribute("aria-valuenow", String(numbers.nearest(losses[i], 4)));
      handle.setAttribute("aria-valuetext", numbers.loss(losses[i]));
    });
  }

  /** @param {PointerEvent} event */
  function spot({ clientX, clientY }) {
    const { left, bottom, width, height } = surface.getBoundingClientRect();
    return { x: (clientX - left) / width, y: (bottom - clientY) / height };
  }

  surface.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    surface.setPointerCapture(event.pointerId);
    let from = spot(event);
    /** @param {PointerEvent} moved */
    const go = (moved) => {
      const to = spot(moved);
      become(dragged(losses, from, to, high));
      from = to;
    };
    go(event);
    surface.onpointermove = go;
    surface.onlostpointercapture = () => {
      surface.onpointermove = surface.onlostpointercapture = null;
      take(points(losses, epochs));
    };
  });
  surface.addEventListener("keydown", (event) => {
    const i = handles.indexOf(/** @type {HTMLDivElement} */ (event.target));
    if (i < 0) return;
    const to = { ArrowLeft: i - 1, ArrowRight: i + 1 }[event.key];
    const by = { ArrowUp: STEP, ArrowDown: -STEP, PageUp: 4 * STEP, PageDown: -4 * STEP }[event.key];
    const end = { Home: 0, End: high }[event.key];
    if (to !== undefined) {
      const next = handles[Math.max(0, Math.min(POINTS - 1, to))];
      for (const handle of handles) handle.tabIndex = handle === next ? 0 : -1;
      next.focus();
    } else if (by !== undefined || end !== undefined) {
      become(losses.map((loss, at) => (at === i ? (end ?? bounded(loss + (by ?? 0) * high, high)) : loss)));
      take(points(losses, epochs));
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });

  const seen = new ResizeObserver(place);
  const drawn = new MutationObserver(place);
  chart.append(surface);
  seen.observe(chart);
  drawn.observe(chart, { childList: true, subtree: true, attributeFilter: ["d", "x", "y", "width", "height"] });
  become(losses);
  place();
  take(points(losses, epochs));
  return () => {
    seen.disconnect();
    drawn.disconnect();
    surface.remove();
  };
}
