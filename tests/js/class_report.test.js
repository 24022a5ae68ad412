/* A report of a class says what was found, and nothing that somebody typed runs or marks anything in it. */

import assert from "node:assert/strict";
import { test } from "node:test";
import "./page.js";
import { merged, nothing } from "../../assets/src/class/known.js";
import * as report from "../../assets/src/class/report.js";

const BAD = '=HYPERLINK("http://evil")\n| **x** <img src=x onerror=alert(1)> `y`';
const texts = {
  noHidden: "no hidden layer",
  reportTitle: "A class of {date}",
  reportSeats: "Seats",
  reportQuestions: "Questions",
  reportName: "Name",
  reportRuns: "Runs",
  state: "State",
  network: "Network",
  epoch: "Epoch",
  testLoss: "Test loss",
  score: "Score",
  openIt: "Open it",
};
const states = { idle: "Idle", playing: "Playing" };
const setup = { texts, states, activations: { relu: "ReLU" }, datasets: { xor: "XOR" }, lessons: {} };
const asked = {
  faster: {
    text: "Which | is *faster*?",
    options: [
      { key: "0", text: "=1+1" },
      { key: "1", text: "tanh" },
    ],
  },
};
const found = [
  {
    key: "epochs",
    title: "Epochs to the finish · XOR",
    say: "Half of 5 runs with ReLU had finished by epoch 60.",
    notes: ["The same *data*."],
    table: { head: ["Activation", "Runs"], rows: [["ReLU", "5"]] },
  },
  { key: "curves", title: "Loss curves · XOR", say: "3 networks.", notes: [], table: null },
  {
    key: "votes",
    title: asked.faster.text,
    say: "1 of 2 changed their mind.",
    notes: [],
    table: {
      head: ["Answer", "First vote", "Latest vote"],
      rows: [
        ["=1+1", "2 of 2 (100%)", "1 of 2 (50%)"],
        ["tanh | **x**", "0", "1"],
      ],
    },
  },
];
const about = { setup, asked, home: "http://localhost/", date: "today", summary: "2 students.", found };
const row = {
  doing: "playing",
  link: "dataset=xor&f=(a)",
  dataset: "xor",
  epoch: 1200,
  test_loss: 0.25,
  score: 0.9,
  units: [4],
  activations: ["relu"],
  parameters: 17,
};
const choice = (seat, key, option, vote) => ({
  seat,
  key,
  kind: "choice",
  step: "faster",
  choice: [option],
  shown: true,
  ...(vote ? { vote } : {}),
});
const known = merged(nothing(), {
  revision: 1,
  seats: [
    { seat: 1, name: "Teal Heron", state: "in", row },
    { seat: 2, name: BAD, state: "in", row: {} },
  ],
  answers: [
    choice(1, "a", "0"),
    choice(2, "a", "0"),
    choice(1, "b", "1", 2),
    choice(2, "b", "0", 2),
    { seat: 2, key: "c", kind: "text", text: "+cmd|' /C calc'!A0", shown: false },
    { seat: 1, key: "d", kind: "run", run: row, reached: 120, shown: true },
  ],
  away: {},
  console: {},
});

/** The cells of CSV, as a spreadsheet reads them. */
function cells(text) {
  const rows = [[""]];
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const line = rows[rows.length - 1];
    if (quoted && text[i] === '"' && text[i + 1] === '"') line[line.length - 1] += text[++i];
    else if (text[i] === '"') quoted = !quoted;
    else if (!quoted && text[i] === ",") line.push("");
    else if (!quoted && text[i] === "\n") rows.push([""]);
    else line[line.length - 1] += text[i];
  }
  return rows.slice(0, -1);
}

/** Rows of CSV by the names of their columns. */
function table(text) {
  const [head, ...rows] = cells(text);
  for (const each of rows) assert.equal(each.length, head.length);
  return rows.map((each) => Object.fromEntries(head.map((name, i) => [name, each[i]])));
}

test("seats are a line each, with an address that opens the set-up", () => {
  const [first, second] = table(report.seats(known, about));
  assert.equal(first.name, "Teal Heron");
  assert.equal(first.state, "playing");
  assert.equal(first.link, "http://localhost/#dataset=xor&f=(a)");
  assert.deepEqual(
    [first.epoch, first.test_loss, first.score, first.units, first.parameters],
    ["1200", "0.25", "0.9", "4", "17"],
  );
  assert.equal(second.epoch, "");
  assert.equal(second.name, `'${BAD}`, "a spreadsheet takes it for a text");
});

test("answers are a line each, with what was asked and chosen in words", () => {
  const rows = table(report.answers(known, about));
  assert.deepEqual(
    rows.map(({ kind, vote }) => `${kind} ${vote}`),
    ["choice 1", "choice 1", "choice 2", "choice 2", "text 1", "run 1"],
  );
  assert.deepEqual([rows[0].question, rows[0].choice], ["Which | is *faster*?", "'=1+1"]);
  assert.equal(rows[2].choice, "tanh");
  assert.deepEqual([rows[4].text, rows[4].allowed], ["'+cmd|' /C calc'!A0", "false"]);
  assert.deepEqual(
    [rows[5].reached, rows[5].epoch, rows[5].link],
    ["120", "1200", "http://localhost/#dataset=xor&f=(a)"],
  );
});

test("no cell is a formula", () => {
  for (const text of [report.seats(known, about), report.answers(known, about)])
    for (const line of cells(text)) for (const cell of line) assert.doesNotMatch(cell, /^\s*[=+@]|^\s*-\D/, cell);
});

test("the report says what was found, and then has a table of seats", () => {
  const text = report.markdown(known, about);
  assert.match(text, /^# A class of today\n\n2 students\.\n/);
  const places = ["## Questions", "## Runs", "### Epochs to the finish", "### Loss curves", "## Seats"].map((title) =>
    text.indexOf(`\n${title}`),
  );
  assert.ok(
    places.every((place, i) => place > (places[i - 1] ?? 0)),
    text,
  );
  assert.ok(
    text.includes(
      "| Teal Heron | Playing | [XOR · ReLU 4](http://localhost/#dataset=xor&f=%28a%29) | 1,200 | 0.2500 | 90% |",
    ),
    text,
  );
  assert.ok(text.includes("### Which \\| is \\*faster\\*?\n\n1 of 2 changed their mind.\n\n| Answer |"), text);
  assert.ok(text.includes("| =1+1 | 2 of 2 (100%) | 1 of 2 (50%) |\n| tanh \\| \\*\\*x\\*\\* | 0 | 1 |\n"), text);
  assert.ok(text.includes("| ReLU | 5 |\n\n- The same \\*data\\*.\n"), text);
  assert.doesNotMatch(report.markdown(known, { ...about, found: [] }), /## (Questions|Runs)/);
});

test("no text of a student marks anything in it", () => {
  const text = report.markdown(known, about);
  assert.doesNotMatch(text, /[^\\]<img|[^\\]\*\*x|[^\\]`y/);
  assert.doesNotMatch(text, /calc/, "what was not allowed is not in the report");
  const tables = text.split("\n").filter((line) => line.startsWith("|"));
  assert.equal(tables.filter((line) => line.includes("HYPERLINK")).length, 1, "a name is one cell of one line");
});
