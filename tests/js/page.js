/* As much of a browser as the scripts need to be loaded by node, and as a test wants to look at. Imported before them. */

import { mock } from "node:test";

/** An element that remembers what was done to it. */
function element(id) {
  const listeners = [];
  const classes = new Set();
  return {
    id,
    dataset: {},
    style: { setProperty() {} },
    attributes: {},
    children: [],
    hidden: false,
    textContent: "",
    value: "",
    options: [],
    selectedOptions: [],
    classList: {
      toggle: (name, on) => (on ? classes.add(name) : classes.delete(name)),
      contains: (name) => classes.has(name),
    },
    matches: () => false,
    contains: () => false,
    getBoundingClientRect: () => ({ left: 0, right: 0, top: 0, bottom: 0, width: 0, height: 0 }),
    closest: () => null,
    querySelector: () => element(""),
    querySelectorAll: () => [],
    get nextElementSibling() {
      return element("");
    },
    replaceChildren() {},
    setAttribute(name, value) {
      this.attributes[name] = value;
    },
    addEventListener: (event, act) => listeners.push([event, act]),
    /** Somebody does this. */
    does: (event, about = {}) =>
      listeners.forEach(
        ([its, act]) => its === event && act({ target: globalThis.document.getElementById(id), ...about }),
      ),
  };
}

const elements = new Map();
const document = {
  ...element("document"),
  body: element("body"),
  documentElement: element("html"),
  getElementById: (id) => elements.get(id) ?? elements.set(id, element(id)).get(id),
  createElement: () => element(""),
  querySelector: () => element(""),
};
const store = () => {
  const kept = new Map();
  return {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => kept.set(name, String(value)),
    removeItem: (name) => kept.delete(name),
    clear: () => kept.clear(),
  };
};

const media = () => ({ matches: false, addEventListener() {} });
const shown = []; // what waits for the next animation frame

// biome-ignore lint/plugin: this is no page, but what stands for one
Object.assign(globalThis, {
  document,
  window: globalThis,
  addEventListener: mock.fn(),
  matchMedia: media,
  localStorage: store(),
  sessionStorage: store(),
  location: { hash: "", href: "http://here/" },
  history: {
    replaceState: mock.fn((_state, _title, text) => {
      globalThis.location.hash = text;
    }),
  },
  requestAnimationFrame: (act) => shown.push(act),
});

export const $ = document.getElementById;

/** A page that nobody has touched. */
export function fresh() {
  elements.clear();
  $("_dash-config").textContent = '{"requests_pathname_prefix": "/"}';
}

/** An animation frame comes. */
export function animate() {
  shown.splice(0).forEach((act) => act());
}

/** Let all promises that can be settled be settled. */
export const settle = () => new Promise((resolve) => setImmediate(resolve));

fresh();
