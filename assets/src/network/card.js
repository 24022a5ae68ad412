/* The card beside what is pointed at in the network: what it is, and the number of a weight or bias as it is now. Once
   selected, the number can be typed over, and counts with every key. */

import * as dom from "../lib/dom.js";
import { fill } from "../lib/dom.js";
import * as numbers from "../lib/numbers.js";
import * as lock from "../play/lock.js";
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
let subject = null; // the target that the card is about; null: it is hidden
let editing = false;
export let quiet = false; // while the focus only comes back to the drawing

/** @param {string} name */
const inCard = (name) => /** @type {HTMLElement} */ (card.getElementsByClassName(`card-${name}`)[0]);
/** @param {string} name
    @param {string} text */
const say = (name, text) => dom.say(inCard(name), text);
/** @param {Target} target
    @returns {target is Numeric} */
const numeric = (target) => target.kind === "weight" || target.kind === "bias";

/** What is on the screen, where there is something to be pointed at. */
const shown = () => /** @type {Frame} */ (player.frame);

/** Which piece of a unit is meant that is a maximum of several; null for all other units.
    @param {Target} target */
function pieceOf(target) {
  const frame = shown();
  if (!numeric(target) || drawing.pieces(target) === 1) return null;
  const layers = tensors.parameters(frame.state, frame.experiment);
  return Math.floor(tensors.columnOf(layers, target) / layers[target.layer].units) + 1;
}

/** @param {Target} target */
const heading = (target) => names.heading(target, pieceOf(target));

/** What else there is to say.
    @param {Target} target
    @param {boolean} keys */
function note({ kind, layer }, keys) {
  const { texts, activations } = setup;
  const { hidden, output } = player.experiment;
  const help = keys ? texts.keys : "";
  if (kind === "feature") return texts.featureNote;
  if (kind !== "unit") return help || (lock.locked ? texts.lockedNote : texts.editNote);
  const values = { activation: activations[hidden[layer]?.activation ?? output].name };
  return `${layer < hidden.length ? fill(texts.unitNote, values) : fill(texts.outputNote, values)} ${help}`;
}

/** Tell of something that is pointed at, unless a number is being changed.
    @param {Target} target
    @param {Spot} spot
    @param {boolean} keys */
export function show(target, spot, keys) {
  if (editing) return;
  subject = target;
  say("note", note(target, keys));
  say("error", "");
  inCard("field").hidden = true;
  card.classList.toggle("calm", !numeric(target));
  tell();
  place(spot);
}

/** Let a weight or bias be changed. Of several pieces the one that is the strongest now stays meant.
    @param {Numeric} target
    @param {Spot} spot */
export function edit(target, spot) {
  if (lock.locked) return show(target, spot, false);
  const frame = shown();
  const layers = tensors.parameters(frame.state, frame.experiment);
  subject = { ...target, column: tensors.columnOf(layers, target) };
  editing = true;
  say("note", "");
  say("error", "");
  inCard("field").hidden = false;
  card.classList.remove("calm");
  field.setAttribute("aria-label", heading(subject));
  write(numberOf(subject));
  tell();
  place(spot);
  field.focus({ preventScroll: true });
  field.select();
}

function close() {
  [subject, editing] = [null, false];
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
    @param {Numeric} target */
function numberOf(target) {
  const frame = shown();
  return tensors.value(tensors.parameters(frame.state, frame.experiment), target);
}

/** @param {number} value */
function write(value) {
  field.value = field.defaultValue = String(value);
}

/** Show the number of the frame on the screen. */
function tell() {
  if (!subject) return;
  const value = numeric(subject) ? drawing.value(subject) : null;
  if (value === undefined) return close(); // a piece that the network has no more
  say("name", heading(subject));
  say("value", value === null ? "" : numbers.weight(value));
  const typing = player.playing || inCard("error").textContent; // then the field is left alone
  if (editing && numeric(subject) && !typing && field.valueAsNumber !== numberOf(subject)) write(numberOf(subject));
}

/** A key was typed in the field. */
function input() {
  if (!subject || !numeric(subject)) return;
  const value = field.valueAsNumber;
  const allowed = Math.abs(value) <= setup.maxWeight; // not, if it is no number
  say("error", allowed ? "" : setup.texts.notAllowed);
  if (!allowed || value === numberOf(subject)) return;
  field.defaultValue = field.value; // from here the arrows go on in steps
  const frame = shown();
  const { kind, layer, unit, input: from = "" } = subject;
  const about = { ...names.change(heading(subject)), merge: `${kind}-${layer}-${unit}-${from}` };
  session.weights(tensors.changed(frame.state, frame.experiment, subject, value), about);
}

/** @param {KeyboardEvent} event */
function keydown(event) {
  const { key } = event;
  if (key === "ArrowUp" || key === "ArrowDown") {
    if (player.playing && subject && numeric(subject)) write(numberOf(subject)); // from where training has brought it
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
    @param {Target} target */
export function words(target) {
  const { texts, activations } = setup;
  const { hidden, output } = player.experiment;
  const value = numeric(target)
    ? numbers.weight(drawing.value(target))
    : activations[hidden[target.layer ?? 0]?.activation ?? output].name;
  return fill(texts.valueOf, { what: heading(target), value });
}

export const part = {
  begin,
  frame: tell,
  /** Something else is selected now.
      @param {Target | null} target */
  selected(target) {
    if (editing && subject && names.heading(subject) !== (target && names.heading(target))) close();
  },
};
