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
const inPercent = () => kind === "test_score" && !regression();
/** @param {number} value */
const plain = (value) => String(numbers.nearest(value, 9));
/** @param {number} value */
const score = (value) => numbers.score(value, regression());

function show() {
  const { texts } = setup;
  $("goal").value = kind;
  say($("goal").querySelector("[value=test_score]"), regression() ? texts.atR2 : texts.atAccuracy);
  document.querySelector(".goal-value").hidden = kind === NEVER;
  say($("goal-reached"), met === null ? "" : fill(texts.reached, { epoch: met }));
  if (kind === NEVER) return;
  $("goal-value").value = plain(thresholds[kind] * (inPercent() ? 100 : 1));
  $("goal-value").setAttribute("aria-label", $("goal").selectedOptions[0].textContent ?? "");
  say(document.querySelector(".goal-unit"), inPercent() ? "%" : kind === "patience" ? texts.epochs : "");
}

/** Another goal: what has been fetched on the way to the old one is not shown. */
function change() {
  met = null;
  show();
  changed();
  if (player.playing) player.look();
}

/** The goal of a link that was opened, {kind, value}, or none.
    @param {Aim | null} stop */
export function open(stop) {
  const next = stop?.kind ?? NEVER;
  if (kind === next && (!stop || thresholds[kind] === stop.value)) return;
  if (stop) thresholds = { ...thresholds, [next]: stop.value };
  kind = next;
  change();
}

/** A number that was typed, at the nearest one that is allowed; what is none changes nothing.
    @param {string} text */
function type(text) {
  const { low, high, whole } = setup.goals[kind];
  const typed = Number(text) / (inPercent() ? 100 : 1);
  if (!text || Number.isNaN(typed)) return show();
  const bounded = Math.min(high, Math.max(low, typed));
  thresholds = { ...thresholds, [kind]: whole ? Math.round(bounded) : bounded };
  change();
}

/** @param {number} epoch */
function reached(epoch) {
  const { texts } = setup;
  if (!player.frame) return;
  const { test_loss, train_loss, test_score, best } = player.frame;
  const values = { epoch, value: plain(thresholds[kind] * (inPercent() ? 100 : 1)) + (inPercent() ? "%" : "") };
  /** @type {Record<string, () => string>} */
  const sentences = {
    epoch: () => fill(texts.stoppedEpoch, values),
    test_loss: () => fill(texts.stoppedLoss, { ...values, now: loss(test_loss) }),
    train_loss: () => fill(texts.stoppedTrainLoss, { ...values, now: loss(train_loss) }),
    test_score() {
      const now = score(test_score);
      return regression() ? fill(texts.stoppedR2, { ...values, now }) : fill(texts.stoppedAccuracy, { ...values, now });
    },
    patience: () => fill(texts.stoppedPatience, { ...values, now: loss(best?.loss ?? NaN), best: best?.epoch }),
  };
  said = sentences[kind]();
  session.say(said, true);
  met = epoch;
  show();
}

/** Call this when the goal is another one.
    @param {() => void} listener */
export const onChange = (listener) => (changed = listener);

/** As it stands in a link. */
export function text() {
  return kind === NEVER ? "" : `stop=${kind}:${thresholds[kind]}`;
}

/** @type {Part} */
export const part = {
  begin(given) {
    setup = given;
    thresholds = Object.fromEntries(Object.entries(setup.goals).map(([name, { value }]) => [name, value]));
    $("goal-value").addEventListener("change", ({ target }) => type(target.value));
    $("goal").addEventListener("change", ({ target }) => {
      kind = target.value;
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
    return { goal: { kind, value: thresholds[kind], passed, best: best ?? null } };
  },
};
