/* The signal through many layers: two networks from the same inputs, and what is seen in words. */

import * as theme from "../lib/colors.js";
import { setProps } from "../lib/dash.js";
import { $, fill } from "../lib/dom.js";
import * as inputs from "../lib/inputs.js";
import * as messages from "../lib/messages.js";
import * as numbers from "../lib/numbers.js";
import { latest } from "../wire/latest.js";
import { server } from "../wire/server.js";

const FLOOR = 1e-30; // gradients below it are drawn like it
const ROOM = 1.6; // of a decade, below the smallest bar

/** @typedef {import("../wire/calls.js").Signal} Signal */
/** @typedef {import("../wire/calls.js").SignalRequest} SignalRequest */
/** One of the two networks.
    @typedef {"a" | "b"} Side */

/** @type {ActivationsSetup} */
let setup;
/** @type {(key: string) => string | null} */
let colorOf; // gives a function's color everywhere on the page; none if it is not chosen
/** @type {(request: SignalRequest) => void} */
let ask;
/** @type {SignalRequest} */
let request;
/** @type {Signal[] | null} */
let signals = null;

/** @param {unknown[]} values */
const layers = (values) => values.map((_, i) => i + 1);
/** @param {number} value */
const short = (value) => numbers.significant(value, 2);
/** @returns {Side[]} */
const sides = () => /** @type {Side[]} */ (Object.keys(setup.signal.networks));

// In words

/** @type {Record<Signal["verdict"], (texts: TextsOf<"activations">, values: { factor: number, layer: number }) => string>} */
const SENTENCES = {
  vanishes: (texts, { factor }) => fill(texts.vanishes, { factor: short(1 / factor) }),
  keeps: (texts, { factor }) => fill(texts.keeps, { factor: short(factor) }),
  explodes: (texts, { factor }) => fill(texts.explodes, { factor: short(factor) }),
  overflows: (texts, { layer }) => fill(texts.overflows, { layer }),
  zero: (texts) => texts.zero,
  single: (texts) => texts.single,
};

/** @param {Signal} signal */
function words({ verdict, factor, gradients, quantiles, zero_share: zeros, gain }) {
  const { texts } = setup;
  const said = [SENTENCES[verdict](texts, { factor: factor ?? 0, layer: quantiles.length + 1 })];
  if (factor !== null) said.push(fill(texts.arrives, { share: short(gradients[0] / gradients[gradients.length - 1]) }));
  said.push(fill(texts.zeros, { percent: Math.round(100 * zeros) }));
  /** @param {number | null} g */
  const size = (g) => (g === null ? texts.noGain : numbers.significant(g, 3));
  said.push(fill(texts.gain, { signal: size(gain.signal), gradient: size(gain.gradient) }));
  return said.join(" ");
}

// In charts

/** @param {Signal} signal
    @param {string} color */
function forward({ quantiles, zeros }, color) {
  /** @param {number} i */
  const part = (i) => quantiles.map((values) => values[i]);
  const [lowerfence, q1, median, q3, upperfence] = [0, 1, 2, 3, 4].map(part);
  const x = layers(quantiles);
  const look = { line: { color: color, width: 1.5 }, fillcolor: `${color}55` };
  return [
    { type: "box", name: "", x, lowerfence, q1, median, q3, upperfence, ...look },
    {
      type: "bar",
      name: "",
      x,
      y: zeros.map((share) => 100 * share),
      yaxis: "y2",
      marker: { color: color },
      hovertemplate: "%{y:.0f}%<extra></extra>",
    },
  ];
}

/** @param {Signal} signal
    @param {string} color */
function backward({ gradients }, color) {
  const text = gradients.map((size, i) => {
    const where = fill(setup.texts.layer, { layer: i + 1 });
    return `${where}: ${fill(setup.texts.size, { size: short(size) })}`;
  });
  const y = gradients.map((size) => (size > 0 ? Math.max(size, FLOOR) : null));
  const hovertemplate = "%{customdata}<extra></extra>";
  return [{ type: "bar", x: layers(gradients), y, customdata: text, hovertemplate, marker: { color: color } }];
}

