/* Dash in the browser: what it draws of a page, and what we ask of it. Nothing else here knows of it. */

import "./generators.js";

const entry = /** @type {HTMLElement} */ (document.getElementById("react-entry-point"));

/** What the page was born with.
    @param {"activations-setup" | "class-setup" | "first-answer" | "islands" | "race-setup" | "setup"} id */
export const born = (id) => JSON.parse(document.querySelector(`script#${id}`)?.textContent ?? "null");

/** What Dash will draw, each in its place, as soon as the place is seen.
    @type {Record<string, { props: object }>} */
const awaited = born("islands") ?? {};

/** A chart is to be there, though it has no curve yet. */
export const needCharts = () => want();

/** Whether a trace shows more than where a run begins.
    @param {{ x?: unknown[] }} trace */
const isCurve = ({ x = [] }) => x.length > 1;

/** Change properties of a component; one that is not drawn yet will be drawn with them.
    @param {Id} id
    @param {{ figure?: { data: object[], layout: object }, [property: string]: unknown }} properties
    @param {{ waits?: boolean }} [how] a chart whose curves can wait for somebody to come near */
export function setProps(id, properties, { waits = false } = {}) {
  if (!waits && properties.figure?.data.some(isCurve)) want();
  if (Object.hasOwn(awaited, id)) Object.assign(awaited[id].props, properties);
  else window.dash_clientside.set_props(id, properties);
}

/** Note at a place that its chart is there: until then styles keep its height. (That :has could say so, but the browser would
    ask it again, from here up to the whole page, with everything that Plotly draws.)
    @param {HTMLElement} place */
function noteChart(place) {
  new MutationObserver((_, observer) => {
    if (!place.querySelector(".js-plotly-plot")) return;
    place.dataset.drawn = "";
    observer.disconnect();
  }).observe(place, { subtree: true, childList: true, attributeFilter: ["class"] });
}

/** @param {HTMLElement} place */
function draw({ dataset: { island = "" } }) {
  const component = awaited[island];
  if (!component) return;
  delete awaited[island];
  window.dash_clientside.set_props(`island-${island}`, { children: component });
}

/** @type {HTMLElement[]} */
const places = []; // of Dash

const seen = new ResizeObserver((entries) => {
  for (const { target, contentRect } of entries) {
    if (!contentRect.width) continue; // hidden
    seen.unobserve(target);
    const place = /** @type {HTMLElement} */ (target);
    if (place.dataset.height) noteChart(place);
    draw(place);
  }
});

// MathJax takes longer than all else of the page of activations. Until somebody does anything there, its formulas are texts,
// which the server wrote into their places.
let somebody = false;

// Dash has places, too: they take the place of those in the page.
new MutationObserver(() => {
  for (const island of /** @type {NodeListOf<HTMLElement>} */ (entry.querySelectorAll("[data-island]"))) {
    document.querySelector(`[data-island="${island.dataset.island}"]`).replaceWith(island); // that of the page is first
    places.push(island);
    if (somebody || island.dataset.height) seen.observe(island);
  }
}).observe(entry, { childList: true, subtree: true });

// Plotly is by far the largest script, and a chart without a curve shows nothing that is worth a third of a second of
// everybody's start: it is loaded when a chart has one, or when somebody comes near Play or a chart. (The page of activations,
// which is full of charts, shows pictures of its first ones until somebody does anything on it.)
const NEAR = ".player, .activations, [data-height]";
const SIGNS = ["pointerover", "focusin", "keydown", "wheel", "scroll"];
/** @type {(value?: unknown) => void} */
let want = () => {};

/** @param {Event} event */
function come({ target }) {
  const [place, page] = [/** @type {Element} */ (target), document.querySelector(".main > .activations")];
  if (place.closest?.(NEAR) || (page && !place.closest?.(".header"))) want();
}

const SOON = 1000; // ms

/** Somebody is there. */
function anything() {
  for (const sign of SIGNS) removeEventListener(sign, anything);
  const draw = () => {
    somebody = true;
    for (const island of places) seen.observe(island);
  };
  const waits = /** @type {any} */ ({ timeout: SOON }); // a page that plays may never be idle
  loaded.then(() => (window.requestIdleCallback ?? setTimeout)(draw, waits));
}

/** Load Plotly after all else, in a task of its own: Dash would compile it and draw the first chart in one.
    @param {(value?: unknown) => void} resolve
    @param {(error: unknown) => void} reject */
function load(resolve, reject) {
  const script = document.createElement("script");
  script.src = entry.dataset.plotly ?? "";
  script.onload = () => setTimeout(resolve);
  script.onerror = reject;
  document.head.append(script);
}

const loaded = new Promise((resolve) => {
  if (document.readyState === "complete") resolve(null);
  else addEventListener("load", resolve, { once: true });
});

for (const sign of SIGNS) addEventListener(sign, anything, { passive: true });

if (document.querySelector("[data-height]")) {
  const needed = new Promise((resolve) => (want = resolve));
  for (const sign of SIGNS) addEventListener(sign, come, { passive: true });
  // biome-ignore lint/plugin: there Dash looks for it, and waits for what it finds
  window.Plotly = /** @type {any} */ (Promise.all([needed, loaded]).then(() => new Promise(load)));
}
