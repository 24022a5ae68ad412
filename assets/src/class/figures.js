/* The figures of a class, as results show them and the wrap-up tells them: of what is known, and of what the server says of the
   links in it. */

import { asked } from "./results_asked.js";
import { available } from "./results_available.js";
import { ended, question } from "./results_runs.js";
import * as statistics from "./results_server.js";

/** @typedef {import("./types.js").Known} Known */
/** @typedef {import("./types.js").Room} Room */

/** @type {ReturnType<typeof statistics.begin> | undefined} */
let linked;
/** @type {(() => void)[]} */
const listeners = [];

/** What seats are called on the screen in sight.
    @param {Known} known
    @param {Room} room
    @returns {(seat: number) => string} */
function named(known, room) {
  const seats = new Map(known.seats.map((seat) => [seat.seat, seat]));
  return (seat) => {
    const its = seats.get(seat);
    return its ? room.name(its) : "";
  };
}

/** The kinds of figures that there are; the server is asked about what is new.
    @param {Known} known
    @param {Room} room */
export function of(known, room) {
  linked ??= statistics.begin(room.server.classRuns, () => listeners.forEach((listener) => listener()));
  const rows = known.seats.map(({ row }) => row);
  linked.want(question(ended(known), rows));
  const { setup } = room;
  return available(known, { setup, linked, asked: asked(known, setup.lessons), name: named(known, room) });
}

/** Call this when the server has said more.
    @param {() => void} listener */
export const onChange = (listener) => void listeners.push(listener);
