/* Pointing at the network drawing: with the mouse, a finger or the keyboard. What is pointed at is marked and told in
   the card, a unit's picture fills the big map, and a click, a tap or Enter selects it. */

import { fill, say } from "../lib/dom.js";
import { player } from "../play/player.js";
import * as card from "./card.js";
import * as drawing from "./drawing.js";
import * as mapFocus from "./focus.js";
import * as selection from "./selection.js";

const MOUSE_REACH = 5; // px
const FINGER_REACH = 11;
const ELSEWHERE = "dialog, input:not([type=range], [type=checkbox]), select, textarea, #network-canvas, .draw-surface"; // where Escape means something else

/** @type {Setup} */
let setup;
/** @type {HTMLElement} */
let root;
/** @type {HTMLCanvasElement} */
let canvas;
/** @type {Unit | Numeric | null} */
let cursor = null; // where the keyboard is
let finger = false; // whether the last touch was one

/** @param {Target | null | undefined} one
    @param {Target | null | undefined} other */
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
/** @param {Experiment} its */
const units = ({ hidden, classes }) => [...hidden.map((layer) => layer.units), classes];

/** Point at something, from a point of the window; null: at nothing.
    @param {Target | null} target
    @param {Spot} [spot]
    @param {boolean} [keys] */
function point(target, spot = [0, 0], keys = false) {
  if (same(target, selection.at)) return;
  selection.pointAt(target);
  root.classList.toggle("pointing", Boolean(target));
  if (target) root.classList.add("pointed");
  if (target) card.show(target, spot, keys);
  else card.leave();
  mapFocus.changed();
}

/** Select something, and a unit that is selected no more; a weight or bias can be changed then.
    @param {Unit | Numeric} target
    @param {Spot} spot */
function choose(target, spot) {
  cursor = target;
  if (target.kind === "unit" && same(target, selection.selected)) return unselect();
  selection.select(target);
  if (target.kind !== "unit") card.edit(target, spot);
}

const unselect = () => card.unselect();

/** The map shows the output again; whoever pressed the button for it, which is gone, goes on in the drawing. */
function release() {
  const pressed = document.activeElement?.id === "show-output";
  const { at } = selection;
  if (at && same(at, selection.selected)) point(null);
  unselect();
  if (pressed) card.back();
}

// Mouse and finger

/** @param {Element} button
    @returns {Feature} */
const featureOf = (button) => ({
  kind: "feature",
  layer: null,
  unit: setup.features.findIndex(({ id }) => id === button.id),
});

/** Where the card of something is to be: a unit's or feature's beside its picture, others at the pointer.
    @param {Target | null | undefined} target
    @param {From<MouseEvent>} event
    @returns {Spot} */
function cornerOf(target, { target: element, clientX, clientY }) {
  if (target?.kind === "feature") return topRight((element.closest(".feature") ?? element).getBoundingClientRect());
  return target?.kind === "unit" ? drawing.spot(target, true) : [clientX, clientY];
}

/** @param {DOMRect} box
    @returns {Spot} */
const topRight = ({ right, top }) => [right - 8, top - 16];

/** What lies below a pointer; undefined: a control of another kind.
    @param {From<MouseEvent>} event
    @returns {Target | null | undefined} */
function below({ target, clientX, clientY }) {
  const feature = target.closest(".feature");
  if (feature) return featureOf(feature);
  if (target.closest("button, input, label, a")) return undefined;
  const { left, top } = root.getBoundingClientRect();
  return drawing.hit(clientX - left, clientY - top, finger ? FINGER_REACH : MOUSE_REACH);
}

/** @param {From<PointerEvent>} event */
function move(event) {
  finger = event.pointerType === "touch";
  if (finger) return;
  const target = below(event) ?? null;
  if (!same(target, selection.at)) point(target, cornerOf(target, event));
}

/** @param {From<MouseEvent>} event */
function press(event) {
  const target = below(event);
  const spot = cornerOf(target, event);
  if (finger) point(target ?? null, spot);
  if (target === undefined || target?.kind === "feature") return;
  if (target) choose(target, spot);
  else unselect();
}

