/* The wrap-up: what the class has done, files of it, slips, the co-teacher's link, and deleting it. */

import { $, fill, say } from "../lib/dom.js";
import { save } from "../lib/files.js";
import * as found from "./end_found.js";
import * as figures from "./figures.js";
import * as report from "./report.js";
import { asked } from "./results_asked.js";
import * as slips from "./slips.js";
import { left } from "./time.js";

/** @typedef {import("./types.js").Known} Known */
/** @typedef {import("./types.js").Room} Room */

/** @type {Room} */
let room;
let printing = false;
let here = ""; // the address of this page, as others open it

/** @param {number} n */
const students = (n) => (n === 1 ? room.texts.oneStudent : fill(room.texts.students, { n }));
/** @param {number} n */
const answered = (n) => (n === 1 ? room.texts.oneAnswer : fill(room.texts.answers, { n }));
/** @param {number} n */
const ran = (n) => (n === 1 ? room.texts.oneRun : fill(room.texts.runs, { n }));

/** @param {Known} known */
const everyAsked = (known) => asked(known, room.setup.lessons);

/** How much there is, in a sentence.
    @param {Known} known */
function summary({ seats, answers }) {
  const runs = answers.filter(({ kind }) => kind === "run").length;
  const about = { students: students(seats.length), answers: answered(answers.length - runs), runs: ran(runs) };
  return fill(room.texts.summary, about);
}

/** @param {Known} known */
function show(known) {
  const { texts } = room;
  say($("class-left"), fill(texts.endsBy, { time: left(known.expires - Date.now() / 1000, texts) }));
  say($("class-summary"), summary(known));
  $("class-slips").disabled = printing || !slips.of(known.seats).length;
  found.show($("class-asked"), figures.of(known, room), texts.figureNone);
  found.typed($("class-typed"), known, everyAsked(known), room);
}

/** @param {(known: Known, about: import("./report.js").About) => string} make
    @param {string} name
    @param {string} type */
const file = (make, name, type) => () => {
  const known = room.known();
  const now = new Date();
  const date = `${now.toLocaleDateString()} ${now.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })}`;
  const home = new URL(room.home, here).href.replace(location.origin, new URL(here).origin);
  const told = found.told(figures.of(known, room));
  const about = { setup: room.setup, asked: everyAsked(known), home, date, summary: summary(known), found: told };
  save(make(known, about), name, `${type};charset=utf-8`);
};

async function remove() {
  const button = $("class-delete-yes");
  button.disabled = true;
  const { status, told } = await room.ask("close", {});
  button.disabled = false;
  if (status !== 200) return;
  $("class-delete-dialog").close();
  const { deleted, answers } = /** @type {import("../board/types.js").Calls["close"]} */ (told);
  room.leave(fill(room.texts.deleted, { students: students(deleted), answers: answered(answers) }));
}

function ask() {
  const { seats, answers } = room.known();
  const what = fill(room.texts.deletes, { students: students(seats.length), answers: answered(answers.length) });
  $("class-delete-what").textContent = what;
  $("class-delete-said").textContent = "";
  $("class-delete-dialog").showModal();
}

async function print() {
  $("class-slips").disabled = printing = true;
  room.done(room.texts.slipsWait);
  await slips.print(room);
  $("class-slips").disabled = printing = false;
}

/** @type {import("./types.js").Screen} */
export const screen = {
  key: "end",
  begin(given) {
    room = given;
    const { texts } = room;
    figures.onChange(() => room.at() === screen.key && show(room.known()));
    $("class-markdown").addEventListener("click", file(report.markdown, "class.md", "text/markdown"));
    $("class-csv").addEventListener("click", file(report.seats, "class-seats.csv", "text/csv"));
    $("class-csv-answers").addEventListener("click", file(report.answers, "class-answers.csv", "text/csv"));
    $("class-slips").addEventListener("click", print);
    here = location.href.split("#")[0];
    room.server.code({ text: here }).then(
      ({ link }) => (here = link ?? here),
      () => {}, // it is as this computer opens it
    );
    $("class-co-teacher").addEventListener("click", () =>
      room.done(room.copy(here + room.right()) ? texts.linkCopied : texts.copyYourself),
    );
    $("class-delete").addEventListener("click", ask);
    $("class-delete-yes").addEventListener("click", remove);
  },
  show,
};
