/* A tile of the wall: the picture of a network, its curve, its numbers, what was chosen, and what the student is doing. Of a
   tile only what has changed is written again, and pictures only of tiles in sight: a wall can have two hundred. */

import { address } from "../board/map.js";
import { fill, say } from "../lib/dom.js";
import { made } from "../lib/made.js";
import * as numbers from "../lib/numbers.js";
import * as chosen from "./chosen.js";
import { points } from "./curve.js";

/** @typedef {import("./states.js").View} View */

const MAP = 72; // px
const CURVE = { width: 96, height: 22 };
const SPACE = "http://www.w3.org/2000/svg";

/** The line of a loss, and what draws another one: the picture stays, as it costs a browser more than its line. */
function sparkline() {
  const { width, height } = CURVE;
  const picture = document.createElementNS(SPACE, "svg");
  picture.setAttribute("viewBox", `0 0 ${width} ${height}`);
  picture.setAttribute("preserveAspectRatio", "none");
  picture.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(SPACE, "polyline");
  picture.append(line);
  return {
    picture,
    /** @param {[number, number | null][]} curve */
    draw: (curve) => line.setAttribute("points", points(curve, width, height)),
  };
}

/** A tile, and what shows a view in it.
    @param {ClassSetup} setup
    @param {(seat: number) => void} open
    @returns {{ element: HTMLLIElement, show: (view: View) => void, seen: (is: boolean) => void, repaint: () => void }} */
export function tile({ texts, states, ...setup }, open) {
  const map = made("img", "tile-map");
  map.alt = "";
  const name = made("span", "tile-name");
  const sign = made("span", "sign");
  sign.ariaHidden = "true";
  const word = made("span", "tile-word");
  const state = made("span", "tile-state", sign, word);
  const count = made("span", "tile-numbers");
  const what = made("span", "tile-chosen");
  const { picture, draw: drawCurve } = sparkline();
  const line = made("span", "tile-curve", picture);
  const loss = made("span", "tile-loss");
  const text = made("span", "tile-text", name, state, count, loss, what, line);
  const button = made("button", "tile-button", map, text);
  button.type = "button";
  const element = made("li", "tile", button);
  /** @type {View | null} */
  let before = null;
  let inSight = false;
  /** @type {import("../board/types.js").Row | null} */
  let painted = null;
  button.addEventListener("click", () => before && open(before.seat.seat));

  /** @param {import("../board/types.js").Row} row */
  function showMap(row) {
    const its = address(row, MAP * Math.min(2, window.devicePixelRatio || 1));
    if (its) map.src = its;
    else map.removeAttribute("src");
  }

  function draw() {
    if (!before || !inSight) return;
    const { row } = before.seat;
    if (painted?.curve !== row.curve || !painted) drawCurve(row.curve ?? []);
    if (painted?.map !== row.map) showMap(row);
    painted = row;
  }

  /** @param {View} view */
  function show(view) {
    const { seat, state, place } = view;
    const old = before;
    before = view;
    if (old?.seat === seat && old.state === state) return;
    const { row } = seat;
    say(name, seat.name);
    if (old?.state !== state) {
      element.dataset.state = state;
      sign.className = `sign sign-${state}`;
    }
    say(word, [states[state], place && fill(texts.tileStep, place)].filter(Boolean).join(" · "));
    const its = row.test_loss ?? row.train_loss;
    say(
      count,
      [row.epoch === undefined ? "" : fill(texts.tileNumbers, { epoch: row.epoch }), chosen.score(row)]
        .filter(Boolean)
        .join(" · "),
    );
    say(loss, its === null || its === undefined ? "" : fill(texts.tileLoss, { loss: numbers.loss(its) }));
    say(what, row.link === undefined && !row.units ? "" : chosen.inShort(row, { ...setup, texts, states }));
    draw();
  }

  /** @param {boolean} is */
  function seen(is) {
    inSight = is;
    draw();
  }

  /** In other colors. */
  function repaint() {
    painted = null;
    draw();
  }

  return { element, show, seen, repaint };
}
