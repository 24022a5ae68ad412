/* Asking the server while somebody moves a slider: at most one request of a kind is in flight, and the latest wins. A
   server that is away or busy is asked again, ever less often; one that is there and twice gives no answer to the same
   request is not asked that again: it may be what the server can't stand. */
(() => {
  "use strict";

  const AGAIN_MS = [3000, 6000, 12_000, 24_000]; // after so long, and from then on as long as the last of them
  const TRIES = 2;
  const waiting = new Set(); // what is to be done once it is back

  let timer = null;
  let waits = 0; // since there was an answer

  function later(go) {
    waiting.add(go);
    if (timer) return;
    const wait = AGAIN_MS[Math.min(waits, AGAIN_MS.length - 1)];
    waits += 1;
    window.readouts.connection(wait);
    timer = setTimeout(retry, wait);
  }

  /** Try at once what did not get through. */
  function retry() {
    clearTimeout(timer);
    timer = null;
    const all = [...waiting];
    waiting.clear();
    all.forEach((go) => go());
  }

  /** A function that asks `call` and gives the answer to `show`, skipping all requests but the latest; `without` is told
      of a request that stays without an answer, after the page has said so. If `parallel`, the latest does not wait for
      the answer to an earlier one, which does not count any more. */
  function latest(call, show, without = () => {}, { parallel = false } = {}) {
    let busy = false;
    let next = null;
    let asked = null; // the request that was asked last, and how often it got no answer
    let failures = 0;

    async function go() {
      if ((busy && !parallel) || !next) return;
      const request = next;
      next = null;
      busy = true;
      if (request !== asked) [asked, failures] = [request, 0];
      let error = null;
      const answer = await call(request).catch((why) => void (error = why));
      const blamed = error !== null && (await window.server.blames(error));
      if (request !== asked) return;
      if (blamed) failures += 1;
      busy = false;
      if (!answer && failures < TRIES) {
        next ??= request;
        later(go);
        return;
      }
      waits = 0;
      window.readouts.connection(null);
      if (!answer) {
        window.readouts.unanswered();
        without(request);
        go();
        return;
      }
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
