/* The race page: several networks that differ in one choice, played together. */
(() => {
  "use strict";

  const FEW_LANES = 4; // which are drawn large
  const SLOW_MS = 250; // numbers that nobody can read faster
  const SAVED = "playground-experiment";
  const SAVED_STATE = "playground-state";

  let setup = null;
  let race = null; // {base, differs, lanes, start, target}: the link holds this and nothing else
  let accepted = null; // the last one that the server took, or else the usual one
  let data = null;
  let finishes = []; // for each lane the epoch at which it reached the target
  let stops = [];
  let slowAt = 0;
  let recent = [];
  let note = ""; // to be said when the first race is there

  const $ = (id) => document.getElementById(id);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const name = (i) => window.lanes.name(race, i);

  // What a choice changes in an experiment

  const units = (experiment) => experiment.hidden.map((layer) => layer.units);
  const shape = (experiment) => units(experiment).join(",");

  const APPLY = {
    activation: (e, value) => ({ ...e, hidden: units(e).map((n) => ({ units: n, activation: value })) }),
    learning_rate: (e, value) => ({ ...e, learning_rate: Number(value) }),
    hidden(e, value) {
      const activation = e.hidden[0]?.activation ?? "tanh";
      return { ...e, hidden: value.split(",").map((n) => ({ units: Number(n), activation })) };
    },
    initializer: (e, value) => ({ ...e, initializer: value }),
    batch_size: (e, value) => ({ ...e, batch_size: Number(value) }),
    regularization: (e, value) => ({ ...e, regularization: value, regularization_rate: value === "none" ? 0 : 0.003 }),
    noise: (e, value) => ({ ...e, noise: Number(value) }),
    seed: (e, value) => ({ ...e, seed: Math.max(0, Math.min(4294967295, Math.round(Number(value)) || 0)) }),
    dataset(e, value) {
      const { output, loss, problem, samples, points, ...rest } = e;
      return { ...rest, dataset: value, problem: value.startsWith("reg-") ? "regression" : "classification" };
    },
  };
  const OF = {
    activation: (e) => e.hidden[0]?.activation ?? "tanh",
    learning_rate: (e) => String(Number(e.learning_rate.toFixed(5))),
    hidden: shape,
    initializer: (e) => e.initializer,
    batch_size: (e) => String(e.batch_size),
    regularization: (e) => e.regularization,
  };
  const COMMON = {
    "race-dataset": "dataset",
    "race-hidden": "hidden",
    "race-learning-rate": "learning_rate",
    "race-batch": "batch_size",
    "race-noise": "noise",
    "race-seed": "seed",
  };

  function drafts() {
    const base = { ...race.base, initializer: race.start === "matched" ? setup.matched : race.base.initializer };
    return race.lanes.map((value) => APPLY[race.differs](base, value));
  }

  /** Take over another race; all lanes start anew, unless they may go on with what they have learned. */
  function change(next, kind = "restart") {
    race = next;
    const pixels = race.lanes.length <= FEW_LANES ? setup.pixels.few : setup.pixels.many;
    window.player.visible = { units: false, diagnostics: true, pixels, target: Number(race.target) };
    window.player.edit(drafts(), kind);
    controls();
  }

  function controls() {
    const { base } = race;
    const values = {
      "race-dataset": base.dataset,
      "race-hidden": shape(base),
      "race-learning-rate": OF.learning_rate(base),
      "race-batch": String(base.batch_size),
      "race-noise": String(base.noise),
      "race-differs": race.differs,
      "race-start": race.start,
      "race-target": race.target,
    };
    for (const [id, value] of Object.entries(values)) {
      const select = $(id);
      if (![...select.options].some((option) => option.value === value)) select.add(new Option(value, value));
      select.value = value;
    }
    $("race-seed").value = base.seed;
    for (const [id, field] of Object.entries(COMMON)) $(id).disabled = field === race.differs;
    $("race-start").disabled = race.differs === "initializer";
    $("race-add").disabled = race.lanes.length >= setup.maxLanes;
    document.querySelectorAll("[data-start]").forEach((text) => {
      text.hidden = text.dataset.start !== race.start;
    });
  }

  // The order of the lanes

  function outcome(frames) {
    const score = (i) => (stops[i] ? Infinity : finishes[i] ? finishes[i] - 1e9 : frames[i]?.test_loss ?? Infinity);
    const order = frames.map((_, i) => i).sort((a, b) => score(a) - score(b));
    return frames.map((_, i) => ({ rank: order.indexOf(i) + 1, finish: finishes[i], stopped: stops[i] }));
  }

  function noteFinishes(frames) {
    const fresh = frames.map((_, i) => i).filter((i) => !finishes[i] && frames[i]?.finished !== undefined);
    if (!fresh.length) return;
    fresh.forEach((i) => (finishes[i] = frames[i].finished));
    podium();
  }

  /** Back at an earlier moment, what came later has not come yet. */
  function forgetFinishesAfter(epoch) {
    if (!finishes.some((at) => at > epoch)) return;
    finishes = finishes.map((at) => (at > epoch ? undefined : at));
    podium();
  }

  function podium() {
    const order = race.lanes.map((_, i) => i).filter((i) => finishes[i]).sort((a, b) => finishes[a] - finishes[b]);
    const places = order.map((i, at) => {
      const text = fill(setup.texts.place, { place: at + 1, name: name(i), epoch: finishes[i] });
      const place = Object.assign(document.createElement("span"), { textContent: text });
      place.style.setProperty("--lane", window.lanes.COLOURS[i]);
      return place;
    });
    const title = places.length ? [fill(setup.texts.podium, { target: race.target })] : [];
    $("race-podium").replaceChildren(...title, ...places);
  }

  function message(id, text) {
    $(id).hidden = !text;
    if (text) $(id).querySelector(".text").textContent = text;
  }

  const view = {
    frame(frames) {
      const epoch = Math.max(...frames.map((frame) => frame?.epoch ?? 0));
      const slowly = !window.player.playing || performance.now() - slowAt > SLOW_MS;
      if (slowly) slowAt = performance.now();
      forgetFinishesAfter(epoch);
      noteFinishes(frames);
      window.lanes.show(race, frames, outcome(frames), slowly);
      $("epoch").textContent = epoch;
      speed(epoch);
      window.curves.add(frames, epoch);
    },
    accepted(lanes, restarted) {
      data = { ...lanes[0].data, points: window.paint.points(lanes[0].data.points) };
      stops = [];
      if (restarted) {
        window.curves.clear();
        finishes = [];
        recent = [];
        podium();
        message("problem-message", note);
        note = "";
      }
      // What the server has filled in belongs to all lanes; what they differ in is theirs.
      race = { ...race, base: APPLY[race.differs](lanes[0].experiment, OF[race.differs](race.base)) };
      if (race.start === "matched") race.base.initializer = setup.base.initializer;
      accepted = race;
      controls();
      window.lanes.build(race);
      isolate(null);
      window.lanes.points(data);
      window.history.replaceState(null, "", `#${encodeURIComponent(JSON.stringify(race))}`);
    },
    status() {
      const { playing, frames } = window.player;
      $("play").setAttribute("aria-label", playing ? setup.texts.pause : setup.texts.play);
      $("play").classList.toggle("playing", playing);
      if (!playing) $("epochs-per-second").textContent = "";
      if (frames) window.lanes.show(race, frames, outcome(frames), true);
    },
    refused(error) {
      const text = fill(setup.texts.refused, { error });
      if (!window.player.frames) {
        note = text; // a link with a race that can't be
        change(accepted);
        return;
      }
      race = accepted;
      message("problem-message", text);
      controls();
      window.lanes.build(race);
    },
    diverged({ lane, epoch }) {
      stops[lane] = { epoch };
      message("problem-message", fill(setup.texts.diverged, { name: name(lane), epoch }));
      window.lanes.show(race, window.player.frames, outcome(window.player.frames), true);
    },
    connection(wait) {
      const seconds = Math.ceil(wait / 1000);
      const text = seconds ? fill(setup.texts.offline, { seconds }) : setup.texts.trying;
      message("connection-message", wait === null ? "" : text);
    },
  };

  function speed(epoch) {
    const time = performance.now();
    if (!window.player.playing) recent = [];
    recent = [...recent.filter(([then]) => time - then < 1500), [time, epoch]];
    const [then, before] = recent[0];
    if (time - then < 400 || time - slowAt > 20) return;
    const n = Math.round(((epoch - before) * 1000) / (time - then));
    $("epochs-per-second").textContent = fill(setup.texts.epochsPerSecond, { n });
  }

  function isolate(lane) {
    [...$("race-lanes").children].forEach((item, i) => {
      item.firstElementChild.classList.toggle("isolated", lane === i);
    });
    window.curves.isolate(lane);
  }

  window.race = {
    get state() {
      return race;
    },
    begin(given, first, usual, said) {
      setup = given;
      accepted = usual;
      note = said;
      race = first;
      window.player.open(view);
      change(race);
    },
    change,
    isolate,
    apply: APPLY,
    common: COMMON,
    repaint() {
      if (data) window.lanes.points(data);
      if (window.player.frames) window.lanes.show(race, window.player.frames, outcome(window.player.frames), true);
      window.curves.draw();
      window.sweep.redraw();
    },
    /** Take a lane with its weights to the playground. */
    open(lane) {
      sessionStorage.setItem(SAVED, JSON.stringify(window.player.experiments[lane]));
      sessionStorage.setItem(SAVED_STATE, window.player.frames[lane].state);
      location.href = $("nav-playground").href;
    },
    message,
  };
})();
