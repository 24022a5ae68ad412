/* What a seat sends to the board, and when: at most one request in two seconds, with the row where it has changed, and with
   answers, in order, until they are acknowledged. With the board away it asks again after waits that grow. It is pure: what
   happened goes in, what is to be done comes out; times are in ms. */

import { BOARD } from "../wire/contract.js";

/** @typedef {import("../board/types.js").Answer} Answer */
/** @typedef {import("../board/types.js").Row} Row */
/** Where a seat is with its board: the revision of the console that it knows, the row that the board has (as text), how many
    answers are tried at once, requests in a row that came to nothing, and when the next one is due.
    @typedef {{ since: number, sent: string | null, most: number, failures: number, due: number, heard: number,
      is: "asking" | "waiting" | "in" | "removed" | "ended" }} Place */
/** What is asked; `row` as text, to be known again.
    @typedef {{ at: number, since: number, row: string | null, answers: readonly Answer[] }} Request */
/** @typedef {{ status: number, told: Partial<import("../board/types.js").SyncTold> & import("../board/types.js").Wrong }} Told */
/** What came of it: answers that need not be sent any more, and what the board says if it says anything.
    @typedef {{ done: readonly string[], told: Partial<import("../board/types.js").SyncTold> | null }} Outcome */

export const EVERY_MS = 2000;
export const MOST_BYTES = 4000; // of a request
const AROUND = 200; // bytes of it that are neither row nor answers
const FIRST_S = 2; // to wait for a board that doesn't say how long
const MOST_S = 30;
const GROWTH = 1.6;

/** @type {Place} */
export const START = { since: 0, sent: null, most: BOARD.sent, failures: 0, due: 0, heard: 0, is: "asking" };

const bytes = (/** @type {string} */ text) => new TextEncoder().encode(text).length;

/** What to ask now; null: nothing yet. Before the board has said that the seat is in, only that is asked.
    @param {Place} place
    @param {{ now: number, row: string | null, waiting: readonly Answer[] }} there `row`: none if nobody sees the page
    @returns {Request | null} */
export function next(place, { now, row, waiting }) {
  if (now < place.due || place.is === "ended" || place.is === "removed") return null;
  const request = { at: now, since: place.since, row: null, answers: [] };
  if (place.is !== "in") return request;
  let room = MOST_BYTES - AROUND;
  /** @type {Answer[]} */
  const answers = [];
  for (const answer of waiting.slice(0, place.most)) {
    const size = bytes(JSON.stringify(answer)) + 1;
    if (answers.length && size > room) break;
    answers.push(answer);
    room -= size;
  }
  const fits = row !== null && row !== place.sent && (!answers.length || bytes(row) <= room);
  return { ...request, row: fits ? row : null, answers };
}

/** The body of a request.
    @param {Request} request
    @param {{ seat: number, secret: string }} right */
export const body = ({ since, row, answers }, { seat, secret }) => ({
  seat,
  secret,
  since,
  ...(row === null ? {} : { row: /** @type {Row} */ (JSON.parse(row)) }),
  ...(answers.length ? { answers } : {}),
});

/** What a request came to. `chance` from 0 to 1 keeps a class from asking all at once.
    @param {Place} place
    @param {Request} request
    @param {Told} answer
    @param {{ now: number, chance: number }} when
    @returns {[Place, Outcome]} */
export function told(place, request, { status, told: said }, { now, chance }) {
  /** @type {Outcome} */
  const nothing = { done: [], told: null };
  if (status === 403) return [{ ...place, is: "ended" }, nothing];
  if (status === 200 && said.state) {
    const is = said.state === "left" ? "in" : said.state;
    const due = place.is === is ? request.at + EVERY_MS : now; // who has just been let in sends at once
    const sent = is === "in" ? (request.row ?? place.sent) : null;
    const most = request.answers.length ? BOARD.sent : place.most;
    const since = is === "in" ? (said.told ?? place.since) : place.since;
    return [
      { ...place, is, due, sent, most, since, failures: 0, heard: now },
      { done: said.kept ?? [], told: said },
    ];
  }
  if (status === 400 && request.row !== null) return [{ ...place, sent: request.row, due: now + EVERY_MS }, nothing];
  if (status === 400 && request.answers.length) {
    const [first] = request.answers;
    if (request.answers.length === 1)
      return [
        { ...place, most: BOARD.sent, due: now + EVERY_MS },
        { ...nothing, done: [first.key] },
      ];
    return [{ ...place, most: Math.ceil(request.answers.length / 2), due: now + EVERY_MS }, nothing];
  }
  const wait = Math.min(MOST_S, (said.again ?? FIRST_S) * GROWTH ** place.failures) * (0.75 + chance / 2);
  return [{ ...place, failures: place.failures + 1, due: now + 1000 * wait }, nothing];
}

/** Whether the board is away.
    @param {Place} place */
export const isAway = ({ failures }) => failures > 0;
