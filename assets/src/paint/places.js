/* The geometry of the network drawing: where units, links and biases are, in CSS pixels, and what lies at a point. Before
   the scripts are there, the server draws the same (app/components/early_network.py, assets/styles/network/early.css). */

import { presented } from "../lib/presented.js";
import * as classes from "./classes.js";

const LARGEST = 1.3; // the side of a unit's picture where there is room, beside that of a feature's
const PROJECTED = 2.4; // the same on a projector, where features are small for who sits far away
const AIR = 12; // px, and there between two of them
const SMALLEST = 26; // px
const GAP = 5; // px, at least, between the pictures of a large layer
const APART = 1.6; // rows of features from one unit to the next, where there is room
const APART_PROJECTED = 1.36; // sides
const FAN = 0.32; // rows over which links spread where they arrive
const PIECES = 16; // straight pieces by which the distance to a link is measured
const EDGE = 7; // px below the last unit: its bias and the mark around it
const BIAS = 3; // px around the middle of a bias that are the bias itself
const APART_SUMS = 2.5; // px by which the links of a gated unit's two sums are moved from where one would be
const ALONG = 0.8; // where along a link its card points: there the links into a unit have parted

/** Where sources, units, output units and the links between them are.
    @param {HTMLElement} root
    @param {Experiment} experiment
    @param {Setup} setup */
export function look(root, experiment, setup) {
  const frame = root.getBoundingClientRect();
  /** @param {HTMLElement} element */
  const inside = (element) => {
    const box = element.getBoundingClientRect();
    return {
      side: box.width,
      left: box.left - frame.left,
      right: box.right - frame.left,
      x: (box.left + box.right) / 2 - frame.left,
      y: (box.top + box.bottom) / 2 - frame.top,
    };
  };
  const rows = setup.features.map(({ id }) => inside(document.querySelector(`#${id} canvas`)));
  const sources = setup.features.flatMap(({ key }, i) => (experiment.features.includes(key) ? [rows[i]] : []));
  const headers = root.querySelectorAll(".layers .layer");
  const room = experiment.hidden.length ? headers[0].getBoundingClientRect().width : Infinity;
  const outputs = classes.kind(experiment)?.count ?? 1;
  const most = Math.max(2, outputs, ...experiment.hidden.map(({ units }) => units));
  const { side, first, last, apart } = fit(rows, most, room / 2, frame.height);
  const spacing = Math.min(apart, (last - first) / (most - 1));
  /** @param {number} x
      @param {number} count
      @param {number} middle
      @returns {Place[]} */
  const column = (x, count, middle) => {
    const height = (count - 1) * spacing;
    const top = Math.max(first, Math.min(last - height, middle - height / 2));
    return Array.from({ length: count }, (_, i) => {
      return { x, y: top + i * spacing, side, left: x - side / 2, right: x + side / 2 };
    });
  };
  const hidden = experiment.hidden.map(({ units }, i) => column(inside(headers[i]).x, units, (first + last) / 2));
  const final = hidden.length ? hidden[hidden.length - 1] : sources;
  const middle = final.length ? (final[0].y + final[final.length - 1].y) / 2 : first;
  const columns = [...hidden, column(inside(root.querySelector(".output-layer")).x, outputs, middle)];
  const links = columns.map((targets, layer) => {
    const gated = setup.activations[experiment.hidden[layer]?.activation]?.sums.length > 1;
    return between(layer ? columns[layer - 1] : sources, targets, gated ? [-APART_SUMS, APART_SUMS] : [0], rowOf(rows));
  });
  return { width: frame.width, height: frame.height, columns, links };
}

/** From one feature to the next.
    @param {{ y: number }[]} rows */
const rowOf = (rows) => (rows[rows.length - 1].y - rows[0].y) / (rows.length - 1);

/** How large the units' pictures are, how far apart at most, and where those of the largest layer begin and end: beside
    the first and the last feature; on a projector, where they may be larger than those, within their edges.
    @param {{ y: number, side: number }[]} rows
    @param {number} most units of a layer
    @param {number} room across
    @param {number} height of all */
function fit(rows, most, room, height) {
  const [top, bottom] = [rows[0], rows[rows.length - 1]];
  /** @param {number} largest
      @param {number} high */
  const side = (largest, high) => Math.max(SMALLEST, Math.min(largest * top.side, room, high));
  if (!presented()) {
    const its = side(LARGEST, (bottom.y - top.y) / (most - 1) - GAP);
    return { side: its, first: top.y, last: Math.min(bottom.y, height - its / 2 - EDGE), apart: APART * rowOf(rows) };
  }
  const [from, to] = [top.y - top.side / 2, bottom.y + bottom.side / 2];
  const its = side(PROJECTED, (to - from + AIR) / most - AIR);
  return { side: its, first: from + its / 2, last: to - its / 2, apart: APART_PROJECTED * its };
}

