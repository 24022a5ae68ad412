/* The dialog to share a set-up: its link with a QR code of it, and what a lesson by that link does without. */

import { $ } from "../lib/dom.js";
import * as notices from "../lib/notices.js";
import * as clipboard from "../share/clipboard.js";
import * as code from "../share/code.js";
import * as address from "./address.js";

/** @type {Setup} */
let setup;

/** @param {string} part */
const box = (part) => $(`share-${part}-hidden`);

/** @param {string} link */
function put(link) {
  const field = $("share-link");
  field.value = link;
  if (field === document.activeElement) field.select();
  $("share-open").href = link;
}

function show() {
  const without = setup.parts.filter((part) => box(part).checked);
  const link = `${location.href.split("#")[0]}#${address.text(without)}`;
  put(link);
  notices.clear($("share-copied"));
  code.of(link, put);
}

/** @param {Setup} given */
function begin(given) {
  setup = given;
  $("share-dialog").addEventListener("change", show);
}

function open() {
  const { hidden } = address;
  for (const part of setup.parts) box(part).checked = hidden.includes(part);
  show();
  $("share-dialog").showModal();
  $("share-link").select();
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
  },
};
