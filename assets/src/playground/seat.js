/* What a seat in a class has of the playground. */

import * as classes from "../paint/classes.js";
import * as lock from "../play/lock.js";
import { player } from "../play/player.js";
import * as session from "../play/session.js";
import * as recorder from "../rows/recorder.js";
import * as runs from "../rows/runs.js";
import * as seat from "../share/seat.js";
import * as address from "./address.js";
import * as coach from "./coach.js";
import * as exercise from "./exercise.js";
import * as goal from "./goal.js";

/** @type {Stop | null} */
let ended = null; // why it trains no more, from which epoch on

/** @returns {SeatFacts | null} */
function facts() {
  const { frame } = player;
  const lane = session.moments[session.at]?.lane;
  if (!frame || !lane) return null;
  const stopped = ended?.epoch === frame.epoch ? ended : null;
  return {
    link: address.link ?? "",
    playing: player.playing,
    stuck: coach.rule() === "stuck",
    done: stopped?.reason === "goal" || exercise.reached(frame),
    diverged: stopped?.reason === "diverged",
    frame,
    lane,
    several: classes.kind(lane.experiment),
    numbers: session.numbers,
  };
}

/** @type {Part} */
export const part = {
  accepted: () => (ended = null),
  stopped: (why) => (ended = why),
};

export function begin() {
  recorder.stopsBy(goal.text);
  seat.begin({
    page: "playground",
    facts,
    hold(is) {
      if (is && player.playing) player.pause();
      lock.hold(is, "class");
    },
    freeze: lock.freeze,
    undo: session.undo,
    onRun: recorder.onEnd,
    runs: runs.all,
  });
}
