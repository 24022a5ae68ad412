/* The geometry of the network drawing. */

import assert from "node:assert/strict";
import { test } from "node:test";
import * as places from "../../assets/src/paint/places.js";

const SIDE = 40;
const unit = (x, y) => ({ x, y, side: SIDE, left: x - SIDE / 2, right: x + SIDE / 2 });
const link = (startX, startY, endX, endY, shifts = [0]) => ({ startX, startY, endX, endY, shifts });
const layout = {
  width: 600,
  height: 300,
  columns: [[unit(200, 60), unit(200, 160)], [unit(400, 110)]],
  links: [
    [link(62, 60, 180, 57), link(62, 160, 180, 63), link(62, 60, 180, 157), link(62, 160, 180, 163)],
    [link(222, 60, 380, 107), link(222, 160, 380, 113)],
  ],
};

test("a unit is hit on its picture, its bias at its corner", () => {
  assert.deepEqual(places.hit(layout, 200, 60, 5), { kind: "unit", layer: 0, unit: 0 });
  assert.deepEqual(places.hit(layout, 219, 179, 5), { kind: "unit", layer: 0, unit: 1 });
  assert.deepEqual(places.hit(layout, ...places.biasOf(layout.columns[1][0]), 5), { kind: "bias", layer: 1, unit: 0 });
});

test("a link is hit near its curve, the nearer of two, and elsewhere there is nothing", () => {
  for (const [layer, those] of layout.links.entries()) {
    for (const [i, each] of those.entries()) {
      const inputs = those.length / layout.columns[layer].length;
      const what = { kind: "weight", layer, unit: Math.floor(i / inputs), input: i % inputs };
      assert.equal(places.linkOf(layout, what), each);
      const [x, y] = places.spot(layout, what);
      assert.deepEqual(places.hit(layout, x, y, 5), what, `${layer} ${i}`);
    }
  }
  assert.equal(places.hit(layout, 300, 290, 11), null);
  assert.equal(places.hit(layout, 500, 110, 11), null);
});

test("a finger reaches farther than a mouse", () => {
  const [x, y] = [121, 52]; // below it, the first link is flat
  assert.equal(places.hit(layout, x, y - 2, 5), null);
  assert.deepEqual(places.hit(layout, x, y - 2, 11), { kind: "weight", layer: 0, unit: 0, input: 0 });
});

test("beside a bias the nearer of two counts, the link too", () => {
  const [x, y] = [172, 60]; // on the end of the first links, 9 px from a bias
  const close = { ...layout, columns: [[unit(200, 34)], layout.columns[1]], links: [[link(62, 60, 180, 60)], []] };
  assert.deepEqual(places.biasOf(close.columns[0][0]), [179, 53]);
  assert.equal(places.hit(close, x, y, 11).kind, "weight");
  assert.equal(places.hit(close, 174, 50, 11).kind, "bias");
  assert.equal(places.hit(close, 182, 53, 11).kind, "bias");
});

test("the spot of a unit is its middle, that of a bias its mark", () => {
  assert.deepEqual(places.spot(layout, { kind: "unit", layer: 1, unit: 0 }), [400, 110]);
  assert.deepEqual(places.spot(layout, { kind: "bias", layer: 1, unit: 0 }), [379, 129]);
});

test("of the two links of a gated unit the nearer one is hit, and says whether it is the value's or the gate's", () => {
  const shifts = [-2.5, 2.5];
  const columns = [[unit(200, 60), unit(200, 160)], [unit(400, 110)]];
  const gated = { ...layout, columns, links: [[link(62, 60, 180, 57, shifts), link(62, 160, 180, 163, shifts)], []] };
  for (const what of [0, 2].map((column) => ({ kind: "weight", layer: 0, unit: 0, input: 0, column }))) {
    const [x, y] = places.spot(gated, what);
    assert.deepEqual(places.hit(gated, x, y, 5), what);
  }
  const [, value] = places.spot(gated, { kind: "weight", layer: 0, unit: 1, input: 0, column: 1 });
  const [, gate] = places.spot(gated, { kind: "weight", layer: 0, unit: 1, input: 0, column: 3 });
  assert.equal(gate - value, 5);
});
