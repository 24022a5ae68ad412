/* What the page asks of the server: ticks above all. They are callbacks of Dash like any other, but called from here:
   Dash's own caller walks through every component of the page thirty times per answer, and tells nobody when a
   request comes to nothing.

   Every answer says of which version the server is. A newer one is fine as long as it understands this page and this
   page it; if not, the page says that it has to be reloaded. */

import * as messages from "../lib/messages.js";
import { ADDRESS, CALLS, PATIENCE_MS, VERSION_HEADER } from "./contract.js";

const SOON = 5000; // ms; who needs longer for something small has no time for anybody
const BUSY = [429, 503]; // too much to do, or about to leave

/** @type {string | null} */
let address = null;
let newer = false; // the last answer was of another version than the page
let outdated = false; // and the two do not understand each other
let broken = false; // so much so that a script has failed

const path = () => JSON.parse(document.getElementById("_dash-config").textContent).requests_pathname_prefix;

/** Whether the server answers at all; a page is the answer of somebody else, who wants a log-in. */
async function isThere() {
  const response = await fetch(`${path()}healthz`, { signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => null);
  return Boolean(response?.ok && !response.headers.get("Content-Type")?.includes("html"));
}

/** Whether a request came to nothing because of what it asks for: the server is there, and has time for others.
    @param {Failure} error */
async function blames(error) {
  if (outdated || error.busy || !(await isThere())) return false;
  return error.name !== "TimeoutError" || call(CALLS.link, { text: "" }, SOON).then(Boolean, () => false);
}

/** @param {boolean} isOutdated */
function tell(isOutdated) {
  outdated = isOutdated;
  messages.outdate(outdated);
}

/** The answer in a response, once it is known that the server has understood the page.
    @param {Response} response
    @param {string} output */
async function read(response, output) {
  const version = response.headers.get(VERSION_HEADER); // there is none if a proxy answers, or the school's log-in
  newer = version !== null && version !== document.body.dataset.version;
  try {
    if (!response.ok) {
      const busy = BUSY.includes(response.status) || response.headers.has("Retry-After");
      throw Object.assign(new Error(`the server answered ${response.status}`), { busy });
    }
    const answer = (await response.json()).response[output].data;
    if (newer && answer.error !== undefined) tell(true);
    else if (outdated && !newer) tell(false); // some copies of the server are still of this page's version
    const waited = /wait;dur=([\d.]+)/.exec(response.headers.get("Server-Timing") ?? "");
    return { ...answer, waited: Number(waited?.[1] ?? 0) }; // ms, in which the server had others to serve
  } catch (error) {
    const givenUp = error instanceof DOMException;
    if (newer && response.status < 500 && !givenUp) tell(true);
    throw error;
  }
}

/** A call, but for what is asked.
    @typedef {typeof CALLS[keyof typeof CALLS]} Its */

/** Resolves to the answer; rejects if there is no server, no answer in time, or an error instead of one.
    @param {Its} its
    @param {object} request
    @param {number} [patience] in ms
    @param {AbortController} [stop] by which it is given up: the server ends what nobody wants any more
    @returns {Promise<any>} */
async function call({ inputs: [input], ...its }, request, patience = PATIENCE_MS, stop = new AbortController()) {
  if (broken) throw new Error("the page has to be reloaded");
  address ??= path() + ADDRESS;
  const timer = setTimeout(() => stop.abort(new DOMException("there is no answer", "TimeoutError")), patience);
  try {
    const response = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      signal: stop.signal,
      body: JSON.stringify({ ...its, inputs: [{ ...input, value: request }] }),
    });
    return await read(response, its.outputs.id);
  } finally {
    clearTimeout(timer);
  }
}

function failed() {
  if (!newer) return;
  broken = true;
  tell(true);
}

addEventListener("error", failed);
addEventListener("unhandledrejection", failed);
document.addEventListener("click", ({ target }) => {
  if (target.closest("button")?.id === "reload") location.reload();
});

/** Whatever can be asked, by its name: a request in, an answer out.
    @typedef {{ [Name in keyof typeof CALLS]: import("./calls.js").Calls[Name] }} Calls */
const calls = Object.entries(CALLS).map(([name, its]) => [
  name,
  (/** @type {object} */ request, /** @type {AbortController | undefined} */ stop) =>
    call(its, request, PATIENCE_MS, stop),
]);

export const server = { blames, .../** @type {Calls} */ (Object.fromEntries(calls)) };
