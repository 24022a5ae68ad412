/* What of a grid can be taken home: its runs as a table or as JSON, and its table in words. */

import { fill } from "../lib/dom.js";
import * as files from "../lib/files.js";
import * as gridScale from "./grid_scale.js";
import * as gridTable from "./grid_table.js";
import * as runsOf from "./runs.js";
import * as sweepWords from "./sweep_words.js";

/** @typedef {import("./grid_sweep.js").Work} Work */
/** @typedef {gridTable.Table & { shown: gridTable.Shown }} Table */

/** By the format: how it is saved.
    @type {Record<string, (work: Work, table: Table, texts: TextsOf<"race">) => void>} */
export const EXPORTS = {
  csv({ done, grid }, { rows, columns }, texts) {
    if (!done.length) return;
    const { heads, values } = runsOf.columns(done, texts);
    /** @param {unknown[]} cells */
    const rest = (cells) => cells.filter((_cell, i) => heads[i] !== "lane");
    const lines = done.map((run) => [
      rows[Math.floor(run.lane / columns.length)],
      columns[run.lane % columns.length],
      ...rest(values(run)),
    ]);
    files.save(files.csv([[grid.rows.field, grid.columns.field, ...rest(heads)], ...lines]), "grid.csv", "text/csv");
  },
  json({ asked, grid, epochs, base, cells, sums, done }) {
    const document = { race: asked.race, grid, link: location.href, base, cells, epochs, sums, runs: done };
    files.save(JSON.stringify(document, null, 1), "grid.json", "application/json");
  },
  report(_, { rows, columns, sums, shown, caption, corner, regression }, texts) {
    const { plain } = files;
    /** @param {string[]} cells */
    const line = (cells) => `| ${cells.map(plain).join(" | ")} |`;
    const values = sums.map((sum) => gridScale.value(sum, shown));
    const text = [
      `# ${plain(caption)}`,
      [
        line([corner.replace("\n", ", "), ...columns]),
        `|${" --- |".repeat(columns.length + 1)}`,
        ...rows.map((row, i) => {
          const cells = columns.map((_column, j) => {
            const sum = sums[i * columns.length + j];
            const number = gridTable.written(values[i * columns.length + j], shown, regression);
            return sum ? `${number} (${gridTable.finished(sum.summary)})` : number;
          });
          return line([row, ...cells]);
        }),
      ].join("\n"),
      ...sums.flatMap((sum, cell) => {
        const fault = sum?.summary.fault;
        const place = `${rows[Math.floor(cell / columns.length)]} × ${columns[cell % columns.length]}`;
        return fault
          ? [plain(`${place}: ${fill(texts.gridFactFault, { fault: sweepWords.fault(fault, texts) })}`)]
          : [];
      }),
      `The same again: <${location.href}>`,
    ];
    files.save(`${text.join("\n\n")}\n`, "grid.md", "text/markdown");
  },
};
