/* The label of the points that are drawn: one of two, a class, several labels together, or a value. */
(() => {
  "use strict";

  let texts = null;
  let label = 1;
  let kind = ""; // for which problem and classes the labels were built

  const $ = (id) => document.getElementById(id);
  const short = (value) => value.toFixed(1).replace("-", "−");

  /** Buttons for the labels that points can have, or the slider of a value. */
  function show(experiment) {
    const several = window.classes.kind(experiment);
    const regression = experiment.problem === "regression";
    const key = JSON.stringify([experiment.problem, several, window.dataNames.key]);
    document.querySelector(".draw-level").hidden = !regression;
    if (key === kind) return paint();
    kind = key;
    const values = several ? Array.from({ length: several.count }, (_, i) => i) : regression ? [] : [-1, 1];
    label = several ? (several.oneHot ? 0 : 1) : 1;
    $("draw-labels").hidden = regression;
    $("draw-labels").replaceChildren(...values.map((value) => labelButton(value, several)));
    pressed(several);
    if (regression) setLevel(label);
    paint();
  }

  function labelButton(value, several) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "plain-button" });
    const canvas = document.createElement("canvas");
    const name = Object.assign(document.createElement("span"), { className: "class-name" });
    window.dataNames.put(name, several ? window.classes.name(value) : window.dataNames.classOf(Number(value > 0), true));
    button.append(canvas, name);
    button.dataset.value = value;
    button.addEventListener("click", () => {
      label = several && !several.oneHot ? label ^ (1 << value) : value;
      pressed(several);
    });
    return button;
  }

  const holds = (value, several) => (several ? window.classes.holding(label, several).includes(value) : label === value);

  function pressed(several) {
    for (const button of $("draw-labels").children) {
      button.setAttribute("aria-pressed", String(holds(Number(button.dataset.value), several)));
    }
  }

  /** The mark of each label, as it is on the map. */
  function paint() {
    const several = window.classes.kind(window.player.experiment);
    const { css, surface } = window.colors.current();
    for (const button of $("draw-labels").children) {
      const value = Number(button.dataset.value);
      const context = window.paint.fit(button.firstChild, 14, 14);
      context.beginPath();
      if (several) window.classes.shape(context, several.oneHot ? value : 1 << value, 7, 7, 5);
      else if (value > 0) window.paint.diamond(context, 7, 7, 6);
      else context.arc(7, 7, 5, 0, 2 * Math.PI);
      context.fillStyle = several ? window.classes.css(value) : css(value);
      context.fill();
      context.strokeStyle = surface;
      context.stroke();
    }
  }

  function setLevel(value) {
    label = value;
    $("draw-value").value = value;
    window.readouts.say(document.querySelector(".draw-shown"), short(value));
  }

  /** The label in words. */
  function called() {
    const several = window.classes.kind(window.player.experiment);
    if (window.player.experiment.problem === "classification") return window.dataNames.classOf(Number(label > 0), true);
    if (!several) return label === Math.round(label) ? (label < 0 ? "−1" : `+${label}`) : short(label);
    return window.classes.holding(label, several).map(window.classes.name).join(" + ") || texts.none;
  }

  window.drawLabels = {
    begin(given) {
      texts = given;
      $("draw-value").addEventListener("input", ({ target }) => setLevel(Number(target.value)));
    },
    show,
    paint,
    called,
    get value() {
      return label;
    },
  };
})();
