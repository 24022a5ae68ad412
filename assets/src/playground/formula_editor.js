/* The editor for a custom activation. While somebody types, the server draws the curve or says what is wrong and where;
   only what it has drawn can be used. */

import { $, say } from "../lib/dom.js";
import * as inputs from "../lib/inputs.js";
import * as numbers from "../lib/numbers.js";
import * as curveFigure from "../paint/curve_figure.js";
import { latest } from "../wire/latest.js";
import { server } from "../wire/server.js";

const MARGIN = 12; // px, from the edge of the window
const PARAMETER = /(?:^|[^a-z_])a(?![a-z_0-9])/i; // only a formula that has one may come with its value
const AROUND = 24; // letters of a long formula, beside the one that is wrong

/** What was chosen, and who wants to know.
    @typedef {{ formula: string, parameter: number | null }} Written
    @typedef {{ take: (written: Written) => void, leave: () => void }} Asker */

/** @type {Setup} */
let setup;
/** @type {Asker | null} */
let asker = null;
/** @type {Written} */
let typed = { formula: "", parameter: null };
/** @type {string} */
/** @type {number | null} */
let slid = null; // the parameter as somebody wants it
let drawn = ""; // what the server has drawn last, as a text
let wanted = false; // it is to be used as soon as it is known to be right
/** @type {(request: { curves: { key: string, formula: string, parameter: number | null }[] }) => void} */
let ask;

const key = () => JSON.stringify(typed);

function changed() {
  const formula = $("formula-field").value.trim().replace(/^=/, "");
  const parameter = PARAMETER.test(formula) ? slid : null;
  typed = { formula, parameter };
  ask({ curves: [{ key: setup.own, formula, parameter }] });
}

/** @param {string} text
    @param {number} [position] */
function wrong(text, position) {
  inputs.wrong("formula-field", "formula-error", text);
  const caret = document.querySelector(".formula-caret");
  caret.hidden = !text || position === undefined;
  if (position === undefined) return;
  const from = Math.max(0, position - AROUND);
  const line = typed.formula.slice(from, position + AROUND);
  say(caret, `${line}\n${" ".repeat(position - from)}^`);
}

/** What is wrong is said in the editor, and not by the page.
    @param {Parameters<typeof server.curves>[0]} request */
const call = (request) => server.curves(request).then(({ error, ...answer }) => ({ ...answer, wrong: error }));

/** @param {Awaited<ReturnType<typeof call>>} answer
    @param {Parameters<typeof server.curves>[0]} asked */
function show(answer, asked) {
  const [choice] = asked.curves;
  if (!asker || choice.formula !== typed.formula || (choice.parameter ?? null) !== typed.parameter) return;
  if (answer.wrong !== undefined) {
    wanted = false;
    return wrong(answer.fault ?? answer.wrong, answer.position);
  }
  wrong("");
  const [curve] = answer.curves;
  const canvas = $("formula-figure");
  curveFigure.draw(canvas, { ...curve, z: answer.z }, Math.floor(canvas.getBoundingClientRect().width));
  document.querySelector(".formula-parameter").classList.toggle("there", curve.parameter !== null);
  typed = { ...typed, parameter: curve.parameter };
  if (curve.parameter !== null) {
    $("formula-parameter").value = String(curve.parameter);
    inputs.tell("formula-parameter", numbers.exact(curve.parameter));
  }
  drawn = key();
  if (wanted) use();
}

/** Use it, once it is known to be right. */
function use() {
  wanted = drawn !== key();
  if (wanted) return changed();
  const { take } = /** @type {Asker} */ (asker);
  asker = null;
  $("formula-dialog").close();
  take(typed);
}

/** Open it at a control, with what there is.
    @param {HTMLElement} control
    @param {Written} written
    @param {Asker} given */
export function open(control, written, given) {
  [asker, typed, slid, drawn, wanted] = [given, written, written.parameter, "", false];
  const dialog = $("formula-dialog");
  $("formula-field").value = written.formula;
  wrong("");
  dialog.showModal();
  const { left, bottom } = control.getBoundingClientRect();
  const [wide, high] = [dialog.offsetWidth, dialog.offsetHeight];
  dialog.style.left = `${Math.max(MARGIN, Math.min(left, innerWidth - wide - MARGIN))}px`;
  dialog.style.top = `${Math.max(MARGIN, Math.min(bottom + 6, innerHeight - high - MARGIN))}px`;
  $("formula-field").select();
  changed();
}

/** @type {Part} */
export const part = {
  begin(given) {
    setup = given;
    ask = latest(call, show);
    const dialog = $("formula-dialog");
    const about = setup.activations[setup.own].parameter;
    if (about) Object.assign($("formula-parameter"), { min: about.min, max: about.max, step: about.step });
    dialog.addEventListener("close", () => {
      asker?.leave();
      asker = null;
    });
    dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close()); // beside it
    $("formula-field").addEventListener("input", changed);
    $("formula-field").addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      use();
    });
    $("formula-parameter").addEventListener("input", ({ target }) => {
      slid = target.valueAsNumber;
      inputs.tell("formula-parameter", numbers.exact(target.valueAsNumber));
      changed();
    });
  },
  commands: { "formula-cancel": () => $("formula-dialog").close(), "formula-use": use },
};
