/* A report: what somebody found, the runs that show it, and what a lesson adds; and its files. It is pure: a report goes
   in, the text of a file comes out. */

import * as files from "../lib/files.js";
import * as marks from "./marks.js";

/** A run of the report: the row, what differs in words, and the address that trains it again.
    @typedef {{ row: RunRow, said: string[], address: string }} Told */
/** @typedef {object} Report
    @property {string} title
    @property {string} name
    @property {string} date
    @property {string} text what somebody wrote
    @property {ReportSection[]} sections
    @property {Told[]} runs
    @property {string} setting the set-up of the first run in words */

const CSV = /** @type {const} */ ([
  "from",
  "epochs",
  "trainLoss",
  "testLoss",
  "gap",
  "trainScore",
  "score",
  "parameters",
  "ended",
  "note",
]);

/** Every number as it is, for a spreadsheet.
    @param {Report} report */
export function csv({ title, name, runs }) {
  /** @param {string} field */
  const snake = (field) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const heads = ["report", "name", "run", "date", "difference", ...CSV.map(snake), "link"];
  const rows = runs.map(({ row, said, address }) => [
    title,
    name,
    row.number,
    new Date(row.at).toISOString(),
    said.join("; "),
    ...CSV.map((field) => row[field]),
    address,
  ]);
  return files.csv([heads, ...rows]);
}

/** In Markdown, on one line.
    @param {string} text */
const plain = (text) => files.plain(text).replace(/\s+/g, " ").trim();
/** @param {string} address */
const target = (address) => `<${address.replaceAll("<", "%3C").replaceAll(">", "%3E")}>`;

/** @param {number} number */
export const pictureOf = (number) => `pictures/run-${number}.png`;
export const CHART = "pictures/losses.png";

/** The report in Markdown; its pictures are files beside it.
    @param {Report} report
    @param {RunsSetup} setup
    @param {{ chart: string, map: string }} words */
export function markdown({ title, name, date, text, sections: more, runs, setting }, { columns, ends }, words) {
  /** @param {string[]} cells */
  const line = (cells) => `| ${cells.join(" | ")} |`;
  const numbers = Object.keys(marks.NUMBERS);
  const heads = ["number", "map", "said", ...numbers, "ended", "note"].map((column) => plain(columns[column]));
  const rows = runs.map(({ row, said, address }) =>
    line([
      `[${row.number}](${target(address)})`,
      row.picture ? `![${plain(words.map)} ${row.number}](${pictureOf(row.number)})` : "",
      plain(said.join("; ")),
      ...Object.values(marks.NUMBERS).map((written) => plain(written(row))),
      plain(ends[row.ended]),
      plain(row.note),
    ]),
  );
  return `${[
    `# ${plain(title)}`,
    [name, date].filter(Boolean).map(plain).join(" · "),
    ...text.split(/\n\s*\n/).map(plain),
    ...more.flatMap(({ heading, items }) => [
      `## ${plain(heading)}`,
      items.map((item) => `- **${plain(item.label)}** ${plain(item.text)}`).join("\n"),
    ]),
    ...(rows.length ? [[line(heads), line(heads.map(() => "---")), ...rows].join("\n")] : []),
    ...(rows.length ? [`![${plain(words.chart)}](${CHART})`, plain(words.chart), plain(setting)] : []),
  ]
    .filter(Boolean)
    .join("\n\n")}\n`;
}
