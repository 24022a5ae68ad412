/* The scale from negative over zero to positive, as the stylesheet of the current theme defines it. */

/** @param {string} hex */
const channels = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
/** @type {Colors | null} */
let cached = null;

/** @param {CSSStyleDeclaration} style */
function build(style) {
  /** @param {string} name */
  const variable = (name) => style.getPropertyValue(name).trim();
  const [negative, zero, positive, unknown] = ["--negative", "--zero", "--positive", "--unknown"].map((name) =>
    channels(variable(name)),
  );
  // One entry per byte of a picture: 0 is not a number, 1 is -1, 128 is 0, 255 is +1.
  const smooth = new Uint8ClampedArray(256 * 4);
  const split = new Uint8ClampedArray(256 * 4);
  /** @type {string[]} */
  const css = [];
  for (let byte = 0; byte < 256; byte++) {
    const share = Math.abs(byte - 128) / 127;
    const end = byte < 128 ? negative : positive;
    const mixed = byte === 0 ? unknown : zero.map((channel, i) => channel + (end[i] - channel) * share);
    smooth.set([...mixed, 255], byte * 4);
    split.set([...(byte === 0 ? unknown : end), 255], byte * 4);
    css.push(`rgb(${mixed.map(Math.round).join(" ")})`);
  }
  const lanes = [];
  for (let color = variable("--lane-1"); color; color = variable(`--lane-${lanes.length + 1}`)) lanes.push(color);
  return {
    smooth: new Uint32Array(smooth.buffer),
    split: new Uint32Array(split.buffer),
    zero,
    zeroCss: `rgb(${zero.join(" ")})`,
    /** @param {number} value */
    css: (value) => css[Math.round(Math.max(-1, Math.min(1, value)) * 127) + 128],
    ink: variable("--ink"),
    faint: variable("--faint"),
    grid: variable("--grid"),
    surface: variable("--surface"),
    train: variable("--train"),
    test: variable("--test"),
    lanes,
  };
}

/** The colors of the current theme. */
export const current = () => (cached ??= build(getComputedStyle(document.documentElement)));

/** What `draw` gives in the colors of paper, whatever the theme: of what is kept, printed or saved.
    @template T
    @param {() => T} draw
    @returns {T} */
export function onPaper(draw) {
  const usual = current();
  const paper = Object.assign(document.createElement("div"), { className: "paper", hidden: true });
  document.body.append(paper);
  cached = build(getComputedStyle(paper));
  paper.remove();
  try {
    return draw();
  } finally {
    cached = usual;
  }
}

/** Call `listener` whenever the theme or the palette changes.
    @param {() => void} listener */
export function onChange(listener) {
  new MutationObserver(() => {
    cached = null;
    listener();
  }).observe(document.documentElement, { attributeFilter: ["data-color-scheme", "data-palette"] });
}
