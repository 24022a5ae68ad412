/* The page of activations on a projector: the chosen functions and their slopes, as large as they fit, and their numbers at the
   probe. How large each is, say the styles; the charts have to be told. */

import { $ } from "../lib/dom.js";
import * as presenting from "../share/presenting.js";
import * as charts from "./charts.js";
import * as probe from "./probe.js";

/** How many functions there are, how they are shown, and who is told that somebody began or ended.
    @typedef {{ parts: () => number, show: () => void, changed: () => void }} Page */

/** @param {ActivationsSetup} setup
    @param {Page} page */
export function begin({ texts }, { parts, show, changed }) {
  presenting.begin({
    texts,
    own: () => texts.functionsTitle,
    parts,
    keys: { arrowleft: () => probe.move(-1), arrowright: () => probe.move(1) },
    arrange() {
      charts.project(document.querySelector(".probed").clientHeight);
      show();
    },
    ended() {
      charts.project(null);
      show();
    },
    back: () => $("present"),
    changed,
  });
  // What the numbers below take from the charts is known once they are there.
  new ResizeObserver(presenting.arrange).observe(document.querySelector(".probed"));
}
