/* The wrap-up: what the class has done, files of it, slips, the co-teacher's link, and deleting it. */

import { $, fill, say } from "../lib/dom.js";
import { save } from "../lib/files.js";
import { made } from "../lib/made.js";
import * as report from "./report.js";
import { asked } from "./results_asked.js";
import { votes } from "./results_votes.js";
import * as slips from "./slips.js";
import { left } from "./time.js";

/** @typedef {import("./types.js").Known} Known */
/** @typedef {import("./types.js").Room} Room */

/** @type {Room} */
let room;
/** @type {Known["answers"] | null} */
let drawn = null;
let here = ""; // the address of this page, as others open it

/** @param {number} n */
const students = (n) => (n === 1 ? room.texts.oneStudent : fill(room.texts.students, { n }));
/** @param {number} n */
const answered = (n) => (n === 1 ? room.texts.oneAnswer : fill(room.texts.answers, { n }));
/** @param {number} n */
const ran = (n) => (n === 1 ? room.texts.oneRun : fill(room.texts.runs, { n }));

/** The counts of a question, of both votes.
    @param {ReturnType<typeof votes>[number]} its */
function counts({ text, key, options, before, after }) {
  const { texts } = room;
  const each = options.map((option, i) =>
    after
      ? fill(texts.thenCount, { option: option.text, n: before.counts[i], later: after.counts[i] })
      : fill(texts.count, { option: option.text, n: before.counts[i] }),
  );
  return made("li", "", made("strong", "", text || key), ` ${each.join(" · ")}`);
}

/** @param {Known} known */
const everyAsked = (known) => asked(known, room.setup.lessons);

/** @param {Known} known */
function show(known) {
  const { texts } = room;
  const { seats, answers, expires } = known;
  say($("class-left"), fill(texts.endsBy, { time: left(expires - Date.now() / 1000, texts) }));
  const runs = answers.filter(({ kind }) => kind === "run").length;
  const about = { students: students(seats.length), answers: answered(answers.length - runs), runs: ran(runs) };
  say($("class-summary"), fill(texts.summary, about));
  if (answers === drawn) return;
  drawn = answers;
  $("class-asked").replaceChildren(...votes(answers, everyAsked(known)).map(counts));
}

/** @param {(known: Known, about: import("./report.js").About) => string} make
    @param {string} name
    @param {string} type */
const file = (make, name, type) => () => {
  const known = room.known();
  const now = new Date();
  const date = `${now.toLocaleDateString()} ${now.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })}`;
  const about = { setup: room.setup, asked: everyAsked(known), home: room.home, date };
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
  const button = $("class-slips");
  button.disabled = true;
  room.done(room.texts.slipsWait);
  await slips.print(room);
  button.disabled = false;
}

/** @type {import("./types.js").Screen} */
export const screen = {
  key: "end",
  begin(given) {
    room = given;
    const { texts } = room;
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
