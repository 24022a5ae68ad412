/* What a page remembers is packed into a text that is not too long, and comes back with what its moments share. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { pack, unpack } from "../../assets/src/share/packing.js";

/** So many moments of two experiments, as the session keeps them. */
function session(count, size = 10) {
  const experiments = [0, 1].map((seed) => ({ seed, hidden: [{ units: 4 }] }));
  const lanes = experiments.map((experiment) => ({
    experiment,
    link: `seed=${experiment.seed}`,
    frames: [{ outputs: "x".repeat(999) }],
  }));
  const moments = Array.from({ length: count }, (_, epoch) => {
    const lane = lanes[Number(epoch >= count / 2)];
    return { epoch, state: "s".repeat(size), experiment: lane.experiment, lane, outputs: "o".repeat(999) };
  });
  return { moments, at: count - 2 };
}

test("moments come back with one experiment and one lane each, and without pictures", () => {
  const { moments, at } = unpack(pack(session(10), 1e6));
  assert.equal(at, 8);
  assert.deepEqual(
    moments.map(({ epoch }) => epoch),
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  );
  assert.equal(moments[0].lane, moments[1].lane);
  assert.equal(moments[9].experiment, moments[9].lane.experiment);
  assert.notEqual(moments[0].experiment, moments[9].experiment);
  assert.deepEqual(moments[9].experiment, { seed: 1, hidden: [{ units: 4 }] });
  assert.ok(!("outputs" in moments[0]) && !("frames" in moments[0].lane));
});

test("frames of several lanes come back, too", () => {
  const experiments = [{ seed: 0 }, { seed: 1 }];
  const moments = [0, 1].map((epoch) => experiments.map((experiment) => ({ epoch, experiment })));
  const left = unpack(
    pack({ moments, at: 1, race: { lanes: ["tanh"] }, lanes: experiments.map((experiment) => ({ experiment })) }, 1e6),
  );
  assert.equal(left.moments[1][0].experiment, left.lanes[0].experiment);
  assert.deepEqual(left.race, { lanes: ["tanh"] });
});

test("a text is never too long: moments are left out, but not where somebody is, as far as that alone fits", () => {
  for (const limit of [300, 600, 1000, 3000, 10_000, 1e6]) {
    for (const count of [2, 3, 4, 5, 50, 400]) {
      const { moments, at } = session(count, 20);
      const packed = pack({ moments, at }, limit);
      if (packed === null) {
        assert.ok(limit < 600);
        continue;
      }
      assert.ok(packed.length <= limit);
      const left = unpack(packed);
      assert.equal(left.moments[left.at].epoch, moments[at].epoch);
    }
  }
  assert.equal(pack(session(3, 5000), 1000), null);
});

test("anything else is nothing", () => {
  for (const junk of [
    null,
    "",
    "{",
    "null",
    "[]",
    "{}",
    '{"shared":[],"value":null}',
    '{"shared":[],"value":{"moments":[],"at":0}}',
    '{"shared":3,"value":{}}',
  ]) {
    assert.equal(unpack(junk), null, junk);
  }
});
