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
  const send = document.querySelector("button#share-class"); // only where there are classes
  if (send) send.hidden = !toClass.there();
  show();
  $("share-dialog").showModal();
  $("share-link").select();
}

async function sendToClass() {
  const { texts } = setup;
  const { sent, code: name, error } = await toClass.send("playground", $("share-link").value.split("#")[1] ?? "");
  const why = fill(texts.notSentToClass, { error: error || texts.boardAway });
  notices.copied($("share-copied"), sent, sent ? fill(texts.sentToClass, { code: name }) : why);
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
    "share-class": () => void sendToClass(),
  },
};
