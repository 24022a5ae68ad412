/* Every lane of a race that ended becomes a row of the run table, as a run on the playground does. */

import { player } from "../play/player.js";
import { state, watch } from "../play/player_state.js";
import * as picture from "../rows/picture.js";
import * as rows from "../rows/rows.js";
import * as runs from "../rows/runs.js";
import * as store from "../rows/store.js";
import { MOST_ROWS } from "../wire/contract.js";
import * as curves from "./curves.js";

/** @type {ReturnType<typeof rows.follow>[]} */
let lanes = [];
/** @type {Set<string>} */
const first = new Set(); // what the first lane has run, which stands for the race where races are counted

/** Follow what trains in a lane.
    @param {number} place */
const follow = (place) =>
  rows.follow({
    id: () => `${Date.now()}-${Math.random().toString(36).slice(2, 10)}`,
    make(run, frame, ended) {
      if (!place) first.add(run.id);
      const { pixels } = player.visible([]);
      const more = {
        at: Date.now() + place, // in the order of the lanes
        picture: frame.outputs ? picture.small(frame, run.lane, pixels ? { pixels } : {}) : "",
        curve: rows.curveOf(curves.ofLane(place), run.from, frame.epoch),
      };
      runs.put(rows.row(run, frame, ended, more), rows.made(run, frame));
    },
    change: runs.change,
    resumed: () => null,
  });

const pause = () => lanes.forEach((lane) => lane.paused());

/** What a lesson looks at.
    @type {RunsOfPage} */
export const ofPage = {
  all: () => runs.all().filter(({ id }) => first.has(id)),
  made: runs.madeOf,
  now: () => lanes[0]?.run ?? null,
  byHand() {},
};

export function begin() {
  runs.begin(store, MOST_ROWS);
  watch({
    accepted(all, restarted) {
      for (const gone of lanes.slice(all.length)) gone.paused();
      lanes = all.map((_, i) => lanes[i] ?? follow(i));
      all.forEach((lane, i) => lanes[i].accepted(lane, restarted, !state.begun.length));
    },
    frame(frames) {
      frames.forEach((frame, i) => frame && lanes[i]?.frame(frame, player.playing));
    },
    status() {
      if (!player.playing) pause();
    },
    stopped({ lane, reason }) {
      lanes[lane]?.stopped(reason === "goal" ? "goal" : "diverged");
    },
  });
  addEventListener("pagehide", () => player.playing && pause());
}
