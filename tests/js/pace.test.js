/* How many frames a page asks for at once, and how fast it draws them. */

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

let pace;
beforeEach(async () => ({ pace } = await import(`../../assets/src/play/pace.js?${Math.random()}`)));

test("the first clip has one frame, and the next ones grow by four at most", () => {
  const clips = [];
  for (let i = 0; i < 4; i++) {
    clips.push(pace.clip);
    pace.took(20, 0, pace.clip, pace.clip);
  }
  assert.deepEqual(clips, [1, 4, 14, 14]);
  pace.begin();
  assert.equal(pace.clip, 1);
});

test("on a slow line clips get longer, and frames come as fast as ever", () => {
  for (let i = 0; i < 30; i++) pace.took(300, 0, pace.clip, pace.clip);
  assert.equal(pace.clip, Math.ceil((1.3 * 300) / (1000 / 60)));
  assert.equal(pace.interval, 1000 / 60);
  for (let i = 0; i < 30; i++) pace.took(600, 0, pace.clip, pace.clip);
  assert.equal(pace.clip, 30);
  assert.ok(Math.abs(pace.interval - 600 / 30) < 1);
  for (let i = 0; i < 30; i++) pace.took(5000, 0, pace.clip, pace.clip);
  assert.equal(pace.clip, 30);
  assert.ok(Math.abs(pace.interval - 5000 / 30) < 5);
});

test("where clips wait for their turn, frames are drawn more slowly, and clips get longer", () => {
  const rounds = (waited) => {
    for (let i = 0; i < 60; i++) pace.took(150, waited, pace.clip, pace.clip);
  };
  rounds(10);
  assert.equal(pace.clip, 14);
  assert.equal(pace.interval, 1000 / 60);
  rounds(40);
  assert.equal(pace.clip, 14);
  assert.ok(Math.abs(pace.interval - (22 * 40) / 14) < 1, `${pace.interval}`);
  rounds(70);
  assert.equal(pace.clip, Math.ceil((22 * 70) / (2000 / 30)));
  assert.ok(Math.abs(pace.interval - 2000 / 30) < 3, `${pace.interval}`);
  rounds(200);
  assert.equal(pace.clip, 30);
  assert.ok(Math.abs(pace.interval - (22 * 200) / 30) < 1, `${pace.interval}`);
});

test("a browser that draws slowly draws fewer frames, and one slow frame is no reason", () => {
  const rounds = (ms) => {
    for (let i = 0; i < 40; i++) pace.drew(ms);
    pace.took(20, 0, 14, 14);
    return pace.interval;
  };
  assert.equal(rounds(13), 1000 / 60);
  pace.drew(60_000);
  pace.took(20, 0, 14, 14);
  assert.ok(pace.interval < 1000 / 29, `${pace.interval}`);
  assert.ok(Math.abs(rounds(20) - 25) < 0.1);
  assert.equal(rounds(200), 1000 / 30);
  assert.equal(rounds(13), 1000 / 60);
});

test("a server that gives fewer frames than asked for is asked for as many", () => {
  pace.took(100, 0, 1, 1);
  pace.took(100, 0, 3, 4);
  assert.equal(pace.clip, 3);
});

test("the next clip is asked for in time, and not before", () => {
  for (let i = 0; i < 40; i++) pace.took(200, 0, pace.clip, pace.clip);
  const lasts = (queued) => queued * pace.interval;
  for (let queued = 0; queued < 30; queued++) {
    if (lasts(queued) < 200) assert.ok(pace.wants(queued));
    if (lasts(queued) > 300) assert.ok(!pace.wants(queued));
  }
});

test("an hour after a laptop's lid was closed counts as little more than a slow clip", () => {
  for (let i = 0; i < 10; i++) pace.took(50, 0, 14, 14);
  pace.took(3_600_000, 0, 14, 14);
  assert.ok(pace.interval < 60, `${pace.interval}`);
});
