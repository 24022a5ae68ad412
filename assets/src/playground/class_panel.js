/* Beside the big map: with several classes or labels the legend and a map of each label, and the confusion matrix. */

import * as theme from "../lib/colors.js";
import { $, fill, say } from "../lib/dom.js";
import * as numbers from "../lib/numbers.js";
import * as classes from "../paint/classes.js";
import * as dataNames from "../paint/data_names.js";
import * as painting from "../paint/paint.js";
import { player } from "../play/player.js";
import * as dock from "./dock.js";

const MARK = 7; // px, the radius of a class's shape in the legend
const LABEL_MAP = 90; // px
const TWO = { count: 2, oneHot: true };

/** @type {TextsOf<"playground">} */
let texts;
let shown = ""; // for which classes the panel was built
/** @type {import("../wire/types.js").Counts | null} */
let found = null; // the last counts
let built = ""; // for which classes the confusion matrix was built

/** @template {keyof HTMLElementTagNameMap} T
    @param {T} tag
    @param {object} properties */
const element = (tag, properties) => Object.assign(document.createElement(tag), properties);

/** @param {number} index
    @param {boolean} oneHot */
function legendEntry(index, oneHot) {
  const { ink } = theme.current();
  const item = element("li", {});
  const canvas = element("canvas", {});
  const context = painting.fit(canvas, 2.8 * MARK, 2.8 * MARK);
  context.beginPath();
  classes.shape(context, oneHot ? index : 1 << index, 1.4 * MARK, 1.4 * MARK, MARK);
  context.fillStyle = classes.css(index);
  context.fill();
  context.strokeStyle = ink;
  context.stroke();
  const name = element("span", { className: "class-name" });
  item.append(canvas, name);
  dataNames.put(name, classes.name(index));
  return item;
}

/** @param {Several} several */
function build(several) {
  const all = Array.from({ length: several.count }, (_, index) => index);
  $("class-legend").replaceChildren(...all.map((index) => legendEntry(index, several.oneHot)));
  const maps = several.oneHot ? [] : all;
  $("label-maps").replaceChildren(
    ...maps.map((index) => {
      const figure = element("figure", {});
      const canvas = element("canvas", {});
      canvas.style.width = canvas.style.height = `${LABEL_MAP}px`;
      const name = fill(texts.label, { name: classes.name(index) });
      figure.append(canvas, element("figcaption", { className: "small", textContent: name, title: name }));
      return figure;
    }),
  );
}

/** @param {number} share */
const percent = (share) => numbers.percent(share);

/** What is counted: several classes or labels, or the two classes of one output; nothing for regression.
    @param {Experiment} experiment */
function counted(experiment) {
  return classes.kind(experiment) ?? (experiment.problem === "classification" ? TWO : null);
}

/** An empty table: a row for what is right, a column for what the network says.
    @param {Several} kind */
function buildCounts(kind) {
  const { count, oneHot } = kind;
  const names = Array.from({ length: count }, (_, index) => dataNames.classOf(index, kind === TWO));
  const heads = oneHot ? names : texts.confusionHeads.split("|");
  const head = element("tr", {});
  head.append(element("th", { textContent: oneHot ? texts.confusion : texts.labels, scope: "col" }));
  head.append(...heads.map((textContent) => element("th", { textContent, title: textContent, scope: "col" })));
  const body = names.map((textContent) => {
    const line = element("tr", {});
    line.append(
      element("th", { textContent, title: textContent, scope: "row" }),
      ...heads.map(() => element("td", {})),
    );
    return line;
  });
  $("confusion").replaceChildren(head, ...body);
}

/** Show what was counted last, if somebody can see it. */
function draw() {
  const kind = counted(player.experiment);
  if (kind && found && dock.shows("confusion")) confusion(kind, found);
}

/** @param {Several} kind
    @param {import("../wire/types.js").Counts} found */
function confusion(kind, { counts, exact }) {
  const key = JSON.stringify(kind) + dataNames.key();
  if (key !== built) buildCounts(kind);
  built = key;
  say($("exact-match"), kind.oneHot ? "" : fill(texts.exact, { share: percent(exact) }));
  const most = Math.max(1, ...counts.flat());
  counts.forEach((row, i) => {
    const cells = [...$("confusion").rows[i + 1].cells].slice(1);
    row.forEach((number, j) => {
      say(cells[j], numbers.exact(number));
      if (!kind.oneHot) return;
      cells[j].style.setProperty("--share", String(number / most));
      cells[j].dataset.right = String(i === j);
    });
    const all = row.reduce((sum, number) => sum + number, 0);
    if (!kind.oneHot) say(cells[row.length], percent((row[0] + row[3]) / all));
  });
}

/** Count if what is on the screen came without that. */
function status() {
  const { playing, frame, experiment } = player;
  if (frame && !playing && !frame.confusion && counted(experiment)) player.look();
}

/** @type {Part} */
export const part = {
  begin: (setup) => ({ texts } = setup),
  accepted(experiment) {
    $("dock-confusion").hidden = !counted(experiment);
    found = null; // it was of another experiment
    dock.settle();
  },
  frame({ confusion: latest }) {
    if (!latest) return;
    found = latest;
    draw();
  },
  docked: draw,
  status,
};

/** Show the pictures of an experiment's outputs if it has several, or nothing for one with a single output.
    @param {Uint8Array} pixels
    @param {number} size
    @param {Several | null} several
    @param {boolean} discrete */
export function show(pixels, size, several, discrete) {
  if ($("class-panel").hidden !== !several) $("class-panel").hidden = !several;
  if (!several) return;
  const key = JSON.stringify([several, document.documentElement.dataset.colorScheme, dataNames.key()]);
  if (key !== shown) build(several);
  shown = key;
  document.querySelectorAll("#label-maps canvas").forEach((canvas, i) => {
    const plane = pixels.subarray(i * size * size, (i + 1) * size * size);
    painting.pictures(canvas, plane, size, classes.table(i, discrete));
  });
}
