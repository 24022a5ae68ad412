/* Which runs become rows, and what the rows say. */

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

const rows = await import("../../assets/src/rows/rows.js");

const lane = (link, more = {}) => ({ link, experiment: { seed: 1, points: null, ...more }, parameters: 25 });

let following;
let made;
let left;
beforeEach(() => {
  made = [];
  left = null;
  let ids = 0;
  following = rows.follow({
    id() {
      ids += 1;
      return `run-${ids}`;
    },
    make(run, frame, ended) {
      const [before] = made.filter(({ id }) => id === run.id);
      const its = { id: run.id, link: run.lane.link, from: run.from, epochs: frame.epoch, ended, repeats: run.repeats };
      if (before) Object.assign(before, its);
      else made.push(its);
    },
    change: ({ id, ended }) =>
      Object.assign(
        made.find((row) => row.id === id),
        { ended },
      ),
    resumed: (link, epoch) => (left?.link === link && epoch > 0 ? left : null),
  });
});

/** The server takes a set-up, and its first frame comes. */
function take(link, { restarted = true, clean = true, epoch = 0 } = {}) {
  const its = lane(link);
  following.accepted(its, restarted, clean);
  following.frame({ epoch, experiment: its.experiment }, false);
  return its.experiment;
}
const play = (experiment, ...epochs) => {
  for (const epoch of epochs) following.frame({ epoch, experiment }, true);
};
const told = () => made.map(({ link, from, epochs, ended, repeats }) => [link, from, epochs, ended, repeats]);

test("a pause makes a row, and Play of the same run goes on in it", () => {
  const a = take("a");
  following.paused();
  assert.deepEqual(told(), []); // nothing has been trained
  play(a, 1, 2, 3);
  assert.deepEqual(told(), []); // nothing while it trains
  following.paused();
  assert.deepEqual(told(), [["a", 0, 3, "paused", true]]);
  play(a, 4);
  following.paused();
  following.paused();
  assert.deepEqual(told(), [["a", 0, 4, "paused", true]]);
});

test("a reset and another set-up end a run, and the next one is another row", () => {
  const a = take("a");
  play(a, 5);
  following.paused();
  const again = take("a");
  assert.deepEqual(told(), [["a", 0, 5, "reset", true]]);
  play(again, 7);
  following.paused();
  take("b");
  assert.deepEqual(told(), [
    ["a", 0, 5, "reset", true],
    ["a", 0, 7, "changed", true],
  ]);
});

test("a change while it trains ends a run where it was, and what goes on does not repeat its link", () => {
  const a = take("a");
  play(a, 5, 10);
  const b = take("b", { restarted: false, epoch: 10 });
  play(b, 11, 12);
  following.paused();
  assert.deepEqual(told(), [
    ["a", 0, 10, "changed", true],
    ["b", 10, 12, "paused", false],
  ]);
});

test("at epoch 0 there is nothing to go on from: the run is that of its link, unless weights were set by hand", () => {
  take("a");
  play(take("b", { restarted: false }), 3);
  following.paused();
  take("c");
  play(take("c", { restarted: false }), 3); // the same set-up, other weights
  following.paused();
  play(take("d", { clean: false }), 3); // of a file
  following.paused();
  assert.deepEqual(
    told().map(([link, , , , repeats]) => [link, repeats]),
    [
      ["b", true],
      ["c", false],
      ["d", false],
    ],
  );
});

test("goal and divergence are told, and stay told", () => {
  play(take("a"), 9);
  following.paused();
  following.stopped("goal");
  play(take("b"), 2);
  following.paused();
  following.stopped("diverged");
  take("c");
  following.stopped("diverged"); // at once: nothing was trained
  take("d");
  assert.deepEqual(told(), [
    ["a", 0, 9, "goal", true],
    ["b", 0, 2, "diverged", true],
  ]);
});

test("single steps are a run, and going back on the timeline is none", () => {
  const a = take("a");
  for (const epoch of [1, 2, 3]) following.frame({ epoch, experiment: a }, false);
  assert.deepEqual(told(), [["a", 0, 3, "paused", true]]);
  following.frame({ epoch: 1, experiment: a }, false);
  following.paused();
  assert.deepEqual(told(), [["a", 0, 3, "paused", true]]);
  play(a, 2);
  following.paused(); // played on from there
  assert.deepEqual(told(), [["a", 0, 2, "paused", true]]);
});

test("who goes back to an earlier set-up goes on with its run", () => {
  const a = take("a");
  play(a, 5);
  following.paused();
  play(take("b", { restarted: false, epoch: 5 }), 8);
  following.paused();
  following.accepted(lane("a"), false, false);
  following.frame({ epoch: 4, experiment: a }, false); // a moment of the first run
  play(a, 6);
  following.paused();
  assert.deepEqual(told(), [
    ["a", 0, 6, "paused", true],
    ["b", 5, 8, "changed", false],
  ]);
});

test("who leaves the page and comes back goes on with the run", () => {
  play(take("a"), 5);
  following.paused();
  left = following.left();
  assert.deepEqual(left, { id: "run-1", link: "a", from: 0, repeats: true, far: 5 });
  const back = take("a", { restarted: false, epoch: 5 });
  play(back, 6);
  following.paused();
  assert.deepEqual(told(), [["a", 0, 6, "paused", true]]);
});

test("a row keeps no points, and tells other points apart", () => {
  const points = [
    [1, 2, 1],
    [3, 4, -1],
  ];
  const its = rows.setupOf({ seed: 1, points, train_points: 1, names: {}, hidden: [] });
  assert.deepEqual(Object.keys(its).sort(), ["data", "hidden", "seed", "train_points"]);
  assert.notEqual(
    its.data,
    rows.setupOf({
      points: [
        [1, 2, 1],
        [3, 4, 1],
      ],
      train_points: 1,
    }).data,
  );
  assert.equal(rows.setupOf({ points: null }).data, "");
  const frame = { epoch: 9, train_loss: 0.25, test_loss: 0.5, train_score: 0.9, test_score: 0.8 };
  const row = rows.row({ id: "1", lane: lane("a"), from: 2, repeats: false }, frame, "paused", {
    at: 7,
    picture: "",
    curve: [],
  });
  assert.equal(row.gap, 0.25);
  assert.deepEqual([row.trainLoss, row.testLoss, row.trainScore, row.score], [0.25, 0.5, 0.9, 0.8]);
  assert.deepEqual([row.from, row.epochs, row.parameters, row.note, row.at], [2, 9, 25, "", 7]);
});

test("its curve is of its own epochs, with the first and the last, and not long", () => {
  const numbers = Array.from({ length: 1000 }, (_, epoch) => ({ epoch, train_loss: 1 / (epoch + 1), test_loss: 1 }));
  const curve = rows.curveOf(numbers, 100, 900);
  assert.equal(curve.length, 80);
  assert.deepEqual(
    [curve[0], curve[79]],
    [
      [100, 1 / 101, 1],
      [900, 1 / 901, 1],
    ],
  );
  assert.deepEqual(rows.curveOf(numbers, 5, 5), [[5, 1 / 6, 1]]);
  assert.deepEqual(rows.curveOf([], 0, 9), []);
});
