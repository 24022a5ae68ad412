/* What is done with runs is a script of its own, assets/dist/runs.js: the table, repeating a set-up, reports and snapshots.
   It is loaded with the first run that ends, when its tab or the dialog to share is opened, or with the first button that
   needs it; and it gets from the page whatever there is only once. */

import * as theme from "../lib/colors.js";
import { $ } from "../lib/dom.js";
import * as laneColors from "../lib/lane_colors.js";
import * as messages from "../lib/messages.js";
import * as parts from "../lib/parts.js";
import * as drawing from "../network/drawing.js";
import * as classes from "../paint/classes.js";
import * as dataNames from "../paint/data_names.js";
import * as lineMap from "../paint/line_map.js";
import * as painting from "../paint/paint.js";
import * as places from "../paint/places.js";
import { player } from "../play/player.js";
import * as session from "../play/session.js";
import * as codec from "../wire/codec.js";
import { patience } from "../wire/patience.js";
import { server } from "../wire/server.js";
import * as tensors from "../wire/tensors.js";
import * as picture from "./picture.js";
import * as rows from "./rows.js";
import * as runs from "./runs.js";
import * as sections from "./sections.js";

/** By which somebody comes to it. */
const DOORS = /** @type {const} */ (["runs-repeat", "runs-report", "share-report", "share-png", "share-svg"]);

/** @type {Setup} */
let setup;
/** @type {Lane} */
let lane;
/** @type {Promise<Commands> | null} */
let loaded = null;

/** @returns {Promise<RunsScripts>} */
const script = () => import(document.body.dataset.runScripts ?? "");

/** Load it, once: what its buttons do. */
function load() {
  loaded ??= script().then((its) => {
    const found = its.begin({
      setup,
      lane: () => lane,
      classes,
      codec,
      dataNames,
      drawing,
      laneColors,
      lineMap,
      messages,
      painting,
      patience,
      picture,
      places,
      player,
      rows,
      runs,
      sections,
      server,
      session,
      tensors,
      theme,
    });
    parts.use(...found);
    return Object.assign({}, ...found.map(({ commands }) => commands));
  });
  loaded.catch(() => (loaded = null)); // it is asked for again
  return loaded;
}

/** @param {typeof DOORS[number]} id
    @returns {() => Promise<void>} */
const through = (id) => () => load().then((commands) => commands[id]?.(""), messages.unanswered);

/** Before it is needed; whoever needs it then says so if it can't be had. */
export const soon = () => void load().catch(() => {});

const docked = () => $("dock-runs-panel").checkVisibility() && soon();

/** @type {Part} */
export const part = {
  begin(given) {
    setup = given;
    $("share").addEventListener("click", soon);
    docked();
  },
  accepted: (_, given) => (lane = given),
  docked,
  commands: Object.fromEntries(DOORS.map((id) => [id, through(id)])),
};
