/* The player: what it asks, what it shows, and what it forgets. */

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { animate, settle } from "./page.js";

const { server } = await import("../../assets/src/wire/server.js");
const { pace } = await import("../../assets/src/play/pace.js");

let player;
let view;
let asked;
let blames; // whether a request comes to nothing because of what it asks for
beforeEach(async () => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout", "Date"] });
  mock.method(performance, "now", () => Date.now());
  ({ player } = await import(`../../assets/src/play/player.js?${Math.random()}`));
  const { state } = await import("../../assets/src/play/player_state.js");
  Object.assign(state, {
    queue: [],
    run: 0,
    inFlight: null,
    change: null,
    steps: 0,
    looking: false,
    stopped: [],
    failures: 0,
    retryAt: 0,
    nextDraw: 0,
  });
  view = Object.fromEntries(
    ["frame", "accepted", "status", "refused", "stopped", "connection", "unanswered"].map((name) => [name, mock.fn()]),
  );
  asked = [];
  blames = false;
  server.blames = async () => blames;
  server.tick = (request, stop) => new Promise((answer, fail) => asked.push({ request, stop, answer, fail }));
  animate();
  asked.length = 0;
  player.begin({ lanes: [lane({ seed: 0 }, [frame(0)])] }, view);
});

const frame = (epoch) => ({ epoch, state: `s${epoch}` });
const lane = (experiment, frames, stopped = null) => ({
  experiment,
  frames,
  stopped,
  data: {},
  link: "",
  curves: [],
  parameters: 1,
});
const epochs = () => view.frame.mock.calls.map(({ arguments: [frames] }) => frames[0].epoch);

/** Time goes by, and animation frames come. */
async function pass(ms) {
  for (let i = 0; i < ms; i += 10) {
    mock.timers.tick(10);
    animate();
    await settle();
  }
}

/** The server answers the last request with so many frames. */
async function answer(count, stopped = null, about = {}) {
  const { request, answer: give } = asked.at(-1);
  const from = Number((request.lanes[0].state ?? "s0").slice(1));
  const frames = Array.from({ length: count }, (_, i) => frame(from + (i + 1) * request.epochs));
  give({ run: request.run, waited: 0, lanes: [lane(request.lanes[0].experiment, frames, stopped)], ...about });
  await settle();
}

test("it begins with what the page was born with, and asks for nothing", async () => {
  await pass(200);
  assert.deepEqual(epochs(), [0]);
  assert.equal(asked.length, 0);
  assert.equal(view.accepted.mock.callCount(), 1);
});

test("playing, it asks for a clip from the last frame that it has, one at a time, and shows all in order", async () => {
  player.play();
  await pass(20);
  assert.equal(asked.length, 1);
  assert.deepEqual([asked[0].request.frames, asked[0].request.lanes[0].state], [1, "s0"]);
  for (let i = 0; i < 4; i++) {
    await answer(asked.at(-1).request.frames);
    await pass(700);
  }
  const seen = epochs();
  assert.deepEqual(
    seen,
    seen.map((_, i) => i),
  );
  assert.ok(seen.length > 20);
  assert.deepEqual(
    asked.map(({ request }) => request.request),
    asked.map((_, i) => asked[0].request.request + i),
  );
});

test("a pause forgets what was fetched but not shown, and a late answer", async () => {
  player.play();
  await pass(20);
  await answer(1);
  await pass(50);
  await answer(4);
  await pass(40);
  const before = epochs().length;
  player.pause();
  await answer(1);
  await pass(300);
  assert.equal(epochs().length, before);
  player.step();
  await pass(20);
  assert.equal(asked.at(-1).request.lanes[0].state, `s${epochs().at(-1)}`);
  await answer(1);
  assert.equal(epochs().at(-1), epochs().at(-2) + 1);
});

test("a clip that nobody wants any more is given up, and an edit is not", async () => {
  const givenUp = () => asked.map(({ stop }) => stop.signal.aborted);
  player.play();
  await pass(20);
  player.pause();
  assert.deepEqual(givenUp(), [true]);
  player.play();
  await pass(20);
  player.edit([{ seed: 1 }], "keep");
  await pass(20);
  assert.deepEqual(givenUp(), [true, true, false]);
  player.pause();
  assert.deepEqual(givenUp(), [true, true, false]);
  player.edit([{ seed: 2 }], "restart", null, true);
  assert.deepEqual(givenUp(), [true, true, true]);
  await pass(20);
  await answer(1);
  assert.deepEqual(givenUp(), [true, true, true, false]);
});

test("steps that are pressed quickly are all made", async () => {
  for (let i = 0; i < 3; i++) player.step();
  for (let i = 0; i < 3; i++) {
    await pass(20);
    await answer(1);
  }
  await pass(100);
  assert.deepEqual(epochs(), [0, 1, 2, 3]);
  assert.equal(asked.length, 3);
});

test("a change that keeps what was learned sends the state, and by what it was made", async () => {
  player.edit([{ seed: 0, learning_rate: 1 }], "keep");
  await pass(20);
  const [{ request }] = asked;
  assert.deepEqual(request.lanes, [
    { experiment: { seed: 0, learning_rate: 1 }, split: undefined, race: undefined, state: "s0", made_by: { seed: 0 } },
  ]);
  assert.deepEqual([request.epochs, request.frames, request.view.data], [0, 1, true]);
  await answer(1);
  assert.deepEqual(player.experiment, { seed: 0, learning_rate: 1 });
  assert.equal(player.experiments, player.drafts);
});

