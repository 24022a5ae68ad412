/* Every run on the playground that ends becomes a row of the run table. While it trains nothing is done but to remember
   the frame on the screen. */

import { player } from "../play/player.js";
import { state } from "../play/player_state.js";
import * as session from "../play/session.js";
import * as kept from "../share/kept.js";
import { MOST_ROWS } from "../wire/contract.js";
import { checked } from "./checked.js";
import * as later from "./later.js";
import * as picture from "./picture.js";
import * as rows from "./rows.js";
import * as runs from "./runs.js";
import * as store from "./store.js";

const LEFT = "run-left";

/** @type {rows.Left | null} */
let left = null; // the run of who left the page, until something trains

/** @param {unknown} value
    @returns {rows.Left | null} */
function read(value) {
  const its = /** @type {Partial<rows.Left> | null} */ (value);
  const right =
    typeof its?.id === "string" && typeof its.link === "string" && [its.from, its.far].every(Number.isInteger);
  return right ? /** @type {rows.Left} */ (its) : null;
}

let stop = () => ""; // as a link says it

/** Rows tell when their run was to stop by itself.
    @param {() => string} source */
export function stopsBy(source) {
  stop = source;
}

/** @type {((row: RunRow) => void)[]} */
const listeners = [];

/** Call this with every run that has ended for good: not with one that is paused.
    @param {(row: RunRow) => void} listener */
export const onEnd = (listener) => void listeners.push(listener);

/** @param {string} id
    @param {RunEnd} [ended] */
function end(id, ended) {
  const row = ended && ended !== "paused" && runs.all().find((its) => its.id === id);
  if (row) listeners.forEach((listener) => listener(row));
}

const following = rows.follow({
  id: () => `${Date.now()}-${Math.random().toString(36).slice(2, 10)}`,
  make(run, frame, ended) {
    const more = {
      at: Date.now(),
      picture: picture.small(frame, run.lane),
      curve: rows.curveOf(session.numbers, run.from, frame.epoch),
      stop: stop(),
    };
    runs.put(rows.row(run, frame, ended, more), rows.made(run, frame));
    later.soon();
    end(run.id, ended);
  },
  change(its) {
    runs.change(its);
    end(its.id, its.ended);
  },
  resumed: (link, epoch) => (left && epoch > 0 && left.link === link && epoch <= left.far ? left : null),
});

/** What a lesson looks at: the run on the screen, and whether somebody has set weights in it.
    @type {RunsOfPage} */
export const ofPage = {
  all: runs.all,
  made: runs.madeOf,
  now: () => following.run,
  byHand: following.byHand,
};

/** @type {Part} */
export const part = {
  begin() {
    // Weights that somebody sets come as an edit with a state of its own.
    const { edit } = player;
    player.edit = (drafts, kind, frames, urgent) => {
      if (kind === "keep" && frames) following.byHand(true);
      edit(drafts, kind, frames, urgent);
    };
    const its = kept.take(LEFT);
    left = read(its);
    const row = checked(its?.row); // the store may have had no time for it
    runs.begin(store, MOST_ROWS).then(() => row && runs.put(row));
    addEventListener("pagehide", () => {
      if (player.playing) following.paused();
      const now = following.left();
      kept.put(LEFT, now && { ...now, row: runs.all().find(({ id }) => id === now.id) });
    });
  },
  accepted: (_, lane, restarted) => following.accepted(lane, restarted, !state.begun.length),
  frame: (frame) => following.frame(frame, player.playing),
  status() {
    if (player.playing) left = null;
    else following.paused();
  },
  stopped({ reason }) {
    following.stopped(reason === "goal" ? "goal" : "diverged");
  },
};
