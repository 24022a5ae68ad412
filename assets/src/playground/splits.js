/* Which of the points train: their share on the slider, another share of own points, which the server splits again, what
   it has moved for that, and the classes that training or the test does without. */

import * as dom from "../lib/dom.js";
import { $, fill } from "../lib/dom.js";
import * as classes from "../paint/classes.js";
import * as dataNames from "../paint/data_names.js";
import * as roles from "../play/roles.js";
import * as session from "../play/session.js";
import * as picture from "./picture.js";

/** @type {TextsOf<"playground">} */
let texts;
/** @type {WeakSet<Lane>} */
const told = new WeakSet(); // answers whose split was said

/** What the server did, after what the notice says of the change itself.
    @param {Experiment} experiment
    @param {import("../wire/types.js").SplitTold} its */
function say(experiment, { kind, to_train: toTrain, to_test: toTest }) {
  const values = {
    train: roles.training(experiment),
    n: experiment.samples,
    share: roles.share(experiment),
    toTrain,
    toTest,
  };
  const words = [$("notice").textContent];
  if (kind === "least") words.push(toTest ? texts.testTaken : texts.trainTaken);
  else
    words.push(
      experiment.problem === "regression" ? fill(texts.splitPoints, values) : fill(texts.splitClasses, values),
    );
  if (kind === "share" && toTrain) words.push(fill(texts.toTrain, values));
  if (kind === "share" && toTest) words.push(fill(texts.toTest, values));
  session.say(words.join(" ").trim());
}

/** The classes of which there are points, but none among the first `train`, or none after them; and whether a split
    would help.
    @param {Drawn} drawn
    @param {Experiment} experiment */
function lacking({ points, train }, experiment) {
  if (experiment.problem === "regression") return { classes: [], helps: false };
  const several = classes.kind(experiment);
  /** @type {Map<number, [number, number]>} */
  const counts = new Map(); // of each class, how many train and test
  for (let i = 2; i < points.length; i += 3) {
    for (const held of several ? classes.holding(points[i], several) : [points[i]]) {
      const counted = counts.get(held) ?? [0, 0];
      counted[Number((i - 2) / 3 >= train)] += 1;
      counts.set(held, counted);
    }
  }
  /** @param {number} held */
  const name = (held) => dataNames.classOf(several ? held : Number(held > 0), !several);
  /** @param {number} role */
  const without = (role) =>
    [...counts]
      .filter(([, counted]) => !counted[role])
      .map(([held]) => held)
      .sort((a, b) => a - b);
  const helps = [...counts.values()].some(([train, test]) => train * test === 0 && train + test > 1);
  return { classes: [without(0).map(name), without(1).map(name)], helps };
}

/** @param {Experiment} experiment */
function warn(experiment) {
  const { classes, helps } = lacking(picture.data, experiment);
  const [untrained, untested] = classes.map((names) => names.join(", "));
  const words = [];
  if (untrained) words.push(fill(texts.noTraining, { classes: untrained }));
  if (untested) words.push(fill(texts.noTest, { classes: untested }));
  if (words.length && helps && experiment.points) words.push(texts.splitHelps);
  const text = words.join(" ");
  $("split-note").hidden = !text;
  dom.say($("split-note"), text);
}

/** @type {Part} */
export const part = {
  begin: (setup) => ({ texts } = setup),
  accepted(experiment, lane) {
    warn(experiment);
    if (!lane.split || told.has(lane)) return; // back at an earlier moment it is no news
    told.add(lane);
    say(experiment, lane.split);
  },
};
