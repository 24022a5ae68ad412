/* The lanes of a race: a card for each, made from one pattern, and what a moment shows on it. */

import * as theme from "../lib/colors.js";
import { $, fill, say } from "../lib/dom.js";
import * as laneColors from "../lib/lane_colors.js";
import * as numbers from "../lib/numbers.js";
import { pen } from "../lib/presented.js";
import * as classes from "../paint/classes.js";
import * as lineMap from "../paint/line_map.js";
import * as painting from "../paint/paint.js";
import { player } from "../play/player.js";
import * as readouts from "../play/readouts.js";
import * as codec from "../wire/codec.js";
import { MAX_LANES } from "../wire/contract.js";
import * as choices from "./choices.js";
import * as editor from "./editor.js";
import * as shapes from "./shapes.js";
import { compared } from "./sizes.js";
import * as whose from "./whose.js";

const NORM_FLOOR = 1e-6; // gradient bars are logarithmic, from here
const NORM_TOP = 1;
const LARGE_MAP = 150; // px
const MANY = 4; // lanes, above which the chart is a strip
const NOTHING = { dead: 0, saturated: 0, gradient_norms: [] }; // never: the frame is complete

/** How a lane does: its place once it has finished, the epoch of that, and since when it trains no more.
    @typedef {{ place: string, finish: number | null | undefined, stopped: { epoch: number } | undefined }} Outcome */

/** @type {RaceSetup} */
let setup;
/** @type {({ box: Box, scaled: lineMap.Scaled } | undefined)[]} */
let curves = []; // of lanes with one input: where their line is, and the scale of its labels

/** The lanes on the page, each with its card. */
export const items = () =>
  [...$("race-lanes").children].map((item) => ({
    item: /** @type {HTMLElement} */ (item),
    card: /** @type {HTMLElement} */ (item.firstElementChild),
  }));

/** Room for so many lanes; whether that is many.
    @param {number} count */
export function room(count) {
  const list = $("race-lanes");
  const pattern = /** @type {HTMLElement} */ ($("race-lane").firstElementChild);
  while (list.children.length > count) list.lastElementChild?.remove();
  while (list.children.length < count) {
    const item = document.createElement("li");
    item.append(pattern.cloneNode(true));
    list.append(item);
  }
  list.className = `lanes lanes-${count}`;
  return arrange(count);
}

/** As many cards as there are lanes; each shows its value, with the choices for it.
    @param {Race} race */
export function build(race) {
  const many = room(race.lanes.length);
  items().forEach(({ item, card }, i) => {
    item.dataset.lane = String(i);
    card.style.setProperty("--lane", laneColors.variable(i));
    const rest = card.querySelector(".lane-rest");
    rest.popover = many ? "auto" : null;
    card.querySelector("button.lane-more").popoverTargetElement = rest;
    card.querySelector(".lane-name").textContent = name(race, i);
    const called = card.querySelector(".lane-called");
    called.textContent = whose.of(race, i);
    called.hidden = !called.textContent;
    const select = card.querySelector("select.lane-value");
    const offered = setup.choices[race.differs];
    const listed = offered.some(([value]) => value === race.lanes[i]);
    /** @type {[string, string]} */
    const own = [race.lanes[i], valueName(race, i)];
    const all = listed ? offered : [...offered, own];
    select.replaceChildren(...grouped(race.differs, all));
    select.value = race.lanes[i];
    card.querySelector("button[data-do=earlier]").disabled = i === 0;
    card.querySelector("button[data-do=later]").disabled = i === race.lanes.length - 1;
    card.querySelector("button[data-do=copy]").disabled = race.lanes.length >= MAX_LANES;
    card.querySelector("button[data-do=remove]").disabled = race.lanes.length <= 2;
  });
}

/** What can be chosen, in groups where there are some.
    @param {string} differs
    @param {[string, string][]} offered */
function grouped(differs, offered) {
  const groups = setup.groups[differs] ?? [];
  const inGroups = new Set(groups.flatMap(([, keys]) => keys));
  /** @param {[string, string][]} some */
  const options = (some) => some.map(([value, text]) => new Option(text, value));
  return [
    ...groups.map(([label, keys]) => {
      const group = Object.assign(document.createElement("optgroup"), { label });
      group.append(...options(offered.filter(([value]) => keys.includes(value))));
      return group;
    }),
    ...options(offered.filter(([value]) => !inGroups.has(value))),
  ];
}

