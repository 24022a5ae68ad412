/* The page of activations begins where it is there. */

import { born } from "../lib/dash.js";
import * as lesson from "./lesson.js";
import { begin } from "./page.js";
import * as seat from "./seat.js";

const setup = born("activations-setup");
if (setup) {
  begin(setup);
  lesson.begin();
  seat.begin();
}
