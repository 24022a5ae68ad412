/* Where a picture's values change their sign: marching squares, in which each square between four pixels has the line that
   parts its corners. It is pure. (Lorensen and Cline, 1987, in the plane) */

const ZERO = 128; // as a byte; 0 is not a number

/** Pieces of lines, each as x and y of both ends, in shares of the picture's side.
    @param {Uint8Array} bytes
    @param {number} size */
export function contour(bytes, size) {
  /** @type {number[]} */
  const lines = [];
  for (let y = 0; y < size - 1; y++) {
    for (let x = 0; x < size - 1; x++) {
      const at = y * size + x;
      const corners = [bytes[at], bytes[at + 1], bytes[at + size + 1], bytes[at + size]];
      if (corners.includes(0)) continue;
      const above = corners.filter((value) => value > ZERO).length;
      if (above > 0 && above < 4) lines.push(...crossings(corners, x, y));
    }
  }
  return Float32Array.from(lines, (place) => (place + 0.5) / size);
}

const SIDES = /** @type {const} */ ([
  [0, 0, 1, 0],
  [1, 0, 0, 1],
  [1, 1, -1, 0],
  [0, 1, 0, -1],
]);

/** The places on the sides of a square where the sign changes: two, or four in a saddle.
    @param {number[]} corners
    @param {number} x
    @param {number} y */
function crossings(corners, x, y) {
  return SIDES.flatMap(([left, top, right, down], i) => {
    const [from, to] = [corners[i] - ZERO, corners[(i + 1) % 4] - ZERO];
    if (from > 0 === to > 0) return [];
    const share = from / (from - to);
    return [x + left + share * right, y + top + share * down];
  });
}