/** The chart is beside a few lanes, and above many; in the order in which the keyboard comes to them, too. It is the chart
    that moves, as who adds a lane may be in one. Whether there are many.
    @param {number} count */
function arrange(count) {
  const track = document.querySelector(".race-track");
  const chart = document.querySelector(".race-curves");
  const many = count >= MANY;
  track.classList.toggle("many", many);
  document.documentElement.toggleAttribute("data-many", many);
  if (many !== (track.firstElementChild === chart)) {
    if (many) track.prepend(chart);
    else track.append(chart);
  }
  return many;
}

/** A value as a reader reads it, be it a number or a name.
    @param {string} value */
export const written = (value) =>
  typeof value === "string" && value.trim() && Number.isFinite(Number(value)) ? numbers.exact(Number(value)) : value;

/** What a lane has of its own; a link may bring what is not offered.
    @param {Race} race
    @param {number} i */
function valueName(race, i) {
  const { value, said } = choices.own(race, i);
  const found = setup.choices[race.differs].find(([choice]) => choice === value);
  const unit = race.differs === "train_percent" ? "%" : "";
  /** @param {string} its */
  const read = (its) => (race.differs === "features" ? editor.written("features", its) : written(its) + unit);
  return [...(value ? [found ? found[1] : read(value)] : []), ...saidNames(said)].join(", ");
}

/** The fields that only this lane has otherwise, each with its value; output and loss are one.
    @param {Record<string, string>} said */
function saidNames({ output, loss, ...said }) {
  const pair =
    output && loss
      ? [["output", `${output} ${loss}`]]
      : Object.entries({ ...(output && { output }), ...(loss && { loss }) });
  return [...Object.entries(said), ...pair].map(([field, text]) => {
    const layers = field === "hidden" ? /^(\d+)-([a-z][a-z0-9-]*)(?:,\d+-\2)*$/.exec(text) : null; // all of one activation
    if (!layers) return editor.named(field, text);
    const units = text.replaceAll(`-${layers[2]}`, "").replaceAll(",", ", ");
    return `${editor.named("activation", layers[2])}, ${editor.named("hidden", units)}`;
  });
}

/** What a lane is called, everywhere.
    @param {Race} race
    @param {number} i */
export function name(race, i) {
  const value = valueName(race, i);
  const plain = race.fields?.[race.lanes[i]]?.value !== "";
  const text = plain ? fill(setup.laneNames[race.differs] ?? "{value}", { value }) : value;
  const twins = race.lanes.slice(0, i).filter((value) => value === race.lanes[i]).length;
  const whole = [whose.of(race, i), text].filter(Boolean).join(" · ");
  return twins ? `${whole} (${twins + 1})` : whole;
}

/** How many parameters each lane's network has, and what that makes of the comparison.
    @param {number[]} counts
    @param {Experiment[]} experiments
    @param {string} differs */
export function sizes(counts, experiments, differs) {
  const kind = compared(experiments, counts, differs);
  const [low, high] = [Math.min(...counts), Math.max(...counts)];
  const { texts } = setup;
  const told = {
    equalUnits: texts.equalUnits,
    equalParameters: texts.equalParameters,
    unequal: texts.unequal,
  };
  $("race-sizes").hidden = !kind;
  if (kind) say($("race-sizes"), fill(told[kind], { low, high }));
  document.querySelectorAll(".lanes .parameters").forEach((element, i) => {
    say(element, readouts.parameters(counts[i]));
  });
  document.querySelectorAll(".lanes .lane-size").forEach((element, i) => {
    element.hidden = !kind || counts.length < MANY; // few lanes have it below, among other numbers
    say(element, readouts.parameters(counts[i]));
  });
}

/** The training points of each lane, over its map; of a curve, under its line.
    @param {ShownData[]} data */
export function points(data) {
  curves = [];
  document.querySelectorAll(".lanes .lane-map").forEach((figure, i) => {
    const [map, canvas] = figure.querySelectorAll("canvas");
    const size = figure.getBoundingClientRect().width;
    const { curve } = data[i];
    const box = { left: 0, top: 0, size };
    figure.classList.toggle("line", curve);
    Object.assign(map.style, { width: "", height: "" });
    if (curve) curves[i] = { box, scaled: lineMap.scale(data[i]) };
    const drawn = curves[i]?.scaled.data ?? data[i];
    const context = painting.fit(curve ? map : canvas, size, size);
    painting.dots(context, drawn, drawn.train, box, pen(size, size > LARGE_MAP ? 2.4 : 1.8));
  });
}

