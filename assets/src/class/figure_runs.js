/* Figures of what networks have done: all loss curves with their median, and the size of each with its accuracy. */

import { fill } from "../lib/dom.js";
import * as numbers from "../lib/numbers.js";
import { middle, place } from "./results_curves.js";
import { bestAndLeast } from "./results_runs.js";
import * as words from "./results_words.js";
import * as svg from "./svg.js";

const OVER = 1.3; // a curve that rises goes out of the figure, not the others to its bottom
const DRAWN = 1000; // dots
const GOLDEN = 0.618034; // multiples of it spread evenly

/** @typedef {import("./results_types.js").Figure} Figure */
/** What a seat is called, and which activations a row has.
    @typedef {{ texts: ClassSetup["texts"], name: (seat: number) => string,
      activation: (row: import("../board/types.js").Row) => string }} Names */

/** @param {import("./results_curves.js").Curve[]} all
    @param {Names} names
    @returns {Figure} */
export function curves(all, { texts, name, activation }) {
  const half = middle(all.map(({ points }) => points));
  const say = words.curves(
    all.map(({ points }) => points[points.length - 1][1]),
    half,
    texts,
  );
  const last = Math.max(1, ...all.map(({ points }) => points[points.length - 1][0]));
  const firsts = all.map(({ points }) => points[0][1]);
  const most = Math.max(...all.flatMap(({ points }) => points.map(([, loss]) => loss)));
  const high = Math.min(most, OVER * Math.max(...firsts)) || 1;
  const above = all.filter(({ points }) => points.some(([, loss]) => loss > high)).length;
  /** @param {import("./results_curves.js").Curve} curve */
  const ends = ({ seat, points }) => {
    const [epoch, loss] = points[points.length - 1];
    return fill(texts.curvesEnd, { name: name(seat), loss: numbers.loss(loss), epoch: numbers.exact(epoch) });
  };

  /** @param {number} width
      @param {number} [height] */
  function draw(width, height) {
    const more = height ? { height, per: 42 } : {};
    const box = svg.box(width, { left: 4, bottom: 3.4, right: 1.5, top: 1.8, ...more });
    /** @param {number} epoch
        @param {number} loss
        @returns {[number, number]} */
    const at = (epoch, loss) => [svg.across(box, place(epoch) / place(last)), svg.up(box, Math.min(1.02, loss / high))];
    const ticks = [0, ...svg.powers(1, last, Math.max(2, Math.floor(width / box.letters / 5)))];
    const lines = all.map((curve) =>
      svg.line(
        curve.points.map(([epoch, loss]) => at(epoch, loss)),
        { class: "curve" },
        svg.title(ends(curve)),
      ),
    );
    const thick = half.length
      ? [
          svg.line(
            half.map(({ epoch, loss }) => at(epoch, loss)),
            { class: "median" },
          ),
        ]
      : [];
    const label = half.length
      ? [
          svg.el(
            "text",
            {
              class: "mark",
              x: at(last, 0)[0] - box.letters / 2,
              y: at(0, half[half.length - 1].loss)[1] - box.letters / 2,
            },
            texts.medianOf,
          ),
        ]
      : [];
    const axes = {
      x: ticks.map((epoch) => ({ at: place(epoch) / place(last), text: numbers.exact(epoch) })),
      y: svg.steps(0, high, 6).map((loss) => ({ at: loss / high, text: numbers.exact(loss) })),
      across: texts.curvesEpoch,
      up: texts.curvesLoss,
    };
    return svg.figure(box, say, axes, ...lines, ...thick, ...label);
  }

  const rows = all
    .map(({ seat, row, points }) => ({ seat, row, end: points[points.length - 1] }))
    .sort((one, other) => one.end[1] - other.end[1])
    .map(({ seat, row, end: [epoch, loss] }) => [
      name(seat),
      activation(row),
      numbers.exact(epoch),
      numbers.loss(loss),
    ]);
  const medians = half
    .filter((_, i) => i % 9 === 0 || i === half.length - 1)
    .map(({ epoch, loss, n }) => [
      `${texts.tableMedian} (${n})`,
      "",
      numbers.exact(Math.round(epoch)),
      numbers.loss(loss),
    ]);
  const head = [texts.student, texts.tableActivation, texts.tableEpoch, texts.tableLoss];
  const notes = half.length ? [texts.curvesNote] : [];
  if (above) notes.push(fill(texts.curvesAbove, { n: above }));
  return { about: "", say, notes, draw, table: { head, rows: [...medians, ...rows] } };
}