test("of changes in quick succession one is in flight, and the last one follows", async () => {
  for (const rate of [1, 2, 3]) {
    player.edit([{ seed: 0, learning_rate: rate }], "keep");
    await pass(20);
  }
  assert.deepEqual(
    asked.map(({ request }) => request.lanes[0].experiment.learning_rate),
    [1],
  );
  await answer(1);
  await pass(20);
  assert.deepEqual(
    asked.map(({ request }) => request.lanes[0].experiment.learning_rate),
    [1, 3],
  );
  assert.equal(view.accepted.mock.callCount(), 1); // the first answer is late: another run
  await answer(1);
  assert.equal(player.experiment.learning_rate, 3);
});

test("a restart has no state, even where a change before it kept one", async () => {
  player.play();
  player.edit([{ seed: 1 }], "restart");
  player.edit([{ seed: 2 }], "keep");
  await pass(20);
  assert.equal(asked.at(-1).request.lanes[0].state, null);
  assert.equal(player.playing, false);
});

test("a refusal brings the last experiment back", async () => {
  const { experiment } = player;
  player.edit([{ seed: -1 }], "keep");
  await pass(20);
  asked[0].answer({ run: asked[0].request.run, error: "seed must be 0 or more" });
  await settle();
  assert.deepEqual(view.refused.mock.calls[0].arguments, ["seed must be 0 or more"]);
  assert.equal(player.draft, experiment);
  await pass(300);
  assert.equal(asked.length, 1);
});

test("without a server it waits ever longer, says so, and goes on from the frame on the screen", async () => {
  player.play();
  await pass(20);
  const times = [];
  for (let i = 0; i < 4; i++) {
    asked.at(-1).fail(new Error("away"));
    await settle();
    const [count, from] = [asked.length, Date.now()];
    for (let waited = 0; asked.length === count && waited < 6000; waited += 10) await pass(10);
    times.push(Date.now() - from);
  }
  for (const [i, wait] of [500, 1000, 2000, 4000].entries()) {
    assert.ok(times[i] >= 0.8 * wait && times[i] <= 1.2 * wait + 60, `${times}`);
  }
  assert.ok(view.connection.mock.calls.some(({ arguments: [wait] }) => wait > 0));
  await answer(1);
  await pass(50);
  assert.deepEqual(epochs(), [0, 1]);
  assert.equal(view.connection.mock.calls.at(-1).arguments[0], null);
});

test("what the server can't stand is given up after the third time, and nothing is lost", async () => {
  player.play();
  blames = true;
  for (let i = 0; i < 3; i++) {
    await pass(5000);
    assert.equal(asked.length, i + 1);
    asked[i].fail(new Error("500"));
    await settle();
  }
  assert.equal(view.unanswered.mock.callCount(), 1);
  assert.equal(player.playing, false);
  await pass(60_000);
  assert.equal(asked.length, 3);
  assert.deepEqual(epochs(), [0]);
  player.play(); // somebody wants to try again
  await pass(20);
  assert.equal(asked.length, 4);
});

test("a change that the server can't stand is refused without a reason", async () => {
  player.edit([{ seed: 1 }], "restart");
  blames = true;
  for (let i = 0; i < 3; i++) {
    await pass(5000);
    asked.at(-1).fail(new Error("500"));
    await settle();
  }
  assert.deepEqual(view.refused.mock.calls[0].arguments, [undefined]);
  assert.equal(player.waiting, false);
  assert.equal(player.draft.seed, 0);
});

test("what is urgent waits for no answer, and what is given up leaves what trains", async () => {
  player.edit([{ seed: 1 }], "restart");
  await pass(20);
  player.edit([{ seed: 2 }], "restart", null, true);
  await pass(20);
  assert.deepEqual(
    asked.map(({ request }) => request.lanes[0].experiment.seed),
    [1, 2],
  );
  assert.equal(player.waiting, true);
  player.stay();
  assert.equal(player.waiting, false);
  assert.equal(player.draft.seed, 0);
  await answer(1);
  assert.equal(player.experiment.seed, 0);
});

test("a network that diverged stops the player, and is told once", async () => {
  player.play();
  await pass(20);
  await answer(1, { reason: "diverged", epoch: 1 });
  await pass(200);
  assert.equal(player.playing, false);
  assert.deepEqual(
    view.stopped.mock.calls.map(({ arguments: its }) => its),
    [[{ reason: "diverged", epoch: 1, lane: 0 }]],
  );
  assert.equal(asked.length, 1);
  player.play();
  await pass(20);
  assert.equal(asked.length, 2); // once more, if somebody wants to
});

test("it says for how long it has played, and not for how long it has waited", async () => {
  player.step();
  await pass(20);
  assert.equal(asked[0].request.played, 0);
  await answer(1);
  await pass(5000);
  player.play();
  await pass(20);
  assert.ok(asked[1].request.played <= 20);
  await answer(1);
  await pass(100);
  assert.ok(asked[2].request.played > 0 && asked[2].request.played <= 120, `${asked[2].request.played}`);
});

test("back at an earlier moment the server draws it again, and Play goes on from there", async () => {
  player.travel([{ ...frame(7), experiment: player.experiment }]);
  await pass(20);
  assert.deepEqual([asked[0].request.epochs, asked[0].request.lanes[0].state], [0, "s7"]);
  await answer(1);
  assert.equal(epochs().at(-1), 7);
  player.play();
  await pass(20);
  assert.equal(asked.at(-1).request.lanes[0].state, "s7");
  assert.ok(pace.clip >= 1);
});
