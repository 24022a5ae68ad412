/* What a class has found, as rows for a spreadsheet and as a report in Markdown. What students have typed is a text in it, and
   nothing that a spreadsheet runs or Markdown draws. Pure. */

import { fill } from "../lib/dom.js";
import { csv, plain } from "../lib/files.js";
import * as numbers from "../lib/numbers.js";
import * as chosen from "./chosen.js";
import { questionKey } from "./results_votes.js";
import { address } from "./seat_link.js";
import { stateOf } from "./states.js";

/** @typedef {import("./types.js").Known} Known */
/** @typedef {import("../board/types.js").Row} Row */
/** @typedef {import("../board/types.js").AnswerTold} AnswerTold */
/** @typedef {import("./results_votes.js").Asked} Asked */
/** `found` is what the figures say.
    @typedef {{ setup: ClassSetup, asked: Asked, home: string, date: string, summary: string,
      found: ReturnType<typeof import("./end_found.js").told> }} About */

const OF_ROW = /** @type {const} */ ([
  "page",
  "dataset",
  "activations",
  "units",
  "parameters",
  "epoch",
  "train_loss",
  "test_loss",
  "score",
  "regression",
]); // prettier-ignore

/** @param {Row} row
    @param {string} home */
const rowCells = (row, home) => [
  ...OF_ROW.map((name) => {
    const value = row[name];
    return Array.isArray(value) ? value.join(" ") : value;
  }),
  row.link ? address(row, home) : "",
];

/** The seats, a line each.
    @param {Known} known
    @param {About} about */
export function seats({ seats: all, away }, { home }) {
  const head = ["name", "state", ...OF_ROW, "link", "lesson", "step"];
  const lines = all.map((seat) => {
    const { name, row } = seat;
    return [name, stateOf(seat, away[seat.seat]), ...rowCells(row, home), row.lesson, row.step];
  });
  return csv([head, ...lines]);
}

/** What was chosen, in words where they are known.
    @param {AnswerTold} answer
    @param {Asked} asked */
function words({ choice = [], ...answer }, asked) {
  const key = questionKey(answer);
  const options = Object.hasOwn(asked, key) ? asked[key].options : [];
  return choice
    .map((each) => options.find((option) => option.key === each)?.text ?? options[Number(each)]?.text ?? each)
    .join("; ");
}

/** What was answered, and the runs that ended, a line each.
    @param {Known} known
    @param {About} about */
export function answers({ seats: all, answers: given }, { asked, home }) {
  const names = new Map(all.map(({ seat, name }) => [seat, name]));
  const head = ["name", "kind", "lesson", "step", "question", "vote", "choice", "number", "text", "allowed", "reached"];
  const lines = given.map((answer) => {
    const { seat, kind, lesson, step, vote = 1, number, text, shown, reached, run } = answer;
    const key = questionKey(answer);
    const question = ["choice", "number", "text"].includes(kind)
      ? (Object.hasOwn(asked, key) && asked[key].text) || ""
      : "";
    const told = [names.get(seat), kind, lesson, step, question, vote, words(answer, asked), number, text];
    return [...told, text ? shown : "", reached, ...rowCells(run ?? {}, home)];
  });
  return csv([[...head, ...OF_ROW, "link"], ...lines]);
}

/** A text of one line in which no sign is a mark.
    @param {string} text */
const inLine = (text) => plain(text.replace(/\s+/g, " "));

/** @param {string[]} cells */
const line = (cells) => `| ${cells.map((cell) => cell || " ").join(" | ")} |\n`;
/** @param {string[]} head
    @param {string[][]} rows */
const table = (head, rows) => line(head) + line(head.map(() => "---")) + rows.map(line).join("");

/** A link that no sign in it ends.
    @param {string} text
    @param {string} to */
const linked = (text, to) =>
  `[${text}](${to.replace(/[()<>\\\s]/g, (sign) => `%${sign.charCodeAt(0).toString(16).padStart(2, "0").toUpperCase()}`)})`;

/** A figure: what it is of, its sentence, its table, and what is to be known of it.
    @param {About["found"][number]} its */
function figure({ title, say, notes, table: its }) {
  const parts = [
    `### ${inLine(title)}\n`,
    `${inLine(say)}\n`,
    its &&
      table(
        its.head.map(inLine),
        its.rows.map((row) => row.map(inLine)),
      ),
    notes.length && notes.map((note) => `- ${inLine(note)}\n`).join(""),
  ];
  return parts.filter(Boolean).join("\n");
}

/** The report.
    @param {Known} known
    @param {About} about */
export function markdown(known, { setup, home, date, summary, found }) {
  const { texts, states } = setup;
  const rows = known.seats.map((seat) => {
    const { name, row } = seat;
    const what = inLine(row.units || row.link ? chosen.inShort(row, setup) : "");
    return [
      inLine(name),
      states[stateOf(seat, known.away[seat.seat])],
      row.link ? linked(what || texts.openIt, address(row, home)) : what,
      row.epoch === undefined ? "" : numbers.exact(row.epoch),
      row.test_loss === undefined ? "" : numbers.loss(row.test_loss),
      chosen.score(row),
    ];
  });
  const head = [texts.reportName, texts.state, texts.network, texts.epoch, texts.testLoss, texts.score];
  /** @param {string} name
      @param {string[]} kinds */
  const part = (name, kinds) => {
    const its = found.filter(({ key }) => kinds.includes(key));
    return its.length ? [`## ${name}\n`, ...its.map(figure)] : [];
  };
  return [
    `# ${plain(fill(texts.reportTitle, { date }))}\n`,
    `${inLine(summary)}\n`,
    ...part(texts.reportQuestions, ["votes", "guesses", "texts"]),
    ...part(texts.reportRuns, ["epochs", "sizes", "curves"]),
    `## ${texts.reportSeats}\n`,
    table(head, rows),
  ].join("\n");
}
