/* The controls of the race page, and how it begins. */
(() => {
  "use strict";

  let setup = null;
  const $ = (id) => document.getElementById(id);
  const lane = (element) => Number(element.closest("[data-lane]").dataset.lane);

  function begin(given) {
    window.markup.unfold();
    setup = given;
    $("nav-race").setAttribute("aria-current", "page");
    window.classes.begin(setup);
    window.readouts.begin(setup.texts);
    window.lanes.begin(setup);
    window.inputs.formula("race-formula", addFormula);
    window.curves.begin(setup);
    window.sweep.begin(setup);
    document.addEventListener("click", press);
    document.addEventListener("change", choose);
    document.addEventListener("keydown", key);
    window.colors.onChange(window.race.repaint);
    new ResizeObserver(window.race.repaint).observe($("race-lanes"));
    window.race.begin(setup);
    window.raceAddress.begin(setup);
  }

  function addFormula(formula, field) {
    const { state, change } = window.race;
    field.value = "";
    if (formula) change({ ...state, lanes: [...state.lanes, `=${formula}`] });
  }

  function choose({ target }) {
    const { state, change, apply, common } = window.race;
    if (target.classList.contains("lane-value")) {
      change({ ...state, lanes: state.lanes.map((value, i) => (i === lane(target) ? target.value : value)) });
    } else if (common[target.id]) {
      const field = common[target.id];
      change({ ...state, base: apply[field](state.base, target.value) }, field === "learning_rate" ? "keep" : "restart");
    } else if (target.id === "race-differs") {
      change({ ...state, differs: target.value, lanes: setup.firstLanes[target.value] });
    } else if (target.id === "race-start") change({ ...state, start: target.value });
    else if (target.id === "race-target") {
      const [metric, value] = target.value.split(" ");
      change({ ...state, metric, target: value });
    } else if (target.id === "race-curve") window.curves.draw();
  }

  const COMMANDS = {
    play: () => window.player.toggle(),
    step: () => window.player.step(),
    reset: () => window.player.reset(),
    retry() {
      window.player.retry();
      window.latest.retry();
    },
    "race-add"({ state, change }) {
      const choices = setup.choices[state.differs].map(([value]) => value);
      const fresh = choices.find((value) => !state.lanes.includes(value)) ?? choices[0];
      change({ ...state, lanes: [...state.lanes, fresh] });
    },
    "race-log"(_, button) {
      button.setAttribute("aria-pressed", button.getAttribute("aria-pressed") !== "true");
      window.curves.draw();
    },
    "sweep-start": () => window.sweep.toggle(),
    "race-present": () => present(!document.body.classList.contains("presenting")),
    "race-code": () => window.code.open(location.href),
    "race-link"() {
      if (window.clipboard.copy(location.href)) window.notices.done(setup.texts.copied);
      else window.readouts.message("problem-message", setup.texts.copy);
    },
  };
  const moved = (list, from, to) => {
    const next = [...list];
    next.splice(to, 0, ...next.splice(from, 1));
    return next;
  };
  const TOOLS = {
    earlier: (lanes, i) => moved(lanes, i, i - 1),
    later: (lanes, i) => moved(lanes, i, i + 1),
    copy: (lanes, i) => [...lanes.slice(0, i + 1), lanes[i], ...lanes.slice(i + 1)],
    remove: (lanes, i) => lanes.filter((_, other) => other !== i),
  };

  function press({ target }) {
    const { state, change, isolate, open } = window.race;
    const button = target.closest("button, .lane-map");
    if (COMMANDS[button?.id]) COMMANDS[button.id](window.race, button);
    else if (button?.dataset.set) change({ ...state, differs: "activation", lanes: setup.sets[button.dataset.set] });
    else if (button?.dataset.export) window.sweep.take(button.dataset.export);
    else if (button?.dataset.do === "open") open(lane(button));
    else if (button?.dataset.do === "isolate") isolate(button.closest(".isolated") ? null : lane(button));
    else if (button?.dataset.do) change({ ...state, lanes: TOOLS[button.dataset.do](state.lanes, lane(button)) });
  }

  function present(on) {
    document.body.classList.toggle("presenting", on);
    $("race-present").textContent = on ? setup.texts.back : setup.texts.present;
    window.race.repaint();
  }

  function key({ key: pressed }) {
    if (pressed === "Escape") present(false);
  }

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.race = {
    begin(given) {
      if (!setup) begin(given);
      return window.dash_clientside.no_update;
    },
  };
})();
