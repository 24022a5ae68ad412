/* The data column's patterns that are folded away, and under the map what is to be said of the points. */

import { $, fill, say } from "../lib/dom.js";
import * as numbers from "../lib/numbers.js";
import { AXIS_LIMIT } from "../wire/contract.js";
import * as picture from "./picture.js";

/** @type {TextsOf<"playground">} */
let texts;

/** Show all patterns of the problem, or only the first and the chosen one. */
function fold() {
  const open = document.querySelector(".thumbnails").classList.toggle("all");
  $("more-datasets").setAttribute("aria-expanded", String(open));
}

/** Say how many of all points are not drawn.
    @param {Drawn} data */
function outside({ points }) {
  const all = points.length / 3;
  let n = 0;
  for (let i = 0; i < points.length; i += 3)
    n += Number(Math.max(Math.abs(points[i]), Math.abs(points[i + 1])) > AXIS_LIMIT);
  $("outside").hidden = n === 0;
  say($("outside"), fill(n === 1 ? texts.outsideOne : texts.outside, { n, all }));
}

/** Say that no network can get all points right, if that is so: how many, rounded down.
    @param {[number, number]} most */
function contradictions([train, test]) {
  /** @param {number} share */
  const percent = (share) => `${numbers.exact(Math.floor(1000 * share + 1e-9) / 10)}%`;
  const element = $("contradictions");
  element.hidden = train === 1 && test === 1;
  say(element, fill(texts.contradictions, { train: percent(train), test: percent(test) }));
}

/** @type {Part} */
export const part = {
  begin: (setup) => ({ texts } = setup),
  accepted(experiment) {
    $("more-datasets").hidden = !document.querySelector(`.thumbnail.folded[data-problem="${experiment.problem}"]`);
    outside(picture.data);
    contradictions(picture.data.most);
  },
  commands: { "more-datasets": fold },
};