/** Gradient norms as bars on a logarithmic scale.
    @param {HTMLCanvasElement} canvas
    @param {(number | null)[]} values
    @param {string} color */
function norms(canvas, values, color) {
  const { grid } = theme.current();
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const { width, height } = canvas;
  const step = width / values.length;
  const span = Math.log10(NORM_TOP / NORM_FLOOR);
  context.clearRect(0, 0, width, height);
  values.forEach((value, i) => {
    const share = Math.max(0, Math.min(1, Math.log10(Math.max(value ?? 0, NORM_FLOOR) / NORM_FLOOR) / span));
    context.fillStyle = grid;
    context.fillRect(i * step + 2, 0, step - 4, height);
    context.fillStyle = color;
    context.fillRect(i * step + 2, height * (1 - share), step - 4, height * share);
  });
  canvas.setAttribute("aria-label", values.map(numbers.weight).join(", "));
}

/** @param {HTMLCanvasElement} canvas
    @param {string} outputs
    @param {Experiment} experiment */
function map(canvas, outputs, experiment) {
  const several = classes.kind(experiment);
  const size = Math.sqrt(outputs.length / (several?.count ?? 1));
  const pixels = codec.pixels(outputs, size);
  if (several) classes.map(canvas, pixels, size, several, false);
  else painting.pictures(canvas, pixels, size, theme.current().smooth);
}

/** Show a moment: `outcome` says of each lane its rank, its finish and why it has stopped.
    @param {Race} race
    @param {(Frame | undefined)[]} frames
    @param {Outcome[]} outcome
    @param {boolean} slowly */
export function show(race, frames, outcome, slowly) {
  const { texts } = setup;
  const { loss, percent, score, significant } = numbers;
  items().forEach(({ card }, i) => {
    const frame = frames[i];
    if (!frame?.outputs) return; // of a moment that is remembered without its pictures
    /** @template {string} S
        @param {S} selector */
    const part = (selector) => card.querySelector(selector);
    const line = curves[i];
    if (line && frame.curve) {
      const { box, scaled } = line;
      const context = painting.fit(part("canvas.lane-points"), box.size, box.size);
      lineMap.stroke(context, frame.curve, scaled, box, pen(box.size, box.size > LARGE_MAP ? 2.5 : 2));
    } else map(part("canvas.lane-output"), frame.outputs, player.experiments[i]);
    card.querySelector(".early")?.remove(); // what the server has drawn (app/components/early_map.py)
    say(part(".number"), loss(frame.test_loss));
    if (!slowly) return;
    const regression = player.experiments[i].problem === "regression";
    say(part(".train"), loss(frame.train_loss));
    say(part(".gap"), readouts.gap(frame));
    say(part(".score-name"), regression ? texts.r2 : texts.accuracy);
    say(part(".score"), score(frame.test_score, regression));
    const { place, finish, stopped } = outcome[i];
    say(part(".rank"), place || (frame.epoch && !stopped ? texts.unfinished : ""));
    card.classList.toggle("finished", Boolean(finish));
    card.classList.toggle("stopped", Boolean(stopped));
    const end = finish ? fill(texts.finished, { epoch: finish }) : "";
    say(part(".lane-state"), stopped ? fill(texts.divergedShort, { epoch: stopped.epoch }) : end);
    const { dead, saturated, gradient_norms: lengths } = frame.diagnostics ?? NOTHING;
    say(part(".dead"), `${percent(dead)} ${texts.dead}`);
    say(part(".saturated"), `${percent(saturated)} ${texts.saturated}`);
    say(part(".time"), frame.seconds ? fill(texts.msPerEpoch, { ms: significant(1000 * frame.seconds, 2) }) : "");
    norms(part("canvas.norms"), lengths, laneColors.color(i));
    shapes.show(part(".lane-shapes"), frame.shapes ?? [], laneColors.color(i), texts);
    const values = { name: name(race, i), epoch: frame.epoch, test: loss(frame.test_loss) };
    part(".lane-map").setAttribute("aria-label", fill(texts.map, values));
  });
}

/** @param {RaceSetup} given */
export const begin = (given) => (setup = given);
