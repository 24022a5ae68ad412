/* The dialog for custom data: a table is sent to the server while it is typed or pasted, what is found is shown, and
   "Use" makes it the data of the experiment. Until then nothing changes. */

import * as theme from "../lib/colors.js";
import * as dom from "../lib/dom.js";
import { $, fill } from "../lib/dom.js";
import * as files from "../lib/files.js";
import * as classes from "../paint/classes.js";
import * as painting from "../paint/paint.js";
import { player } from "../play/player.js";
import * as session from "../play/session.js";
import * as codec from "../wire/codec.js";
import { server } from "../wire/server.js";
import * as edits from "./edits.js";

const TYPING_MS = 300;
const COLUMNS = ["x", "y", "label"];
const CHOICES = [...COLUMNS, "header", "decimal", "missing", "encoding", "problem"];
const KB = 1000;

/** What the server has found in a table.
    @typedef {import("../wire/calls.js").Answered<import("../wire/calls.js").OwnData>} Answer */
/** What can be used of it.
    @typedef {Pick<Experiment, "problem" | "classes" | "train_points"> & { points: Point[], told?: boolean,
      names?: Experiment["names"] }} Found */
/** What a person has chosen of it.
    @typedef {Omit<import("../wire/types.js").ReadRequest, "text" | "data">} Choices */

/** @type {Setup} */
let setup;
/** @type {TextsOf<"playground">} */
let texts;
/** @type {Map<string, string>} */
let names; // of the problems
let asks = 0; // an answer to anything but the last question is late
let typing = 0;
/** @type {{ text?: string, data?: string } | null} */
let source = null; // what is read: {text}, or {data}, the bytes of a file
/** @type {string | null} */
let shownAs = null; // the encoding in which a file's text is in the field
let whole = false; // what is typed or pasted takes the place of the whole text
let heads = ""; // the first row of the table
/** @type {Choices} */
let choices = {};
/** @type {Found | null} */
let found = null; // what can be used
/** @type {[Float32Array, Several | null] | null} */
let latest = null; // [points, several] of the custom data that there were last

/** @param {string} what */
const choice = (what) => $(`own-${what}`);
/** The choice with its name above it.
    @param {string} what */
const field = (what) => choice(what).closest(".field") ?? choice(what);
/** @template {keyof HTMLElementTagNameMap} T
    @param {T} tag
    @param {object} properties */
const element = (tag, properties) => Object.assign(document.createElement(tag), properties);
/** @param {Point[]} points */
const triples = (points) => Float32Array.from(points.flat());
/** @param {string} error */
const say = (error) => dom.say($("own-error"), error);

/** Something was chosen below the table; what was not is found out.
    @param {string} key */
function choose(key) {
  const value = choice(key).value || undefined;
  const [x, y, label] = COLUMNS.map((column) => Number(choice(column).value));
  if (COLUMNS.includes(key)) choices.columns = [x, y, label];
  else choices = { ...choices, [key]: key === "header" && value ? value === "names" : value };
  ask();
}

/** What can be used no more: something else is about to come. */
function wait() {
  clearTimeout(typing);
  found = null;
  $("own-use").disabled = true;
}

/** Another table: what was said and chosen of the one before does not count for it. */
function forget() {
  wait();
  choices = {};
  shownAs = null;
  say("");
}

function edited() {
  const text = $("own-text").value;
  const [head] = text.split("\n", 1);
  if (whole || head !== heads || !text.trim()) forget();
  heads = head;
  source = { text };
  wait();
  typing = setTimeout(ask, TYPING_MS);
}

async function ask() {
  wait();
  const number = ++asks;
  const blank = !source || source.text?.trim() === "";
  const unread = { error: texts.ownUnread };
  const answer = blank ? {} : await server.ownData({ ...source, ...choices }).catch(() => unread);
  if (number === asks) show(answer);
}

/** Show what the server has found: columns to choose from, and points or an error.
    @param {Partial<Answer>} answer */
function show(answer) {
  const { columns = [], error = "", points, encoding, text, choice: asked } = answer;
  found = points ? /** @type {Found} */ (answer) : null;
  $("own-use").disabled = !found;
  say(error);
  if (encoding && encoding !== shownAs) {
    $("own-text").value = text ?? "";
    [heads] = $("own-text").value.split("\n", 1);
    shownAs = encoding;
  }
  field("encoding").hidden = !source?.data;
  choice("encoding").value = choices.encoding ?? encoding ?? "";
  document.querySelector(".own-choices").hidden = !columns.length && !asked;
  document.querySelector(".own-found").hidden = !columns.length;
  for (const key of CHOICES) field(key).classList.toggle("own-asked", key === asked);
  choice("decimal").value = choices.decimal ?? (answer.decimal || "");
  choice("missing").value = choices.missing ?? "refuse";
  choice("header").value =
    answer.header === undefined || answer.header === null ? "" : answer.header ? "names" : "data";
  choice("problem").value = answer.problem ?? choices.problem ?? "";
  document
    .querySelectorAll(".own-column")
    .forEach((column) => (column.hidden = columns.length <= COLUMNS.length && !error));
  document
    .querySelector(".own-notes")
    .replaceChildren(...(answer.notes ?? []).map((textContent) => element("li", { textContent })));
  if (!columns.length) return;
  COLUMNS.forEach((key, i) => {
    choice(key).replaceChildren(...columns.map((name, at) => element("option", { textContent: name, value: at + 1 })));
    choice(key).value = String(answer.chosen?.[i]);
  });
  table(answer);
  preview();
}

