/* What a tab keeps from page to page. Whoever leaves the playground or the race for another page and comes back, by the
   links above or by Back and Forward, finds the set-up and the training; to reload a page, or to open a link from
   elsewhere, starts over. Where the browser has no room or does not want it, pages start over, too. */

import * as addresses from "./addresses.js";
import * as packing from "./packing.js";

const LONGEST = 1_000_000; // characters; browsers have room for five million
const COMING = "coming-to";

/** @param {string} key
    @param {unknown} value */
export function put(key, value) {
  try {
    sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    drop(key); // better nothing than what is old
  }
}

/** @param {string} key */
function drop(key) {
  try {
    sessionStorage.removeItem(key);
  } catch {
    // there is no storage
  }
}

/** What was put, or null.
    @param {string} key */
export function get(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "null");
  } catch {
    return null; // not ours
  }
}

/** @param {string} key */
export function take(key) {
  const value = get(key);
  drop(key);
  return value;
}

const version = () => document.body.dataset.version;
const isBack = () =>
  /** @type {PerformanceNavigationTiming | undefined} */ (performance.getEntriesByType("navigation")[0])?.type ===
  "back_forward";

/** What somebody who comes back to this page left there; null if there is nothing.
    @template {Kept} K
    @param {string} page
    @returns {K | null} */
export function back(page) {
  const coming = take(COMING) === page;
  const left = get(`${page}-left`);
  if (!(coming || isBack()) || left?.version !== version() || left.address !== location.hash) return null;
  return /** @type {K | null} */ (packing.unpack(left.packed));
}

/** Keep what `leave` gives of this page when it is left.
    @param {string} page
    @param {() => Kept | null} leave */
export function keep(page, leave) {
  function save() {
    const left = leave();
    const packed = left && packing.pack(left, LONGEST);
    put(`${page}-address`, location.hash);
    put(`${page}-lesson`, /[?&]lesson=/.test(location.search) ? addresses.without(location.search, "class") : "");
    put(`${page}-left`, packed ? { version: version(), address: location.hash, packed } : null);
  }
  addEventListener("pagehide", save);
  document.addEventListener("click", ({ target }) => target.matches?.("[id^=nav-]") && save()); // the next page may be quicker
}

// The way back to a page leads to the set-up that was there, and to the lesson.
document.addEventListener("click", (event) => {
  const { target, button, ctrlKey, metaKey, shiftKey } = event;
  const link = target.closest("a[id^=nav-]");
  const page = /^nav-(playground|race)$/.exec(link?.id ?? "")?.[1];
  if (!link || !page || link.pathname === location.pathname) return;
  link.hash = get(`${page}-address`) ?? "";
  link.search = get(`${page}-lesson`) ?? "";
  if (!button && !ctrlKey && !metaKey && !shiftKey) put(COMING, page);
});
