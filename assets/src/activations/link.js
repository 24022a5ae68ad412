/* The address of the page of activations: which functions are chosen, with their parameters, and a formula of one's own.

     #chosen=["tanh","leaky-relu:0.2","=z*sin(a*z):0.5"]

   percent-encoded. Anything else behind the # is a place on the page. */

const LATER_MS = 300; // a slider that is moved writes the address once

/** @type {ReturnType<typeof setTimeout> | null} */
let timer = null;

export function write(items) {
  clearTimeout(timer);
  const text = `#chosen=${encodeURIComponent(JSON.stringify(items))}`;
  timer = setTimeout(() => window.history.replaceState(null, "", text), LATER_MS);
}

/** What the address says: {name, parameter} of each function, where a name may be a formula after "="; else null. */
export function read() {
  try {
    const items = JSON.parse(decodeURIComponent(location.hash.replace(/^#chosen=/, "")));
    if (!items.every((item) => typeof item === "string")) return null;
    return items.map((item) => {
      const [, name, parameter] = /^(.*?)(?::(-?[\d.]+))?$/.exec(item);
      return { name, parameter: parameter === undefined ? null : Number(parameter) };
    });
  } catch {
    return null; // no list of texts
  }
}
