/* What the server is sent of a lane, and its answers as moments; and how many points train. */

import assert from "node:assert/strict";
import { test } from "node:test";
import "./page.js";
import * as clips from "../../assets/src/play/clips.js";
import * as roles from "../../assets/src/play/roles.js";
import * as choices from "../../assets/src/race/choices.js";

const NOTHING = { split: undefined, race: undefined }; // JSON leaves it out
const frame = (epoch) => ({ epoch, state: `s${epoch}` });
const epochs = ({ frames }) => frames.map((each) => each?.epoch);

test("a lane of the experiment that has made the state says so by saying nothing", () => {
  const experiment = { seed: 1, dataset: "circle" };
  assert.deepEqual(clips.lane(experiment, undefined), { experiment, ...NOTHING, state: null });
  assert.deepEqual(clips.lane(experiment, { ...frame(3), experiment }), { experiment, ...NOTHING, state: "s3" });
});

test("another experiment's state comes with what made it, but without its data", () => {
  const split = { train: 3, kind: "share" };
  const old = {
    seed: 1,
    dataset: "custom",
    points: [[1, 2, 1]],
    names: {},
    samples: 9,
    train_points: 2,
    train_percent: 50,
    batch_size: 3,
  };
  const lane = clips.lane({ seed: 1, split }, { ...frame(2), experiment: old });
  assert.deepEqual(lane, { experiment: { seed: 1 }, ...NOTHING, split, state: "s2", made_by: { seed: 1 } });
});

test("a new lane of a race is what all share, and what it has of its own", () => {
  const shared = { seed: 1, dataset: "circle" };
  const race = { base: shared, differs: "activation", lanes: ["tanh", "relu,learning_rate=0.1"], start: "matched" };
  const [first, second] = choices.drafts(race).map((draft) => clips.lane(draft, undefined));
  const own = { differs: "activation", start: "matched" };
  assert.deepEqual(first, { experiment: shared, ...NOTHING, race: { ...own, lane: "tanh" }, state: null });
  assert.deepEqual(second.race, { ...own, lane: "relu,learning_rate=0.1" });
});

test("moments show all lanes: one that has stopped, or was not asked, stays as it was", () => {
  const drafts = [{ seed: 0 }, { seed: 1 }, { seed: 2 }];
  const from = { frames: [frame(5), frame(5), frame(5)], stopped: [undefined, { reason: "diverged", epoch: 5 }] };
  const answers = [
    { frames: [frame(6), frame(7)], stopped: null },
    { frames: [frame(6)], stopped: { reason: "goal", epoch: 6 } },
  ];
  const moments = clips.unfold({ from, lanes: [0, 2], drafts }, answers);
  assert.deepEqual(moments.map(epochs), [
    [6, 5, 6],
    [7, 5, 6],
  ]);
  assert.deepEqual(
    moments.map(({ stopped }) => stopped.map((why) => why?.reason)),
    [
      [undefined, "diverged", "goal"],
      [undefined, "diverged", "goal"],
    ],
  );
  assert.equal(moments[1].frames[0].experiment, drafts[0]);
  assert.equal(moments[0].frames[2].experiment, drafts[2]);
  assert.deepEqual(epochs(from), [5, 5, 5]);
});

test("a lane that diverged at once gives a moment all the same", () => {
  const from = { frames: [frame(1)], stopped: [] };
  const [moment, ...more] = clips.unfold({ from, lanes: [0], drafts: [{}] }, [
    { frames: [], stopped: { reason: "diverged", epoch: 1 } },
  ]);
  assert.deepEqual(epochs(moment), [1]);
  assert.equal(moment.stopped[0].reason, "diverged");
  assert.equal(more.length, 0);
});

test("so many points train: by their share rounded down, of own points the first so many", () => {
  assert.equal(roles.training({ samples: 500, train_percent: 50 }), 250);
  assert.equal(roles.training({ samples: 11, train_percent: 50 }), 5);
  assert.equal(roles.training({ samples: 11, train_percent: 50, train_points: 7 }), 7);
  assert.equal(roles.share({ samples: 30, train_percent: 50, train_points: 10 }), 33.3);
  assert.equal(
    roles.share({ samples: 30, train_percent: 20, train_points: 10, split: { kind: "share", train: 10 } }),
    20,
  );
});

test("another share of own points is a split from the roles that they have", () => {
  const generated = { samples: 100, train_percent: 50, points: null };
  assert.deepEqual(roles.atShare(generated, 70), { ...generated, train_percent: 70 });
  const own = { samples: 10, train_percent: 50, points: [[0, 0, 1]], train_points: 4 };
  const once = roles.atShare(own, 70);
  assert.deepEqual(once.split, { train: 4, kind: "share" });
  assert.deepEqual(roles.atShare({ ...once, train_points: 7 }, 30).split, { train: 4, kind: "share" });
});
