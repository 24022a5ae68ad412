/* The address of the page of activations: which functions are chosen, with their parameters, and a formula of one's own.
   Only the server knows how that is written. Anything without "=" behind the # is a place on the page. */

import { latest } from "../wire/latest.js";
import { server } from "../wire/server.js";

const LATER_MS = 1000; // a slider that is moved writes the address once, and no curve waits for that

/** @type {ReturnType<typeof setTimeout> | null} */
let timer = null;
let asked = 0; // how often an address was asked about, or somebody chose something: the latest counts
/** @type {(request: any) => void} */
let ask;

/** Let `take` have what the address says, {functions, notes}, now and whenever it is another one. */
export function begin(take, refuse) {
  const call = ({ text, functions }) =>
    server
      .link({ page: "activations", ...(functions ? { functions } : { text }) })
      .then(({ error, ...answer }) => ({ ...answer, wrong: error }));
  const show = ({ wrong, link, ...answer }, { functions, number }) => {
    if (number !== asked) return;
    if (wrong) refuse(wrong);
    else if (functions) window.history.replaceState(null, "", `#${link}`);
    else take(answer);
  };
  ask = latest(call, show, undefined, { parallel: true });
  addEventListener("hashchange", look);
  look();
}

function look() {
  if (!location.hash.includes("=")) return;
  clearTimeout(timer);
  asked += 1;
  ask({ text: location.hash, number: asked });
}

export function write(functions) {
  clearTimeout(timer);
  asked += 1;
  const number = asked;
  timer = setTimeout(() => ask({ functions, number }), LATER_MS);
}

export const wait = () => clearTimeout(timer);