// Keyboard

/** From a unit to another one, in the same layer or another.
    @param {Unit | Numeric} from
    @param {number} across
    @param {number} down
    @returns {Unit} */
function step({ layer, unit }, across, down) {
  const counts = units(player.experiment);
  const reached = Math.max(0, Math.min(counts.length - 1, layer + across));
  return { kind: "unit", layer: reached, unit: Math.max(0, Math.min(counts[reached] - 1, unit + down)) };
}

/** @param {Unit | Numeric} from
    @returns {Weight | null} */
function nextWeight({ kind, layer, unit, input }) {
  const { experiment } = player;
  const inputs = layer ? experiment.hidden[layer - 1].units : experiment.features.length;
  return inputs ? { kind: "weight", layer, unit, input: kind === "weight" ? (input + 1) % inputs : 0 } : null;
}

/** @type {Record<string, (from: Unit | Numeric) => Unit | Numeric | null>} */
const MOVES = {
  ArrowLeft: (from) => step(from, -1, 0),
  ArrowRight: (from) => step(from, 1, 0),
  ArrowUp: (from) => step(from, 0, -1),
  ArrowDown: (from) => step(from, 0, 1),
  w: nextWeight,
  b: ({ layer, unit }) => ({ kind: "bias", layer, unit }),
};

/** @param {KeyboardEvent} event */
function keydown(event) {
  const { frame, experiment } = player;
  if (event.ctrlKey || event.metaKey || event.altKey || frame?.experiment !== experiment) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const from = present();
  if (key === "Escape") unselect();
  else if (key === "Enter" || key === " ") {
    choose(from, drawing.spot(from, true));
    if (same(from, selection.selected) && !mapFocus.keeps)
      speak(fill(setup.texts.isSelected, { what: card.words(from) }));
  } else if (MOVES[key]) go(MOVES[key](from) ?? from);
  else return;
  event.preventDefault();
}

/** Where the keyboard is; at first where something is selected, or at the first unit. */
function present() {
  const start = cursor ?? selection.selected;
  const fits = start && start.kind !== "feature" && selection.has(player.experiment, start);
  cursor = fits ? start : { kind: "unit", layer: 0, unit: 0 };
  return cursor;
}

/** @param {Unit | Numeric} target */
function go(target) {
  cursor = target;
  point(target, drawing.spot(target, true), true);
  speak(card.words(target));
}

/** Tell people who listen where the keyboard is.
    @param {string} text */
const speak = (text) => say(document.getElementById("network-spoken"), text);

/** @param {From<FocusEvent>} event */
function focus({ target }) {
  const current = player.frame?.experiment === player.experiment; // else another one is about to come
  if (target === canvas && current && !card.quiet && canvas.matches(":focus-visible")) go(present());
  if (target.matches(".feature:focus-visible")) {
    point(featureOf(target), topRight(target.getBoundingClientRect()));
  }
}

/** @param {Setup} given */
function begin(given) {
  setup = given;
  root = document.getElementById("network");
  canvas = document.getElementById("network-canvas");
  root.addEventListener("pointermove", move);
  root.addEventListener("pointerleave", ({ pointerType }) => pointerType !== "touch" && point(null));
  root.addEventListener("click", press);
  root.addEventListener("focusin", focus);
  root.addEventListener("focusout", () => point(null));
  canvas.addEventListener("keydown", keydown);
  document.addEventListener("pointerdown", ({ target, pointerType }) => {
    finger = pointerType === "touch";
    if (finger && !root.contains(target)) point(null);
  });
  document.querySelector(".map").addEventListener("click", unselect);
  document.addEventListener("keydown", ({ key, target }) => {
    if (key === "Escape" && !target.closest?.(ELSEWHERE)) release();
  });
}

export const part = {
  begin,
  commands: { "show-output": release },
  /** @param {Experiment} experiment */
  accepted(experiment) {
    const { at } = selection;
    if (at && at.kind !== "feature" && !selection.has(experiment, at)) point(null);
  },
};
