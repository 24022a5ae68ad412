/* The playground page: what Dash calls in the browser, and how the player's frames get on the screen.

   The page is made of parts, each in a file of its own, which add themselves to `window.parts`:
     begin(setup, experiment)              the page is there, with the experiment that it was born with
     accepted(experiment, lane, restarted) the server has taken an experiment, and describes it
     frame(frame)                          a frame is on the screen, up to 30 times a second
     status()                              it plays, or does not play any more
     refused(error)                        the last change could not be; without an error: the server does not say why
     refused()                             the last change could not be
     edited(experiment)                    somebody wants another one, which is yet to be accepted
     repaint()                             the theme, a size or an option has changed
     stopped(why)                          it trains no more from here: {reason, epoch}
     view(frame)                           what the part wants from this frame on, as fields of the request
     selected(what)                        a unit, weight or bias is selected, or nothing any more
     commands                              what buttons and other controls do, by their ids
   A part has any of these. */
(() => {
  "use strict";

  const parts = (window.parts ??= []);
  const outputs = document.createElement("canvas"); // the pictures of several outputs

  let setup = null;
  let data = null;
  let curves = [];
  let options = { test: false, discrete: false };

  const USED = { checkbox: "change", number: "change", range: "input", "select-one": "change" };
  const SWITCHES = { test: "show-test", discrete: "discretize" };

  const $ = (id) => document.getElementById(id);
  const each = (event, ...about) => parts.forEach((part) => part[event]?.(...about));
  const table = () => window.colors.current()[options.discrete ? "split" : "smooth"];

  function readouts(frame) {
    const { epoch, say } = window.readouts;
    const { loss, score } = window.numbers;
    const regression = window.player.experiment.problem === "regression";
    epoch(frame.epoch);
    say($("gap"), window.readouts.gap(frame));
    for (const kind of ["train", "test"]) {
      say($(`${kind}-loss`), loss(frame[`${kind}_loss`]));
      if (regression) say(document.querySelector(`.metric.${kind} .rmse`), loss(frame[`${kind}_rmse`]));
      say($(`${kind}-score`), score(frame[`${kind}_score`], regression));
    }
  }

  function picture(frame) {
    const { experiment } = window.player;
    const size = setup.outputPixels;
    const pixels = window.paint.pixels(frame.outputs, size);
    const several = window.classes.kind(experiment);
    const map = $("output-map");
    const focused = window.mapFocus.paint(map, frame, pixels, options.discrete);
    const small = several || focused ? outputs : map; // what the network drawing takes for the output units
    if (several) window.classes.pictures(small, pixels, size, several, options.discrete);
    else window.paint.pictures(small, pixels, size, table());
    if (several && !focused) window.classes.map(map, pixels, size, several, options.discrete);
    window.network.draw(frame, experiment, setup, small, options.discrete);
    window.classPanel.show(frame, pixels, size, several, options.discrete);
  }

  function overlay() {
    const { overlay: paint } = data?.curve && !window.mapFocus.words() ? window.lineMap : window.paint;
    paint($("output-points"), $("output-map"), data, options.test);
  }

  function describe(frame) {
    const { features, hidden } = window.player.experiment;
    const layers = hidden.map(({ units, activation }) => `${units} ${setup.activations[activation].name}`).join(", ");
    const values = { features: features.length, layers: layers || setup.texts.none };
    $("network-canvas").setAttribute("aria-label", window.readouts.fill(setup.texts.network, values));
    const { loss } = window.numbers;
    const losses = { epoch: frame.epoch, train: loss(frame.train_loss), test: loss(frame.test_loss) };
    const told = window.mapFocus.words() ?? window.readouts.fill(data?.curve ? setup.texts.line : setup.texts.map, losses);
    $("output-figure").setAttribute("aria-label", [told, ...window.dataNames.titles()].join(". "));
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
    each("repaint");
    redraw();
  }

  /** Something else is pointed at or shown of the frame on the screen. */
  function redraw() {
    const { frame, experiment } = window.player;
    if (!frame?.outputs || frame.experiment !== experiment) return; // another one is about to come
    picture(frame);
    describe(frame);
    if (!data.curve) return;
    $("output-figure").classList.toggle("line", !window.mapFocus.words()); // a unit has a map, also where the data are a curve
    overlay();
  }

  const view = {
    frame([frame]) {
      readouts(frame);
      picture(frame);
      each("frame", frame);
      if (!window.player.playing) describe(frame);
    },
    accepted([lane], restarted) {
      const { experiment } = window.player;
      const two = experiment.problem === "classification";
      data = { ...lane.data, points: window.paint.points(lane.data.points), several: window.classes.kind(experiment), two };
      document.querySelector(".two-marks").hidden = !two;
      curves = lane.curves;
      window.controls.show(experiment);
      document.querySelectorAll(".rmse").forEach((element) => {
        element.parentElement.hidden = experiment.problem !== "regression";
      });
      document.querySelectorAll(".score-name").forEach((element) => {
        element.textContent = experiment.problem === "regression" ? setup.texts.r2 : setup.texts.accuracy;
      });
      window.readouts.say($("parameters"), window.readouts.parameters(lane.parameters));
      window.readouts.message("problem-message", "");
      each("accepted", experiment, lane, restarted);
      repaint();
    },
    status() {
      window.readouts.status();
      each("status");
      if (window.player.frame) describe(window.player.frame);
    },
    refused(error) {
      window.readouts.refused(error);
      window.controls.show(window.player.experiment);
      each("refused", error);
    },
    stopped({ reason, epoch }) {
      each("stopped", { reason, epoch });
      if (reason !== "diverged") return;
      const { learning_rate: rate } = window.player.experiment;
      window.readouts.message("problem-message", window.readouts.fill(setup.texts.diverged, { epoch, rate }));
    },
    connection: (wait) => window.readouts.connection(wait),
    unanswered: () => window.readouts.paused(),
  };

  function begin(answer) {
    window.markup.unfold();
    $("nav-playground").setAttribute("aria-current", "page");
    window.classes.begin(setup);
    window.readouts.begin(setup.texts);
    each("begin", setup, answer.lanes[0].experiment);
    window.player.visible = ([frame]) => Object.assign({ units: true }, ...parts.map((part) => part.view?.(frame)));
    window.player.begin(answer, view);
    window.colors.onChange(repaint);
    new ResizeObserver(repaint).observe($("network"));
    new ResizeObserver(overlay).observe($("output-figure"));
    document.addEventListener("click", press);
    document.addEventListener("change", use);
    document.addEventListener("input", use);
  }

  /** The race of this set-up, as a link: the usual one with everything else as it is here. */
  function raceOfThis(link) {
    link.hash = window.address.link;
  }

  /** A button was pressed. */
  function press({ target }) {
    if (target.id === "race-of-this") raceOfThis(target);
    const id = target.closest("button")?.id;
    if (id && !run(id)) window.controls.press(id);
  }

  /** A control was used; a slider counts while it moves. Texts are taken by those who ask for them. */
  function use({ type, target }) {
    const { id, value, checked } = target;
    if (type !== USED[target.type]) return;
    if (!run(id, target.type === "checkbox" ? checked : value)) window.controls.use(id, value);
  }

  const COMMANDS = {
    play: () => window.player.toggle(),
    step: () => window.player.step(),
    retry() {
      window.player.retry();
      window.latest.retry();
    },
    "show-test": (checked) => setOption("test", checked),
    discretize: (checked) => setOption("discrete", checked),
  };

  /** Do what a control is for; whether anybody knew. */
  function run(id, value) {
    const command = [{ commands: COMMANDS }, ...parts].find(({ commands }) => commands?.[id])?.commands[id];
    command?.(value);
    return Boolean(command);
  }

  /** What is only looked at, and changes no experiment; its switch follows. */
  function setOption(name, value) {
    options = { ...options, [name]: value };
    $(SWITCHES[name]).checked = value;
    repaint();
  }

  window.page = {
    accept: (lane) => view.accepted([lane], false),
    repaint,
    redraw,
    setOption,
    /** Show points that the server does not know yet. */
    showPoints(points, train) {
      data = { ...data, points, train };
      overlay();
    },
    get options() {
      return options;
    },
    get data() {
      return data;
    },
  };

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
  };
})();
