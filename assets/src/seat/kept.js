/* What this browser keeps of a seat: who one is in which class, and what was answered, with the words of what the class was
   asked. An answer has an entry of its own in the storage, so that two tabs never write the same one: it waits under one name until the board has acknowledged it, and
   stays under another one for the file that can be handed in. All of it is validated when it is read, bounded, and gone once
   the class has ended. Where there is no storage, or no room, it lasts as long as the page. */

import * as checked from "../board/checked.js";
import { BOARD } from "../wire/contract.js";

/** @typedef {import("../board/types.js").Answer} Answer */
/** A seat; `applied` is the revision of what the teacher sent last that was opened.
    @typedef {{ seat: number, secret: string, name: string, expires: number, applied: number }} Seat */
/** @typedef {Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">} Store */

const SEAT = "class-seat ";
const WAITING = "class-answer ";
const SENT = "class-sent ";
const ASKED = "class-asked ";
const SECRET = /^[A-Za-z0-9_-]{8,64}$/;
const NAME = 60; // characters
const SECOND = 1000;

/** @param {unknown} value
    @returns {Seat | null} */
function seatOf(value) {
  const its = /** @type {Partial<Seat> | null} */ (typeof value === "object" ? value : null);
  if (!Number.isInteger(its?.seat) || !SECRET.test(String(its?.secret))) return null;
  if (typeof its?.name !== "string" || its.name.length > NAME) return null;
  if (![its.expires, its.applied].every(Number.isFinite)) return null;
  const { seat, secret, name, expires, applied } = /** @type {Seat} */ (its);
  return { seat, secret, name, expires, applied };
}

/** @param {string | null} text
    @returns {unknown} */
function parsed(text) {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null; // not ours
  }
}

/** The storage of this browser with what it has no room for; `place` is where it keeps things.
    @param {() => Store} place */
function storage(place) {
  /** @type {Map<string, string>} */
  const memory = new Map();
  /** @template T
      @param {(store: Store) => T} act
      @param {T} otherwise */
  const attempt = (act, otherwise) => {
    try {
      return act(place());
    } catch {
      return otherwise;
    }
  };
  return {
    /** @param {string} name */
    get: (name) => memory.get(name) ?? attempt((store) => store.getItem(name), null),
    /** @param {string} name
        @param {string} text */
    put(name, text) {
      const isKept = attempt((store) => {
        store.setItem(name, text);
        return true;
      }, false);
      if (isKept) memory.delete(name);
      else memory.set(name, text);
    },
    /** @param {string} name */
    drop(name) {
      memory.delete(name);
      attempt((store) => store.removeItem(name), undefined);
    },
    /** The names that begin like this, in order.
        @param {string} begin */
    names(begin) {
      const found = attempt((store) => Array.from({ length: store.length }, (_, i) => store.key(i) ?? ""), []);
      return [...new Set([...memory.keys(), ...found])].filter((name) => name.startsWith(begin)).sort();
    },
  };
}

/** What is kept of the class with this code.
    @param {string} code
    @param {() => Store} [place]
    @param {() => number} [now] */
export function keeping(code, place = () => localStorage, now = Date.now) {
  const store = storage(place);
  const mine = SEAT + code;
  const [waiting, sent, asked] = [`${WAITING + code} `, `${SENT + code} `, `${ASKED + code} `];
  let count = 0;

  /** @param {string} begin
      @returns {Answer[]} */
  function answers(begin) {
    const found = store.names(begin).map((name) => ({ name, its: checked.answer(parsed(store.get(name))) }));
    for (const { name, its } of found) if (!its || begin + its.key !== name) store.drop(name);
    return found.flatMap(({ name, its }) => (its && begin + its.key === name ? [its] : []));
  }

  /** @param {string} of */
  const forget = (of) => {
    for (const begin of [WAITING, SENT, ASKED].map((name) => `${name + of} `)) store.names(begin).forEach(store.drop);
    store.drop(SEAT + of);
  };

  // What is of classes that have ended is not needed by anybody.
  for (const name of store.names(SEAT)) {
    const its = seatOf(parsed(store.get(name)));
    if (!its || its.expires * SECOND < now()) forget(name.slice(SEAT.length));
  }

  return {
    seat: () => seatOf(parsed(store.get(mine))),
    /** @param {Seat} seat */
    keep: (seat) => store.put(mine, JSON.stringify(seat)),
    forget: () => forget(code),
    /** Keep an answer until it is acknowledged; gives it with its key, of which the order is that of time.
        @param {Omit<Answer, "key">} answer
        @returns {Answer} */
    add(answer) {
      const time = now().toString(36).padStart(9, "0");
      count = (count + 1) % 1296;
      const chance = Math.random().toString(36).slice(2, 8).padEnd(6, "0");
      const whole = { key: `${time}-${count.toString(36).padStart(2, "0")}-${chance}`, ...answer };
      const names = store.names(waiting);
      names.slice(0, Math.max(0, names.length + 1 - BOARD.answers)).forEach(store.drop);
      store.put(waiting + whole.key, JSON.stringify(whole));
      return whole;
    },
    /** What has yet to be acknowledged, the oldest first. */
    waiting: () => answers(waiting),
    /** These need not be sent any more.
        @param {readonly string[]} keys */
    acknowledge(keys) {
      for (const key of keys) {
        const text = store.get(waiting + key);
        if (text !== null) store.put(sent + key, text); // first, so that it is never nowhere
        store.drop(waiting + key);
      }
      const names = store.names(sent);
      names.slice(0, Math.max(0, names.length - BOARD.answers)).forEach(store.drop);
    },
    /** Keep what a question says, to be read with its answers.
        @param {import("../board/types.js").Words} question */
    ask({ key, text, options }) {
      store.put(asked + key, JSON.stringify({ key, text, options }));
      const names = store.names(asked);
      names
        .filter((name) => name !== asked + key)
        .slice(0, Math.max(0, names.length - BOARD.questions))
        .forEach(store.drop);
    },
    /** What was asked, as far as it was answered here. */
    questions: () =>
      store.names(asked).flatMap((name) => {
        const its = checked.words(parsed(store.get(name)));
        return its && asked + its.key === name ? [its] : [];
      }),
    /** Everything that was answered, the oldest first.
        @returns {Answer[]} */
    all() {
      const found = new Map([...answers(sent), ...answers(waiting)].map((its) => [its.key, its]));
      return [...found.values()].sort((one, other) => (one.key < other.key ? -1 : 1)).slice(-BOARD.answers);
    },
  };
}
