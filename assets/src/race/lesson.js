/* What a lesson has of the race. */

import * as notices from "../lib/notices.js";
import * as lock from "../play/lock.js";
import { player } from "../play/player.js";
import { watch } from "../play/player_state.js";
import * as lesson from "../share/lesson.js";
import { server } from "../wire/server.js";
import * as address from "./address.js";
import * as cards from "./cards.js";
import * as podium from "./podium.js";
import * as race from "./race.js";
import * as recorder from "./recorder.js";
import * as sweep from "./sweep.js";

export const begin = () =>
  lesson.begin({
    page: "race",
    server,
    player,
    watch,
    hold: lock.hold,
    done: notices.done,
    place: (rail) => document.querySelector(".race-body").before(rail),
    text: address.link,
    reveal: (element) => element,
    remove: () => document.getElementById("lesson").remove(),
    race: () => ({
      lanes: race.state.lanes,
      names: race.state.lanes.map((_, i) => cards.name(race.state, i)),
      finishes: podium.left().finishes,
    }),
    runs: recorder.ofPage,
    swept: sweep.seeds,
  });
