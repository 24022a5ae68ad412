/* Before a class is open: opening one, going on with one, and joining one. */

import { ask } from "../board/calls.js";
import * as opened from "../board/opened.js";
import { $, fill } from "../lib/dom.js";
import * as tabs from "./tabs.js";

/** @type {ClassSetup["texts"]} */
let texts;
/** @type {(id: string, secret: string) => void} */
let opens;

async function open() {
  const button = $("class-open");
  button.disabled = true;
  const body = { approval: $("class-approval").checked, free_text: $("class-free-text").checked };
  const { status, told } = await ask("open", body);
  button.disabled = false;
  if (status !== 200) {
    const { error } = /** @type {import("../board/types.js").Wrong} */ (told);
    return say(error && status !== 503 ? error : texts.notOpened);
  }
  const { class_id: id, secret, code, expires } = /** @type {import("../board/types.js").OpenTold} */ (told);
  opened.keep(id, { id, secret, code, expires });
  tabs.forget();
  opens(id, secret);
}

/** Go where a code leads: the page of the playground asks whether to join. */
function join() {
  const code = $("class-join")
    .value.toUpperCase()
    .replace(/[^0-9A-Z]/g, "");
  if (!code) return $("class-join").focus();
  location.href = `${$("nav-playground").href.split(/[?#]/)[0]}?class=${code}`;
}

/** @param {opened.Opened} its */
function wayTo({ id, secret, code }) {
  const link = document.createElement("a");
  link.href = `#${id}.${secret}`;
  link.textContent = code ? fill(texts.goOn, { code }) : texts.goOnClosed;
  const item = document.createElement("li");
  item.append(link);
  return item;
}

/** What is wrong, or nothing.
    @param {string} text */
export function say(text) {
  $("class-entry-said").textContent = text;
}

/** Show what is there without a class. */
export function show() {
  $("class-room").hidden = true;
  $("class-entry").hidden = false;
  const list = $("class-opened");
  list.replaceChildren(...opened.all().map(wayTo));
  list.hidden = !list.children.length;
}

/** @param {ClassSetup["texts"]} given
    @param {typeof opens} act */
export function begin(given, act) {
  texts = given;
  opens = act;
  $("class-open").addEventListener("click", open);
  $("class-join-go").addEventListener("click", join);
  $("class-join").addEventListener("keydown", ({ key }) => key === "Enter" && join());
}
