/* What stands at the right ends of curves: their names, pushed apart so that none lies on another. It is pure: where the
   ends are goes in, where the names go comes out. */

/** Places for names: as near as can be (least squares) to where they are wanted, at least `gap` apart, between 0 and
    `height`; closer together only where they would not fit.
    @param {number[]} wanted
    @param {number} height
    @param {number} gap */
export function spread(wanted, height, gap) {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a] - wanted[b] || a - b);
  const step = Math.min(gap, height / Math.max(1, wanted.length - 1));
  /** Of names that touch one another: the mean of where they are wanted, each as if it were the first; and how many.
      @type {{ mean: number, count: number }[]} */
  const blocks = [];
  order.forEach((index, i) => {
    let block = { mean: wanted[index] - i * step, count: 1 };
    for (let last = blocks.at(-1); last && last.mean > block.mean; last = blocks.at(-1)) {
      blocks.pop();
      const count = last.count + block.count;
      block = { mean: (last.mean * last.count + block.mean * block.count) / count, count };
    }
    blocks.push(block);
  });
  const most = height - (wanted.length - 1) * step;
  const first = blocks.flatMap(({ mean, count }) => Array(count).fill(Math.max(0, Math.min(most, mean))));
  /** @type {number[]} */
  const places = [];
  order.forEach((index, i) => (places[index] = first[i] + i * step));
  return places;
}

/** A name that is not wider than this; what does not fit ends in an ellipsis.
    @param {string} name
    @param {number} most
    @param {(text: string) => number} width */
export function short(name, most, width) {
  if (width(name) <= most) return name;
  const letters = [...name];
  while (letters.length > 1 && width(`${letters.join("").trimEnd()}…`) > most) letters.pop();
  return `${letters.join("").trimEnd()}…`;
}

/** The range of an axis on which all these numbers are seen with some air, in powers of ten if it is logarithmic.
    @param {(number | null)[]} values
    @param {boolean} log
    @returns {[number, number] | null} */
export function range(values, log) {
  const [air, alone] = [0.05, log ? 0.3 : 0.1];
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value === null || (log && value <= 0)) continue;
    const at = log ? Math.log10(value) : value;
    [low, high] = [Math.min(low, at), Math.max(high, at)];
  }
  if (low > high) return null;
  const more = air * (high - low) || alone;
  return [low - more, high + more];
}
