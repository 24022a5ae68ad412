/* The drawing of the network as SVG: for who wants it in a worksheet or a poster. It has what the page draws on canvas, and
   of the page around it the names of features and activations. */

import { OUTPUT_PIXELS, UNIT_PIXELS } from "../wire/contract.js";
import { host } from "./host.js";

const BIAS = 8; // px
const AIR = 10; // px around it
const HEAD = 22; // px above the first unit, for the names
const LETTERS = 12; // px

const atlas = document.createElement("canvas");
const tile = document.createElement("canvas");

/** An SVG, and how large it is.
    @typedef {{ text: string, width: number, height: number }} Drawing */

/** @param {string} text */
const escaped = (text) =>
  text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign] ?? "");

/** @param {number} value */
const short = (value) => String(Math.round(100 * value) / 100);

/** @param {string} tag
    @param {Record<string, string | number>} attributes
    @param {string} [inside] */
function element(tag, attributes, inside = "") {
  const written = Object.entries(attributes).map(
    ([name, value]) => ` ${name}="${typeof value === "number" ? short(value) : escaped(value)}"`,
  );
  return `<${tag}${written.join("")}>${inside}</${tag}>`;
}

/** A part of the atlas as an address of its own.
    @param {number} top
    @param {number} size */
function cut(top, size) {
  Object.assign(tile, { width: size, height: size });
  const context = /** @type {CanvasRenderingContext2D} */ (tile.getContext("2d"));
  context.drawImage(atlas, 0, top, size, size, 0, 0, size, size);
  return tile.toDataURL("image/png");
}

/** Pictures, one below the other, as addresses.
    @param {string} text
    @param {number} size
    @param {Uint32Array} table */
function pictures(text, size, table) {
  const pixels = host.codec.pixels(text, size);
  if (!pixels.length) return [];
  host.painting.pictures(atlas, pixels, size, table);
  return Array.from({ length: pixels.length / size ** 2 }, (_, i) => cut(i * size, size));
}

/** @param {Frame} frame
    @param {Experiment} experiment
    @param {Uint32Array} table */
function outputs(frame, experiment, table) {
  const several = host.classes.kind(experiment);
  if (!several) return pictures(frame.outputs ?? "", OUTPUT_PIXELS, table);
  host.classes.pictures(atlas, host.codec.pixels(frame.outputs ?? "", OUTPUT_PIXELS), OUTPUT_PIXELS, several, false);
  return Array.from({ length: several.count }, (_, i) => cut(i * OUTPUT_PIXELS, OUTPUT_PIXELS));
}

/** @param {LayerNumbers} numbers
    @param {Link[]} links
    @param {(value: number) => string} css */
function lines(numbers, links, css) {
  const { inputs, units } = numbers;
  return links.flatMap(({ startX, startY, endX, endY, shifts }, i) => {
    const [unit, input] = [Math.floor(i / inputs), i % inputs];
    const middle = short((startX + endX) / 2);
    return shifts.map((shift, sum) => {
      const column = shifts.length > 1 ? sum * units + unit : host.tensors.strongest(numbers, input, unit);
      const weight = numbers.weights[input * numbers.columns + column];
      const [from, to] = [short(startY + shift), short(endY + shift)];
      const d = `M${short(startX)} ${from}C${middle} ${from} ${middle} ${to} ${short(endX)} ${to}`;
      return element("path", {
        d,
        stroke: css(weight),
        "stroke-width": host.drawing.width(weight) / shifts.length,
        fill: "none",
      });
    });
  });
}

/** A picture in its frame, with round corners.
    @param {{ left: number, y: number, side: number }} place
    @param {string | undefined} picture
    @param {string} ink */
function box({ left, y, side }, picture, ink) {
  const at = { x: left, y: y - side / 2, width: side, height: side };
  const image = picture
    ? element("image", { ...at, href: picture, preserveAspectRatio: "none", "clip-path": "inset(0 round 5px)" })
    : "";
  return image + element("rect", { ...at, rx: host.drawing.RADIUS, fill: "none", stroke: ink, "stroke-width": 1.5 });
}