/** The same powers of ten for both networks, or their bars could not be compared.
    @param {Signal[]} all */
function decades(all) {
  const sizes = all.flatMap(({ gradients }) => gradients).filter((size) => size > 0);
  const logs = [1, ...sizes].map((size) => Math.log10(Math.max(size, FLOOR)));
  return [Math.min(-2, ...logs) - ROOM, Math.max(...logs) + 0.3];
}

/** @param {string} kind
    @param {object[]} data
    @param {{ x: object, y: object }} axes */
function figure(kind, data, axes) {
  const { ink, grid, surface } = theme.current();
  const { layout } = setup.charts[kind];
  const look = { gridcolor: grid, linecolor: grid, tickcolor: grid };
  const y2 = layout.yaxis2 ? { yaxis2: { ...layout.yaxis2, ...look } } : {};
  const step = { dtick: Math.max(1, Math.round(request.depth / 10)), tick0: 1 };
  return {
    data,
    layout: {
      ...layout,
      ...y2,
      font: { ...layout.font, color: ink },
      hoverlabel: { bgcolor: surface, bordercolor: grid, font: { color: ink } },
      xaxis: { ...layout.xaxis, ...look, ...step, ...axes.x },
      yaxis: { ...layout.yaxis, ...look, ...axes.y },
    },
  };
}

export function draw() {
  if (!signals) return;
  const all = signals;
  const ends = [0.4, request.depth + 0.6];
  sides().forEach((side, i) => {
    const color = colorOf(request.networks[i].activation) ?? theme.current().train;
    /** @param {Id} id
        @param {string} kind
        @param {object[]} data
        @param {{ x: object, y: object }} axes */
    const set = (id, kind, data, axes) => setProps(id, { figure: figure(kind, data, axes) }, { waits: true });
    set(`signal-${side}-forward`, "forward", forward(all[i], color), { x: { range: ends }, y: {} });
    const axes = { x: { range: [...ends].reverse() }, y: { range: decades(all) } };
    set(`signal-${side}-backward`, "backward", backward(all[i], color), axes);
    const place = $(`signal-${side}-words`);
    place.textContent = words(all[i]);
    place.style.setProperty("--lane", color);
  });
}

// What is asked for

/** @param {Partial<SignalRequest>} next */
function change(next) {
  request = { ...request, ...next };
  ask(request);
}

function networks() {
  return sides().map((side) => ({
    activation: $(`signal-${side}-activation`).value,
    initializer: $(`signal-${side}-initializer`).value,
  }));
}

function seedField() {
  $("signal-seed").addEventListener("change", ({ target }) => {
    target.value = String(inputs.whole("signal-seed", target.value));
    change({ seed: Number(target.value) });
  });
}

/** @param {ActivationsSetup} given
    @param {(key: string) => string | null} colors */
export function begin(given, colors) {
  [setup, colorOf] = [given, colors];
  const { depth, width } = setup.signal;
  for (const side of sides()) {
    const [activation, initializer] = setup.signal.networks[side];
    $(`signal-${side}-activation`).value = activation;
    $(`signal-${side}-initializer`).value = initializer;
  }
  document.addEventListener("change", ({ target }) => {
    if (target.closest(".network-side")) change({ networks: networks() });
  });
  ask = latest(server.signal, (answer, of) => {
    signals = answer.signals;
    if (of === request) messages.message("problem-message", "");
    draw();
  });
  inputs.slider("signal-depth", depth, String, (value) => change({ depth: value }));
  inputs.slider("signal-width", width, String, (value) => change({ width: value }));
  seedField();
  change({ networks: networks(), depth: depth.value, width: width.value, seed: 0 });
}
