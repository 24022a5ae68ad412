/* What is asked of the server: how it is written, and what it means that there is no answer. */

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { $, fresh } from "./page.js";

const messages = await import("../../assets/src/lib/messages.js");
const { CALLS, PATIENCE_MS, VERSION_HEADER } = await import("../../assets/src/wire/contract.js");

messages.begin({ offline: "{seconds}", trying: "trying", unanswered: "unanswered", refused: "refused: {error}" });

let server;
let asked;
let answers; // by the end of the address; a function of what is asked, or an error
beforeEach(async () => {
  fresh();
  $("updated-message").hidden = true;
  document.body.dataset.version = "v1";
  ({ server } = await import(`../../assets/src/wire/server.js?${Math.random()}`));
  asked = [];
  answers = {};
  mock.method(globalThis, "fetch", async (address, about = {}) => {
    const body = about.body && JSON.parse(about.body);
    asked.push({ address, body });
    const answer = answers[address] ?? new Error("nobody is there");
    if (answer instanceof Error) throw answer;
    return answer(body);
  });
});

const CALL = "/_dash-update-component";
const HEALTH = "/healthz";
const json = (body, about = {}) => new Response(JSON.stringify(body), about);
const answered = (data, headers) => (body) =>
  json({ response: { [body.output.replace(".data", "")]: { data } } }, { headers });
const there = () => new Response("", { headers: { "Content-Type": "text/plain" } });

/** Why there was no answer. */
const failure = (name = "tick") =>
  server[name]({}).then(
    () => assert.fail("there was one"),
    (error) => error,
  );

test("every call is asked as Dash would, and its answer is unwrapped", async () => {
  for (const [name, { output }] of Object.entries(CALLS)) {
    const its = output.replace("-answer.data", "");
    answers[CALL] = answered({ n: 1 }, { "Server-Timing": "wait;dur=12.5" });
    assert.deepEqual(await server[name]({ what: name }), { n: 1, waited: 12.5 });
    const { body } = asked.at(-1);
    assert.equal(body.output, `${its}-answer.data`);
    assert.deepEqual(body.inputs, [{ id: `${its}-request`, property: "data", value: { what: name } }]);
    assert.deepEqual(body.changedPropIds, [`${its}-request.data`]);
  }
});

test("a server that fails alone at this is to blame for it, whatever it says instead of an answer", async () => {
  answers[HEALTH] = there;
  for (const status of [400, 404, 413, 500, 502, 504]) {
    answers[CALL] = () => new Response("<h1>Bad gateway</h1>", { status, headers: { "Content-Type": "text/html" } });
    assert.equal(await server.blames(await failure()), true, `${status}`);
  }
  for (const said of ["", "<h1>Hello</h1>", "null", "{}", '{"response": {}}']) {
    answers[CALL] = () => new Response(said);
    assert.equal(await server.blames(await failure()), true, said);
  }
});

test("one that is away, busy, about to leave, or hidden by a log-in is not", async () => {
  const error = await failure();
  assert.equal(await server.blames(error), false);
  answers[HEALTH] = () => new Response("", { headers: { "Content-Type": "text/html" } });
  assert.equal(await server.blames(error), false);
  answers[HEALTH] = there;
  for (const [status, headers] of [
    [429, {}],
    [503, {}],
    [500, { "Retry-After": "3" }],
    [504, { "Retry-After": "1" }],
  ]) {
    answers[CALL] = () => new Response("", { status, headers });
    assert.equal(await server.blames(await failure()), false, `${status}`);
  }
});

test("what takes too long is to blame only if something small is answered soon", async () => {
  const late = Object.assign(new Error("late"), { name: "TimeoutError" });
  answers[HEALTH] = there;
  answers[CALL] = late;
  const error = await failure();
  assert.equal(await server.blames(error), false); // nobody else is served either
  answers[CALL] = answered({ link: "" });
  assert.equal(await server.blames(error), true);
  assert.equal(asked.at(-1).body.output, "link-answer.data");
});

test("a newer server is fine as long as the two understand each other", async () => {
  const shown = () => $("updated-message").hidden === false;
  answers[CALL] = answered({ n: 1 }, { [VERSION_HEADER]: "v2" });
  await server.tick({});
  assert.equal(shown(), false);
  answers[CALL] = answered({ error: "no such field" }, { [VERSION_HEADER]: "v2" });
  await server.tick({});
  assert.equal(shown(), true);
  answers[CALL] = answered({ n: 1 }, { [VERSION_HEADER]: "v1" }); // a copy of before
  await server.tick({});
  assert.equal(shown(), false);
});

test("an answer that is given up halfway says nothing of whether the two understand each other", async () => {
  for (const [given, shown] of [
    [new DOMException("given up", "AbortError"), false],
    [new SyntaxError("no JSON"), true],
  ]) {
    answers[CALL] = () => ({
      ok: true,
      status: 200,
      headers: new Headers({ [VERSION_HEADER]: "v2" }),
      json: () => Promise.reject(given),
    });
    assert.equal(await failure(), given);
    assert.equal($("updated-message").hidden, !shown);
  }
});

test("what is given up is no answer, and what has ended is given up no more", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const signals = [];
  mock.method(globalThis, "fetch", (_, { signal }) => {
    signals.push(signal);
    return new Promise((answer, fail) => {
      signal.addEventListener("abort", () => fail(signal.reason));
      if (answers[CALL]) answer(answers[CALL](JSON.parse('{"output":"tick-answer.data"}')));
    });
  });
  const stop = new AbortController();
  const asks = server.tick({}, stop);
  stop.abort();
  await assert.rejects(asks, { name: "AbortError" });
  const waits = server.tick({});
  t.mock.timers.tick(PATIENCE_MS);
  await assert.rejects(waits, { name: "TimeoutError" });
  answers[CALL] = () => json({ response: { [CALLS.tick.outputs.id]: { data: { n: 1 } } } });
  assert.equal((await server.tick({})).n, 1);
  t.mock.timers.tick(PATIENCE_MS);
  assert.deepEqual(
    signals.map(({ aborted }) => aborted),
    [true, true, false],
  );
});
