/* The card beside what is pointed at in the network: what it is, and the number of a weight or bias as it is now. Once
   selected, the number can be typed over, and counts with every key. */

import * as dom from "../lib/dom.js";
import { fill } from "../lib/dom.js";
import * as numbers from "../lib/numbers.js";
import { player } from "../play/player.js";
import * as session from "../play/session.js";
import * as tensors from "../wire/tensors.js";
import * as drawing from "./drawing.js";
import * as names from "./names.js";
import * as selection from "./selection.js";

const BESIDE = 16; // px, from the pointer
const MARGIN = 8; // px, from the edge of the window

/** @type {Setup} */
let setup;
/** @type {HTMLElement} */
let card;
/** @type {HTMLInputElement} */
let field;
/** @type {Target | null} */
let what = null; // what the card is about; null: it is hidden
let editing = false;
export let quiet = false; // while the focus only comes back to the drawing

/** @param {string} name */
const inCard = (name) => /** @type {HTMLElement} */ (card.getElementsByClassName(`card-${name}`)[0]);
/** @param {string} name
    @param {string} text */
const say = (name, text) => dom.say(inCard(name), text);
/** @param {Target} its
    @returns {its is Numeric} */
const numeric = (its) => its.kind === "weight" || its.kind === "bias";

/** What is on the screen, where there is something to be pointed at. */
const shown = () => /** @type {Frame} */ (player.frame);

/** Which piece of a unit is meant that is a maximum of several; null for all other units.
    @param {Target} its */
function pieceOf(its) {
  const frame = shown();
  if (!numeric(its) || drawing.pieces(its) === 1) return null;
  const layers = tensors.parameters(frame.state, frame.experiment);
  return Math.floor(tensors.columnOf(layers, its) / layers[its.layer].units) + 1;
}

/** @param {Target} its */
const heading = (its) => names.heading(its, pieceOf(its));

/** What else there is to say.
    @param {Target} its
    @param {boolean} keys */
function note({ kind, layer }, keys) {
  const { texts, activations } = setup;
  const { hidden, output } = player.experiment;
  const help = keys ? texts.keys : "";
  if (kind === "feature") return texts.featureNote;
  if (kind !== "unit") return help || texts.editNote;
  const values = { activation: activations[hidden[layer]?.activation ?? output].name };
  return `${layer < hidden.length ? fill(texts.unitNote, values) : fill(texts.outputNote, values)} ${help}`;
}

/** Tell of something that is pointed at, unless a number is being changed.
    @param {Target} its
    @param {Spot} spot
    @param {boolean} keys */
export function show(its, spot, keys) {
  if (editing) return;
  what = its;
  say("note", note(its, keys));
  say("error", "");
  inCard("field").hidden = true;
  card.classList.toggle("calm", !numeric(its));
  tell();
  place(spot);
}

/** Let a weight or bias be changed. Of several pieces the one that is the strongest now stays meant.
    @param {Numeric} its
    @param {Spot} spot */
export function edit(its, spot) {
  const frame = shown();
  const layers = tensors.parameters(frame.state, frame.experiment);
  what = { ...its, column: tensors.columnOf(layers, its) };
  editing = true;
  say("note", "");
  say("error", "");
  inCard("field").hidden = false;
  card.classList.remove("calm");
  field.setAttribute("aria-label", heading(what));
  write(now(what));
  tell();
  place(spot);
  field.focus({ preventScroll: true });
  field.select();
}

function close() {
  [what, editing] = [null, false];
  card.hidden = true;
}

/** Nothing is selected any more. */
export function unselect() {
  close();
  selection.select(null);
}

/** Let the keyboard go on from the drawing. */
export function back() {
  quiet = true;
  document.getElementById("network-canvas").focus({ preventScroll: true });
  quiet = false;
}

/** Near a point, inside the window, and not on the big map if there is room.
    @param {Spot} spot */
function place([x, y]) {
  card.hidden = false;
  card.classList.toggle("editing", editing);
  const [wide, high] = [card.offsetWidth, card.offsetHeight];
  const { right } = document.getElementById("network").getBoundingClientRect();
  const left = beside(x, wide, Math.min(right, window.innerWidth), window.innerWidth);
  const top = beside(y, high, window.innerHeight, window.innerHeight);
  const origin = (card.offsetParent ?? document.body).getBoundingClientRect();
  card.style.translate = `${left - origin.left}px ${top - origin.top}px`;
}

/** After a point if there is room up to `end`, else before it, but in any case between 0 and `last`.
    @param {number} from
    @param {number} size
    @param {number} end
    @param {number} last */
function beside(from, size, end, last) {
  const after = from + BESIDE + size + MARGIN <= end;
  const wished = after ? from + BESIDE : from - BESIDE - size;
  return Math.max(MARGIN, Math.min(wished, last - size - MARGIN));
}

/** The number itself, which is already another one while the server is told of a change.
    @param {Numeric} its */
function now(its) {
  const frame = shown();
  return tensors.value(tensors.parameters(frame.state, frame.experiment), its);
}

/** @param {number} value */
function write(value) {
  field.value = field.defaultValue = String(value);
}

/** Show the number of the frame on the screen. */
function tell() {
  if (!what) return;
  const value = numeric(what) ? drawing.value(what) : null;
  if (value === undefined) return close(); // a piece that the network has no more
  say("name", heading(what));
  say("value", value === null ? "" : numbers.weight(value));
  const typing = player.playing || inCard("error").textContent; // then the field is left alone
  if (editing && numeric(what) && !typing && field.valueAsNumber !== now(what)) write(now(what));
}

/** A key was typed in the field. */
function input() {
  if (!what || !numeric(what)) return;
  const value = field.valueAsNumber;
  const allowed = Math.abs(value) <= setup.maxWeight; // not, if it is no number
  say("error", allowed ? "" : setup.texts.notAllowed);
  if (!allowed || value === now(what)) return;
  field.defaultValue = field.value; // from here the arrows go on in steps
  const frame = shown();
  const { kind, layer, unit, input: from = "" } = what;
  const about = { ...names.change(heading(what)), merge: `${kind}-${layer}-${unit}-${from}` };
  session.weights(tensors.changed(frame.state, frame.experiment, what, value), about);
}

/** @param {KeyboardEvent} event */
function keydown(event) {
  const { key } = event;
  if (key === "ArrowUp" || key === "ArrowDown") {
    if (player.playing && what && numeric(what)) write(now(what)); // from where training has brought it
  } else if (key === "Enter" || key === "Escape") {
    event.preventDefault();
    if (key === "Escape") unselect();
    else close();
    back();
  }
}

/** @param {Setup} given */
function begin(given) {
  setup = given;
  card = document.getElementById("network-card");
  field = document.getElementById("network-value");
  field.addEventListener("input", input);
  field.addEventListener("keydown", keydown);
}

/** Nothing is pointed at any more. */
export const leave = () => editing || close();

/** What there is to say of something, for people who listen.
    @param {Target} its */
export function words(its) {
  const { texts, activations } = setup;
  const { hidden, output } = player.experiment;
  const value = numeric(its)
    ? numbers.weight(drawing.value(its))
    : activations[hidden[its.layer ?? 0]?.activation ?? output].name;
  return fill(texts.valueOf, { what: heading(its), value });
}

export const part = {
  begin,
  frame: tell,
  /** Something else is selected now.
      @param {Target | null} its */
  selected(its) {
    if (editing && what && names.heading(what) !== (its && names.heading(its))) close();
  },
};