/** @param {Partial<Answer>} answer */
function table({ columns = [], rows = [], chosen: places = [] }) {
  /** @param {"th" | "td"} tag
      @param {string[]} cells */
  const row = (tag, cells) => {
    const line = element("tr", {});
    line.append(
      ...cells.map((textContent, i) => {
        const cell = element(tag, { textContent });
        cell.classList.toggle("own-chosen", places.includes(i + 1));
        return cell;
      }),
    );
    return line;
  };
  document.querySelector(".own-rows").replaceChildren(row("th", columns), ...rows.map((cells) => row("td", cells)));
}

function preview() {
  const canvas = document.querySelector("canvas.own-preview");
  canvas.hidden = !found;
  if (!found) return;
  painting.thumbnail(canvas, triples(found.points), classes.kind(found));
  const values = { n: found.points.length, problem: names.get(found.problem) };
  canvas.setAttribute("aria-label", fill(texts.ownPreview, values));
}

/** Read a file: as bytes, as only they tell its encoding.
    @param {FileList | File[]} files */
async function open([file]) {
  if (!file) return;
  forget();
  const number = ++asks;
  source = null;
  $("own-text").value = heads = "";
  const values = { size: Math.ceil(file.size / KB), most: Math.floor(setup.maxTable / KB) };
  if (file.size > setup.maxTable) return show({ error: fill(texts.ownTooLarge, values) });
  const bytes = await file.arrayBuffer().catch(() => null); // it may be gone by now
  if (number !== asks) return;
  if (!bytes) return show({ error: texts.ownUnread });
  source = { data: codec.text(new Uint8Array(bytes)) };
  ask();
}

function use() {
  if (!found) return;
  const { points, problem, classes, names: called = null, told, train_points } = found;
  const { output, loss, ...rest } = player.draft;
  const data = { dataset: "custom", points, samples: points.length, problem, classes, names: called };
  // what the table does not say itself is split by the share that the slider shows
  const newSplit =
    told || train_points === null ? undefined : { train: train_points, kind: /** @type {const} */ ("share") };
  const same = problem === rest.problem ? { output, loss } : {}; // of another one the server takes the usual layer
  const chosen = { ...rest, ...same, ...data, train_points, split: newSplit };
  const next = edits.fitting(/** @type {Experiment} */ (chosen));
  session.change(next, { keep: false, ...session.named(texts.ownDataUsed) });
  $("own-dialog").close();
}

async function download() {
  const answer = await server.ownData({ experiment: player.experiment }).catch(() => null);
  if (answer?.csv) files.save(answer.csv, "playground-data.csv", "text/csv");
  else say(answer?.error ?? texts.ownUnread);
}

/** @param {Setup} given */
function begin(given) {
  setup = given;
  ({ texts } = setup);
  names = new Map([...choice("problem").options].map(({ value, textContent }) => [value, textContent]));
  choice("encoding").append(...setup.encodings.map((value) => element("option", { value, textContent: value })));
  const area = $("own-text");
  area.addEventListener(
    "beforeinput",
    () => (whole = area.selectionStart === 0 && area.selectionEnd === area.value.length),
  );
  area.addEventListener("input", edited);
  const file = $("own-file");
  file.addEventListener("change", async () => {
    await open(file.files ?? []);
    file.value = ""; // the same file can be chosen again
  });
  const dialog = $("own-dialog");
  dialog.addEventListener("dragover", (event) => event.preventDefault());
  dialog.addEventListener("drop", (event) => {
    if (!event.dataTransfer?.files.length) return; // a piece of text drops into the table by itself
    event.preventDefault();
    open(event.dataTransfer.files);
  });
  for (const key of CHOICES) choice(key).addEventListener("change", () => choose(key));
}

function button() {
  const canvas = document.querySelector("canvas.own-points");
  if (latest) return painting.thumbnail(canvas, ...latest);
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const { width, height } = canvas;
  context.clearRect(0, 0, width, height);
  context.strokeStyle = theme.current().faint;
  context.lineWidth = 4;
  context.beginPath();
  context.moveTo(width / 2, height * 0.3);
  context.lineTo(width / 2, height * 0.7);
  context.moveTo(width * 0.3, height / 2);
  context.lineTo(width * 0.7, height / 2);
  context.stroke();
}

/** @type {Part} */
export const part = {
  begin,
  accepted(experiment) {
    const own = experiment.dataset === "custom";
    if (own) latest = [triples(experiment.points ?? []), classes.kind(experiment)];
    $("own-data").setAttribute("aria-pressed", String(own));
  },
  repaint() {
    button();
    preview();
  },
  commands: {
    "own-data"() {
      $("own-dialog").showModal();
      ask(); // what was said before it was closed may not be so any more
    },
    "own-use": use,
    "own-download": download,
    "own-close": () => $("own-dialog").close(),
  },
};
