/* How many parameters the lanes of a race have, and what that makes of the comparison. It is pure. */

import { shape } from "./choices.js";

const NEAR = 1.1; // times as many are as many

/** Whether lanes of different size are compared at equal units, at about equal parameters, or at neither; null where there
    is nothing to say: all have as many, or it is the units in which they are to differ.
    @param {Pick<Experiment, "hidden">[]} experiments
    @param {number[]} counts
    @param {string} differs
    @returns {"equalUnits" | "equalParameters" | "unequal" | null} */
export function compared(experiments, counts, differs) {
  const [low, high] = [Math.min(...counts), Math.max(...counts)];
  const alike = new Set(experiments.map(shape)).size === 1;
  if (differs === "hidden" || counts.length < 2 || low === high) return null;
  if (high <= NEAR * low) return alike ? null : "equalParameters";
  return alike ? "equalUnits" : "unequal";
}

/** The lane that another one is to have as many parameters as: the first, and of the first itself the second.
    @param {number} lane */
export const reference = (lane) => (lane === 0 ? 1 : 0);
