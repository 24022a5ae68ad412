/* The state of a network: its numbers, read from bytes and changed in them. */

import assert from "node:assert/strict";
import { test } from "node:test";
import * as codec from "../../assets/src/wire/codec.js";
import * as tensors from "../../assets/src/wire/tensors.js";

const HEADER = 24;
tensors.part.begin({
  activations: {
    tanh: { learned: [] },
    prelu: { learned: ["a"] },
    "prelu-per-unit": { learned: ["a"], perUnit: true },
    "star-relu": { learned: ["s", "b"] },
    maxout: { learned: [] },
    custom: { learned: [] },
  },
});

/** The bytes of a state as TrainingState.to_bytes writes them: header, shapes, numbers, and which weights L1 has set to
    zero for good, a bit each. */
function state(shapes, numbers, killed = []) {
  const bits = shapes.map(([inputs, columns]) => Math.ceil((inputs * columns) / 8));
  const data = new Uint8Array(HEADER + 8 * shapes.length + 8 * numbers.length + bits.reduce((sum, n) => sum + n, 0));
  const view = new DataView(data.buffer);
  view.setUint16(6, shapes.length, true);
  shapes.forEach(([inputs, columns], layer) => {
    view.setUint32(HEADER + 8 * layer, inputs, true);
    view.setUint32(HEADER + 8 * layer + 4, columns, true);
  });
  numbers.forEach((number, i) => view.setFloat64(HEADER + 8 * shapes.length + 8 * i, number, true));
  let offset = data.length - bits.reduce((sum, n) => sum + n, 0);
  shapes.forEach((_, layer) => {
    for (const place of killed[layer] ?? []) data[offset + (place >> 3)] |= 0x80 >> (place & 7);
    offset += bits[layer];
  });
  return codec.text(data);
}

const hidden = (units, activation = "tanh") => ({ units, activation });
const range = (count, from = 0) => Array.from({ length: count }, (_, i) => from + i);

test("weights come row by row, then biases, then what an activation has learned", () => {
  const text = state(
    [
      [2, 3],
      [3, 1],
    ],
    [...range(6), 10, 11, 12, 0.25, 20, 21, 22, 30],
  );
  const [first, last] = tensors.parameters(text, { hidden: [hidden(3, "prelu")] });
  assert.deepEqual([...first.weights], range(6));
  assert.deepEqual([...first.biases], [10, 11, 12]);
  assert.deepEqual([...first.learned], [0.25]);
  assert.deepEqual([...last.weights], [20, 21, 22]);
  assert.deepEqual([last.inputs, last.units, last.columns, [...last.learned]], [3, 1, 1, []]);
  assert.equal(tensors.value([first, last], { kind: "weight", layer: 0, unit: 2, input: 1 }), 5);
  assert.equal(tensors.value([first, last], { kind: "bias", layer: 0, unit: 1 }), 11);
});

test("a layer learns a parameter, several, one for each unit, or the a of a formula that says so", () => {
  for (const [layer, count, symbols] of [
    [hidden(2, "prelu"), 1, ["a"]],
    [hidden(2, "star-relu"), 2, ["s", "b"]],
    [hidden(2, "prelu-per-unit"), 2, ["a"]],
    [{ ...hidden(2, "custom"), formula: "tanh(a*z) with a learned" }, 1, ["a"]],
    [{ ...hidden(2, "custom"), formula: "tanh(a*z)" }, 0, []],
    [hidden(2), 0, []],
  ]) {
    const learned = range(count, 5);
    const shapes = [
      [1, 2],
      [2, 1],
    ];
    const [first, last] = tensors.parameters(state(shapes, [1, 2, 3, 4, ...learned, 20, 21, 22]), { hidden: [layer] });
    assert.deepEqual([...first.learned], learned);
    assert.deepEqual([...last.weights, ...last.biases], [20, 21, 22]);
    assert.deepEqual(tensors.learns(layer).symbols, symbols);
  }
});

test("of several pieces a link stands for the strongest, unless one is named", () => {
  const experiment = { hidden: [hidden(2, "maxout")] };
  const layers = tensors.parameters(
    state(
      [
        [1, 4],
        [2, 1],
      ],
      [1, 2, -3, 0.5, 0, 0, 7, 0, 1, 1, 0],
    ),
    experiment,
  );
  assert.equal(tensors.columnOf(layers, { kind: "weight", layer: 0, unit: 0, input: 0 }), 2);
  assert.equal(tensors.columnOf(layers, { kind: "weight", layer: 0, unit: 1, input: 0 }), 1);
  assert.equal(tensors.columnOf(layers, { kind: "weight", layer: 0, unit: 0, input: 0, column: 0 }), 0);
  assert.equal(tensors.columnOf(layers, { kind: "bias", layer: 0, unit: 1 }), 1);
  assert.equal(tensors.value(layers, { kind: "bias", layer: 0, unit: 0, column: 2 }), 7);
});

test("one number is changed, and nothing else", () => {
  const shapes = [
    [2, 2],
    [2, 1],
  ];
  const numbers = [1, 2, 3, 4, 5, 6, 7, 8, 9];
  const experiment = { hidden: [hidden(2)] };
  const text = state(shapes, numbers);
  const weight = { kind: "weight", layer: 0, unit: 1, input: 1 };
  assert.equal(tensors.changed(text, experiment, weight, -0.5), state(shapes, numbers.with(3, -0.5)));
  assert.equal(
    tensors.changed(text, experiment, { kind: "bias", layer: 1, unit: 0 }, 11),
    state(shapes, numbers.with(8, 11)),
  );
  assert.equal(text, state(shapes, numbers));
});

test("a weight that L1 had set to zero for good is free again, the others are not", () => {
  const shapes = [
    [3, 4],
    [4, 1],
  ];
  const numbers = range(3 * 4 + 4 + 4 + 1);
  const killed = [
    [0, 7, 8, 11],
    [1, 3],
  ];
  const experiment = { hidden: [hidden(4)] };
  for (const [layer, places] of killed.entries()) {
    for (const place of places) {
      const [, columns] = shapes[layer];
      const what = { kind: "weight", layer, input: Math.floor(place / columns), unit: place % columns };
      const left = killed.map((all, i) => (i === layer ? all.filter((other) => other !== place) : all));
      const at = (layer ? 16 : 0) + place;
      assert.equal(
        tensors.changed(state(shapes, numbers, killed), experiment, what, 9.5),
        state(shapes, numbers.with(at, 9.5), left),
      );
    }
  }
});
