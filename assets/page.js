/* The playground page: what Dash calls in the browser, and how the player's frames get on the screen. */
(() => {
  "use strict";

  const SAVED = "playground-experiment";
  const SAVED_STATE = "playground-state";

  const outputs = document.createElement("canvas"); // the pictures of several outputs

  let setup = null;
  let data = null;
  let curves = [];
  let options = { test: false, discrete: false };

  const $ = (id) => document.getElementById(id);
  const table = () => window.colors.current()[options.discrete ? "split" : "smooth"];

  function readouts(frame) {
    const { epoch, loss, say } = window.readouts;
    const regression = window.player.experiment.problem === "regression";
    epoch(frame.epoch);
    for (const kind of ["train", "test"]) {
      const score = frame[`${kind}_score`];
      say($(`${kind}-loss`), loss(frame[`${kind}_loss`]));
      if (regression) say(document.querySelector(`.metric.${kind} .rmse`), loss(frame[`${kind}_rmse`]));
      say($(`${kind}-score`), regression ? score.toFixed(3).replace("-", "−") : `${(100 * score).toFixed(1)} %`);
    }
  }

  function picture(frame) {
    const { experiment } = window.player;
    const size = setup.outputPixels;
    const pixels = window.paint.pixels(frame.output, size);
    const several = window.classes.kind(experiment);
    if (several) {
      window.classes.map($("output-map"), pixels, size, several, options.discrete);
      window.classes.pictures(outputs, pixels, size, several, options.discrete);
    } else window.paint.pictures($("output-map"), pixels, size, table());
    window.network.draw(frame, experiment, setup, several ? outputs : $("output-map"), options.discrete);
    window.classPanel.show(frame, pixels, size, several, options.discrete);
  }

  function overlay() {
    window.paint.overlay($("output-points"), $("output-map"), data, options.test);
  }

  function describe(frame) {
    const { features, hidden } = window.player.experiment;
    const layers = hidden.map(({ units, activation }) => `${units} ${setup.activations[activation].name}`).join(", ");
    const values = { features: features.length, layers: layers || setup.texts.none };
    $("network-canvas").setAttribute("aria-label", window.readouts.fill(setup.texts.network, values));
    const losses = { epoch: frame.epoch, train: window.readouts.loss(frame.train_loss), test: window.readouts.loss(frame.test_loss) };
    $("output-figure").setAttribute("aria-label", window.readouts.fill(setup.texts.map, losses));
  }

  function repaint() {
    window.network.moved();
    for (const { key, pixels } of setup.features) {
      const canvas = document.querySelector(`[data-feature="${key}"]`);
      window.paint.pictures(canvas, window.paint.pixels(pixels, setup.unitPixels), setup.unitPixels, table());
    }
    for (const { key, points, problem } of setup.datasets) {
      const canvas = document.querySelector(`[data-dataset="${key}"]`);
      window.paint.thumbnail(canvas, window.paint.points(points), window.classes.kind({ problem }));
    }
    document.querySelectorAll(".layers .curve").forEach((canvas, i) => {
      if (curves[i]) window.paint.curve(canvas, curves[i]);
    });
    overlay();
    window.layerPanel.paint();
    if (window.player.frame) picture(window.player.frame);
  }

  const view = {
    frame([frame]) {
      readouts(frame);
      picture(frame);
      window.layerPanel.frame(frame);
      window.chart.add(frame);
      if (!window.player.playing) describe(frame);
    },
    accepted([lane], restarted) {
      const { experiment } = window.player;
      data = { ...lane.data, points: window.paint.points(lane.data.points), several: window.classes.kind(experiment) };
      curves = lane.curves;
      window.controls.show(experiment);
      const { low, high } = setup.outputs.find(
        ({ problem, output, loss: its }) =>
          problem === experiment.problem && output === experiment.output && its === experiment.loss
      );
      [low, (low + high) / 2, high].forEach((value, i) => {
        $("output-scale").children[i].textContent = String(value).replace("-", "−");
      });
      document.querySelectorAll(".rmse").forEach((element) => {
        element.parentElement.hidden = experiment.problem !== "regression";
      });
      document.querySelectorAll(".score-name").forEach((element) => {
        element.textContent = experiment.problem === "regression" ? setup.texts.r2 : setup.texts.accuracy;
      });
      window.readouts.message("problem-message", "");
      if (restarted) window.chart.clear();
      sessionStorage.setItem(SAVED, JSON.stringify(experiment));
      repaint();
    },
    status() {
      window.readouts.status();
      const { playing, frame } = window.player;
      if (!frame) return;
      describe(frame);
      if (!playing && window.layerPanel.misses(frame)) window.player.look();
    },
    refused(error) {
      window.readouts.refused(error);
      window.controls.show(window.player.experiment);
    },
    diverged({ epoch }) {
      const { learning_rate: rate } = window.player.experiment;
      window.readouts.message("problem-message", window.readouts.fill(setup.texts.diverged, { epoch, rate }));
    },
    connection: (wait) => window.readouts.connection(wait),
  };

  /** Go back to the set-up that this tab had before it was loaded again. */
  function restore(saved) {
    const state = sessionStorage.getItem(SAVED_STATE); // of a lane that came from the race
    sessionStorage.removeItem(SAVED_STATE);
    if (!saved || (!state && saved === JSON.stringify(window.player.experiment))) return;
    try {
      const experiment = JSON.parse(saved);
      window.controls.show(experiment);
      window.player.edit([experiment], "restart", state && [{ state }]);
    } catch {
      window.controls.show(window.player.experiment); // not ours; the defaults stay
    }
  }

  function begin(answer) {
    const saved = sessionStorage.getItem(SAVED);
    $("nav-playground").setAttribute("aria-current", "page");
    window.paint.begin(setup.pixelAlphabet);
    window.classes.begin(setup);
    window.classPanel.begin(setup.texts);
    window.readouts.begin(setup.texts);
    window.controls.begin(setup);
    window.settings.begin(setup, answer.lanes[0].experiment);
    window.layerPanel.begin(setup);
    window.player.visible = { units: true, get layer() { return window.layerPanel.selected(window.player.draft); } };
    window.chart.begin(setup.chart);
    window.player.begin(answer, view);
    window.colors.onChange(() => {
      repaint();
      window.chart.redraw();
    });
    new ResizeObserver(repaint).observe($("network"));
    new ResizeObserver(overlay).observe($("output-figure"));
    document.addEventListener("click", press);
    restore(saved);
  }

  /** The race of this set-up, as a link: the usual one with everything else as it is here. */
  function raceOfThis(link) {
    link.hash = encodeURIComponent(JSON.stringify({ base: window.player.experiment }));
  }

  /** Open this page in this tab with an experiment and its state, from another page. */
  function open(experiment, state) {
    sessionStorage.setItem(SAVED, JSON.stringify(experiment));
    sessionStorage.setItem(SAVED_STATE, state);
    location.href = $("nav-playground").href;
  }

  /** A button was pressed. */
  function press({ target }) {
    if (target.id === "race-of-this") raceOfThis(target);
    const id = target.closest("button")?.id;
    if (COMMANDS[id]) COMMANDS[id]();
    else if (window.controls.isButton(id)) window.controls.change(id);
  }

  const COMMANDS = {
    play: () => window.player.toggle(),
    step: () => window.player.step(),
    reset: () => window.player.reset(),
    retry: () => window.player.retry(),
    speed: (value) => (window.player.speed = Number(value)),
    "show-test"(checked) {
      options = { ...options, test: checked };
      overlay();
    },
    discretize(checked) {
      options = { ...options, discrete: checked };
      repaint();
    },
  };

  window.playground = { open };

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.playground = {
    /** The page is there, and with it the first answer. */
    begin(answer, given) {
      if (!setup) {
        setup = given;
        begin(answer);
      }
      return window.dash_clientside.no_update;
    },
    /** Controls were used. */
    change() {
      for (const { prop_id: target, value } of window.dash_clientside.callback_context.triggered) {
        const id = target.slice(0, target.lastIndexOf("."));
        if (COMMANDS[id]) COMMANDS[id](value);
        else if (value !== null) window.controls.change(id, value);
      }
    },
  };
})();