/** The links of a layer: those into its first unit first.
    @param {Pick<Place, "right" | "y">[]} sources
    @param {Place[]} targets
    @param {number[]} shifts
    @param {number} row */
function between(sources, targets, shifts, row) {
  return targets.flatMap((target) =>
    sources.map((source, input) => {
      const [startX, startY] = [source.right + 2, source.y];
      const [endX, endY] = [target.left, target.y + ((input - (sources.length - 1) / 2) / sources.length) * FAN * row];
      const middle = (startX + endX) / 2;
      const path = new Path2D();
      path.moveTo(startX, startY);
      path.bezierCurveTo(middle, startY, middle, endY, endX, endY);
      return { path, shifts, startX, startY, endX, endY };
    }),
  );
}

/** The point of a link at a share of its way.
    @param {Link} link
    @param {number} t
    @returns {Spot} */
function along({ startX, startY, endX, endY }, t) {
  const middle = 3 * t * (1 - t) * ((startX + endX) / 2);
  return [(1 - t) ** 3 * startX + middle + t ** 3 * endX, startY + t * t * (3 - 2 * t) * (endY - startY)];
}

/** How far a link is from a point.
    @param {Link} link
    @param {number} x
    @param {number} y */
function distance(link, x, y) {
  let least = Infinity;
  let [fromX, fromY] = along(link, 0);
  for (let i = 1; i <= PIECES; i++) {
    const [toX, toY] = along(link, i / PIECES);
    const [dx, dy] = [toX - fromX, toY - fromY];
    const t = Math.max(0, Math.min(1, ((x - fromX) * dx + (y - fromY) * dy) / (dx * dx + dy * dy || 1)));
    least = Math.min(least, Math.hypot(fromX + t * dx - x, fromY + t * dy - y));
    [fromX, fromY] = [toX, toY];
  }
  return least;
}

/** @param {Place} place
    @returns {Spot} */
export const biasOf = ({ left, y, side }) => [left - 1, y + side / 2 - 1];

/** What lies at a point, `reach` px for a link and a little more for a bias, or null. Of a bias beside a unit and a link
    the nearer one counts: on a phone they are close together.
    @param {Layout} layout
    @param {number} x
    @param {number} y
    @param {number} reach
    @returns {Target | null} */
export function hit({ columns, links }, x, y, reach) {
  /** @param {number[]} its */
  const away = ([toX, toY]) => Math.max(Math.abs(toX - x), Math.abs(toY - y));
  /** @type {Target | null} */
  let nearest = null;
  let least = reach;
  for (const [layer, column] of columns.entries()) {
    const bias = column.findIndex((place) => away(biasOf(place)) <= reach + BIAS);
    const unit = column.findIndex((place) => away([place.x, place.y]) <= place.side / 2);
    if (bias >= 0) nearest = { kind: "bias", layer, unit: bias };
    else if (unit >= 0) return { kind: "unit", layer, unit };
    if (bias >= 0 && unit >= 0) return nearest;
    if (bias >= 0) least = Math.max(0, away(biasOf(column[bias])) - BIAS);
  }
  links.forEach((those, layer) =>
    those.forEach((link, i) => {
      if (x < link.startX - reach || x > link.endX + reach) return;
      link.shifts.forEach((shift, sum) => {
        const far = distance(link, x, y - shift);
        if (far >= least) return;
        const units = columns[layer].length;
        const inputs = those.length / units;
        const unit = Math.floor(i / inputs);
        const which = link.shifts.length > 1 ? { column: sum * units + unit } : {};
        nearest = { kind: "weight", layer, unit, input: i % inputs, ...which };
        least = far;
      });
    }),
  );
  return nearest;
}

/** The link of a weight.
    @param {Layout} layout
    @param {Weight} what */
export function linkOf({ columns, links }, { layer, unit, input }) {
  return links[layer][unit * (links[layer].length / columns[layer].length) + input];
}

/** A point at which something is.
    @param {Layout} places
    @param {Unit | Numeric} what
    @returns {Spot} */
export function spot(places, what) {
  if (what.kind === "weight") {
    const link = linkOf(places, what);
    const [x, y] = along(link, ALONG);
    const sum = Math.floor((what.column ?? what.unit) / places.columns[what.layer].length);
    return [x, y + (link.shifts[sum] ?? 0)];
  }
  const place = places.columns[what.layer][what.unit];
  return what.kind === "bias" ? biasOf(place) : [place.x, place.y];
}
