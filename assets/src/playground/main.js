/* The playground: which parts it has, and how it begins where it is there. */

import { born } from "../lib/dash.js";
import * as parts from "../lib/parts.js";
import * as callouts from "../network/callouts.js";
import * as card from "../network/card.js";
import * as mapFocus from "../network/focus.js";
import * as names from "../network/names.js";
import * as pointer from "../network/pointer.js";
import * as selection from "../network/selection.js";
import * as zoom from "../network/zoom.js";
import * as dataNames from "../paint/data_names.js";
import * as lineMap from "../paint/line_map.js";
import * as session from "../play/session.js";
import * as later from "../rows/later.js";
import * as recorder from "../rows/recorder.js";
import * as code from "../share/code.js";
import * as tensors from "../wire/tensors.js";
import * as address from "./address.js";
import * as asking from "./asking.js";
import * as chart from "./chart.js";
import * as classPanel from "./class_panel.js";
import * as coach from "./coach.js";
import * as controls from "./controls.js";
import * as dataPanel from "./data_panel.js";
import * as dock from "./dock.js";
import * as draw from "./draw.js";
import * as exercise from "./exercise.js";
import * as formulaEditor from "./formula_editor.js";
import * as ghosts from "./ghosts.js";
import * as goal from "./goal.js";
import * as inspector from "./inspector.js";
import * as layerPanel from "./layer_panel.js";
import * as lesson from "./lesson.js";
import * as live from "./live.js";
import * as networkFile from "./network_file.js";
import * as options from "./options.js";
import * as ownData from "./own_data.js";
import * as page from "./page.js";
import * as presenting from "./presenting.js";
import * as seat from "./seat.js";
import * as settings from "./settings.js";
import * as share from "./share.js";
import * as sheet from "./sheet.js";
import * as speed from "./speed.js";
import * as splits from "./splits.js";
import * as weightsTable from "./weights_table.js";

const PARTS = [
  dock, // before what it shows
  session, // first: the others show the moments that it remembers, and add to what it says
  address, // before the goal and the exercise: they are opened by what it reads
  asking,
  callouts,
  chart,
  classPanel,
  coach,
  code,
  controls,
  dataNames, // before all that writes them: the class panel does so with the next frame
  dataPanel,
  draw,
  exercise,
  formulaEditor,
  ghosts,
  goal,
  inspector,
  later,
  layerPanel,
  lineMap,
  live,
  mapFocus,
  names,
  card,
  networkFile,
  options,
  pointer,
  ownData,
  presenting,
  recorder, // after the session: it takes the curve of a run from there
  seat,
  settings,
  share,
  sheet,
  speed,
  splits, // after the session: it adds to its words
  selection, // last of those that point: they look at what was selected before
  tensors,
  weightsTable,
  zoom,
];

parts.use(...PARTS.map(({ part }) => part));
const setup = born("setup");

async function begin() {
  await page.begin(born("first-answer"), setup);
  lesson.begin();
  seat.begin();
}

/** When it has begun. */
export const begun = setup && begin();
