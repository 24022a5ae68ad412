/* What has been: undo, redo, and the moments to which one can go back. */

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { $, fresh } from "./page.js";

const { player } = await import("../../assets/src/play/player.js");

const TEXTS = Object.fromEntries(["undone", "redone", "undo", "redo"].map((name) => [name, `${name} {what}`]));
for (const name of ["continued", "restarted", "changed"]) TEXTS[name] = `${name} {done}`;
const texts = { ...TEXTS, playedOn: "played on", earlier: "{epoch} of {last}", latest: "{epoch}" };
const network = { features: ["x"], hidden: [{ units: 1, activation: "tanh" }], classes: 1 };
const experiment = (seed, more = {}) => ({ ...network, seed, ...more });

let session;
let now;
let edits; // what the player was asked for
let drafted; // the set-up that is shown before the server has taken it
beforeEach(async () => {
  fresh();
  now = 10_000;
  mock.method(performance, "now", () => now);
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  session = await import(`../../assets/src/play/session.js?${Math.random()}`);
  session.part.begin({ texts });
  session.onDraft((draft) => (drafted = draft));
  session.onLane((lane) => (player.experiments = player.drafts = [lane.experiment]));
  edits = [];
  player.edit = (drafts, kind, frames = null) => {
    player.drafts = drafts;
    edits.push({ seed: drafts[0].seed, kind, frames });
  };
  player.travel = (frames) => {
    player.frames = frames;
    player.experiments = player.drafts = frames.map((frame) => frame.experiment);
    edits.push({ epoch: frames[0].epoch, seed: frames[0].experiment.seed });
  };
  player.playing = false;
  player.frames = null;
  accept(experiment(0), true);
  show(0);
});

/** The server takes an experiment. */
function accept(taken, restarted) {
  player.experiments = player.drafts = [taken];
  session.part.accepted(taken, { experiment: taken, link: `seed=${taken.seed}` }, restarted);
}

/** A frame is on the screen. */
function show(epoch, state = `s${epoch}`) {
  player.frames = [{ epoch, state, train_loss: 1, test_loss: 1, experiment: player.experiment }];
  session.part.frame(player.frames[0]);
}

const change = (seed, about = {}) => {
  now += 2000;
  session.change(experiment(seed), { keep: false, done: `seed ${seed}`, what: `seed ${seed}`, merge: null, ...about });
  accept(experiment(seed), !about.keep);
  show(0);
};
const epochs = () => session.moments.map(({ epoch }) => epoch);

test("a change is undone and done again, and the buttons say what", () => {
  assert.ok($("undo").disabled && $("redo").disabled);
  change(1);
  change(2);
  assert.equal($("undo").title, "undo seed 2");
  session.undo();
  assert.equal(player.experiment.seed, 1);
  assert.equal($("redo").title, "redo seed 2");
  session.undo();
  assert.equal(player.experiment.seed, 0);
  assert.ok($("undo").disabled);
  session.redo();
  session.redo();
  assert.equal(player.experiment.seed, 2);
  assert.ok($("redo").disabled);
  session.undo();
  change(3);
  assert.ok($("redo").disabled); // what was undone is another past now
});

test("undoing brings back all that was trained", () => {
  for (const epoch of [1, 2, 3]) show(epoch);
  change(1);
  assert.deepEqual(epochs(), [0]);
  session.undo();
  assert.deepEqual(epochs(), [0, 1, 2, 3]);
  assert.equal(session.at, 3);
  assert.deepEqual(edits.at(-1), { epoch: 3, seed: 0 });
});

test("what was changed with what was learned is undone with what has been learned since", () => {
  show(5);
  change(1, { keep: true });
  show(6);
  session.undo();
  assert.deepEqual(edits.at(-1), { seed: 0, kind: "keep", frames: null });
  assert.equal(drafted.seed, 0);
});

test("but not, if the network has other parts: then its last moment comes back", () => {
  show(5);
  session.change({ ...experiment(1), features: ["x", "y"] }, { keep: true, done: "feature", what: "feature" });
  accept({ ...experiment(1), features: ["x", "y"] }, false);
  show(6);
  session.undo();
  assert.deepEqual(edits.at(-1), { epoch: 5, seed: 0 });
});

