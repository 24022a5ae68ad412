/* The address of the page of activations: which functions are chosen, with their parameters, and a formula of one's own.
   Only the server knows how that is written. Anything without "=" behind the # is a place on the page. */
(() => {
  "use strict";

  const LATER_MS = 1000; // a slider that is moved writes the address once, and no curve waits for that

  let timer = null;
  let asked = 0; // how often an address was asked about, or somebody chose something: the latest counts
  let ask = null;

  /** Let `take` have what the address says, {functions, notes}, now and whenever it is another one. */
  function begin(take, refuse) {
    const call = ({ text, functions }) =>
      window.server.link({ page: "activations", ...(functions ? { functions } : { text }) }).then(({ error, ...answer }) => ({ ...answer, wrong: error }));
    const show = ({ wrong, link, ...answer }, { functions, number }) => {
      if (number !== asked) return;
      if (wrong) refuse(wrong);
      else if (functions) window.history.replaceState(null, "", `#${link}`);
      else take(answer);
    };
    ask = window.latest(call, show, undefined, { parallel: true });
    addEventListener("hashchange", look);
    look();
  }

  function look() {
    if (!location.hash.includes("=")) return;
    clearTimeout(timer);
    ask({ text: location.hash, number: (asked += 1) });
  }

  function write(functions) {
    clearTimeout(timer);
    const number = (asked += 1);
    timer = setTimeout(() => ask({ functions, number }), LATER_MS);
  }

  window.activationLink = { begin, write, wait: () => clearTimeout(timer) };
})();
