/* What a tab keeps from page to page. Whoever leaves the playground or the race for another page and comes back, by the
   links above or by Back and Forward, finds the set-up and the training; to load a page anew, or to open a link from
   elsewhere, begins anew. Where the browser has no room or does not want it, pages begin anew, too. */
(() => {
  "use strict";

  const LONGEST = 1_000_000; // characters; browsers have room for five million
  const COMING = "coming-to";

  function put(key, value) {
    try {
      sessionStorage.setItem(key, JSON.stringify(value));
    } catch {
      drop(key); // better nothing than what is old
    }
  }

  function drop(key) {
    try {
      sessionStorage.removeItem(key);
    } catch {
      // there is no storage
    }
  }

  function get(key) {
    try {
      return JSON.parse(sessionStorage.getItem(key));
    } catch {
      return null; // not ours
    }
  }

  function take(key) {
    const value = get(key);
    drop(key);
    return value;
  }

  const version = () => document.body.dataset.version;
  const isBack = () => performance.getEntriesByType("navigation")[0]?.type === "back_forward";

  /** What somebody who comes back to this page left there, {moments, at, ...}; null if there is nothing. */
  function back(page) {
    const coming = take(COMING) === page;
    const left = get(`${page}-left`);
    if (!(coming || isBack()) || left?.version !== version() || left.address !== location.hash) return null;
    return window.packing.unpack(left.packed);
  }

  /** Keep what `leave` gives of this page when it is left: {moments, at, ...} or null. */
  function keep(page, leave) {
    function save() {
      const what = leave();
      const packed = what && window.packing.pack(what, LONGEST);
      put(`${page}-address`, location.hash);
      put(`${page}-left`, packed ? { version: version(), address: location.hash, packed } : null);
    }
    addEventListener("pagehide", save);
    document.addEventListener("click", ({ target }) => target.matches?.("[id^=nav-]") && save()); // the next page may be quicker
  }

  // The way back to a page leads to the set-up that was there.
  document.addEventListener("click", (event) => {
    const { target, button, ctrlKey, metaKey, shiftKey } = event;
    const page = /^nav-(playground|race)$/.exec(target.id)?.[1];
    if (!page || target.pathname === location.pathname) return;
    target.hash = get(`${page}-address`) ?? "";
    if (!button && !ctrlKey && !metaKey && !shiftKey) put(COMING, page);
  });

  window.kept = { put, take, back, keep };
})();
