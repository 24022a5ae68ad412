/* All pages in one piece: whoever goes from one to another has it already. */

import "./shell/main.js";
import "./playground/main.js";
import "./race/main.js";
import "./activations/main.js";
import "./share/guesses.js";
import "./share/room.js";
import "./handle.js";
