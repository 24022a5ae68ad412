/* The dialog to share a set-up: its link with a QR code of it, and what a lesson by that link does without. */

import { $, byId, fill, has } from "../lib/dom.js";
import * as notices from "../lib/notices.js";
import * as lock from "../play/lock.js";
import * as addresses from "../share/addresses.js";
import * as clipboard from "../share/clipboard.js";
import * as code from "../share/code.js";
import * as toClass from "../share/to_class.js";
import * as address from "./address.js";

/** @type {Setup} */
let setup;

/** @param {string} part */
const box = (part) => $(`share-${part}-hidden`);

/** @param {string} whole */
function put(whole) {
  const field = $("share-link");
  field.value = whole;
  if (field === document.activeElement) field.select();
  $("share-open").href = whole;
}

/** What is ticked to be hidden. */
export const hidden = () => setup.parts.filter((part) => box(part).checked);

/** The set-up as its link says it, with what is hidden and locked. */
export const link = () => address.text(hidden(), $("share-lock").checked);

function show() {
  const without = hidden();
  const locks = $("share-lock").checked;
  for (const [id, preset] of byId(setup.presets)) {
    const is =
      preset.lock === locks && setup.parts.every((part) => without.includes(part) === preset.hide.includes(part));
    $(id).setAttribute("aria-pressed", String(is));
  }
  const whole = addresses.forOthers(`${location.href.split("#")[0]}#${link()}`);
  put(whole);
  notices.clear($("share-copied"));
  code.of(whole, put);
}

/** @param {Setup} given */
function begin(given) {
  setup = given;
  $("share-dialog").addEventListener("change", show);
  document.querySelector(".share-presets").addEventListener("click", take);
}

/** Tick what a kind of lesson does without; each box can be changed then.
    @param {From<MouseEvent>} event */
function take({ target }) {
  if (!has(setup.presets, target.id)) return;
  const preset = setup.presets[target.id];
  for (const part of setup.parts) box(part).checked = preset.hide.includes(part);
  $("share-lock").checked = preset.lock;
  show();
}

function open() {
  for (const part of setup.parts) box(part).checked = address.hidden.includes(part);
  $("share-lock").checked = lock.locked;
  offerClass();
  show();
  $("share-dialog").showModal();
  $("share-link").select();
}

/** To who has opened a class: in a lesson its step, or the settings alone. */
function offerClass() {
  const settings = document.querySelector("button#share-class");
  const step = document.querySelector("button#share-class-step");
  if (!settings || !step) return; // there are no classes
  const inLesson = toClass.step() !== null;
  settings.hidden = !toClass.there();
  settings.textContent = inLesson ? setup.texts.sendSettings : setup.texts.sendToClass;
  step.hidden = settings.hidden || !inLesson;
}

/** @param {Parameters<typeof toClass.send>[0]} change
    @param {string} done */
async function sendToClass(change, done) {
  const { texts } = setup;
  const { sent, code: name, error } = await toClass.send(change);
  const why = fill(texts.notSentToClass, { error: error || texts.boardAway });
  notices.copied($("share-copied"), sent, sent ? fill(done, { code: name }) : why);
}

const sendSettings = () =>
  sendToClass(
    { setup: { page: "playground", link: $("share-link").value.split("#")[1] ?? "" } },
    setup.texts.sentToClass,
  );

function sendStep() {
  const place = toClass.step();
  if (place) sendToClass({ place }, setup.texts.sentStepToClass);
}

function copy() {
  const done = clipboard.copy($("share-link").value);
  notices.copied($("share-copied"), done, done ? setup.texts.linkCopied : setup.texts.copyYourself);
}

/** @type {Part} */
export const part = {
  begin,
  commands: {
    share: open,
    "share-copy": copy,
    "share-class": () => void sendSettings(),
    "share-class-step": sendStep,
  },
};
