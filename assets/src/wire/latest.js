/* Asking the server while somebody moves a slider: at most one request of a kind is in flight, and the latest wins. A
   server that is away or busy is asked again, ever less often; one that is there and twice gives no answer to the same
   request is not asked that again: it may be what the server can't stand. */

import * as messages from "../lib/messages.js";
import { server } from "./server.js";

const AGAIN_MS = [3000, 6000, 12_000, 24_000]; // after so long, and from then on as long as the last of them
const TRIES = 2;
/** @type {Set<() => void>} */
const waiting = new Set(); // what is to be done once it is back

/** @type {ReturnType<typeof setTimeout> | null} */
let timer = null;
let waits = 0; // since there was an answer

/** @param {() => void} go */
function later(go) {
  waiting.add(go);
  if (timer) return;
  const wait = AGAIN_MS[Math.min(waits, AGAIN_MS.length - 1)];
  waits += 1;
  messages.connection(wait);
  timer = setTimeout(retry, wait);
}

/** Try at once what did not get through. */
export function retry() {
  if (timer) clearTimeout(timer);
  timer = null;
  const all = [...waiting];
  waiting.clear();
  all.forEach((go) => go());
}

/** A function that asks `call` and gives the answer to `show`, skipping all requests but the latest; `without` is told
    of a request that stays without an answer, after the page has said so. If `parallel`, the latest does not wait for
    the answer to an earlier one, which does not count any more.
    @template Q
    @template {object} A
    @param {(request: Q) => Promise<A>} call
    @param {(answer: A, request: Q) => void} show
    @param {(request: Q) => void} [without]
    @param {{ parallel?: boolean }} [how]
    @returns {(request: Q) => void} */
export function latest(call, show, without = () => {}, { parallel = false } = {}) {
  let busy = false;
  /** @type {Q | null} */
  let next = null;
  /** @type {Q | null} */
  let asked = null; // the request that was asked last, and how often it got no answer
  let failures = 0;

  async function go() {
    if ((busy && !parallel) || !next) return;
    const request = next;
    next = null;
    busy = true;
    if (request !== asked) [asked, failures] = [request, 0];
    const { answer, blamed } = await call(request).then(
      (its) => ({ answer: its, blamed: false }),
      async (error) => ({ answer: null, blamed: await server.blames(error) }),
    );
    if (request !== asked) return;
    if (blamed) failures += 1;
    busy = false;
    if (!answer && failures < TRIES) {
      next ??= request;
      later(go);
      return;
    }
    waits = 0;
    messages.connection(null);
    if (!answer) {
      messages.unanswered();
      without(request);
      go();
      return;
    }
    const { error } = /** @type {{ error?: string }} */ (answer);
    if (error) messages.refused(error);
    else show(answer, request);
    go();
  }

  return (request) => {
    next = request;
    go();
  };
}
