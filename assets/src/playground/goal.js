/* Stop conditions: the server is asked to stop at a goal, and the page says when it has been reached. The address holds
   the condition, so that it comes and goes with a link. */

import { $, fill, say } from "../lib/dom.js";
import * as numbers from "../lib/numbers.js";
import { player } from "../play/player.js";
import * as session from "../play/session.js";

const NEVER = "never";

/** @type {Setup} */
let setup;
let kind = NEVER;
let also = NEVER; // what else has to hold at the same epoch
/** @type {Record<string, number>} */
let thresholds = {}; // the number of each kind, as the server takes it: a score of 95 % is 0.95
/** @type {number | null} */
let met = null; // the epoch at which training stopped for this goal
let said = "";
/** @type {() => void} */
let changed; // the address is written

/** @param {number} value */
const loss = (value) => numbers.loss(value);
const regression = () => player.draft.problem === "regression";
/** @param {string} of */
const inPercent = (of) => of === "test_score" && !regression();
/** What is measured has a number that need not be whole; an epoch or patience is no measure.
    @param {string} of */
const measured = (of) => of !== NEVER && !setup.goals[of].whole;
/** The number of a kind, as it is typed.
    @param {string} of */
const plain = (of) => String(numbers.nearest(thresholds[of] * (inPercent(of) ? 100 : 1), 9));
/** @param {number} value */
const score = (value) => numbers.score(value, regression());

/** A condition: its select, its number, and what stands behind that.
    @param {IdOf<"select">} select
    @param {IdOf<"input">} field
    @param {string} of */
function showOne(select, field, of) {
  $(select).value = of;
  const box = /** @type {HTMLElement} */ ($(field).parentElement);
  box.hidden = of === NEVER;
  if (of === NEVER) return;
  $(field).value = plain(of);
  $(field).setAttribute("aria-label", $(select).selectedOptions[0].textContent ?? "");
  say(box.querySelector(".goal-unit"), inPercent(of) ? "%" : of === "patience" ? setup.texts.epochs : "");
}

function show() {
  const { texts } = setup;
  say($("goal").querySelector("[value=test_score]"), regression() ? texts.atR2 : texts.atAccuracy);
  say($("goal-also").querySelector("[value=test_score]"), regression() ? texts.andR2 : texts.andAccuracy);
  for (const option of $("goal-also").options) option.disabled = option.value === kind;
  showOne("goal", "goal-value", kind);
  showOne("goal-also", "goal-also-value", also);
  $("goal-also").disabled = !measured(kind);
  say($("goal-reached"), met === null ? "" : fill(texts.reached, { epoch: met }));
}

/** Another goal: what has been fetched on the way to the old one is not shown. */
function change() {
  met = null;
  if (!measured(kind) || also === kind) also = NEVER;
  show();
  changed();
  if (player.playing) player.look();
}

/** The goal of a link that was opened, or none.
    @param {StopCondition | null} stop */
export function open(stop) {
  const before = text();
  for (const aim of [stop, stop?.also]) if (aim) thresholds = { ...thresholds, [aim.kind]: aim.value };
  kind = stop?.kind ?? NEVER;
  also = stop?.also?.kind ?? NEVER;
  if (text() !== before) change();
}

/** A number that was typed, at the nearest one that is allowed; what is none changes nothing.
    @param {string} of
    @param {string} typed */
function type(of, typed) {
  const { low, high, whole } = setup.goals[of];
  const value = Number(typed) / (inPercent(of) ? 100 : 1);
  if (!typed || Number.isNaN(value)) return show();
  const bounded = Math.min(high, Math.max(low, value));
  thresholds = { ...thresholds, [of]: whole ? Math.round(bounded) : bounded };
  change();
}

/** @param {number} epoch */
function reached(epoch) {
  const { texts } = setup;
  if (!player.frame) return;
  const { test_loss, train_loss, test_score, best } = player.frame;
  const values = { epoch, value: plain(kind) + (inPercent(kind) ? "%" : "") };
  /** @type {Record<string, () => string>} */
  const sentences = {
    epoch: () => fill(texts.stoppedEpoch, values),
    test_loss: () => fill(texts.stoppedLoss, { ...values, now: loss(test_loss) }),
    train_loss: () => fill(texts.stoppedTrainLoss, { ...values, now: loss(train_loss) }),
    test_score() {
      const now = score(test_score);
      return regression() ? fill(texts.stoppedR2, { ...values, now }) : fill(texts.stoppedAccuracy, { ...values, now });
    },
    gap: () => fill(texts.stoppedGap, { ...values, now: loss(test_loss - train_loss) }),
    gap_above: () => fill(texts.stoppedGapAbove, { ...values, now: loss(test_loss - train_loss) }),
    patience: () => fill(texts.stoppedPatience, { ...values, now: loss(best?.loss ?? NaN), best: best?.epoch }),
  };
  said = also === NEVER ? sentences[kind]() : fill(texts.stoppedBoth, { epoch });
  session.say(said, true);
  met = epoch;
  show();
}

/** Call this when the goal is another one.
    @param {() => void} listener */
export const onChange = (listener) => (changed = listener);

/** As it stands in a link. */
export function text() {
  if (kind === NEVER) return "";
  return `stop=${kind}:${thresholds[kind]}${also === NEVER ? "" : `,${also}:${thresholds[also]}`}`;
}

/** @type {Part} */
export const part = {
  begin(given) {
    setup = given;
    thresholds = Object.fromEntries(Object.entries(setup.goals).map(([name, { value }]) => [name, value]));
    $("goal-value").addEventListener("change", ({ target }) => type(kind, target.value));
    $("goal-also-value").addEventListener("change", ({ target }) => type(also, target.value));
    $("goal").addEventListener("change", ({ target }) => {
      kind = target.value;
      change();
    });
    $("goal-also").addEventListener("change", ({ target }) => {
      also = target.value;
      change();
    });
  },
  accepted(_experiment, _lane, restarted) {
    if (restarted) met = null;
    show();
  },
  status() {
    if (player.playing && said === $("notice").textContent) session.say("");
  },
  stopped({ reason, epoch }) {
    if (reason === "goal") reached(epoch);
  },
  /** The goal, from a frame on. Past it, training goes on until it has left it; another set-up has another best. */
  view(frame) {
    if (kind === NEVER) return {};
    const passed = met !== null && (frame?.epoch ?? -1) >= met;
    const best = frame?.experiment === player.draft ? frame?.best : null;
    const second = also === NEVER ? {} : { also: { kind: also, value: thresholds[also] } };
    return { goal: { kind, value: thresholds[kind], ...second, passed, best: best ?? null } };
  },
};
