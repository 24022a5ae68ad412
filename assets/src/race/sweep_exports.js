/* What of a sweep can be taken home: its runs as a table or as JSON, its charts, and a report in words. */

import { $ } from "../lib/dom.js";
import * as files from "../lib/files.js";
import * as runsOf from "./runs.js";

const { save } = files;

/** The sentences on it.
    @typedef {ReturnType<typeof import("./sweep_words.js").all>} Words */

/** By the format: how it is saved. `name` names a lane. */
/** @type {Record<string, (sweep: import("./sweep.js").Sweep, name: (lane: number) => string, words: Words,
      texts: TextsOf<"race">) => void>} */
export const EXPORTS = {
  csv({ done }, name, _, texts) {
    const { heads, values } = runsOf.columns(done, texts);
    const rows = done.map((run) => [name(run.lane), ...values(run)]);
    save(files.csv([["name", ...heads], ...rows]), "sweep.csv", "text/csv");
  },
  json({ race, experiments, cap, done }) {
    save(
      JSON.stringify({ race, cap, link: location.href, experiments, runs: done }, null, 1),
      "sweep.json",
      "application/json",
    );
  },
  svg() {
    for (const id of /** @type {Id[]} */ (["sweep-reached", "sweep-strips"])) {
      const chart = $(id).querySelector(".js-plotly-plot");
      const how = { format: "svg", filename: id, width: 720, height: 420 };
      if (chart) window.Plotly.downloadImage(chart, how); // it may be yet to come, and then it can't be seen either
    }
  },
  report({ race, seeds, cap, goal }, _name, { count, faults, first, others }) {
    const { plain } = files;
    /** @param {Element} row */
    const cells = (row) => `| ${[...row.children].map((each) => plain(each.textContent)).join(" | ")} |`;
    const head = document.querySelector(".sweep .table thead tr");
    const rule = `|${" --- |".repeat(head.children.length)}`;
    const text = [
      `# ${plain(document.title)}`,
      `${seeds.length} seeds, at most ${cap} epochs, finish: ${goal}.`,
      [cells(head), rule, ...[...$("sweep-table").children].map(cells)].join("\n"),
      ...(faults.length ? [faults.map((sentence) => `- ${plain(sentence)}`).join("\n")] : []),
      plain(count),
      [...first, ...others].map((sentence) => `- ${plain(sentence)}`).join("\n"),
      `The same again: <${location.href}>`,
      ["```json", JSON.stringify(race, null, 1), "```"].join("\n"),
    ];
    save(`${text.join("\n\n")}\n`, "sweep.md", "text/markdown");
  },
};
