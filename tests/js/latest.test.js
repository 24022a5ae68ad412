/* Asking while somebody moves a slider: one request in flight, the latest wins, and nothing is asked for ever. */

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { settle } from "./page.js";

const messages = await import("../../assets/src/lib/messages.js");
const { server } = await import("../../assets/src/wire/server.js");
const { latest, retry } = await import("../../assets/src/wire/latest.js");
const { $ } = await import("./page.js");

messages.begin({ offline: "{seconds}", trying: "trying", unanswered: "unanswered", refused: "refused: {error}" });

let asked;
let there;
let shown;
let without;
let ask;
beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  asked = [];
  there = true;
  shown = mock.fn();
  without = mock.fn();
  server.blames = async () => there;
  ask = latest((request) => new Promise((answer, fail) => asked.push({ request, answer, fail })), shown, without);
});
const requests = () => asked.map(({ request }) => request);

test("of requests that come while one is in flight, only the last one is asked", async () => {
  for (const request of ["a", "b", "c"]) ask(request);
  assert.deepEqual(requests(), ["a"]);
  asked[0].answer({ n: 1 });
  await settle();
  assert.deepEqual(requests(), ["a", "c"]);
  asked[1].answer({ n: 2 });
  await settle();
  assert.deepEqual(
    shown.mock.calls.map(({ arguments: its }) => its),
    [
      [{ n: 1 }, "a"],
      [{ n: 2 }, "c"],
    ],
  );
});

test("a refusal is said, and what was asked since goes on", async () => {
  ask("a");
  ask("b");
  asked[0].answer({ error: "no" });
  await settle();
  assert.equal(shown.mock.callCount(), 0);
  assert.deepEqual(requests(), ["a", "b"]);
  assert.equal($("problem-message").hidden, false);
});

test("a server that is away is asked again, ever less often, and the latest request then", async () => {
  there = false;
  ask("a");
  asked[0].fail(new Error("away"));
  await settle();
  mock.timers.tick(2999);
  assert.equal(asked.length, 1);
  ask("b"); // tried at once
  assert.deepEqual(requests(), ["a", "b"]);
  asked[1].fail(new Error("away"));
  await settle();
  for (const wait of [3000, 6000, 12_000, 24_000, 24_000]) {
    const before = asked.length;
    mock.timers.tick(wait - 1 - (before === 2 ? 2999 : 0));
    await settle();
    assert.equal(asked.length, before, `${wait}`);
    mock.timers.tick(1);
    await settle();
    assert.equal(asked.length, before + 1, `${wait}`);
    asked.at(-1).fail(new Error("away"));
    await settle();
  }
  assert.ok(
    requests()
      .slice(1)
      .every((request) => request === "b"),
  );
  assert.equal(without.mock.callCount(), 0);
  there = true;
  retry();
  await settle();
  asked.at(-1).answer({});
  await settle();
  assert.equal(shown.mock.callCount(), 1);
});

test("a server that is there and twice gives no answer is not asked that again", async () => {
  ask("bad");
  asked[0].fail(new Error("500"));
  await settle();
  retry();
  asked[1].fail(new Error("500"));
  await settle();
  assert.equal(without.mock.callCount(), 1);
  mock.timers.tick(100_000);
  await settle();
  assert.equal(asked.length, 2);
  ask("good");
  assert.deepEqual(requests(), ["bad", "bad", "good"]);
});

test("what is asked in parallel does not wait, and an answer that comes late does not count", async () => {
  ask = latest((request) => new Promise((answer, fail) => asked.push({ request, answer, fail })), shown, without, {
    parallel: true,
  });
  ask("a");
  ask("b");
  assert.deepEqual(requests(), ["a", "b"]);
  asked[1].answer({ n: 2 });
  asked[0].answer({ n: 1 });
  await settle();
  assert.deepEqual(
    shown.mock.calls.map(({ arguments: its }) => its),
    [[{ n: 2 }, "b"]],
  );
});
