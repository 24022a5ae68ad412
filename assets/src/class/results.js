/* The screen of results, for the projector: what the class has said and found, one figure at a time. Only those are offered
   for which there is something. */

import { $ } from "../lib/dom.js";
import * as figures from "./figures.js";
import * as view from "./results_view.js";

/** @type {ReturnType<typeof view.begin>} */
let shown;
/** @type {import("./types.js").Room} */
let room;

/** @type {import("./types.js").Screen} */
export const screen = {
  key: "results",
  begin(given) {
    room = given;
    const again = () => screen.show(room.known());
    figures.onChange(() => room.at() === screen.key && again());
    shown = view.begin($("class-screen-results"), room.setup, again);
  },
  show: (known) => shown.draw(figures.of(known, room)),
};
