/* What the page holds, for tests, measurements and the curious: the one name on `window` that is ours.
   `playground.player.frame` is what is on the screen; what one can look at is read there, and no script of the page uses
   it. */

import * as dom from "./lib/dom.js";
import * as messages from "./lib/messages.js";
import * as numbers from "./lib/numbers.js";
import * as parts from "./lib/parts.js";
import * as drawing from "./network/drawing.js";
import * as selection from "./network/selection.js";
import * as dataNames from "./paint/data_names.js";
import * as painting from "./paint/paint.js";
import { pace } from "./play/pace.js";
import { player } from "./play/player.js";
import * as session from "./play/session.js";
import * as ghosts from "./playground/ghosts.js";
import * as options from "./playground/options.js";
import * as picture from "./playground/picture.js";
import * as grid from "./race/grid_sweep.js";
import * as race from "./race/race.js";
import * as sweep from "./race/sweep.js";
import * as runs from "./rows/runs.js";
import { server } from "./wire/server.js";
import * as tensors from "./wire/tensors.js";

const page = {
  get data() {
    return picture.data;
  },
  get ghosts() {
    return ghosts.all();
  },
  get options() {
    return options.shown;
  },
  repaint: picture.repaint,
};

// biome-ignore lint/plugin: the one name
window.playground = Object.freeze({
  dataNames,
  dom,
  drawing,
  grid,
  messages,
  numbers,
  pace,
  page,
  painting,
  parts,
  player,
  race,
  runs,
  selection,
  server,
  session,
  sweep,
  tensors,
});
