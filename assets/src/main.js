/* All pages in one piece: whoever goes from one to another has it already. */

import "./shell/main.js";
import { begun } from "./playground/main.js";
import "./race/main.js";
import "./activations/main.js";
import "./share/guesses.js";
import * as lessons from "./share/lesson.js";
import * as room from "./share/room.js";
import "./handle.js";

// What was used before, counts now (shell/early_use.js).
Promise.allSettled([begun, room.begun, lessons.listed]).then(() => {
  document.documentElement.dataset.begun = "";
  dispatchEvent(new Event("begun"));
});
