/* The race begins where it is there. */

import { born } from "../lib/dash.js";
import * as lesson from "./lesson.js";
import { begin } from "./page.js";
import * as recorder from "./recorder.js";
import * as seat from "./seat.js";

const setup = born("race-setup");
if (setup) {
  begin(setup);
  recorder.begin();
  lesson.begin();
  seat.begin();
}
