/* The tabs of the screens: one is in sight, and stays so when the page is loaded again. */

import { $ } from "../lib/dom.js";

const KEPT = "class-screen";

/** @typedef {import("./types.js").Screen["key"]} Key */

/** A class that is new begins with the first screen. */
export const forget = () => sessionStorage.removeItem(KEPT);

/** Show one screen, and tell when it is another one.
    @param {Key[]} keys
    @param {(key: Key) => void} changed
    @returns {{ at: () => Key, go: (key: Key) => void }} */
export function begin(keys, changed) {
  const kept = /** @type {Key} */ (sessionStorage.getItem(KEPT));
  let at = keys.includes(kept) ? kept : keys[0];

  function mark() {
    for (const key of keys) {
      const tab = $(`class-tab-${key}`);
      tab.setAttribute("aria-selected", String(key === at));
      tab.tabIndex = key === at ? 0 : -1;
      $(`class-screen-${key}`).hidden = key !== at;
    }
  }

  /** @param {Key} key */
  function go(key) {
    at = key;
    sessionStorage.setItem(KEPT, key);
    mark();
    changed(key);
  }

  /** @type {Record<string, (at: number) => number>} */
  const steps = {
    ArrowLeft: (at) => (at + keys.length - 1) % keys.length,
    ArrowRight: (at) => (at + 1) % keys.length,
    Home: () => 0,
    End: () => keys.length - 1,
  };
  for (const key of keys) {
    const tab = $(`class-tab-${key}`);
    tab.addEventListener("click", () => go(key));
    tab.addEventListener("keydown", (event) => {
      if (!Object.hasOwn(steps, event.key)) return;
      event.preventDefault();
      const next = keys[steps[event.key](keys.indexOf(key))];
      go(next);
      $(`class-tab-${next}`).focus();
    });
  }
  mark();
  return { at: () => at, go };
}
