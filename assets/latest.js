/* Asking the server while somebody moves a slider: at most one request of a kind is in flight, and the latest wins. */
(() => {
  "use strict";

  const AGAIN_MS = 3000; // a server that is away is asked again after so long
  const waiting = new Set(); // what is to be done once it is back

  let timer = null;

  function later(go) {
    waiting.add(go);
    window.readouts.connection(AGAIN_MS);
    timer ??= setTimeout(retry, AGAIN_MS);
  }

  /** Try at once what did not get through. */
  function retry() {
    clearTimeout(timer);
    timer = null;
    const all = [...waiting];
    waiting.clear();
    all.forEach((go) => go());
  }

  /** A function that asks `call` and gives the answer to `show`, skipping all requests but the latest. */
  function latest(call, show) {
    let busy = false;
    let next = null;

    async function go() {
      if (busy || !next) return;
      const request = next;
      next = null;
      busy = true;
      const answer = await call(request).catch(() => null);
      busy = false;
      if (!answer) {
        next ??= request;
        later(go);
        return;
      }
      window.readouts.connection(null);
      if (answer.error) window.readouts.refused(answer.error);
      else show(answer, request);
      go();
    }

    return (request) => {
      next = request;
      go();
    };
  }

  window.latest = Object.assign(latest, { retry });
})();
