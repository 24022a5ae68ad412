/* The session: what has been, so that one can go back to it. Every change of the set-up or of the weights goes through
   here: it can be undone, and what it does is said. Moments are kept without their pictures, which the server draws
   again when somebody goes back to one. */
(() => {
  "use strict";

  const KEEP = 400; // moments; every second one goes when there are more
  const UNDOABLE = 50;
  const REMEMBERING = 10; // undone, the latest of them come back with their whole past
  const MERGE_MS = 1000;
  const SLOW_MS = 250;
  const PATIENCE_MS = 400; // so long the slider waits for the picture of a moment before it asks for another one

  let texts = null;
  let lane = null; // what the server has said of the experiment
  let moments = [];
  let at = -1; // the moment on the screen
  let undos = [];
  let redos = [];
  let pending = []; // what can be undone of changes that are yet to be accepted
  let fresh = false; // with them, what was undone can't be done again
  let untouched = null; // the frames that were on the screen before them
  let asked = 0; // when the slider last asked for a moment
  let wanted = null; // the moment to go to next
  let toldAt = 0;

  const $ = (id) => document.getElementById(id);
  const now = () => performance.now();
  const fill = (text, values) => window.readouts.fill(text, values);

  /** Where somebody is: at a moment of what trains, or with a draft that the server has yet to accept. */
  function situation() {
    const { waiting, draft, from } = window.player;
    if (!waiting) return { lane, moments, at };
    return { draft, begun: from?.map(({ state, experiment }) => ({ state, experiment })) ?? null };
  }

  /** What is kept of a frame. */
  const light = ({ epoch, state, train_loss, test_loss, train_score, test_score, best, experiment }) => ({
    epoch, state, train_loss, test_loss, train_score, test_score, best, experiment, lane,
  });

  /** Whether two networks have the same parts, so that either can go on with what the other one has learned. */
  function sameNetwork(one, other) {
    const layers = (hidden) => hidden.map(({ units, activation, parameter }) => [units, activation, parameter]);
    const parts = ({ features, hidden, classes }) => JSON.stringify([features, layers(hidden), classes]);
    return parts(one) === parts(other);
  }

  /** Say what a change does, for a while; what explains why nothing goes on any more `stays`. */
  function say(text, stays = false) {
    const notice = $("notice");
    window.readouts.say(notice, text);
    if (text && !stays) window.notices.passing(notice, () => say(""));
    else window.notices.staying(notice);
  }

  // Changes

  function begin(experiment, keep, { what, merge = null, slow = false }, said) {
    const last = [...undos, ...pending].pop();
    const merged = merge !== null && last?.merge === merge && (slow || now() - last.time < MERGE_MS);
    untouched ??= window.player.frames;
    fresh = true;
    if (merged) Object.assign(last, { time: now(), keep: last.keep && keep });
    else pending.push({ ...situation(), keep, what, merge, time: now() });
    tell(experiment);
    buttons();
    say(said);
  }

  /** Tell the other parts of the page that somebody wants another experiment. */
  function tell(experiment) {
    if (JSON.stringify(experiment) === JSON.stringify(window.player.draft)) return;
    window.parts.forEach((part) => part.edited?.(experiment));
  }

  /** Another experiment; `keep` goes on with what was learned, else it starts anew and pauses. `what` was changed, in
      words; changes of the same `merge` in a row are one, if they come within a second or may be `slow`. */
  function change(experiment, { keep, ...about }) {
    const learned = window.player.frame?.epoch > 0;
    begin(experiment, keep, about, fill(!keep ? texts.anew : learned ? texts.goesOn : texts.changed, { what: about.what }));
    window.player.edit([experiment], keep ? "keep" : "restart");
  }

  /** The same experiment with other weights: the byte form of a state as text. */
  function weights(state, about) {
    begin(window.player.draft, false, about, fill(texts.goesOn, { what: about.what }));
    window.player.edit([window.player.draft], "keep", [{ ...window.player.frame, state }]);
  }

  /** Something else altogether, at epoch 0 or at a state. */
  function open(experiment, state, about) {
    begin(experiment, false, about, fill(texts.opened, { what: about.what }));
    window.player.edit([experiment], "restart", state && [{ state, experiment }], about.urgent);
  }

  /** What was on its way is given up for what trains. */
  function stay() {
    if (untouched) window.player.frames = untouched;
    drop();
    window.player.stay();
    window.page.accept(lane);
    say("");
  }

  function drop() {
    pending = [];
    untouched = null;
    fresh = false;
  }

  function remember(entries) {
    if (fresh) redos = [];
    fresh = false;
    undos = [...undos, ...entries].slice(-UNDOABLE);
    for (const old of undos.slice(0, -REMEMBERING)) {
      if (old.moments) Object.assign(old, { moments: [old.moments[old.at]], at: 0 });
    }
  }

  function undo() {
    if (fresh) redos = []; // what is undone now comes after them
    fresh = false;
    back(pending.length ? pending : undos, redos, (what) => fill(texts.undone, { what }));
  }

  /** What was never accepted may be refused yet. */
  function redo() {
    const draft = redos[redos.length - 1]?.draft;
    back(redos, draft || pending.length ? pending : undos, (what) => fill(texts.redone, { what }));
  }

  /** Go from one list of what can be undone (or done again) to the other. */
  function back(from, to, said) {
    const entry = from.pop();
    if (!entry) return;
    const { what, keep, merge, time } = entry;
    to.push({ ...situation(), what, keep, merge, time });
    say(said(what));
    const then = entry.draft ?? entry.moments[entry.at].experiment;
    if (entry.moments && !(keep && sameNetwork(then, window.player.draft))) {
      moments = entry.moments;
      go(entry.at, pending);
    } else {
      tell(then);
      window.player.edit([then], ...(keep && sameNetwork(then, window.player.draft) ? ["keep"] : ["restart", entry.begun]));
      window.controls.show(then);
    }
    buttons();
  }

  function buttons() {
    const what = (list) => list[list.length - 1]?.what ?? "";
    const all = [...undos, ...pending];
    $("undo").disabled = !all.length;
    $("redo").disabled = !redos.length;
    $("undo").title = fill(texts.undo, { what: what(all) });
    $("redo").title = fill(texts.redo, { what: what(redos) });
  }

  // Moments

  /** Go to a moment, with the set-up that it was made by; changes that are on their way are given up but for these. */
  function go(index, but = []) {
    wanted = null;
    if (!moments[index]) return; // it was there before everything began anew
    const { waiting } = window.player;
    const { lane: its, experiment } = moments[index];
    at = index;
    asked = now();
    drop();
    pending = but;
    tell(experiment);
    window.player.travel([moments[at]]);
    if (waiting || its !== lane) window.page.accept(its);
    point(true);
  }

  function slide(index) {
    if (now() - asked < PATIENCE_MS) wanted = index;
    else go(index);
  }

  function frame(shown) {
    asked = 0;
    const before = moments[at];
    const same = before && ["epoch", "state", "experiment"].every((field) => shown[field] === before[field]);
    if (!same) add(shown, before);
    point();
    if (wanted !== null) go(wanted);
  }

  function add(shown, before) {
    const replaced = before?.epoch === shown.epoch;
    if (at < moments.length - 1 && !replaced) {
      // Somebody plays on from an earlier moment: what came after it can be brought back.
      fresh = true;
      remember([{ lane, moments, at: moments.length - 1, keep: false, what: texts.playedOn, merge: null, time: 0 }]);
      buttons();
    }
    moments = [...moments.slice(0, replaced ? at : at + 1), light(shown)];
    if (moments.length > KEEP) moments = moments.filter((_, i) => i % 2 === 0 || i === moments.length - 1);
    at = moments.length - 1;
  }

  /** Let the slider show where we are, but not faster than people see. */
  function point(always = !window.player.playing) {
    if (!moments.length || (!always && now() - toldAt < SLOW_MS)) return;
    toldAt = now();
    const slider = $("timeline");
    slider.max = moments.length - 1;
    slider.value = at;
    slider.disabled = moments.length < 2;
    const values = { epoch: moments[at].epoch, last: moments[moments.length - 1].epoch };
    const text = at < moments.length - 1 ? fill(texts.earlier, values) : fill(texts.latest, values);
    slider.setAttribute("aria-valuetext", text);
    window.readouts.say($("timeline-epoch"), text);
  }

  (window.parts ??= []).unshift({
    begin(setup) {
      ({ texts } = setup);
      const slider = $("timeline");
      slider.addEventListener("input", () => slide(Number(slider.value)));
      buttons();
    },
    accepted(_, given, restarted) {
      lane = given;
      remember(pending);
      drop();
      if (restarted) [moments, at] = [[], -1];
      buttons();
    },
    refused() {
      if (untouched) window.player.frames = untouched;
      drop();
      buttons();
      say("");
    },
    frame,
    status: () => point(),
    commands: { undo, redo },
  });

  window.session = {
    change,
    weights,
    open,
    stay,
    restore({ moments: its, at: index }) {
      moments = its;
      go(index);
    },
    say,
    undo,
    redo,
    get moments() {
      return moments;
    },
    get at() {
      return at;
    },
  };
})();
