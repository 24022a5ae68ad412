/* What somebody has done in lessons: kept in this browser and nowhere else, and bounded. What is read may be anything: of
   that only what could have been written is used. Where there is no storage, it lasts as long as the page. */

const KEPT = "lessons";
const VERSION = 1;
const MOST = { lessons: 60, steps: 40, text: 1000, list: 20, points: 40 };
const ANSWERS = /** @type {const} */ (["predicted", "happened", "answered", "expected"]);
const KEY = /^[a-z][a-z0-9-]{0,39}$/;

/** An answer: a text, keys, a number or the points of a curve; null: no idea.
    @typedef {string | number | string[] | [number, number][] | null} Answer */
/** What a question says.
    @typedef {{ text: string, options: string[], keys: string[] }} Wording */
/** What was done in a step: what was predicted and what happened, at which epoch its run was over, what was answered and what
    is right, whether its check has held, and what was asked, of a lesson that is in its link.
    @typedef {{ predicted?: Answer, happened?: Answer, over?: number, answered?: Answer, expected?: Answer, met?: boolean,
      skipped?: boolean, words?: { predict?: Wording, ask?: Wording } }} Done */
/** Where somebody is in a lesson, what was done, and whether the end was reached.
    @typedef {{ step: number, steps: Record<string, Done>, finished: boolean }} Progress */

/** @returns {Progress} */
export const fresh = () => ({ step: 0, steps: {}, finished: false });

/** @param {unknown} value
    @returns {value is Record<string, unknown>} */
const isTable = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
/** @param {unknown} value */
const isNumber = (value) => typeof value === "number" && Number.isFinite(value);
/** @param {unknown} value */
const isPoint = (value) => Array.isArray(value) && value.length === 2 && value.every(isNumber);
/** @param {unknown} value */
const isKey = (value) => typeof value === "string" && value.length <= 60;

/** An answer, if it could be one.
    @param {unknown} value
    @returns {Answer | undefined} */
function answer(value) {
  if (value === null) return null;
  if (typeof value === "number") return isNumber(value) ? value : undefined;
  if (typeof value === "string") return value.slice(0, MOST.text);
  if (!Array.isArray(value)) return undefined;
  if (value.length <= MOST.list && value.every(isKey)) return value;
  return value.length <= MOST.points && value.every(isPoint) ? value : undefined;
}

/** @param {unknown} value
    @returns {Wording | null} */
function wording(value) {
  if (!isTable(value)) return null;
  const { text, options, keys } = value;
  const lists = [options, keys].every((its) => Array.isArray(its) && its.length <= MOST.list);
  if (!lists || typeof text !== "string") return null;
  const its = /** @type {Wording} */ ({ text, options, keys });
  const fits = [text, ...its.options].every((each) => typeof each === "string" && each.length <= MOST.text);
  return fits && its.keys.every(isKey) ? its : null;
}

/** @param {unknown} value
    @returns {Pick<Done, "words">} */
function words(value) {
  if (!isTable(value)) return {};
  const [predict, ask] = [wording(value.predict), wording(value.ask)];
  return { words: { ...(predict && { predict }), ...(ask && { ask }) } };
}

/** @param {unknown} value
    @returns {Done | null} */
function done(value) {
  if (!isTable(value)) return null;
  /** @type {Done} */
  const answers = {};
  for (const name of ANSWERS) {
    const its = answer(value[name]);
    if (its !== undefined) answers[name] = its;
  }
  return {
    ...answers,
    ...(isNumber(value.over) ? { over: Math.max(0, Math.round(Number(value.over))) } : {}),
    ...(value.met === true ? { met: true } : {}),
    ...(value.skipped === true ? { skipped: true } : {}),
    ...words(value.words),
  };
}

/** Entries of a table with keys of lessons and steps, as far as they could be what they are to be.
    @template T
    @param {unknown} value
    @param {number} most
    @param {(value: unknown) => T | null} read
    @returns {Record<string, T>} */
function entries(value, most, read) {
  /** @type {Record<string, T>} */
  const found = {};
  if (!isTable(value)) return found;
  for (const [key, inside] of Object.entries(value).slice(-most)) {
    const its = KEY.test(key) ? read(inside) : null;
    if (its !== null) found[key] = its;
  }
  return found;
}

/** @param {unknown} value
    @returns {Progress | null} */
function progress(value) {
  if (!isTable(value)) return null;
  const step = isNumber(value.step) ? Math.max(0, Math.min(MOST.steps, Math.round(Number(value.step)))) : 0;
  return { step, steps: entries(value.steps, MOST.steps, done), finished: value.finished === true };
}

/** What a text says of all lessons, the one that was touched last at the end.
    @param {string | null} text */
export function parsed(text) {
  try {
    const kept = JSON.parse(text ?? "null");
    return isTable(kept) && kept.version === VERSION ? entries(kept.lessons, MOST.lessons, progress) : {};
  } catch {
    return {}; // not ours
  }
}

/** The same with what there is to say of one lesson now: as a text of which the eldest lessons are gone if there are too
    many.
    @param {Record<string, Progress>} all
    @param {string} key
    @param {Progress | null} its nothing: it is forgotten */
export function written(all, key, its) {
  const { [key]: _, ...others } = all;
  const next = Object.entries(its ? { ...others, [key]: its } : others).slice(-MOST.lessons);
  return JSON.stringify({ version: VERSION, lessons: Object.fromEntries(next) });
}

let memory = ""; // where there is no storage

function text() {
  try {
    return localStorage.getItem(KEPT) ?? memory;
  } catch {
    return memory;
  }
}

/** What was done in every lesson, by their keys. */
export const all = () => parsed(text());

/** @param {string} key */
export const of = (key) => all()[key] ?? fresh();

/** @param {string} key
    @param {Progress | null} its */
export function keep(key, its) {
  memory = written(all(), key, its); // another tab may have done another lesson
  try {
    localStorage.setItem(KEPT, memory);
  } catch {
    // there is no storage, or no room
  }
}
