/* The run table in the dock: a row for each run that ended, the latest first or by any column. Rows are ticked to race
   them, to report on them or to delete them, and each has a note. It is made only while it is in sight. */

import { $, fill, say } from "../lib/dom.js";
import { address, make } from "./elements.js";
import { host } from "./host.js";
import * as marks from "./marks.js";
import * as racing from "./racing.js";
import * as words from "./words.js";

const OF_LESSON = /^(hide|lock|goals|show_test|discretize)=/; // of what is in a link

/** @type {Setup} */
let setup;
/** @typedef {keyof typeof marks.SORTS} Sort */
const SORTS = /** @type {Sort[]} */ (Object.keys(marks.SORTS));

/** @type {{ by: Sort, down: boolean }} */
let sorted = { by: "runs-by-number", down: true };
/** @type {Set<string>} */
const ticked = new Set();
/** @type {RunRow[]} */
let deleted = []; // that can be put back

const inSight = () => $("dock-runs-panel").checkVisibility();

/** The rows that are ticked, or all of them.
    @returns {RunRow[]} */
export const chosen = () => host.runs.all().filter(({ id }) => ticked.has(id));

/** Rows in the order of the table. */
function ordered() {
  const of = marks.SORTS[sorted.by];
  const rows = host.runs.all().toSorted((one, other) => of(one) - of(other) || one.at - other.at);
  return sorted.down ? rows.reverse() : rows;
}

/** @param {RunRow} row
    @param {RunRow | undefined} before */
function line(row, before) {
  const { texts, runs: its } = setup;
  const { number, id } = row;
  const box = make("input", {
    type: "checkbox",
    checked: ticked.has(id),
    ariaLabel: fill(texts.runNumber, { number }),
  });
  box.dataset.run = id;
  const note = make("input", { type: "text", value: row.note, maxLength: its.longest.note, className: "run-note" });
  note.placeholder = texts.runNote;
  note.ariaLabel = fill(texts.runNoteOn, { number });
  note.dataset.noteOf = id;
  const link = make("a", { href: address(words.again(row)), title: fill(texts.runAgain, { epoch: row.epochs }) });
  link.dataset.again = id;
  if (row.picture) link.append(make("img", { src: row.picture, alt: "", width: 44, height: 44 }));
  link.append(make("span", { textContent: String(number) }));
  const said = make("div", { textContent: words.told(row, before, setup).join("; ") });
  return make(
    "tr",
    {},
    make("td", {}, box),
    make("th", { scope: "row", className: "run-map" }, link),
    make("td", { className: "run-said" }, said, note),
    ...Object.entries(marks.NUMBERS).map(([name, written]) => {
      const cell = make("td", { textContent: written(row) });
      if (name === "epochs") cell.append(make("div", { className: "small", textContent: its.ends[row.ended] }));
      return cell;
    }),
  );
}

function draw() {
  if (!inSight()) return;
  const rows = host.runs.all();
  const before = new Map(rows.map((row, i) => [row, rows[i - 1]]));
  const there = new Set(rows.map(({ id }) => id));
  for (const id of ticked) if (!there.has(id)) ticked.delete(id);
  const focused = /** @type {HTMLElement | null} */ (document.activeElement);
  const [noteOf, run] = [focused?.dataset.noteOf, focused?.dataset.run];
  const written = noteOf && /** @type {HTMLInputElement} */ (focused).value; // that is not taken yet
  $("runs-rows").replaceChildren(...ordered().map((row) => line(row, before.get(row))));
  const again = [...$("runs-rows").querySelectorAll("input")].find(
    ({ dataset }) => (noteOf && dataset.noteOf === noteOf) || (run && dataset.run === run),
  );
  if (again && written !== undefined && noteOf) again.value = written;
  again?.focus();
  for (const id of SORTS) {
    const is = id === sorted.by ? (sorted.down ? "descending" : "ascending") : "none";
    $(id).closest("th")?.setAttribute("aria-sort", is);
  }
  $("runs-none").hidden = rows.length > 0;
  document.querySelector(".runs-scroll").hidden = !rows.length;
  tools();
}

function tools() {
  const count = chosen().length;
  $("runs-race").disabled = count < 2;
  $("runs-delete").disabled = !count;
  $("runs-clear").disabled = $("runs-report").disabled = !host.runs.all().length;
  $("runs-restore").hidden = !deleted.length;
}

/** @param {RunRow[]} rows */
function remove(rows) {
  const focused = document.activeElement;
  deleted = host.runs.remove(rows.map(({ id }) => id));
  const { texts } = setup;
  say($("runs-said"), deleted.length === 1 ? texts.runDeleted : fill(texts.runsDeleted, { n: deleted.length }));
  draw();
  if (focused && !focused.matches(":enabled")) $("runs-restore").focus();
}

function restore() {
  host.runs.restore(deleted);
  deleted = [];
  say($("runs-said"), "");
  draw();
  $("dock-runs").focus();
}

/** By another column, or by the same one the other way.
    @param {Sort} by */
function sort(by) {
  sorted = { by, down: by === sorted.by ? !sorted.down : by === "runs-by-number" };
  draw();
}

/** Open a row on this page; what a lesson hides stays hidden.
    @param {From<MouseEvent>} event */
function open(event) {
  const row = host.runs.all().find(({ id }) => id === event.target.closest("a")?.dataset.again);
  if (!row || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const kept = location.hash
    .slice(1)
    .split("&")
    .filter((pair) => OF_LESSON.test(pair));
  location.hash = [words.again(row), ...kept].join("&");
}

/** @param {From<Event>} event */
function use({ target }) {
  const { run, noteOf } = target.dataset;
  const field = /** @type {HTMLInputElement} */ (/** @type {unknown} */ (target));
  if (run) {
    ticked[field.checked ? "add" : "delete"](run);
    tools();
  }
  if (noteOf) host.runs.change({ id: noteOf, note: field.value.trim().slice(0, setup.runs.longest.note) });
}

/** @type {Part} */
export const part = {
  begin(given) {
    setup = given;
    host.runs.onChange(draw);
    document.querySelector(".runs").removeAttribute("aria-busy");
    $("dock-runs-panel").addEventListener("click", open);
    $("dock-runs-panel").addEventListener("change", use);
    draw();
    tools();
  },
  docked: draw,
  commands: {
    "runs-race": () => racing.open(chosen(), setup),
    "runs-delete": () => remove(chosen()),
    "runs-clear": () => remove([...host.runs.all()]),
    "runs-restore": restore,
    ...Object.fromEntries(SORTS.map((id) => [id, () => sort(id)])),
  },
};
