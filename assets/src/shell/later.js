/* A page is painted as the server wrote it; only then come its scripts, those of Dash one at a time when nothing else is
   to be done. They stand in a template (app/bridge/index.py), which a browser does not run. */

const SOON = 100; // ms; while a network plays, the browser hardly ever has nothing to do
const PATIENCE = 1000; // ms; a browser that does not say when it paints

const parsed = new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve));
/** Once there is something to be seen, or nobody looks. */
const painted = new Promise((resolve) => {
  new PerformanceObserver((_, observer) => {
    observer.disconnect();
    resolve(null);
  }).observe({ type: "paint", buffered: true });
  if (document.hidden) resolve(null);
  document.addEventListener("visibilitychange", resolve);
  parsed.then(() => setTimeout(resolve, PATIENCE));
});

const idle = () =>
  new Promise((resolve) => (window.requestIdleCallback ?? setTimeout)(resolve, /** @type {any} */ ({ timeout: SOON })));

/** Let a script run; one that stands in the page is over at once.
    @param {HTMLScriptElement} written
    @returns {Promise<unknown>} */
function run(written) {
  const script = document.importNode(written, true);
  script.async = false;
  const done = script.src && new Promise((resolve) => (script.onload = script.onerror = resolve));
  document.body.append(script);
  return Promise.resolve(done);
}

/** The browser is to have it when its turn comes. It is not told of it by a link: where it is busy that turn comes seconds
    later, and then it complains that what it was to load was not used.
    @param {HTMLScriptElement} written */
function fetchEarly({ src }) {
  if (!src) return;
  fetch(src, { priority: "low" })
    .then((its) => its.arrayBuffer())
    .catch(() => {}); // it is asked for again
}

Promise.all([parsed, painted]).then(async () => {
  const [own, ...others] = /** @type {HTMLTemplateElement} */ (
    document.getElementById("later")
  ).content.querySelectorAll("script");
  others.forEach(fetchEarly);
  await run(own);
  for (const script of others) {
    await idle();
    await run(script);
  }
});
