/* What a page remembers, as a text that is not too long. Many moments have the same experiment and the same lane: each of
   these stands in the text once, and is one object again when the text is read. Pictures are left out, as the server
   draws them again; and where there are too many moments, every second one is. */

const SHARED = /^(experiment|lane)$/;
const PICTURES = /^(frames|outputs|units)$/;

/** @param {unknown} value
    @returns {value is Record<string, unknown>} */
const isObject = (value) => typeof value === "object" && value !== null;

/** @param {unknown} value */
function text(value) {
  /** @type {unknown[]} */
  const shared = [];
  const numbers = new Map();
  /** @param {string} key
      @param {unknown} node */
  function refer(key, node) {
    if (PICTURES.test(key) && typeof node !== "number") return undefined; // a layer has a number of units
    if (!SHARED.test(key) || !isObject(node)) return node;
    if (!numbers.has(node)) numbers.set(node, shared.push(node) - 1);
    return numbers.get(node);
  }
  const written = JSON.stringify(value, refer);
  const parts = [];
  for (let i = 0; i < shared.length; i += 1) parts.push(JSON.stringify(shared[i], refer)); // it may grow meanwhile
  return `{"shared":[${parts.join(",")}],"value":${written}}`;
}

/** {moments, at, ...} as a text of at most `limit` characters; null if even the one moment at `at` is longer.
    @param {Kept} what
    @param {number} limit */
export function pack(what, limit) {
  let { moments, at } = what;
  for (;;) {
    const packed = text({ ...what, moments, at });
    if (packed.length <= limit) return packed;
    if (moments.length === 1) return null;
    const shown = moments[at];
    const fewer = moments.filter((moment, i) => i % 2 === 0 || i === moments.length - 1 || moment === shown);
    moments = fewer.length < moments.length ? fewer : [shown];
    at = moments.indexOf(shown);
  }
}

/** What was packed; null for anything else.
    @param {string} packed
    @returns {Kept | null} */
export function unpack(packed) {
  try {
    const { shared, value } = JSON.parse(packed);
    /** @param {unknown} node */
    const resolve = (node) => {
      if (!isObject(node)) return;
      for (const [key, part] of Object.entries(node)) {
        if (SHARED.test(key) && Number.isInteger(part)) node[key] = shared[/** @type {number} */ (part)];
        else resolve(part);
      }
    };
    shared.forEach(resolve);
    resolve(value);
    return Array.isArray(value.moments) && value.moments[value.at] ? value : null;
  } catch {
    return null;
  }
}
