/* A report as a sheet of paper on the page: what is seen in its dialog is what is printed. */

import { fill } from "../lib/dom.js";
import * as curves from "./curves.js";
import { make } from "./elements.js";
import { host } from "./host.js";
import * as marks from "./marks.js";

const CHART = { width: 680, height: 230, scale: 2 }; // px

/** @typedef {import("./report.js").Report} Report */

/** The losses of the runs on one chart.
    @param {Report["runs"]} runs
    @param {Setup["texts"]} texts */
export function chart(runs, texts) {
  const { width, height, scale } = CHART;
  const canvas = make("canvas", { width: width * scale, height: height * scale, className: "report-chart" });
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  host.theme.onPaper(() => {
    context.scale(scale, scale);
    context.fillStyle = host.theme.current().surface;
    context.fillRect(0, 0, width, height);
    const all = runs.map(({ row }, i) => ({
      name: String(row.number),
      color: host.laneColors.color(i),
      points: row.curve,
    }));
    curves.draw(context, { left: 0, top: 0, width, height }, all, { epoch: texts.runEpoch, loss: texts.runLoss });
  });
  return canvas;
}

/** @param {Report["runs"][number]} run
    @param {number} place
    @param {Setup} setup */
function line({ row, said, address }, place, { texts, runs }) {
  const link = make("a", { href: address, textContent: String(row.number) });
  link.style.setProperty("--lane", host.laneColors.variable(place));
  const map = make("td", { className: "report-map" });
  const alt = fill(texts.runMap, { number: row.number });
  if (row.picture) map.append(make("img", { src: row.picture, alt }));
  const about = [make("div", { textContent: said.join("; ") })];
  if (row.note) about.push(make("div", { className: "report-note", textContent: row.note }));
  about.push(make("div", { className: "report-link", textContent: new URL(address).hash }));
  const cells = Object.values(marks.NUMBERS).map((written) => make("td", { textContent: written(row) }));
  cells[0].append(make("div", { textContent: runs.ends[row.ended] }));
  return make(
    "tr",
    {},
    make("th", { scope: "row" }, link),
    map,
    make("td", { className: "report-said" }, ...about),
    ...cells,
  );
}

/** What is on the sheet.
    @param {Report} report
    @param {Setup} setup
    @returns {Node[]} */
export function sheet({ title, name, date, text, sections, runs, setting }, setup) {
  const { texts } = setup;
  const { columns } = setup.runs;
  const heads = ["number", "map", "said", ...Object.keys(marks.NUMBERS)].map((column) =>
    make("th", { scope: "col", textContent: columns[column] }),
  );
  const told = sections.flatMap(({ heading, items }) => [
    make("h4", { textContent: heading }),
    make(
      "dl",
      {},
      ...items.flatMap((item) => [make("dt", { textContent: item.label }), make("dd", { textContent: item.text })]),
    ),
  ]);
  const table = make(
    "table",
    {},
    make("thead", {}, make("tr", {}, ...heads)),
    make("tbody", {}, ...runs.map((run, i) => line(run, i, setup))),
  );
  const figure = make("figure", {}, chart(runs, texts), make("figcaption", { textContent: texts.reportChart }));
  return [
    make("h3", { textContent: title }),
    make("p", { className: "report-by", textContent: [name, date].filter(Boolean).join(" · ") }),
    ...(text ? [make("p", { className: "report-text", textContent: text })] : []),
    ...told,
    ...(runs.length ? [table, figure, make("p", { className: "report-setting", textContent: setting })] : []),
  ];
}
