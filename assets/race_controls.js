/* The controls of the race page, and how it begins: with a link, with what the playground sends, or as usual. */
(() => {
  "use strict";

  let setup = null;
  const $ = (id) => document.getElementById(id);
  const lane = (element) => Number(element.closest("[data-lane]").dataset.lane);

  const usual = () => ({
    base: setup.base,
    differs: "activation",
    lanes: setup.sets.classics,
    start: "uniform",
    metric: "test_loss",
    target: "0.01",
  });

  /** The race of the link, with what it leaves out as usual; null if it is none. What is in it the server judges. */
  function linked() {
    try {
      const given = JSON.parse(decodeURIComponent(location.hash.slice(1)));
      const race = { ...usual(), ...given, base: { ...setup.base, ...given.base } };
      const { base, differs, lanes, start, metric, target } = race;
      const fits =
        typeof given.base === "object" &&
        !Array.isArray(given.base) &&
        base.hidden.every((layer) => Number.isInteger(layer.units)) &&
        Object.hasOwn(setup.choices, differs) &&
        lanes.every((value) => typeof value === "string") &&
        lanes.length >= 2 &&
        lanes.length <= setup.maxLanes &&
        ["uniform", "matched"].includes(start) &&
        ["test_loss", "test_score"].includes(metric) &&
        Number(target) > 0 &&
        (metric === "test_loss" || Number(target) <= 1);
      return fits ? { base, differs, lanes, start, metric, target: String(Number(target)) } : null;
    } catch {
      return null;
    }
  }

  /** The link without what is as usual: a code of fewer, larger squares, which is read from farther away. */
  function short() {
    const { state } = window.race;
    const unusual = Object.entries(state.base).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(setup.base[name]));
    const text = JSON.stringify({ ...state, base: Object.fromEntries(unusual) });
    return `${location.href.split("#")[0]}#${encodeURIComponent(text)}`;
  }

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
    const fromLink = location.hash.length > 1 ? linked() : null;
    window.race.begin(setup, fromLink ?? usual(), usual(), location.hash.length > 1 && !fromLink ? setup.texts.badLink : "");
    addEventListener("hashchange", follow);
  }

  /** Another link was put into the address, or somebody went back to one. */
  function follow() {
    if (location.hash.length < 2) return;
    const race = linked();
    if (race) window.race.change(race);
    else window.readouts.message("problem-message", setup.texts.badLink);
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
    } else if (target.id === "race-speed") window.player.speed = Number(target.value);
    else if (target.id === "race-curve") window.curves.draw();
  }

  const COMMANDS = {
    play: () => window.player.toggle(),
    step: () => window.player.step(),
    reset: () => window.player.reset(),
    retry: () => window.player.retry(),
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
    "race-code": () => window.code.open(short()),
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
