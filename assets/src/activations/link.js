/* The address of the page of activations: which functions are chosen, with their parameters, and a formula of one's own.
   Only the server knows how that is written. Anything without "=" behind the # is a place on the page. */

import * as presenting from "../share/presenting.js";
import { latest } from "../wire/latest.js";
import { server } from "../wire/server.js";

const LATER_MS = 1000; // a slider that is moved writes the address once, and no curve waits for that

/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
let asked = 0; // how often an address was asked about, or somebody chose something: the latest counts
/** @type {(request: Asked) => void} */
let ask;

/** @typedef {import("../wire/types.js").CurveChoice[]} Functions */
/** What the address says.
    @typedef {Pick<import("../wire/calls.js").FunctionsLink, "functions" | "filter" | "notes" | "named" | "presenting">} Told */
/** An address to be read, or functions and the filter of the list to be written.
    @typedef {{ number: number, text?: string, functions?: Functions, filter?: Told["filter"] }} Asked */

/** Let `take` have what the address says, {functions, filter, notes}, now and whenever it is another one.
    @param {(answer: Told) => void} take
    @param {(error: string) => void} refuse */
export function begin(take, refuse) {
  /** @param {Asked} asked */
  const call = ({ text = "", functions, filter = { find: "", family: "", network: "" } }) =>
    server
      .link(functions ? { page: "activations", functions, filter } : { page: "activations", text })
      .then(({ error, ...answer }) => ({ ...answer, wrong: error }));
  /** @param {Awaited<ReturnType<typeof call>>} answer
      @param {Asked} asked */
  const show = ({ wrong, link, ...answer }, { functions, number }) => {
    if (number !== asked) return;
    if (wrong) refuse(wrong);
    else if (functions)
      window.history.replaceState(null, "", `#${[link, presenting.text()].filter(Boolean).join("&")}`);
    else take(answer);
  };
  ask = latest(call, show, undefined, { parallel: true });
  addEventListener("hashchange", look);
  look();
}

function look() {
  if (!location.hash.includes("=")) return;
  wait();
  asked += 1;
  ask({ text: location.hash, number: asked });
}

/** @param {Functions} functions
    @param {Told["filter"]} filter */
export function write(functions, filter) {
  wait();
  asked += 1;
  const number = asked;
  timer = setTimeout(() => ask({ functions, filter, number }), LATER_MS);
}

export const wait = () => clearTimeout(timer);