test("a slider that is drawn is one change, and after a second another one", () => {
  change(1, { keep: true, merge: "noise" });
  now -= 1500;
  change(2, { keep: true, merge: "noise" });
  session.undo();
  assert.equal(edits.at(-1).seed, 0);
  accept(experiment(0), false);
  change(3, { keep: true, merge: "noise" });
  change(4, { keep: true, merge: "noise" });
  session.undo();
  assert.equal(edits.at(-1).seed, 3);
});

test("a refused change leaves nothing behind", () => {
  session.change(experiment(-1), { keep: false, done: "seed", what: "seed" });
  assert.notEqual($("notice").textContent, "");
  session.part.refused();
  assert.equal($("notice").textContent, "");
  assert.ok($("undo").disabled);
});

test("playing on from an earlier moment can be undone", () => {
  for (const epoch of [1, 2, 3]) show(epoch);
  $("timeline").value = "520"; // of a thousand: log(1 + 1) of log(1 + 3) is 500
  $("timeline").does("input");
  assert.deepEqual(edits.at(-1), { epoch: 1, seed: 0 });
  show(1);
  assert.deepEqual(epochs(), [0, 1, 2, 3]);
  assert.equal($("timeline-epoch").textContent, "1 of 3");
  show(2, "other");
  assert.deepEqual(epochs(), [0, 1, 2]);
  assert.equal($("undo").title, "undo played on");
  session.undo();
  assert.deepEqual(epochs(), [0, 1, 2, 3]);
});

test("the arrow keys go from moment to moment, however quickly they are pressed", () => {
  for (const epoch of [1, 2, 3]) show(epoch);
  let prevented = 0;
  const press = (key, more = {}) =>
    $("timeline").does("keydown", { key, preventDefault: () => (prevented += 1), ...more });
  press("ArrowLeft");
  press("ArrowLeft"); // the picture of the first is still on its way
  press("ArrowLeft", { altKey: true }); // the browser's own
  assert.deepEqual(edits.at(-1), { epoch: 2, seed: 0 });
  assert.equal(prevented, 2);
  show(2);
  assert.deepEqual(edits.at(-1), { epoch: 1, seed: 0 });
  show(1);
  press("ArrowRight");
  assert.deepEqual(edits.at(-1), { epoch: 2, seed: 0 });
});

test("the numbers of every frame are kept, undone and done again with the moments", () => {
  for (let epoch = 1; epoch <= 1500; epoch += 1) show(epoch);
  const all = Array.from({ length: 1501 }, (_, epoch) => epoch);
  const known = () => session.numbers.map(({ epoch }) => epoch);
  assert.deepEqual(known(), all);
  assert.ok(session.numbers.every((its) => !("state" in its)));
  change(1);
  assert.deepEqual(known(), [0]);
  session.undo();
  assert.deepEqual(known(), all);
  show(1500); // its picture
  $("timeline").value = "0";
  $("timeline").does("input");
  show(0);
  assert.deepEqual(known(), all); // what came later is still there to see ...
  show(1, "other");
  assert.deepEqual(known(), [0, 1]); // ... until somebody plays on
  session.undo();
  assert.deepEqual(known(), all);
});

test("at most four hundred moments are kept, the first fifty and the last among them", () => {
  for (let epoch = 1; epoch < 2000; epoch += 1) show(epoch);
  assert.deepEqual(
    epochs().slice(0, 50),
    Array.from({ length: 50 }, (_, epoch) => epoch),
  );
  assert.ok(session.moments.length <= 400);
  assert.equal(epochs()[0], 0);
  assert.equal(epochs().at(-1), 1999);
  assert.deepEqual(
    epochs(),
    epochs().toSorted((a, b) => a - b),
  );
  assert.ok(session.moments.every((moment) => moment.units === undefined && moment.lane));
});

test("fifty changes can be undone, and the old ones have only their last moment", () => {
  for (const epoch of [1, 2, 3]) show(epoch);
  for (let seed = 1; seed <= 60; seed += 1) change(seed);
  let count = 0;
  while (!$("undo").disabled) {
    session.undo();
    count += 1;
  }
  assert.equal(count, 50);
  assert.equal(player.experiment.seed, 10);
});
