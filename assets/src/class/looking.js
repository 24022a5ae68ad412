/* How often the board is asked what has changed. While it answers, every one to two seconds; while it does not, ever less
   often, and never all pages at once; in a tab that nobody sees, after a while not at all. */

const EVERY_MS = 1200;
const MOST_MS = 10_000;
const UNSEEN_MS = 60_000;

/** How long to wait after so many failures in a row.
    @param {number} failures
    @param {() => number} [random] */
export function wait(failures, random = Math.random) {
  if (!failures) return EVERY_MS;
  return Math.min(MOST_MS, EVERY_MS * 2 ** failures) * (0.6 + 0.4 * random());
}

/** Whether a tab that is hidden since then is still asked for.
    @param {number | null} since
    @param {number} now */
export const asks = (since, now) => since === null || now - since < UNSEEN_MS;

/** Look again and again; gives what looks at once, and what stops it until then, also a look that is on its way.
    @param {(stop: AbortController) => Promise<boolean | null>} look whether there was an answer; null: it is not asked again
    @returns {{ now: () => Promise<void>, stop: () => void }} */
export function begin(look) {
  let failures = 0;
  /** @type {number | null} */
  let hidden = document.hidden ? performance.now() : null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {Promise<void> | null} */
  let running = null;
  let asking = new AbortController();
  let over = false;
  let stopped = false;

  async function ask() {
    asking = new AbortController();
    const answered = await look(asking);
    running = null;
    if (answered === null) over = true;
    failures = answered ? 0 : failures + 1;
    if (!over && !stopped) timer = setTimeout(next, wait(failures));
  }

  const next = () => void (asks(hidden, performance.now()) && now());

  /** @returns {Promise<void>} */
  function now() {
    if (over) return Promise.resolve();
    stopped = false;
    if (running) return running.then(now); // what it tells may be of before
    clearTimeout(timer);
    running = ask();
    return running;
  }

  function stop() {
    stopped = true;
    clearTimeout(timer);
    asking.abort();
  }

  document.addEventListener("visibilitychange", () => {
    hidden = document.hidden ? performance.now() : null;
    if (!document.hidden && !running && !stopped) now();
  });
  now();
  return { now, stop };
}
