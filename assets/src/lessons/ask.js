/* "Ask something": a teacher asks about the set-up on the screen, sees what students will see, and gets a link that asks it,
   alone or among the questions of earlier links, and the same as the folder of a lesson. */

import { $, fill } from "../lib/dom.js";
import * as files from "../lib/files.js";
import { zipped } from "../lib/zip.js";
import * as form from "./ask_form.js";
import { holds } from "./checks.js";
import { made, plain, pressed } from "./elements.js";
import { still } from "./still.js";

/** @typedef {import("../wire/calls.js").AskAnswer} Answer */

const SOON_MS = 250;
const RUNS = 50; // as many as a check can ask for

/** @type {AskHost} */
let host;
/** @type {Answer | null} */
let last = null;
/** @type {string[]} */
let earlier = []; // lessons of links
/** @type {number[]} */
let order = []; // of all questions, this one having the last place
let asked = 0;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
let begun = false;

/** Ask the server what becomes of the form; nothing, and why, if it can't be.
    @param {number} [solved]
    @returns {Promise<Answer | null>} */
async function ask(solved = 0) {
  const request = { ...form.read(host.link()), earlier, order, solved };
  try {
    const { error, ...answer } = await host.server.ask(request);
    form.wrong(error ?? "");
    return error === undefined ? answer : null;
  } catch {
    form.wrong($("ask-error").dataset.unanswered ?? "");
    return null;
  }
}

async function update() {
  clearTimeout(timer);
  asked += 1;
  const number = asked;
  const answer = await ask();
  if (number !== asked) return; // there is a newer one
  last = answer;
  if (!order.length && answer) order = answer.lesson.steps.map((_, i) => i);
  show();
}

function soon() {
  form.settle();
  clearTimeout(timer);
  timer = setTimeout(update, SOON_MS);
}

/** Where the question of this form is among all. */
const place = () => Math.max(0, order.indexOf(Math.max(...order)));

function show() {
  for (const id of /** @type {const} */ (["ask-copy", "ask-download"])) $(id).disabled = !last;
  if (!last) return;
  const { lesson, texts, packed } = last;
  const { regression } = host.screen();
  $("ask-preview").replaceChildren(...still(lesson.steps[place()], texts, regression));
  const link = `${location.origin}${location.pathname}?lesson=${packed}`;
  $("ask-link").value = link;
  $("ask-open").href = link;
  list();
}

/** The questions in their order, to be moved and removed, where there are several. */
function list() {
  const { lesson, texts } = /** @type {Answer} */ (last);
  const { steps } = lesson;
  const items = steps.map(({ predict, ask: after }, i) => {
    const what = plain(predict?.text ?? after?.text ?? []).trim();
    /** @param {number} to */
    const move = (to) => () => {
      const [one] = order.splice(i, 1);
      order.splice(to, 0, one);
      update();
    };
    const remove = () => {
      order.splice(i, 1);
      update();
    };
    const own = order[i] === Math.max(...order);
    const buttons = [
      { sign: "↑", name: texts.up, act: move(i - 1), off: i === 0 },
      { sign: "↓", name: texts.down, act: move(i + 1), off: i === steps.length - 1 },
      { sign: "×", name: texts.askRemove, act: remove, off: own },
    ].map(({ sign, name, act, off }) => {
      const button = pressed(sign, "plain-button", act);
      button.ariaLabel = fill(name, { what });
      button.disabled = off;
      return button;
    });
    const item = made("li", "", made("span", "", what), ...buttons);
    item.classList.toggle("ask-own", own);
    return item;
  });
  $("ask-order").replaceChildren(...(items.length > 1 ? items : []));
}

/** The questions of an earlier link come before this one. */
async function add() {
  const typed = $("ask-earlier").value.trim();
  const packed = URL.parse(typed, location.href)?.searchParams.get("lesson") ?? "";
  if (!packed) return form.wrong(last?.texts.askNoLink ?? "");
  const told = await host.server.lesson({ key: packed }).catch(() => null);
  if (!told || told.error !== undefined) return form.wrong(told?.error ?? $("ask-error").dataset.unanswered ?? "");
  const own = Math.max(...order);
  const more = told.lesson.steps.map((_, i) => own + i);
  earlier = [...earlier, packed];
  order = order.flatMap((each) => (each === own ? [...more, own + more.length] : each));
  $("ask-earlier").value = "";
  update();
}

/** After how many epochs the checks of the question hold on the screen; 0: they do not. */
function solved() {
  const check = last?.lesson.steps[place()].check;
  const { frame } = host.player;
  if (!check || !frame?.epoch) return 0;
  const run = {
    experiment: frame.experiment,
    epochs: frame.epoch,
    trainLoss: frame.train_loss,
    testLoss: frame.test_loss,
    trainScore: frame.train_score,
    score: frame.test_score,
    parameters: host.parameters(),
    ended: host.screen().diverged ? "diverged" : "",
  };
  const marks = { finished: [], sweeps: [] };
  return holds(check, { now: run, runs: Array(RUNS).fill(run), start: null, marks }) ? frame.epoch : 0;
}

/** The same as the folder of a lesson, which proves that its check can be met. */
async function download() {
  if (!last) return;
  const epochs = solved();
  if (last.lesson.steps[place()].check && !epochs) return form.wrong(last.texts.askNotMet);
  const answer = await ask(epochs);
  if (!answer) return;
  const { folder, files: texts } = answer;
  const inside = Object.entries(texts).map(([name, content]) => ({ name: `${folder}/${name}`, content }));
  files.save(zipped(inside, new Date()), `${folder}.zip`, "application/zip");
}

function listen() {
  const element = document.querySelector(".ask-form");
  element.addEventListener("input", soon);
  element.addEventListener("change", ({ target }) => {
    form.usual(target.id);
    if (target.id === "ask-kind") form.suggest(host.screen().regression);
    soon();
  });
  element.addEventListener("submit", (event) => event.preventDefault());
  $("ask-add").addEventListener("click", add);
  $("ask-copy").addEventListener("click", () => host.copy($("ask-link").value));
  $("ask-download").addEventListener("click", download);
}

/** Open the form.
    @param {AskHost} given */
export function open(given) {
  host = given;
  if (!begun) listen();
  begun = true;
  $("ask-preview").inert = true; // it is looked at only
  form.begin(host.screen());
  const n = host.hidden();
  $("ask-hidden").textContent = n ? fill($("ask-hidden").dataset.text ?? "", { n }) : "";
  $("ask-dialog").showModal();
  $("ask-question").focus();
  $("ask-question").select();
  update();
}
