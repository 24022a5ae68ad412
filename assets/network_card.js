/* The card beside what is pointed at in the network: what it is, and the number of a weight or bias as it is now. Once
   selected, the number can be typed over, and counts with every key. */
(() => {
  "use strict";

  const BESIDE = 16; // px, from the pointer
  const MARGIN = 8; // px, from the edge of the window

  let setup = null;
  let card = null;
  let field = null;
  let what = null; // what the card is about; null: it is hidden
  let editing = false;

  const part = (name) => card.getElementsByClassName(`card-${name}`)[0];
  const say = (name, text) => window.readouts.say(part(name), text);
  const numeric = ({ kind }) => kind === "weight" || kind === "bias";

  /** Which piece of a unit is meant that is a maximum of several; null for all other units. */
  function pieceOf(its) {
    const { frame } = window.player;
    if (!numeric(its) || window.network.pieces(its) === 1) return null;
    const layers = window.state.parameters(frame.state, frame.experiment);
    return Math.floor(window.state.columnOf(layers, its) / layers[its.layer].units) + 1;
  }

  const heading = (its) => window.names.heading(its, pieceOf(its));

  /** What else there is to say. */
  function note({ kind, layer }, keys) {
    const { texts, activations } = setup;
    const { hidden, output } = window.player.experiment;
    const help = keys ? texts.keys : "";
    if (kind === "feature") return texts.featureNote;
    if (kind !== "unit") return help || texts.editNote;
    const values = { activation: activations[hidden[layer]?.activation ?? output].name };
    const { fill } = window.readouts;
    return `${layer < hidden.length ? fill(texts.unitNote, values) : fill(texts.outputNote, values)} ${help}`;
  }

  /** Tell of something that is pointed at, unless a number is being changed. */
  function show(its, spot, keys) {
    if (editing) return;
    what = its;
    say("note", note(its, keys));
    say("error", "");
    part("field").hidden = true;
    card.classList.toggle("calm", !numeric(its));
    tell();
    place(spot);
  }

  /** Let a weight or bias be changed. Of several pieces the one that is the strongest now stays meant. */
  function edit(its, spot) {
    const { frame } = window.player;
    const layers = window.state.parameters(frame.state, frame.experiment);
    what = { ...its, column: window.state.columnOf(layers, its) };
    editing = true;
    say("note", "");
    say("error", "");
    part("field").hidden = false;
    card.classList.remove("calm");
    field.setAttribute("aria-label", heading(what));
    write(now());
    tell();
    place(spot);
    field.focus({ preventScroll: true });
    field.select();
  }

  function close() {
    [what, editing] = [null, false];
    card.hidden = true;
  }

  /** Near a point, inside the window, and not on the big map if there is room. */
  function place([x, y]) {
    card.hidden = false;
    card.classList.toggle("editing", editing);
    const [wide, high] = [card.offsetWidth, card.offsetHeight];
    const { right } = document.getElementById("network").getBoundingClientRect();
    const left = beside(x, wide, Math.min(right, window.innerWidth), window.innerWidth);
    const top = beside(y, high, window.innerHeight, window.innerHeight);
    const origin = card.offsetParent.getBoundingClientRect();
    card.style.translate = `${left - origin.left}px ${top - origin.top}px`;
  }

  /** After a point if there is room up to `end`, else before it, but in any case between 0 and `last`. */
  function beside(from, size, end, last) {
    const after = from + BESIDE + size + MARGIN <= end;
    const wished = after ? from + BESIDE : from - BESIDE - size;
    return Math.max(MARGIN, Math.min(wished, last - size - MARGIN));
  }

  /** The number itself, which is already another one while the server is told of a change. */
  function now() {
    const { frame } = window.player;
    return window.state.value(window.state.parameters(frame.state, frame.experiment), what);
  }

  function write(value) {
    field.value = field.defaultValue = String(value);
  }

  /** Show the number of the frame on the screen. */
  function tell() {
    if (!what) return;
    const value = numeric(what) ? window.network.value(what) : null;
    if (value === undefined) return close(); // a piece that the network has no more
    say("name", heading(what));
    say("value", value === null ? "" : window.numbers.weight(value));
    const typing = window.player.playing || part("error").textContent; // then the field is left alone
    if (editing && !typing && field.valueAsNumber !== now()) write(now());
  }

  /** A key was typed in the field. */
  function input() {
    const value = field.valueAsNumber;
    const allowed = Math.abs(value) <= setup.maxWeight; // not, if it is no number
    say("error", allowed ? "" : setup.texts.notAllowed);
    if (!allowed || value === now()) return;
    field.defaultValue = field.value; // from here the arrows go on in steps
    const { frame } = window.player;
    const { kind, layer, unit, input: from = "" } = what;
    const about = { what: heading(what), merge: `${kind}-${layer}-${unit}-${from}` };
    window.session.weights(window.state.changed(frame.state, frame.experiment, what, value), about);
  }

  function keydown(event) {
    const { key } = event;
    if (key === "ArrowUp" || key === "ArrowDown") {
      if (window.player.playing) write(now()); // from where training has brought it
    } else if (key === "Enter" || key === "Escape") {
      event.preventDefault();
      if (key === "Escape") window.pointing.unselect();
      else close();
      window.pointing.back();
    }
  }

  function begin(given) {
    setup = given;
    card = document.getElementById("network-card");
    field = document.getElementById("network-value");
    field.addEventListener("input", input);
    field.addEventListener("keydown", keydown);
  }

  window.networkCard = {
    show,
    edit,
    close,
    /** Nothing is pointed at any more. */
    leave: () => editing || close(),
    /** What there is to say of something, for people who listen. */
    words(its) {
      const { texts, activations } = setup;
      const { hidden, output } = window.player.experiment;
      const value = numeric(its)
        ? window.numbers.weight(window.network.value(its))
        : activations[hidden[its.layer]?.activation ?? output].name;
      return window.readouts.fill(texts.valueOf, { what: heading(its), value });
    },
  };
  (window.parts ??= []).push({
    begin,
    frame: tell,
    /** Something else is selected now. */
    selected(its) {
      if (editing && window.names.heading(what) !== (its && window.names.heading(its))) close();
    },
  });
})();
