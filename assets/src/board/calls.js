/* What pages ask of the board of a class. Nothing here is thrown: whoever asks learns how it went, as a board that is away
   is nothing unusual, and the pages go on without it. */

import { PATIENCE_MS } from "../wire/contract.js";

/** @typedef {import("./types.js").Calls} Calls */
/** @typedef {import("./types.js").Wrong} Wrong */

const FOLDER = "board/";

/** The class whose seat this page has or wants; nginx lets all of one ask the same copy of the server. */
const itsClass = () => encodeURIComponent(new URLSearchParams(location.search).get("class") ?? "").toUpperCase();
const path = () => JSON.parse(document.getElementById("_dash-config").textContent).requests_pathname_prefix;

/** Ask; gives the status and what was told: of status 200 what the call tells, of any other one why not. Status 0: there is
    no answer at all, or not from the board, or nobody waits for it any more: `stop` ends it.
    @template {keyof Calls} Name
    @param {Name} name
    @param {object} body
    @param {AbortController} [stop]
    @returns {Promise<{ status: 200, told: Calls[Name] } | { status: Exclude<number, 200>, told: Wrong }>} */
export async function ask(name, body, stop = new AbortController()) {
  const patience = setTimeout(() => stop.abort(), PATIENCE_MS);
  try {
    const response = await fetch(`${path()}${FOLDER}${name}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Class": itsClass() },
      signal: stop.signal,
      body: JSON.stringify(body),
    });
    const told = await response.json(); // a proxy or the school's log-in answers something else
    if (typeof told !== "object" || told === null) return { status: 0, told: {} };
    return { status: response.status, told };
  } catch {
    return { status: 0, told: {} };
  } finally {
    clearTimeout(patience);
  }
}
