/* The label of the points that are drawn: one of two, a class, several labels together, or a value. */

import * as theme from "../lib/colors.js";
import { $, say } from "../lib/dom.js";
import * as numbers from "../lib/numbers.js";
import * as classes from "../paint/classes.js";
import * as dataNames from "../paint/data_names.js";
import * as painting from "../paint/paint.js";
import { player } from "../play/player.js";

/** @type {TextsOf<"playground">} */
let texts;
let label = 1;
let kind = ""; // for which problem and classes the labels were built

/** @param {number} value */
const short = (value) => numbers.fixed(value, 1);

/** Buttons for the labels that points can have, or the slider of a value.
    @param {Experiment} experiment */
export function show(experiment) {
  const several = classes.kind(experiment);
  const regression = experiment.problem === "regression";
  const key = JSON.stringify([experiment.problem, several, dataNames.key()]);
  document.querySelector(".draw-level").hidden = !regression;
  if (key === kind) return paint();
  kind = key;
  const values = several ? Array.from({ length: several.count }, (_, i) => i) : regression ? [] : [-1, 1];
  label = several ? (several.oneHot ? 0 : 1) : 1;
  $("draw-labels").hidden = regression;
  $("draw-labels").replaceChildren(...values.map((value) => labelButton(value, several)));
  pressed(several);
  if (regression) setLevel(label);
  paint();
}

/** @param {number} value
    @param {Several | null} several */
function labelButton(value, several) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "plain-button" });
  const canvas = document.createElement("canvas");
  const name = Object.assign(document.createElement("span"), { className: "class-name" });
  dataNames.put(name, several ? classes.name(value) : dataNames.classOf(Number(value > 0), true));
  button.append(canvas, name);
  button.dataset.value = String(value);
  button.addEventListener("click", () => {
    label = several && !several.oneHot ? label ^ (1 << value) : value;
    pressed(several);
  });
  return button;
}

/** @param {number} value
    @param {Several | null} several */
const holds = (value, several) => (several ? classes.holding(label, several).includes(value) : label === value);

/** @param {Several | null} several */
function pressed(several) {
  for (const button of $("draw-labels").querySelectorAll("button")) {
    button.setAttribute("aria-pressed", String(holds(Number(button.dataset.value), several)));
  }
}

/** The mark of each label, as it is on the map. */
export function paint() {
  const several = classes.kind(player.experiment);
  const { css, surface } = theme.current();
  for (const button of $("draw-labels").querySelectorAll("button")) {
    const value = Number(button.dataset.value);
    const context = painting.fit(button.querySelector("canvas"), 14, 14);
    context.beginPath();
    if (several) classes.shape(context, several.oneHot ? value : 1 << value, 7, 7, 5);
    else if (value > 0) painting.diamond(context, 7, 7, 6);
    else context.arc(7, 7, 5, 0, 2 * Math.PI);
    context.fillStyle = several ? classes.css(value) : css(value);
    context.fill();
    context.strokeStyle = surface;
    context.stroke();
  }
}

/** @param {number} value */
function setLevel(value) {
  label = value;
  $("draw-value").value = String(value);
  say(document.querySelector(".draw-shown"), short(value));
}

/** The label in words. */
export function called() {
  const several = classes.kind(player.experiment);
  if (player.experiment.problem === "classification") return dataNames.classOf(Number(label > 0), true);
  if (!several) return label === Math.round(label) ? (label < 0 ? "−1" : `+${label}`) : short(label);
  return classes.holding(label, several).map(classes.name).join(" + ") || texts.none;
}

/** @param {TextsOf<"playground">} given */
export function begin(given) {
  texts = given;
  $("draw-value").addEventListener("input", ({ target }) => setLevel(Number(target.value)));
}

export { label as value };
