/* The run table: every run that ended, the oldest first, and those who want to know of it. They are kept in the browser,
   and nowhere else. */

import { checked } from "./checked.js";

/** Where rows are kept; see store.js.
    @typedef {Pick<typeof import("./store.js"), "all" | "put" | "remove">} Store */

const MOST_MADE = 60;
const NOWHERE = { all: async () => [], put: async () => null, remove: async () => null };

/** @type {Store} */
let store = NOWHERE;
let most = Infinity;
/** @type {RunRow[]} */
let rows = [];
/** @type {Map<string, RunMade>} */
const made = new Map(); // of the latest rows that this page has made, the oldest first
/** @type {Repeated[]} */
const repeated = [];
/** @type {(() => void)[]} */
const listeners = [];

/** The runs that ended, the oldest first.
    @returns {readonly RunRow[]} */
export const all = () => rows;

/** What was repeated with other seeds on this page, the oldest first.
    @returns {readonly Repeated[]} */
export const repeats = () => repeated;

/** What else is known of a row that this page has made.
    @param {string} id */
export const madeOf = (id) => made.get(id);

/** Call this whenever there are other rows, or one says something else.
    @param {() => void} listener */
export const onChange = (listener) => void listeners.push(listener);

const tell = () => listeners.forEach((listener) => listener());

/** The oldest go where there are too many.
    @param {RunRow[]} next */
function become(next) {
  const sorted = next.toSorted((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1));
  const gone = sorted.slice(0, Math.max(0, sorted.length - most));
  for (const { id } of gone) store.remove(id);
  rows = sorted.slice(gone.length);
}

/** A row, new or as it is by now: what somebody wrote on it, its number, and when it was one first, stay.
    @param {Omit<RunRow, "number">} row
    @param {RunMade} [its] */
export function put(row, its) {
  if (its) {
    made.delete(row.id);
    made.set(row.id, its);
    if (made.size > MOST_MADE) made.delete([...made.keys()][0]);
  }
  const before = rows.find(({ id }) => id === row.id);
  const number = before?.number ?? 1 + Math.max(0, ...rows.map((other) => other.number));
  const next = { ...row, number, at: before?.at ?? row.at, note: before?.note ?? row.note };
  become([...rows.filter((other) => other !== before), next]);
  if (rows.includes(next)) store.put(next);
  tell();
}

/** Something of a row is something else.
    @param {RunChange} change */
export function change({ id, ...its }) {
  const before = rows.find((row) => row.id === id);
  if (!before) return;
  const next = { ...before, ...its };
  rows = rows.map((row) => (row === before ? next : row));
  store.put(next);
  tell();
}

/** Delete rows; gives them, to be put back.
    @param {string[]} ids */
export function remove(ids) {
  const gone = rows.filter(({ id }) => ids.includes(id));
  rows = rows.filter((row) => !gone.includes(row));
  for (const { id } of gone) store.remove(id);
  if (gone.length) tell();
  return gone;
}

/** Put rows back.
    @param {RunRow[]} gone */
export function restore(gone) {
  const there = new Set(rows.map(({ id }) => id));
  const back = gone.filter(({ id }) => !there.has(id));
  become([...rows, ...back]);
  for (const row of back) if (rows.includes(row)) store.put(row);
  tell();
}

/** @param {Repeated} what */
export function repeat(what) {
  repeated.push(what);
  tell();
}

/** Begin with what is kept; what is no row is deleted.
    @param {Store} kept
    @param {number} limit */
export async function begin(kept, limit) {
  [store, most] = [kept, limit];
  const there = new Set(rows.map(({ id }) => id));
  /** @type {RunRow[]} */
  const found = [];
  for (const value of await store.all()) {
    const row = checked(value);
    const id = /** @type {{ id?: IDBValidKey } | null} */ (value)?.id;
    if (row && !there.has(row.id)) found.push(row);
    else if (!row && id !== undefined) store.remove(id);
  }
  become([...rows, ...found]);
  tell();
}
