/* The address of the page of activations: the server reads and writes it, the latest that somebody did counts. */

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { settle } from "./page.js";

const messages = await import("../../assets/src/lib/messages.js");
const { server } = await import("../../assets/src/wire/server.js");

messages.begin({ offline: "{seconds}", trying: "trying", unanswered: "unanswered", refused: "refused: {error}" });

let link;
let asked;
let took;
let refuse;
beforeEach(async () => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  link = await import(`../../assets/src/activations/link.js?${Math.random()}`);
  location.hash = "";
  history.replaceState.mock.resetCalls();
  asked = [];
  server.link = (request) => new Promise((answer) => asked.push({ request, answer }));
  [took, refuse] = [mock.fn(), mock.fn()];
});

/** The page is there, and its address says this. */
function begin(hash) {
  location.hash = hash;
  link.begin(took, refuse);
}

async function answer(i, what) {
  asked[i].answer(what);
  await settle();
}

const taken = () => took.mock.calls.map(({ arguments: [what] }) => what);
const tanh = [{ key: "tanh", parameter: null }];

const ALL = { find: "", family: "", network: "" };

test("what the address says is asked, and taken", async () => {
  begin("#chosen=tanh");
  assert.deepEqual(asked[0].request, { page: "activations", text: "#chosen=tanh" });
  await answer(0, { functions: tanh, notes: [], link: "chosen=tanh" });
  assert.deepEqual(taken(), [{ functions: tanh, notes: [] }]);
  assert.equal(history.replaceState.mock.callCount(), 0);
});

test("what is none is a place on the page, or nothing", () => {
  for (const hash of ["", "#", "#facts"]) begin(hash);
  assert.equal(asked.length, 0);
});

test("a text that can't be read is refused", async () => {
  begin("#chosen=nobody");
  await answer(0, { error: "no such function" });
  assert.deepEqual(refuse.mock.calls[0].arguments, ["no such function"]);
  assert.equal(took.mock.callCount(), 0);
});

test("a slider that is moved writes the address once", async () => {
  begin("");
  for (let i = 0; i < 9; i++) {
    link.write([{ key: "elu", parameter: i }], ALL);
    mock.timers.tick(100);
  }
  assert.equal(asked.length, 0);
  mock.timers.tick(1000);
  assert.deepEqual(
    asked.map(({ request }) => request),
    [{ page: "activations", functions: [{ key: "elu", parameter: 8 }], filter: ALL }],
  );
  await answer(0, { functions: [], notes: [], link: "chosen=elu:8" });
  assert.equal(location.hash, "#chosen=elu:8");
  assert.equal(took.mock.callCount(), 0);
});

test("what somebody chooses while an address is read is not undone by it", async () => {
  begin("#chosen=tanh");
  link.write([{ key: "elu", parameter: 1 }], ALL);
  await answer(0, { functions: tanh, notes: [], link: "chosen=tanh" });
  assert.equal(took.mock.callCount(), 0);
  mock.timers.tick(1000);
  await answer(1, { functions: [], notes: [], link: "chosen=elu:1" });
  assert.equal(location.hash, "#chosen=elu:1");
});

test("nor is an address written late that says what was chosen before", async () => {
  begin("");
  link.write(tanh);
  mock.timers.tick(1000);
  link.write([{ key: "elu", parameter: 1 }], ALL);
  await answer(0, { functions: tanh, notes: [], link: "chosen=tanh" });
  assert.equal(location.hash, "");
});
