/* A page on a projector: its title, and of the page what is to be seen from the last row, as large as it fits; by keys. Here
   is what all pages share. What each shows, and how large, it says by its hooks. On a phone it stays the usual page. */

import { $ } from "../lib/dom.js";
import * as keys from "../lib/keys.js";
import * as notices from "../lib/notices.js";
import * as code from "./code.js";

const WIDE = matchMedia("(min-width: 701px)");
const SMALLEST = 8; // px, of the title
const AWAKE_MS = 2500; // after the mouse has moved
const NO_TEXT = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/gu; // what a title of one line does not have

/** What a page says: its texts, the title that it has by itself, how many parts can be shown alone, what else keys do, how
    it lays out what is shown, what it does at the end, and where the keyboard is then.
    @typedef {object} Hooks
    @property {{ presentKeys: string }} texts
    @property {() => string} own
    @property {() => number} parts
    @property {Record<string, () => void>} keys
    @property {() => void} arrange
    @property {() => void} [alone] another part is shown alone, or all are again
    @property {() => void} ended
    @property {() => HTMLElement} back
    @property {() => void} changed somebody began or ended */

/** @type {Hooks} */
let hooks;
let wanted = false; // by the link, or by somebody
let on = false;
let title = ""; // that somebody has given it
/** @type {number | null} */
let one = null; // the part that is shown alone
/** @type {ReturnType<typeof setTimeout> | undefined} */
let asleep;

const { body } = document;

/** What a link says of it. */
export const text = () =>
  [...(wanted ? ["present=1"] : []), ...(title ? [`title=${encodeURIComponent(title)}`] : [])].join("&");

/** The part that is shown alone, if one is. */
export const alone = () => one;
export const charted = () => !body.classList.contains("no-chart");

/** The title, as large as it fits into its place. */
function entitle() {
  const box = $("presented-title");
  box.textContent = title || hooks.own();
  const fits = () => box.scrollHeight <= box.clientHeight && box.scrollWidth <= box.clientWidth;
  for (let size = Math.round(box.clientHeight / 2); size >= SMALLEST; size -= 1) {
    box.style.fontSize = `${size}px`;
    if (fits()) break;
  }
}

/** Lay out what is shown, if it is presented. */
export function arrange() {
  if (!on) return;
  if (one !== null && one >= hooks.parts()) set(null);
  entitle();
  hooks.arrange();
}

/** @param {number | null} part */
function set(part) {
  one = part;
  if (part === null) delete body.dataset.alone;
  else body.dataset.alone = String(part + 1);
  hooks.alone?.();
}

/** Begin or end, as it is wanted and the screen is wide enough. */
function turn() {
  const next = wanted && WIDE.matches;
  if (next !== on) {
    on = next;
    body.classList.toggle("presenting", on);
    body.classList.remove("blank", "no-chart", "awake");
    set(null);
    if (on) {
      scrollTo(0, 0);
      /** @type {HTMLElement | null} */ (document.activeElement)?.blur(); // Space plays, whatever was pressed last
      notices.done(hooks.texts.presentKeys);
    } else hooks.ended();
  }
  arrange();
}

/** As a link says it.
    @param {boolean} present
    @param {string} its title */
export function show(present, its) {
  [wanted, title] = [present, its];
  $("present-title").value = title;
  turn();
}

/** Somebody begins or ends.
    @param {boolean} next
    @param {string} [its] title */
function present(next, its = title) {
  show(next, its);
  if (!next) hooks.back().focus();
  hooks.changed();
}

/** One part alone, or all of them again.
    @param {number} part */
function select(part) {
  if (part >= hooks.parts()) return;
  set(one === part ? null : part);
  arrange();
}

/** The next part alone; after the last one all of them. */
function next() {
  const following = one === null ? 0 : one + 1;
  set(following < hooks.parts() ? following : null);
  arrange();
}

/** The link of what is presented: who opens it does not stand before a class. */
function plain() {
  const [page, said = ""] = location.href.split("#");
  return `${page}#${said
    .split("&")
    .filter((pair) => !/^(present|title)=/.test(pair))
    .join("&")}`;
}

/** @type {Record<string, () => void>} */
const KEYS = {
  b: () => body.classList.toggle("blank"),
  c() {
    body.classList.toggle("no-chart");
    arrange();
  },
  n: next,
  q: () => code.open(plain()),
  escape: () => present(false),
};

/** What was clicked or chosen by a mouse does not keep the keys.
    @param {{ target: HTMLElement }} event */
function release({ target }) {
  if (on && target.matches?.("button, select, canvas") && !target.matches(":focus-visible")) target.blur();
}

/** Whether a key is that of what the keyboard has come to: a field, a slider, a button, the drawing of the network.
    @param {HTMLElement} target
    @param {string} key */
const isItsOwn = (target, key) =>
  target.matches?.("select, input, [role=application]:focus-visible") ||
  (key === " " && target.matches?.("button:focus-visible"));

/** @param {From<KeyboardEvent>} event */
function press(event) {
  if (!on || event.ctrlKey || event.metaKey || event.altKey) return;
  const key = event.key.toLowerCase();
  if (document.querySelector("dialog:modal")) {
    if (key === "q" && $("code-dialog").open) $("code-dialog").close();
    return;
  }
  if (key !== "escape" && (keys.off() || isItsOwn(event.target, key))) return;
  release(event);
  const known = { ...KEYS, ...hooks.keys };
  if (/^[1-9]$/.test(key)) select(Number(key) - 1);
  else if (Object.hasOwn(known, key)) known[key]();
  else return;
  event.preventDefault();
  event.stopPropagation(); // else they mean something else
}

/** Whoever moves the mouse sees the way back.
    @param {{ pointerType: string }} event */
function wake({ pointerType }) {
  if (!on || pointerType !== "mouse") return;
  body.classList.add("awake");
  clearTimeout(asleep);
  asleep = setTimeout(() => body.classList.remove("awake"), AWAKE_MS);
}

/** @param {Hooks} its */
export function begin(its) {
  hooks = its;
  document.addEventListener("keydown", press, true);
  document.addEventListener("change", release);
  document.addEventListener("pointermove", wake);
  addEventListener("resize", arrange);
  WIDE.addEventListener("change", turn);
  $("present-end").addEventListener("click", () => present(false));
  $("present-form").addEventListener("submit", (event) => {
    event.preventDefault();
    $("present-form").closest("dialog")?.close();
    present(true, $("present-title").value.replace(NO_TEXT, " ").trim());
  });
}
