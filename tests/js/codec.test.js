/* Bytes, pictures and points as text. */

import assert from "node:assert/strict";
import { test } from "node:test";
import * as codec from "../../assets/src/wire/codec.js";

const random = (count, seed = 1) => {
  let state = seed;
  return Uint8Array.from({ length: count }, () => {
    state = (state * 48271) % 2147483647;
    return state & 255;
  });
};

test("bytes become text in the alphabet for addresses, and bytes again", () => {
  for (let count = 0; count < 40; count++) {
    const data = random(count, count + 1);
    const text = codec.text(data);
    assert.equal(text, Buffer.from(data).toString("base64").replaceAll("+", "-").replaceAll("/", "_"));
    assert.deepEqual(codec.bytes(text), data);
  }
});

test("older browsers read the same", () => {
  const { fromBase64 } = Uint8Array;
  delete Uint8Array.fromBase64;
  try {
    assert.deepEqual(codec.bytes("-_-_AAE="), Uint8Array.from(Buffer.from("+/+/AAE=", "base64")));
  } finally {
    if (fromBase64) Uint8Array.fromBase64 = fromBase64;
  }
});

/** As app/wire/frames.py writes pictures: how far a pixel is from left + above - above left, in bytes that wrap around. */
function written(pixels, width) {
  const left = (i) => (i > 0 ? pixels[i] - pixels[i - 1] : pixels[i]) & 255;
  const codes = Array.from(
    pixels,
    (_, i) => ((i < width ? left(i) : left(i) - left(i - width)) + "m".charCodeAt(0)) & 255,
  );
  return String.fromCharCode(...codes);
}

test("pixels are read as the server writes them", () => {
  for (const [width, height] of [
    [1, 1],
    [5, 3],
    [20, 40],
    [7, 7],
  ]) {
    const pixels = random(width * height, width);
    assert.deepEqual(codec.pixels(written(pixels, width), width), pixels);
  }
});

test("a smooth picture is the same few characters", () => {
  const slope = Uint8Array.from({ length: 64 }, (_, i) => 3 * (i % 8) + 2 * Math.floor(i / 8));
  const inner = [...written(slope, 8)].filter((_, i) => i > 8 && i % 8 > 0);
  assert.deepEqual(new Set(inner), new Set("m"));
  assert.deepEqual(codec.pixels(written(slope, 8), 8), slope);
});

test("points are triples of numbers", () => {
  const triples = Float32Array.from([1, -2.5, 1, 0.25, 6, -1]);
  assert.deepEqual(codec.points(codec.text(new Uint8Array(triples.buffer))), triples);
});
