/* What a page has before its scripts: loaded in the head, before anything is drawn, and small. */

import "./later.js";
import "./early_use.js";
import "./scheme.js";
import "./own.js";
