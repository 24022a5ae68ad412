/* Which of the points train: their share on the slider, another share of own points, which the server splits anew, what
   it has moved for that, and the classes that training or the test does without. */
(() => {
  "use strict";

  let texts = null;
  const told = new WeakSet(); // answers whose split was said

  const $ = (id) => document.getElementById(id);
  const fill = (text, values) => window.readouts.fill(text, values);
  const rounded = (share) => Number(share.toFixed(1));

  /** How many train: of own points the first so many, or as of all others the first by their share. */
  const training = ({ samples, train_points: first, train_percent: percent }) => first ?? Math.floor((samples * percent) / 100);

  /** What the slider shows: how many of own points really train. */
  const share = ({ samples, train_points: first, train_percent: percent, split }) =>
    first && split?.kind !== "share" ? rounded((100 * first) / samples) : percent;

  /** The experiment with another share of training data; its own points are to be split anew from the roles they have. */
  function atShare(e, percent) {
    if (!e.points) return { ...e, train_percent: percent };
    const train = e.split?.train ?? training(e);
    return { ...e, train_percent: percent, train_points: train, split: { train, kind: "share" } };
  }

  /** What the server did, after what the notice says of the change itself. */
  function say(experiment, { kind, to_train: toTrain, to_test: toTest }) {
    const values = { train: training(experiment), n: experiment.samples, share: share(experiment), toTrain, toTest };
    const words = [$("notice").textContent];
    if (kind === "least") words.push(toTest ? texts.testTaken : texts.trainTaken);
    else words.push(experiment.problem === "regression" ? fill(texts.splitPoints, values) : fill(texts.splitClasses, values));
    if (kind === "share" && toTrain) words.push(fill(texts.toTrain, values));
    if (kind === "share" && toTest) words.push(fill(texts.toTest, values));
    window.session.say(words.join(" ").trim());
  }

  /** The classes of which there are points, but none among the first `train`, or none after them; and whether a split
      would help. */
  function lacking({ points, train }, experiment) {
    if (experiment.problem === "regression") return { classes: [] };
    const several = window.classes.kind(experiment);
    const counts = new Map(); // of each class, how many train and test
    for (let i = 2; i < points.length; i += 3) {
      for (const held of several ? window.classes.holding(points[i], several) : [points[i]]) {
        if (!counts.has(held)) counts.set(held, [0, 0]);
        counts.get(held)[Number((i - 2) / 3 >= train)] += 1;
      }
    }
    const name = (held) => window.dataNames.classOf(several ? held : Number(held > 0), !several);
    const without = (role) => [...counts].filter(([, of]) => !of[role]).map(([held]) => held).sort((a, b) => a - b);
    const helps = [...counts.values()].some(([train, test]) => train * test === 0 && train + test > 1);
    return { classes: [without(0).map(name), without(1).map(name)], helps };
  }

  function warn(experiment) {
    const { classes, helps } = lacking(window.page.data, experiment);
    const [untrained, untested] = classes.map((names) => names.join(", "));
    const words = [];
    if (untrained) words.push(fill(texts.noTraining, { classes: untrained }));
    if (untested) words.push(fill(texts.noTest, { classes: untested }));
    if (words.length && helps && experiment.points) words.push(texts.splitHelps);
    const text = words.join(" ");
    $("split-note").hidden = !text;
    window.readouts.say($("split-note"), text);
  }

  window.splits = { training, share, atShare };
  (window.parts ??= []).push({
    begin: (setup) => ({ texts } = setup),
    accepted(experiment, lane) {
      warn(experiment);
      if (!lane.split || told.has(lane)) return; // back at an earlier moment it is no news
      told.add(lane);
      say(experiment, lane.split);
    },
  });
})();
