/* What every page has around it: light and dark, help and keys, what is one stop of the keyboard, the cards of words. They listen as soon as they are there. */

import "./appearance.js";
import "./front.js";
import "./help.js";
import "./leaving.js";
import "./roving.js";
import "./skips.js";
import "./words.js";