/** @param {import("./results_runs.js").Dot[]} all
    @param {boolean} regression
    @param {Names} names
    @returns {Figure | null} */
export function sizes(all, regression, { texts, name, activation }) {
  const found = bestAndLeast(all);
  if (!found) return null;
  const its = found;
  const say = words.sizes(all.length, its, regression, texts);
  const drawn = all.slice(-DRAWN);
  const sizesOf = all.map(({ parameters }) => parameters);
  const [least, most] = [Math.min(...sizesOf) / 1.25, Math.max(...sizesOf) * 1.25];
  const scores = all.map(({ score }) => score);
  const worst = Math.min(...scores);
  const low = regression ? Math.max(-1, Math.floor(worst * 10) / 10) : Math.max(0, Math.floor(worst * 10) / 10);
  /** @param {number} parameters */
  const across = (parameters) => Math.log(parameters / least) / Math.log(most / least);
  /** @param {number} score */
  const up = (score) => 0.97 * Math.max(-0.02, (score - low) / Math.max(0.05, 1 - low));
  /** Networks of the same size lie side by side.
      @param {import("./results_runs.js").Dot} dot */
  const aside = (dot) => 2.2 * (((all.indexOf(dot) * GOLDEN) % 1) - 0.5);
  /** @param {import("./results_runs.js").Dot} dot */
  const told = ({ seat, score, parameters }) =>
    fill(texts.sizesDot, { name: name(seat), score: numbers.score(score, regression), parameters });

  /** @param {number} width */
  function draw(width) {
    const box = svg.box(width, { left: regression ? 3 : 4, bottom: 3.4, right: 1.5, top: 1.8 });
    const radius = Math.max(4, box.letters / 3);
    /** @param {import("./results_runs.js").Dot} dot
        @param {Record<string, string>} kind
        @param {number} r */
    const circle = (dot, kind, r = radius) =>
      svg.el(
        "circle",
        {
          ...kind,
          cx: svg.across(box, across(dot.parameters)) + aside(dot) * box.letters,
          cy: svg.up(box, up(dot.score)),
          r,
        },
        svg.title(told(dot)),
      );
    const ticks = svg.powers(least, most, Math.max(2, Math.floor(width / box.letters / 5)));
    const axes = {
      x: ticks.map((parameters) => ({ at: across(parameters), text: numbers.exact(parameters) })),
      y: svg.steps(low, 1, 6).map((score) => ({ at: up(score), text: numbers.score(score, regression) })),
      across: texts.sizesAxis,
      up: regression ? texts.tableR2 : texts.tableAccuracy,
    };
    const rings = [...new Set([its.best, its.least])].map((dot) => circle(dot, { class: "ring" }, 1.7 * radius));
    return svg.figure(box, say, axes, ...drawn.map((dot) => circle(dot, { class: "dot" })), ...rings);
  }

  const head = [
    texts.student,
    texts.tableActivation,
    texts.tableParameters,
    regression ? texts.tableR2 : texts.tableAccuracy,
  ];
  const rows = drawn
    .toSorted((one, other) => one.parameters - other.parameters || other.score - one.score)
    .map(({ seat, parameters, score, row }) => [
      name(seat),
      activation(row),
      numbers.exact(parameters),
      numbers.score(score, regression),
    ]);
  const notes = drawn.length < all.length ? [fill(texts.sizesNewest, { n: drawn.length, all: all.length })] : [];
  return { about: "", say, notes, draw, table: { head, rows } };
}
