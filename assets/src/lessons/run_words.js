/* What a step says of its run: when it pauses. */

import { fill } from "../lib/dom.js";
import * as numbers from "../lib/numbers.js";

/** @typedef {NonNullable<import("./steps.js").Step["run"]>} Run */

/** @param {Run["stop"][number]} aim
    @param {TextsOf<"lessons">} texts
    @param {boolean} regression */
function words({ kind, value }, texts, regression) {
  const texted = /** @type {Record<string, Sentence<"value">>} */ ({
    epoch: texts.stopEpoch,
    test_loss: texts.stopTestLoss,
    train_loss: texts.stopTrainLoss,
    gap: texts.stopGap,
    gap_above: texts.stopGapAbove,
    test_score: texts.stopScore,
    patience: texts.stopPatience,
  });
  const number = kind === "test_score" ? numbers.score(value, regression) : numbers.exact(value);
  return fill(texted[kind] ?? texts.stopEpoch, { value: number });
}

/** What is to be done, and when the run pauses.
    @param {Run} run
    @param {TextsOf<"lessons">} texts
    @param {boolean} regression */
export function running({ stop, epochs }, texts, regression) {
  const [first] = stop;
  if (!first) return epochs ? fill(texts.runEpoch, { epoch: epochs }) : texts.runFree;
  if (stop.length === 1 && first.kind === "epoch") return fill(texts.runEpoch, { epoch: first.value });
  const all = stop.map((aim) => words(aim, texts, regression));
  return fill(texts.runStop, { stop: all.reduce((one, other) => fill(texts.and, { one, other })) });
}
