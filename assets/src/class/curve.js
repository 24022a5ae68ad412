/* The loss of a row over its epochs as the points of a line: epochs on a logarithmic scale, as most happens at first; the
   lowest loss at the bottom. Pure. */

/** The points of a polyline in a box of this size, or nothing where there is no line.
    @param {[number, number | null][]} curve
    @param {number} width
    @param {number} height */
export function points(curve, width, height) {
  const known = curve.filter(([, loss]) => loss !== null && Number.isFinite(loss));
  if (known.length < 2) return "";
  const losses = known.map(([, loss]) => Number(loss));
  const [low, high] = [Math.min(...losses), Math.max(...losses)];
  const [first, last] = [known[0][0], known[known.length - 1][0]].map((epoch) => Math.log1p(epoch));
  return known
    .map(([epoch], i) => {
      const x = last > first ? (Math.log1p(epoch) - first) / (last - first) : 0;
      const y = high > low ? (losses[i] - low) / (high - low) : 0.5;
      return `${(x * width).toFixed(1)},${((1 - y) * (height - 2) + 1).toFixed(1)}`;
    })
    .join(" ");
}
