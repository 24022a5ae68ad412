/* The goals of an exercise, which its link brings along: a list of them, each ticked while the frame on the screen is
   there. They stop nothing; that is for goal.js. */
(() => {
  "use strict";

  const ABOVE = /_above$/;
  const LIKELY = /[#&;]goals?[=A-Z]/; // in an address that is yet to be read

  let setup = null;
  let goals = []; // {kind, value}, as the server has read them

  const $ = (id) => document.getElementById(id);

  const MEASURES = {
    test_loss: (frame) => frame.test_loss,
    train_loss: (frame) => frame.train_loss,
    gap: (frame) => window.readouts.gapOf(frame),
  };

  /** Whether a frame is at a goal. A network that has not learned anything is at none. */
  function met(frame, { kind, value }) {
    const now = MEASURES[kind.replace(ABOVE, "")](frame);
    return frame.epoch > 0 && (ABOVE.test(kind) ? now > value : now < value);
  }

  function tick(frame) {
    [...$("exercise-goals").querySelectorAll("li")].forEach((item, i) => {
      const is = String(met(frame, goals[i]));
      if (item.dataset.met === is) return;
      item.dataset.met = is;
      item.lastElementChild.textContent = is === "true" ? setup.texts.aimMet : setup.texts.aimNotMet;
    });
  }

  function item({ kind, value }) {
    const element = document.createElement("li");
    const state = Object.assign(document.createElement("span"), { className: "visually-hidden" });
    element.append(window.readouts.fill(setup.aims[kind], { value: String(value).replace("-", "−") }), " ", state);
    return element;
  }

  /** Those of a link that was opened, or none; nothing: those that there were, as a link could not be read. */
  function open(given = goals) {
    goals = given;
    const box = $("exercise-goals");
    box.hidden = !goals.length;
    box.querySelector("ul").replaceChildren(...goals.map(item));
    if (window.player.frame) tick(window.player.frame);
  }

  function begin(given) {
    setup = given;
    $("exercise-goals").hidden = !LIKELY.test(location.hash); // their place is kept, so that nothing moves
  }

  window.exercise = {
    open,
    /** As they stand in a link. */
    get text() {
      return goals.length ? `goals=${goals.map(({ kind, value }) => `${kind}:${value}`).join(",")}` : "";
    },
  };
  (window.parts ??= []).push({
    begin,
    frame: tick,
  });
})();
