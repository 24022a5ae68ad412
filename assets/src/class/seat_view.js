/* One seat in full: its picture, its numbers, texts that wait for the teacher, and what can be done with it. */

import { paint } from "../board/map.js";
import { $, fill } from "../lib/dom.js";
import { made, pressed } from "../lib/made.js";
import * as numbers from "../lib/numbers.js";
import * as chosen from "./chosen.js";
import { address } from "./seat_link.js";
import { placeOf, stateOf } from "./states.js";

/** @typedef {import("./types.js").Known} Known */
/** @typedef {import("./types.js").Room} Room */
/** @typedef {import("../board/types.js").Row} Row */

/** @type {Room} */
let room;
/** @type {number | null} */
let open_ = null;
/** @type {Known["seats"][number] | null} */
let drawn = null;
/** @type {Known["answers"] | null} */
let answered = null;

/** @param {Row} row
    @param {string} state
    @returns {[string, string][]} */
function facts(row, state) {
  const { texts, setup } = room;
  const place = placeOf(row, setup.lessons);
  /** @type {[string, string | null][]} */
  const all = [
    [texts.state, state],
    [texts.dataset, chosen.dataset(row, setup)],
    [texts.network, row.units || row.link ? chosen.network(row, setup) : null],
    [texts.epoch, row.epoch === undefined ? null : numbers.exact(row.epoch)],
    [texts.testLoss, row.test_loss === undefined ? null : numbers.loss(row.test_loss)],
    [texts.trainLoss, row.train_loss === undefined ? null : numbers.loss(row.train_loss)],
    [texts.score, chosen.score(row)],
    [texts.parametersName, row.parameters ? numbers.exact(row.parameters) : null],
    [texts.lesson, place && fill(texts.toldPlace, place)],
  ];
  return all.flatMap(([name, value]) => (value ? [/** @type {[string, string]} */ ([name, value])] : []));
}

/** Texts that the student has typed, each with whether others may see it.
    @param {Known} known
    @param {number} seat */
function typed(known, seat) {
  const { texts } = room;
  return known.answers
    .filter((answer) => answer.seat === seat && answer.text)
    .map(({ key, text = "", shown }) => {
      const act = () => void room.ask("show", { seat, key, shown: !shown });
      return made("li", "", made("q", "", text), pressed(shown ? texts.disallow : texts.allow, "plain-button", act));
    });
}

/** @param {Known} known */
export function show(known) {
  if (open_ === null) return;
  const dialog = $("class-seat");
  const seat = known.seats.find((each) => each.seat === open_);
  if (!seat) return dialog.close(); // it was removed
  const state = stateOf(seat, known.away[seat.seat]);
  if (drawn === seat && answered === known.answers) return;
  drawn = seat;
  answered = known.answers;
  $("class-seat-name").textContent = seat.name;
  $("class-seat-map").hidden = !paint($("class-seat-map"), seat.row);
  const rows = facts(seat.row, room.setup.states[state]);
  $("class-seat-facts").replaceChildren(
    ...rows.flatMap(([name, value]) => [made("dt", "", name), made("dd", "", value)]),
  );
  $("class-seat-answers").replaceChildren(...typed(known, seat.seat));
  const link = $("class-seat-open");
  link.hidden = !seat.row.link;
  link.href = address(seat.row, room.home);
  $("class-seat-light").hidden = seat.state === "waiting";
  $("class-seat-let-in").hidden = seat.state !== "waiting";
}

/** @param {boolean} is */
function ask(is) {
  $("class-seat-sure").hidden = !is;
  if (is) $("class-seat-no").focus();
}

async function remove() {
  if (open_ === null || !drawn) return;
  const { name } = drawn;
  const { status } = await room.place(open_, "removed");
  if (status !== 200) return;
  $("class-seat").close();
  room.done(fill(room.texts.removed, { name }));
}

/** @param {number} seat */
export function open(seat) {
  open_ = seat;
  drawn = null;
  $("class-seat-said").textContent = "";
  ask(false);
  show(room.known());
  $("class-seat").showModal();
}

/** @param {Room} given */
export function begin(given) {
  room = given;
  $("class-seat").addEventListener("close", () => (open_ = null));
  $("class-seat-remove").addEventListener("click", () => ask(true));
  $("class-seat-no").addEventListener("click", () => {
    ask(false);
    $("class-seat-remove").focus();
  });
  $("class-seat-yes").addEventListener("click", remove);
  $("class-seat-let-in").addEventListener("click", () => open_ !== null && room.place(open_, "in"));
  $("class-seat-light").addEventListener("click", () => {
    const seat = open_;
    $("class-seat").close();
    if (seat !== null) room.spotlight([seat]);
  });
}
