/* A file of what would be sent, for a teacher without a board, or whose board is away. */

import * as checked from "../board/checked.js";
import * as handin from "../board/handin.js";
import * as files from "../lib/files.js";
import * as lessons from "./lessons.js";
import * as rows from "./rows.js";

/** @typedef {import("../board/types.js").Answer} Answer */
/** @typedef {import("../board/types.js").Words} Words */

/** What this browser knows of lessons and runs, for who is in no class.
    @param {SeatHost} host
    @returns {Answer[]} */
function known(host) {
  /** @type {Omit<Answer, "key">[]} */
  let done = [];
  try {
    done = lessons.ofAll(JSON.parse(localStorage.getItem("lessons") ?? "null"));
  } catch {
    // there is no storage, or it is not ours
  }
  const all = [...done, ...host.runs().map(rows.ended)];
  return all.map((answer, i) => ({ key: `own-${i}`, ...answer })).filter(checked.answer);
}

/** Save the file; gives its name.
    @param {SeatHost} host
    @param {string} name of the seat, or nothing
    @param {{ answers: Answer[], questions: Words[] } | null} said to a class; null: there is none
    @param {{ lesson: string, step: string }} where */
export function save(host, name, said, where) {
  const facts = host.facts();
  const its = facts && host.page ? [rows.row(host.page, facts, where)] : [];
  const text = handin.write({ name, rows: its, ...(said ?? { answers: known(host), questions: [] }) });
  const file = handin.fileName(name);
  files.save(text, file, "application/json");
  return file;
}
