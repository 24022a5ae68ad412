/* What the page asks of the server: ticks above all. They are callbacks of Dash like any other, but called from here:
   Dash's own caller walks through every component of the page thirty times per answer, and tells nobody when a
   request comes to nothing.

   Every answer says of which version the server is. A newer one is fine as long as it understands this page and this
   page it; if not, the page says that it has to be loaded anew. */

import * as messages from "../lib/messages.js";

const PATIENCE = 20_000; // ms; an answer that takes longer is not coming
const VERSION = "X-Playground-Version";
/** @param {string} id */
const target = (id) => ({ id, property: "data" });

/** @type {string | null} */
let address = null;
let newer = false; // the last answer was of another version than the page
let outdated = false; // and the two do not understand each other
let broken = false; // so much so that a script has failed

const path = () => JSON.parse(document.getElementById("_dash-config").textContent).requests_pathname_prefix;

/** Whether the server answers at all. */
async function isThere() {
  const response = await fetch(`${path()}healthz`, { signal: AbortSignal.timeout(PATIENCE) }).catch(() => null);
  return Boolean(response?.ok);
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
  const version = response.headers.get(VERSION); // there is none if a proxy answers, or the school's log-in
  newer = version !== null && version !== document.body.dataset.version;
  try {
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    const answer = (await response.json()).response[output].data;
    if (newer && answer.error !== undefined) tell(true);
    else if (outdated && !newer) tell(false); // some copies of the server are still of this page's version
    const waited = /wait;dur=([\d.]+)/.exec(response.headers.get("Server-Timing") ?? "");
    return { ...answer, waited: Number(waited?.[1] ?? 0) }; // ms, in which the server had others to serve
  } catch (error) {
    if (newer && response.status < 500) tell(true);
    throw error;
  }
}

/** Resolves to the answer; rejects if there is no server, no answer in time, or an error instead of one.
    @param {string} output
    @param {string} input
    @param {object} request */
async function call(output, input, request) {
  if (broken) throw new Error("the page has to be loaded anew");
  address ??= `${path()}_dash-update-component`;
  const response = await fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    signal: AbortSignal.timeout(PATIENCE),
    body: JSON.stringify({
      output: `${output}.data`,
      outputs: target(output),
      inputs: [{ ...target(input), value: request }],
      changedPropIds: [`${input}.data`],
      parsedChangedPropsIds: [`${input}.data`],
    }),
  });
  return read(response, output);
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

export const server = {
  isThere,
  /** @param {object} request */
  tick: (request) => call("tick-answer", "tick-request", request),
  /** @param {object} request */
  file: (request) => call("file-answer", "file-request", request),
  /** @param {object} request */
  sweep: (request) => call("sweep-answer", "sweep-request", request),
  /** @param {object} request */
  statistics: (request) => call("statistics-answer", "statistics-request", request),
  /** @param {object} request */
  link: (request) => call("link-answer", "link-request", request),
  /** @param {object} request */
  code: (request) => call("code-answer", "code-request", request),
  /** @param {object} request */
  ownData: (request) => call("own-data-answer", "own-data-request", request),
  /** @param {object} request */
  curves: (request) => call("curves-answer", "curves-request", request),
  /** @param {object} request */
  softmax: (request) => call("softmax-answer", "softmax-request", request),
  /** @param {object} request */
  signal: (request) => call("signal-answer", "signal-request", request),
};
