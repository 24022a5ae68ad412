/* A tile of the wall: the picture of a network, its curve, its numbers, what was chosen, and what the student is doing. Of a
   tile only what has changed is written again, and pictures only of tiles in sight: a wall can have two hundred. */

import { paint } from "../board/map.js";
import { fill, say } from "../lib/dom.js";
import { made } from "../lib/made.js";
import * as numbers from "../lib/numbers.js";
import * as chosen from "./chosen.js";
import { points } from "./curve.js";

/** @typedef {import("./states.js").View} View */

const MAP = 72; // px
const CURVE = { width: 96, height: 22 };
const SPACE = "http://www.w3.org/2000/svg";

/** The line of a loss.
    @param {[number, number | null][]} curve
    @param {{ width: number, height: number }} size */
export function sparkline(curve, { width, height }) {
  const picture = document.createElementNS(SPACE, "svg");
  picture.setAttribute("viewBox", `0 0 ${width} ${height}`);
  picture.setAttribute("preserveAspectRatio", "none");
  picture.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(SPACE, "polyline");
  line.setAttribute("points", points(curve, width, height));
  picture.append(line);
  return picture;
}

/** A tile, and what shows a view in it.
    @param {ClassSetup} setup
    @param {(seat: number) => void} open
    @returns {{ element: HTMLLIElement, show: (view: View) => void, seen: (is: boolean) => void, repaint: () => void }} */
export function tile({ texts, states, ...setup }, open) {
  const map = made("canvas", "tile-map");
  const ratio = Math.min(2, window.devicePixelRatio || 1);
  map.width = MAP * ratio;
  map.height = MAP * ratio;
  map.ariaHidden = "true";
  const name = made("span", "tile-name");
  const sign = made("span", "sign");
  sign.ariaHidden = "true";
  const word = made("span", "tile-word");
  const state = made("span", "tile-state", sign, word);
  const count = made("span", "tile-numbers");
  const what = made("span", "tile-chosen");
  const line = made("span", "tile-curve");
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

  function draw() {
    if (!before || !inSight) return;
    const { row } = before.seat;
    if (painted?.curve !== row.curve || !painted) line.replaceChildren(sparkline(row.curve ?? [], CURVE));
    if (painted?.map !== row.map) paint(map, row);
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
