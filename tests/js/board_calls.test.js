/* What pages ask of a board: nobody has to catch anything, and nginx can tell of which class a page is. */

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { fresh } from "./page.js";

const { ask } = await import("../../assets/src/board/calls.js");

let asked;
let answer;
beforeEach(() => {
  fresh();
  globalThis.location.search = "";
  asked = null;
  answer = () => new Response('{"state":"in"}');
  mock.method(globalThis, "fetch", async (address, about) => {
    asked = { address, headers: new Headers(about.headers), body: JSON.parse(about.body) };
    return answer();
  });
});

const classOf = async (search) => {
  globalThis.location.search = search;
  await ask("sync", {});
  return asked.headers.get("X-Class");
};

test("a call is answered with its status and what is told", async () => {
  assert.deepEqual(await ask("sync", { seat: 7 }), { status: 200, told: { state: "in" } });
  assert.deepEqual([asked.address, asked.body], ["/board/sync", { seat: 7 }]);
  answer = () => new Response('{"error":"no"}', { status: 409 });
  assert.deepEqual(await ask("join", {}), { status: 409, told: { error: "no" } });
});

test("no answer, or one of somebody else, is status 0", async () => {
  for (const text of ["<html>", "null", '"in"']) {
    answer = () => new Response(text);
    assert.deepEqual(await ask("sync", {}), { status: 0, told: {} });
  }
  answer = () => Promise.reject(new Error("nobody is there"));
  assert.deepEqual(await ask("sync", {}), { status: 0, told: {} });
});

test("all pages of a class say so in the same way, however its code is written", async () => {
  assert.equal(await classOf("?class=K7M2P&lesson=units"), "K7M2P");
  assert.equal(await classOf("?class=k7m2p"), "K7M2P");
  assert.equal(await classOf("?lesson=units"), "");
});

test("whatever stands in an address can be sent", async () => {
  assert.equal(await classOf(`?class=${encodeURIComponent("ü\r\nX-Other: 1")}`), "%C3%BC%0D%0AX-OTHER%3A%201");
  assert.equal(await classOf("?class=\ud800"), "%EF%BF%BD");
});
