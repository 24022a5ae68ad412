/* The screen of results, for the projector: what the class has said and found, one figure at a time. Only those are offered
   for which there is something. */

import { $ } from "../lib/dom.js";
import { asked } from "./results_asked.js";
import { available } from "./results_available.js";
import { ended, question } from "./results_runs.js";
import * as statistics from "./results_server.js";
import * as view from "./results_view.js";

/** @typedef {import("./types.js").Room} Room */

/** @type {ReturnType<typeof statistics.begin>} */
let linked;
/** @type {ReturnType<typeof view.begin>} */
let shown;
/** @type {Room} */
let room;

/** What seats are called here.
    @param {import("./types.js").Known} known
    @returns {(seat: number) => string} */
function named(known) {
  const seats = new Map(known.seats.map((seat) => [seat.seat, seat]));
  return (seat) => {
    const its = seats.get(seat);
    return its ? room.name(its) : "";
  };
}

/** @type {import("./types.js").Screen} */
export const screen = {
  key: "results",
  begin(given) {
    room = given;
    const again = () => screen.show(room.known());
    linked = statistics.begin(room.server.classRuns, again);
    shown = view.begin($("class-screen-results"), room.setup, again);
  },
  show(known) {
    const rows = known.seats.map(({ row }) => row);
    linked.want(question(ended(known), rows));
    const around = { setup: room.setup, linked, asked: asked(known, room.setup.lessons), name: named(known) };
    shown.draw(available(known, around));
  },
};