/** @param {Place} place
    @param {number} value
    @param {Colors} colors */
function bias(place, value, { css, ink, surface }) {
  const [x, y] = host.places.biasOf(place);
  const at = { x: x - BIAS / 2, y: y - BIAS / 2, width: BIAS, height: BIAS, rx: 1.5, fill: css(value) };
  return (
    element("rect", { ...at, stroke: surface, "stroke-width": 2.5 }) +
    element("rect", { ...at, stroke: ink, "stroke-width": 0.75 })
  );
}

/** @param {string} text
    @param {number} x
    @param {number} y
    @param {string} anchor
    @param {string} fill */
const label = (text, x, y, anchor, fill) =>
  element(
    "text",
    { x, y, fill, "text-anchor": anchor, "font-family": "system-ui, sans-serif", "font-size": LETTERS },
    escaped(text),
  );

/** The features that the network is fed with, each with its name.
    @param {Experiment} experiment
    @param {Setup} setup
    @param {HTMLElement} root
    @param {Colors} colors */
function features({ features: used }, setup, root, colors) {
  const frame = root.getBoundingClientRect();
  return setup.features
    .filter(({ key }) => used.includes(key))
    .map(({ id, label: text, pixels }) => {
      const at = document.querySelector(`#${id} canvas`).getBoundingClientRect();
      const place = { left: at.left - frame.left, y: (at.top + at.bottom) / 2 - frame.top, side: at.width };
      const [picture] = pictures(pixels, UNIT_PIXELS, colors.smooth);
      const { left, y } = place;
      const name = label(text, left - 6, y + LETTERS / 3, "end", colors.ink);
      return {
        top: y - place.side / 2,
        bottom: y + place.side / 2,
        left: left - 60,
        text: name + box(place, picture, colors.ink),
      };
    });
}

/** The drawing of a frame, in the colors of paper.
    @param {Frame} frame
    @param {Setup} setup
    @returns {Drawing} */
export const drawn = (frame, setup) =>
  host.theme.onPaper(() => {
    const { experiment } = frame;
    const root = document.getElementById("network");
    const colors = host.theme.current();
    const layout = host.places.look(root, experiment, setup);
    const layers = host.tensors.parameters(frame.state, experiment);
    const units = pictures(frame.units ?? "", UNIT_PIXELS, colors.smooth);
    const last = outputs(frame, experiment, colors.smooth);
    const fed = features(experiment, setup, root, colors);
    const all = layout.columns.flat();
    const top = Math.min(...all.map(({ y, side }) => y - side / 2), ...fed.map((each) => each.top)) - HEAD - AIR;
    const bottom = Math.max(...all.map(({ y, side }) => y + side / 2), ...fed.map((each) => each.bottom)) + AIR;
    const left = Math.max(0, Math.min(...fed.map((each) => each.left), layout.columns[0][0].left - AIR));
    const right = Math.max(...all.map((place) => place.right)) + 4 * AIR;
    let index = 0;
    const body = [
      ...layers.flatMap((numbers, layer) => lines(numbers, layout.links[layer], colors.css)),
      ...fed.map(({ text }) => text),
      ...layout.columns.flatMap((column, layer) => {
        const hidden = experiment.hidden[layer];
        const output = setup.outputs.find((each) => each.output === experiment.output && each.loss === experiment.loss);
        const name = hidden ? (hidden.formula ?? setup.activations[hidden.activation].name) : (output?.label ?? "");
        return [
          label(name, column[0].x, column[0].y - column[0].side / 2 - 8, "middle", colors.ink),
          ...column.map((place, unit) => {
            const picture = hidden ? units[index++] : last[unit];
            return box(place, picture, colors.ink) + bias(place, layers[layer].biases[unit], colors);
          }),
        ];
      }),
    ];
    const size = { width: right - left, height: bottom - top };
    const text = element(
      "svg",
      {
        xmlns: "http://www.w3.org/2000/svg",
        viewBox: [left, top, size.width, size.height].map(short).join(" "),
        ...size,
      },
      element("rect", { x: left, y: top, ...size, fill: colors.surface }) + body.join(""),
    );
    return { text, ...size };
  });
