/* Files that the page gives away, without asking the server for them. */

const FETCHED_MS = 60_000; // a busy browser takes its time to begin
const RUN = /^[\s\u200b\ufeff]*[=+\-@\t\r\n＝＋－＠]/u; // with this a cell begins that a spreadsheet may run

/** A cell of a table: a number as it is, and a text so that it is one column, and that nobody runs it.
    @param {unknown} value */
function cell(value) {
  const text = String(value ?? "");
  const harmless = RUN.test(text) && !Number.isFinite(Number(text)) ? `'${text}` : text;
  return /[",;\t\r\n]|^\s|\s$/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** Rows of cells as CSV.
    @param {unknown[][]} rows */
export const csv = (rows) => rows.map((row) => `${row.map(cell).join(",")}\n`).join("");

/** A text in Markdown, in which no sign of it is a mark.
    @param {string} text */
export const plain = (text) => text.replace(/[\\`*_<>[\]|~$]/g, "\\$&");

/** @param {BlobPart | BlobPart[]} content
    @param {string} name
    @param {string} type */
export function save(content, name, type) {
  const link = Object.assign(document.createElement("a"), {
    href: URL.createObjectURL(new Blob([content].flat(), { type })),
    download: name,
  });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), FETCHED_MS);
}
