/* A report as files. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { row } from "./run_rows.js";
import "./page.js";

const sections = await import("../../assets/src/rows/sections.js");
const report = await import("../../assets/src/runs/report.js");
const { crc, zipped } = await import("../../assets/src/lib/zip.js");

const COLUMNS = Object.fromEntries(
  ["number", "map", "said", "epochs", "trainLoss", "testLoss", "gap", "score", "parameters", "ended", "note"].map(
    (name) => [name, name],
  ),
);
const SETUP = { columns: COLUMNS, ends: { paused: "paused", diverged: "diverged" } };
const WORDS = { chart: "Losses", map: "Map of run" };
const ADDRESS = "http://here/#dataset=circle&hidden=4-=max%280,%20z%29&stop=epoch:100";
const REPORT = {
  title: "Step size | *mine*",
  name: "=HYPERLINK(1)",
  date: "today",
  text: "First <b>line</b>\nstill first\n\nSecond",
  sections: [{ heading: "Predictions", items: [{ label: "Which?", text: "`tanh`" }] }],
  runs: [
    { row: row(3, { note: "@SUM(A1) | [x](javascript:alert(1))" }), said: ["seed: 1 → 3", "a"], address: ADDRESS },
    { row: row(4, { picture: "", ended: "diverged" }), said: ["same"], address: "http://here/#a<b>c" },
  ],
  setting: "Settings of run 3: Seed: 3.",
};

test("Markdown has all of it, and no sign of a text is a mark", () => {
  const text = report.markdown(REPORT, SETUP, WORDS);
  const lines = text.split("\n");
  assert.equal(lines[0], "# Step size \\| \\*mine\\*");
  assert.equal(lines[2], "=HYPERLINK(1) · today");
  assert.ok(lines.includes("First \\<b\\>line\\</b\\> still first"));
  assert.ok(lines.includes("## Predictions"));
  assert.ok(lines.includes("- **Which?** \\`tanh\\`"));
  const rows = lines.filter((line) => line.startsWith("| [")).map((line) => line.split(/(?<!\\) ?\| ?/).slice(1, -1));
  assert.equal(rows.length, 2);
  assert.deepEqual(rows[0].slice(0, 5), [
    `[3](<${ADDRESS}>)`,
    "![Map of run 3](pictures/run-3.png)",
    "seed: 1 → 3; a",
    "100",
    "0.2500",
  ]);
  assert.equal(rows[0].at(-1), "@SUM(A1) \\| \\[x\\](javascript:alert(1))");
  assert.deepEqual(rows[1].slice(0, 2), ["[4](<http://here/#a%3Cb%3Ec>)", ""]);
  assert.ok(lines.includes("![Losses](pictures/losses.png)"));
  const empty = report.markdown({ ...REPORT, runs: [], sections: [], text: "" }, SETUP, WORDS);
  assert.equal(empty, "# Step size \\| \\*mine\\*\n\n=HYPERLINK(1) · today\n");
});

test("CSV has every digit, and no cell that a spreadsheet runs", () => {
  const [head, first] = report.csv(REPORT).split("\n");
  assert.equal(
    head,
    "report,name,run,date,difference,from,epochs,train_loss,test_loss,gap,train_score,score,parameters,ended,note,link",
  );
  assert.ok(first.startsWith("Step size | *mine*,'=HYPERLINK(1),3,1970-01-01T00:00:01.003Z,"));
  assert.ok(first.includes(",0,100,0.25,0.5,0.25,1,0.9,25,paused,'@SUM(A1) | [x](javascript:alert(1)),"));
  assert.ok(first.endsWith(`"${ADDRESS}"`));
});

test("a lesson adds its sections", () => {
  sections.onReport(() => [{ heading: "Checks", items: [{ label: "Loss below 0.1", text: "yes" }] }]);
  sections.onReport(() => [{ heading: "Nothing", items: [] }]);
  assert.deepEqual(
    sections.all().map(({ heading }) => heading),
    ["Checks"],
  );
});

test("an archive has its files, each with its checksum", () => {
  assert.equal(crc(new TextEncoder().encode("123456789")), 0xcbf43926);
  const bytes = new Uint8Array(
    zipped([{ name: "ä.md", content: "hällo" }], new Date(2026, 10, 29, 12, 30, 10)).flatMap((piece) => [...piece]),
  );
  const view = new DataView(bytes.buffer);
  assert.deepEqual([view.getUint32(0, true), view.getUint32(18, true), view.getUint16(26, true)], [0x04034b50, 6, 5]);
  const end = bytes.length - 22;
  assert.deepEqual([view.getUint32(end, true), view.getUint16(end + 10, true)], [0x06054b50, 1]);
  assert.equal(view.getUint32(view.getUint32(end + 16, true), true), 0x02014b50);
  const date = view.getUint16(12, true);
  assert.deepEqual([(date >> 9) + 1980, (date >> 5) & 15, date & 31], [2026, 11, 29]);
});
