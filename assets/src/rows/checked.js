/* Rows as they come out of the browser's store, where anybody may have put anything: what is no row is left out. It is
   pure. */

const ID = /^[\w.-]{1,60}$/;
const PICTURE = /^data:image\/png;base64,[A-Za-z0-9+/]+=*$/;
const LONGEST = { link: 200_000, note: 200, picture: 100_000, text: 2000, curve: 200, list: 20 };
const ENDS = ["paused", "goal", "diverged", "reset", "changed"];
const NUMBERS = /** @type {const} */ (["trainLoss", "testLoss", "trainScore", "score", "gap"]);
const COUNTS = /** @type {const} */ (["number", "at", "from", "epochs", "parameters"]);
const TEXTS = /** @type {const} */ ([
  "problem",
  "dataset",
  "output",
  "loss",
  "optimizer",
  "schedule",
  "regularization",
  "initializer",
  "data",
]);
const CHOSEN = /** @type {const} */ ([
  "samples",
  "noise",
  "train_percent",
  "seed",
  "classes",
  "learning_rate",
  "batch_size",
  "clip_norm",
  "schedule_epochs",
  "regularization_rate",
  "initial_bias",
]);

/** @param {unknown} value
    @returns {value is Record<string, any>} */
const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
/** @param {unknown} value
    @param {number} [longest] */
const isText = (value, longest = LONGEST.text) => typeof value === "string" && value.length <= longest;
/** @param {unknown} value */
const isCount = (value) => Number.isInteger(value) && /** @type {number} */ (value) >= 0;
/** @param {unknown} value */
const isMaybe = (value) => value === null || Number.isFinite(value);

/** @param {unknown} layer */
const isLayer = (layer) =>
  isRecord(layer) &&
  isCount(layer.units) &&
  isText(layer.activation) &&
  [undefined, null].concat(layer.parameter).every((value) => value === undefined || isMaybe(value)) &&
  (layer.formula === undefined || layer.formula === null || isText(layer.formula)) &&
  (layer.dropout === undefined || Number.isFinite(layer.dropout));

/** @param {unknown} setup */
const isSetup = (setup) =>
  isRecord(setup) &&
  TEXTS.every((name) => isText(setup[name])) &&
  CHOSEN.every((name) => Number.isFinite(setup[name])) &&
  isMaybe(setup.weights_seed ?? null) &&
  isMaybe(setup.train_points ?? null) &&
  Array.isArray(setup.features) &&
  setup.features.length <= LONGEST.list &&
  setup.features.every((key) => isText(key)) &&
  Array.isArray(setup.hidden) &&
  setup.hidden.length <= LONGEST.list &&
  setup.hidden.every(isLayer);

/** @param {unknown} point */
const isPoint = (point) => Array.isArray(point) && point.length === 3 && point.every(Number.isFinite);

/** The row that a value is; null for anything else.
    @param {unknown} value
    @returns {RunRow | null} */
export function checked(value) {
  if (!isRecord(value)) return null;
  const right =
    isText(value.id) &&
    ID.test(value.id) &&
    isText(value.link, LONGEST.link) &&
    typeof value.repeats === "boolean" &&
    isSetup(value.setup) &&
    COUNTS.every((name) => isCount(value[name])) &&
    NUMBERS.every((name) => Number.isFinite(value[name])) &&
    ENDS.includes(value.ended) &&
    (value.stop === undefined || isText(value.stop, LONGEST.note)) &&
    isText(value.note, LONGEST.note) &&
    (value.picture === "" || (isText(value.picture, LONGEST.picture) && PICTURE.test(value.picture))) &&
    Array.isArray(value.curve) &&
    value.curve.length <= LONGEST.curve &&
    value.curve.every(isPoint);
  return right ? /** @type {RunRow} */ (value) : null;
}
