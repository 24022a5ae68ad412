/* A ring around what a step speaks of: it is opened if it is folded away, and brought in sight. */

const PLACE = ".field, .slider, .metric, .chart, .layer-panel, .goal, .setting"; // what is ringed around what is meant
/** Parts of a page that are no element with such an id. */
const PARTS = {
  chart: ".chart",
  data: "#lesson-data:not([hidden]), .columns > .data",
  dataset: ".thumbnails",
  features: ".features",
  "hidden-layers": ".layer-count",
  units: ".layers",
  history: ".session",
  settings: ".more",
  output: ".map-place",
  samples: ".samples",
  stop: ".goal",
};

/** @type {HTMLElement | null} */
let ringed = null;
/** @type {HTMLDetailsElement[]} */
let opened = []; // for it

/** @param {string} name
    @returns {HTMLElement | null} */
function found(name) {
  const selector = Object.hasOwn(PARTS, name) ? PARTS[/** @type {keyof typeof PARTS} */ (name)] : null;
  const element = /** @type {Document["querySelector"]} */ (document.querySelector).call(
    document,
    selector ?? `[id="${CSS.escape(name)}"]`,
  );
  return /** @type {HTMLElement | null} */ (element);
}

/** Point at this, or at nothing any more.
    @param {string | null} name
    @param {LessonHost} host */
export function at(name, host) {
  ringed?.classList.remove("lesson-ring");
  ringed = null;
  const before = opened;
  opened = [];
  const meant = name === null ? null : found(name);
  for (const box of before) if (!meant || !box.contains(meant)) box.open = false;
  if (!meant) return;
  for (
    let box = meant.closest("details:not([open])");
    box;
    box = box.parentElement?.closest("details:not([open])") ?? null
  ) {
    /** @type {HTMLDetailsElement} */ (box).open = true;
    opened.push(/** @type {HTMLDetailsElement} */ (box));
  }
  const seen = host.reveal(meant);
  ringed = /** @type {HTMLElement} */ (seen.closest(PLACE) ?? seen);
  ringed.classList.add("lesson-ring");
  ringed.scrollIntoView({ block: "nearest" });
}
