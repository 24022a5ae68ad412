/* Stop conditions: the server is asked to stop at a goal, and the page says when it has been reached. The address holds
   the condition, so that it comes and goes with a link. */
(() => {
  "use strict";

  const NEVER = "never";

  let setup = null;
  let kind = NEVER;
  let numbers = {}; // the number of each kind, as the server takes it: a score of 95 % is 0.95
  let met = null; // the epoch at which training stopped for this goal
  let said = "";

  const $ = (id) => document.getElementById(id);
  const fill = (text, values) => window.readouts.fill(text, values);
  const say = (element, text) => window.readouts.say(element, text);
  const loss = (value) => window.readouts.loss(value);
  const regression = () => window.player.draft.problem === "regression";
  const inPercent = () => kind === "test_score" && !regression();
  const plain = (value) => String(Number(value.toPrecision(9)));
  const score = (value) => window.numbers.score(value, regression());

  function show() {
    const { texts } = setup;
    $("goal").value = kind;
    say($("goal").querySelector("[value=test_score]"), regression() ? texts.atR2 : texts.atAccuracy);
    document.querySelector(".goal-value").hidden = kind === NEVER;
    say($("goal-reached"), met === null ? "" : fill(texts.reached, { epoch: met }));
    if (kind === NEVER) return;
    $("goal-value").value = plain(numbers[kind] * (inPercent() ? 100 : 1));
    $("goal-value").setAttribute("aria-label", $("goal").selectedOptions[0].textContent);
    say(document.querySelector(".goal-unit"), inPercent() ? "%" : kind === "patience" ? texts.epochs : "");
  }

  /** Another goal: what has been fetched on the way to the old one is not shown. */
  function change() {
    met = null;
    show();
    window.address.write();
    if (window.player.playing) window.player.look();
  }

  /** The goal of a link that was opened, {kind, value}, or none. */
  function open(stop) {
    const next = stop?.kind ?? NEVER;
    if (kind === next && (!stop || numbers[kind] === stop.value)) return;
    if (stop) numbers = { ...numbers, [next]: stop.value };
    kind = next;
    change();
  }

  /** A number that was typed, at the nearest one that is allowed; what is none changes nothing. */
  function type(text) {
    const { low, high, whole } = setup.goals[kind];
    const typed = Number(text) / (inPercent() ? 100 : 1);
    if (!text || Number.isNaN(typed)) return show();
    const bounded = Math.min(high, Math.max(low, typed));
    numbers = { ...numbers, [kind]: whole ? Math.round(bounded) : bounded };
    change();
  }

  function reached(epoch) {
    const { texts } = setup;
    const { test_loss, train_loss, test_score, best } = window.player.frame;
    const values = { epoch, value: plain(numbers[kind] * (inPercent() ? 100 : 1)) + (inPercent() ? "%" : "") };
    said = {
      epoch: () => fill(texts.stoppedEpoch, values),
      test_loss: () => fill(texts.stoppedLoss, { ...values, now: loss(test_loss) }),
      train_loss: () => fill(texts.stoppedTrainLoss, { ...values, now: loss(train_loss) }),
      test_score() {
        const now = score(test_score);
        return regression() ? fill(texts.stoppedR2, { ...values, now }) : fill(texts.stoppedAccuracy, { ...values, now });
      },
      patience: () => fill(texts.stoppedPatience, { ...values, now: loss(best.loss), best: best.epoch }),
    }[kind]();
    window.session.say(said, true);
    met = epoch;
    show();
  }

  window.goal = {
    open,
    /** As it stands in a link. */
    get text() {
      return kind === NEVER ? "" : `stop=${kind}:${numbers[kind]}`;
    },
  };
  (window.parts ??= []).push({
    begin(given) {
      setup = given;
      numbers = Object.fromEntries(Object.entries(setup.goals).map(([name, { value }]) => [name, value]));
      $("goal-value").addEventListener("change", ({ target }) => type(target.value));
      $("goal").addEventListener("change", ({ target }) => {
        kind = target.value;
        change();
      });
    },
    accepted(experiment, lane, restarted) {
      if (restarted) met = null;
      show();
    },
    status() {
      if (window.player.playing && said === $("notice").textContent) window.session.say("");
    },
    stopped({ reason, epoch }) {
      if (reason === "goal") reached(epoch);
    },
    /** The goal, from a frame on. Past it, training goes on until it has left it; another set-up has another best. */
    view(frame) {
      if (kind === NEVER) return {};
      const passed = met !== null && frame?.epoch >= met;
      const best = frame?.experiment === window.player.draft ? frame?.best : null;
      return { goal: { kind, value: numbers[kind], passed, best: best ?? null } };
    },
  });
})();
