/* The race begins where it is there. */

import { born } from "../lib/dash.js";
import * as lesson from "./lesson.js";
import { begin } from "./page.js";
import * as recorder from "./recorder.js";

const setup = born("race-setup");
if (setup) {
  begin(setup);
  recorder.begin();
  lesson.begin();
}
