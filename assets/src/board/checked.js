/* Rows, answers and questions that come from elsewhere: from this browser's storage, from a file, from another student. Each is
   rebuilt from what could have been written; what could not makes nothing of the whole. It allows what
   app/board/asked.py allows. */

import { BOARD } from "../wire/contract.js";

/** @typedef {import("./types.js").Row} Row */
/** @typedef {import("./types.js").Answer} Answer */
/** @typedef {import("./types.js").Words} Words */
/** @typedef {import("./types.js").Wording} Wording */

const KEY = /^[A-Za-z0-9_.:-]{1,40}$/;
const LINK = /^[!-~]{0,200000}$/;
const MAP = /^[ -\u017f]*$/;
const MANY = 1_000_000_000;
const VOTES = 100;
const PAGES = ["playground", "race", "activations"];
const DOING = ["idle", "playing", "stuck", "done", "diverged"];
const KINDS = ["choice", "number", "text", "run", "check"];

/** Whether a value may be what a field holds.
    @typedef {(value: unknown) => boolean} Check */

/** @param {readonly string[]} names
    @returns {Check} */
const oneOf = (names) => (value) => typeof value === "string" && names.includes(value);
/** @param {RegExp} form
    @param {number} [most]
    @returns {Check} */
const like =
  (form, most = Infinity) =>
  (value) =>
    typeof value === "string" && value.length <= most && form.test(value);
/** @param {number} least
    @param {number} most
    @returns {Check} */
const whole = (least, most) => (value) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
/** @param {Check} check
    @param {number} most
    @returns {Check} */
const list = (check, most) => (value) => Array.isArray(value) && value.length <= most && value.every(check);
/** @type {Check} */
const number = (value) => value === null || (typeof value === "number" && Number.isFinite(value));
const key = like(KEY);
/** @type {Check} */
const keyOrNone = (value) => value === "" || key(value);

/** @type {Record<keyof Row, Check>} */
const ROW = {
  page: oneOf(PAGES),
  link: like(LINK),
  doing: oneOf(DOING),
  epoch: whole(0, MANY),
  train_loss: number,
  test_loss: number,
  dataset: keyOrNone,
  score: number,
  regression: (value) => typeof value === "boolean",
  parameters: whole(0, MANY),
  activations: list(key, BOARD.layers),
  units: list(whole(1, BOARD.units), BOARD.layers),
  map: like(MAP, BOARD.map),
  curve: list(
    (point) => Array.isArray(point) && point.length === 2 && whole(0, MANY)(point[0]) && number(point[1]),
    BOARD.curve,
  ),
  lesson: keyOrNone,
  step: keyOrNone,
};

/** @type {Record<keyof Wording, Check>} */
const WORDING = {
  text: like(/\S/, BOARD.text),
  options: list(like(/\S/, BOARD.text), BOARD.options),
  keys: list(key, BOARD.options),
};

/** @type {Record<keyof Answer, Check>} */
const ANSWER = {
  key,
  kind: oneOf(KINDS),
  lesson: keyOrNone,
  step: keyOrNone,
  vote: whole(1, VOTES),
  choice: list(key, BOARD.options),
  number,
  text: like(/^/, BOARD.text),
  words: (value) => value === null || wording(value) !== null,
  run: (value) => value === null || row(value) !== null,
  reached: (value) => value === null || whole(0, MANY)(value),
};

/** @type {Record<keyof Words, Check>} */
const WORDS = {
  key,
  text: like(/\S/, BOARD.text),
  options: (value) => list(like(/\S/, BOARD.text), BOARD.options)(value) && /** @type {unknown[]} */ (value).length > 1,
};

/** @param {unknown} value
    @param {Record<string, Check>} fields */
function table(value, fields) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const entries = Object.entries(value);
  return entries.every(([name, its]) => Object.hasOwn(fields, name) && fields[name](its))
    ? Object.fromEntries(entries)
    : null;
}

/** A row, if it could be one.
    @param {unknown} value
    @returns {Row | null} */
export const row = (value) => table(value, ROW);

/** An answer, if it could be one.
    @param {unknown} value
    @returns {Answer | null} */
export function answer(value) {
  const its = table(value, ANSWER);
  return its?.key && its.kind ? /** @type {Answer} */ (its) : null;
}

/** What a question of a lesson says, if it could be that.
    @param {unknown} value
    @returns {Wording | null} */
function wording(value) {
  const its = table(value, WORDING);
  const { options = [], keys = [] } = /** @type {Partial<Wording>} */ (its ?? {});
  return its?.text && options.length === keys.length ? /** @type {Wording} */ (its) : null;
}

/** The words of a question, if they could be some.
    @param {unknown} value
    @returns {Words | null} */
export function words(value) {
  const its = table(value, WORDS);
  return its?.key && its.text && its.options ? /** @type {Words} */ (its) : null;
}
