/* What the server sends as text: bytes, pictures, points. */

import { AS_EXPECTED } from "./contract.js";

const USUAL = AS_EXPECTED.charCodeAt(0);

/** Base64 text, in the alphabet for addresses, as bytes.
    @param {string} text */
export function bytes(text) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text, { alphabet: "base64url" });
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (character) => character.charCodeAt(0));
}

/** Bytes as base64 text in that alphabet.
    @param {Uint8Array} data */
export function text(data) {
  const plain = btoa(Array.from(data, (byte) => String.fromCharCode(byte)).join(""));
  return plain.replaceAll("+", "-").replaceAll("/", "_");
}

/** Pictures, `size` pixels wide, as bytes: each character says how far a pixel is from what is around it.
    @param {string} text
    @param {number} size */
export function pixels(text, size) {
  const across = new Uint8Array(text.length); // from the pixel to the left
  const data = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    across[i] = text.charCodeAt(i) - USUAL + (i < size ? 0 : across[i - size]);
    data[i] = across[i] + (i && data[i - 1]);
  }
  return data;
}

/** Triples x, y, label.
    @param {string} text */
export const points = (text) => new Float32Array(bytes(text).buffer);
