/* The activations: what Dash calls when the page is there. */

import { register } from "../lib/dash.js";
import { enter } from "./page.js";

register("activations", { begin: enter });
