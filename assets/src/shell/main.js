/* What every page has around it: light and dark, help and keys, the cards of words. They listen as soon as they are there. */

import "./appearance.js";
import "./front.js";
import "./help.js";
import "./leaving.js";
import "./words.js";
