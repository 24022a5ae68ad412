/* What every page with a player reads out in words and numbers: epoch, speed, the button to play, messages. */
(() => {
  "use strict";

  const SPEED_WINDOW_MS = 1500;
  const SPEED_REDRAW_MS = 400;
  const SELDOM_MS = 250; // as often as people can read

  let texts = null;
  let recent = []; // [time, epoch] of the last frames, for the speed
  let told = 0; // when the speed was last shown

  const $ = (id) => document.getElementById(id);
  const written = (value) => (typeof value === "number" ? window.numbers.exact(value) : value);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => written(values[name]));

  /** Change a text only if it is another one: the browser would lay out the page anew for the same. */
  function say(element, text) {
    if (element.textContent !== text) element.textContent = text;
  }

  /** By how much a network does worse at the test data than at those that it learns from. */
  const gapOf = ({ test_loss, train_loss }) => test_loss - train_loss;

  /** A gap with its sign; as a read-out it is a number that scripts can read, so the minus is that of the keyboard. */
  function gap(frame) {
    const value = gapOf(frame);
    return (value < 0 ? "-" : "+") + window.numbers.loss(Math.abs(value));
  }

  /** How many numbers training can change, in words. */
  const parameters = (count) => fill(count === 1 ? texts.parameter : texts.parameters, { n: window.numbers.exact(count) });

  /** A function that calls `draw` soon, but at most four times a second. */
  function seldom(draw) {
    let timer = null;
    let drawn = 0;
    return () => {
      timer ??= setTimeout(() => {
        timer = null;
        drawn = performance.now();
        draw();
      }, Math.max(0, drawn + SELDOM_MS - performance.now()));
    };
  }

  function epoch(number) {
    // Groups of three digits stand apart, but the text is just the number.
    const groups = String(number).replace(/\B(?=(\d{3})+$)/g, " ").split(" ");
    const spans = $("epoch").children;
    if (spans.length !== groups.length) $("epoch").replaceChildren(...groups.map(() => document.createElement("span")));
    groups.forEach((group, i) => say(spans[i], group));
    speed(number);
  }

  function speed(number) {
    const time = performance.now();
    if (!window.player.playing) recent = [];
    recent = [...recent.filter(([then]) => time - then < SPEED_WINDOW_MS), [time, number]];
    if (time - told < SPEED_REDRAW_MS) return;
    told = time;
    const [then, before] = recent[0];
    const n = time - then > SPEED_REDRAW_MS ? Math.round(((number - before) * 1000) / (time - then)) : 0;
    say($("epochs-per-second"), n > 0 ? fill(texts.epochsPerSecond, { n }) : "");
  }

  /** Say whether it plays; what was wrong before is past as soon as it does. */
  function status() {
    const { playing } = window.player;
    $("play").setAttribute("aria-label", playing ? texts.pause : texts.play);
    $("play").classList.toggle("playing", playing);
    if (playing) message("problem-message", "");
    else $("epochs-per-second").textContent = "";
  }

  function message(id, text) {
    const box = $(id);
    box.hidden = !text;
    if (text) box.querySelector(".text").textContent = text;
  }

  /** The server is away, and asked again after so many ms; null: it is there, or the page says why it is of no use. */
  function connection(wait) {
    const seconds = Math.ceil(wait / 1000);
    const text = seconds ? fill(texts.offline, { seconds }) : texts.trying;
    message("connection-message", wait === null || window.server.outdated ? "" : text);
  }

  /** The server is there, but did not answer this, twice; the page goes on without it. */
  const unanswered = () => message("problem-message", texts.unanswered);

  /** The server is there, but did not answer what it was asked to train, again and again. */
  const paused = () => message("problem-message", texts.paused);

  function refused(error = texts.noAnswer) {
    if (!window.server.outdated) message("problem-message", fill(texts.refused, { error }));
  }

  window.readouts = {
    begin: (given) => (texts = given),
    fill,
    say,
    loss: (value) => window.numbers.loss(value),
    gap,
    gapOf,
    parameters,
    seldom,
    epoch,
    status,
    message,
    connection,
    refused,
    unanswered,
    paused,
  };
})();
