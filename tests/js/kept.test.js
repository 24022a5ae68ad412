/* What a tab keeps of a page that somebody leaves, and who finds it again. */

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import "./page.js";

let kept;
let way; // how the browser came to the page
let pagehide;
let click;
beforeEach(async () => {
  mock.restoreAll();
  sessionStorage.clear();
  document.body.dataset.version = "v1";
  location.hash = "#seed=1";
  location.pathname = "/";
  way = "navigate";
  mock.method(performance, "getEntriesByType", () => [{ type: way }]);
  const clicks = [];
  mock.method(document, "addEventListener", (_, act) => clicks.push(act));
  mock.method(globalThis, "addEventListener", (_, act) => (pagehide = act));
  click = (target, more = {}) =>
    clicks.forEach((act) =>
      act({ target: Object.assign(target, { matches: () => true, closest: () => target }), button: 0, ...more }),
    );
  kept = await import(`../../assets/src/share/kept.js?${Math.random()}`);
  kept.keep("playground", () => ({ moments: [{ epoch: 3 }], at: 0 }));
});

const epoch = () => kept.back("playground")?.moments[0].epoch ?? null;

test("who loads the page again finds nothing", () => {
  pagehide();
  assert.equal(epoch(), null);
});

test("who comes back with the browser's buttons finds it, at the same address and of the same version only", () => {
  pagehide();
  way = "back_forward";
  assert.equal(epoch(), 3);
  location.hash = "#seed=2";
  assert.equal(epoch(), null);
  location.hash = "#seed=1";
  document.body.dataset.version = "v2";
  assert.equal(epoch(), null);
});

test("who comes back by the page's link finds it once, with the address that was there", () => {
  pagehide();
  location.pathname = "/race";
  const link = { id: "nav-playground", pathname: "/", hash: "" };
  click(link);
  assert.equal(link.hash, "#seed=1");
  assert.equal(epoch(), 3);
  assert.equal(epoch(), null);
});

test("a link that is opened in another tab brings nobody back here", () => {
  pagehide();
  location.pathname = "/race";
  const link = { id: "nav-playground", pathname: "/", hash: "" };
  click(link, { ctrlKey: true });
  assert.equal(link.hash, "#seed=1");
  assert.equal(epoch(), null);
});

test("where there is no room, or something else is in it, the page starts over", () => {
  way = "back_forward";
  for (const junk of ["{", "null", '{"version":"v1","address":"#seed=1","packed":"x"}']) {
    sessionStorage.setItem("playground-left", junk);
    assert.equal(epoch(), null, junk);
  }
  pagehide();
  assert.equal(epoch(), 3);
  mock.method(sessionStorage, "setItem", () => {
    throw new Error("full");
  });
  pagehide(); // what is old is gone, too
  assert.equal(epoch(), null);
});

test("what is handed over is taken once", () => {
  kept.put("given", { n: 1 });
  assert.deepEqual([kept.take("given"), kept.take("given")], [{ n: 1 }, null]);
});
