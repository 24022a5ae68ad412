/* What a seat in a class has of the race: of its lanes, the one that is ahead. */

import * as lock from "../play/lock.js";
import { player } from "../play/player.js";
import * as seat from "../share/seat.js";
import * as address from "./address.js";
import * as podium from "./podium.js";
import * as race from "./race.js";

/** @returns {SeatFacts | null} */
function facts() {
  const frames = player.frames?.filter(Boolean) ?? [];
  if (!frames.length) return null;
  const { metric } = race.state;
  const order = frames.toSorted((one, other) => one.test_loss - other.test_loss || other.test_score - one.test_score);
  const frame =
    metric === "test_loss" ? order[0] : frames.reduce((best, its) => (its[metric] > best[metric] ? its : best));
  const { finishes, stops } = podium.left();
  const ended = frames.every((_, i) => finishes[i] || stops[i]);
  return {
    link: address.link(),
    playing: player.playing,
    done: ended && finishes.some(Boolean),
    diverged: ended && !finishes.some(Boolean),
    frame: { ...frame, outputs: undefined },
  };
}

export const begin = () =>
  seat.begin({
    page: "race",
    facts,
    hold(is) {
      if (is && player.playing) player.pause();
      lock.hold(is, "class");
    },
    freeze: lock.freeze,
  });
