/* How many of an experiment's points train: what is shown of it, and another share of them. */

/** @param {number} share */
const rounded = (share) => Math.round(10 * share) / 10;

/** How many train: of own points the first so many, or as of all others the first by their share.
    @param {Experiment} experiment */
export const training = ({ samples, train_points: first, train_percent: percent }) =>
  first ?? Math.floor((samples * percent) / 100);

/** What the slider shows: how many of own points really train.
    @param {Experiment} experiment */
export const share = ({ samples, train_points: first, train_percent: percent, split }) =>
  first && split?.kind !== "share" ? rounded((100 * first) / samples) : percent;

/** The experiment with another share of training data; its own points are to be split again from the roles they have.
    @param {Experiment} e
    @param {number} percent
    @returns {Experiment} */
export function atShare(e, percent) {
  if (!e.points) return { ...e, train_percent: percent };
  const train = e.split?.train ?? training(e);
  return { ...e, train_percent: percent, train_points: train, split: { train, kind: "share" } };
}
