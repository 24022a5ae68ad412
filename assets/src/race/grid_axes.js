/* The axes of a grid: what they are and which values they have, as somebody types or chooses them. The server says what
   that means: what is wrong stands at its field, and what is right goes into the address. */

import { $ } from "../lib/dom.js";
import * as inputs from "../lib/inputs.js";
import { latest } from "../wire/latest.js";
import { server } from "../wire/server.js";
import * as choices from "./choices.js";

const SIDES = /** @type {const} */ (["rows", "columns"]);

/** @typedef {typeof SIDES[number]} Side */
/** @typedef {import("../wire/calls.js").Grid} Grid */
/** @typedef {import("../wire/calls.js").Axis} Axis */
/** @typedef {Parameters<typeof server.grid>[0]} Asked */
/** What the server makes of two axes: what all cells share, what each has of its own, and the epochs of its curve.
    @typedef {{ grid: Grid, base: Experiment, cells: Partial<Experiment>[], epochs: number[] }} Made */
/** `state`: the race as it is now. Told of are another link, and cells that are to run.
    @typedef {{ state(): Race, linked(): void, run(asked: Asked, made: Made): void }} Hooks */

/** @type {RaceSetup} */
let setup;
/** @type {Hooks} */
let hooks;
/** @type {(request: { asked: Asked, run: boolean }) => void} */
let make; // asks what the cells are
let link = "";

/** What the address says of it. */
export const address = () => link;

/** @param {Side} side */
const axis = (side) => ({ field: $(`grid-${side}`).value, text: $(`grid-${side}-values`).value });

/** @returns {Asked} */
const wanted = () => ({
  race: choices.told(hooks.state()),
  rows: axis("rows"),
  columns: axis("columns"),
  seeds: Number($("grid-seeds").value),
  cap: Number($("grid-cap").value),
  points: setup.grid.points,
});

/** What a grid is as it is asked for again.
    @param {Axis} its */
export const text = ({ field, values }) => ({ field, text: values.join(";") });

/** @param {Side} side
    @param {string} said */
const wrong = (side, said) => inputs.wrong(`grid-${side}-values`, `grid-${side}-wrong`, said);

/** Let the controls of an axis show it, with what could be added to it.
    @param {Side} side
    @param {string} field
    @param {string} values */
function put(side, field, values) {
  $(`grid-${side}`).value = field;
  $(`grid-${side}-values`).value = values;
  const all = setup.grid.choices[field] ?? [];
  $(`grid-${side}-add`).replaceChildren(
    new Option(setup.texts.gridAdd, ""),
    ...all.map(([value, name]) => new Option(name, value)),
  );
}

/** Ask what the cells are, and perhaps run them.
    @param {boolean} run */
export const ask = (run = false) => make({ asked: wanted(), run });

/** @param {import("../wire/calls.js").Answered<Made & { where?: string, wrong?: string }>} answer
    @param {{ asked: Asked, run: boolean }} request */
function answered({ waited, where, wrong: said, ...made }, { asked, run }) {
  for (const side of SIDES) wrong(side, "");
  if (said) {
    const side = where === "rows" ? "rows" : "columns";
    wrong(side, said);
    if (run) $(`grid-${side}-values`).focus();
    return;
  }
  for (const side of SIDES) {
    const { field, values } = made.grid[side];
    if (axis(side).text === asked[side].text) put(side, field, values.join("; ")); // nobody types by now
  }
  const before = link;
  link = made.grid.link;
  if (link !== before) hooks.linked();
  if (run) hooks.run(asked, made);
}

/** A control was used; whether it was one.
    @param {HTMLElement} target */
export function use(target) {
  const side = SIDES.find((each) => target.id.startsWith(`grid-${each}`));
  if (side && target.id === `grid-${side}`) {
    const field = axis(side).field;
    put(side, field, setup.grid.first[field].join("; "));
  } else if (side && target.id === `grid-${side}-add`) {
    const { field, text: before } = axis(side);
    put(side, field, [before.trim().replace(/[;|,]$/, ""), $(`grid-${side}-add`).value].filter(Boolean).join("; "));
  } else if (!side && target.id !== "grid-seeds" && target.id !== "grid-cap") return false;
  ask();
  return true;
}

export function swap() {
  const [rows, columns] = SIDES.map(axis);
  put("rows", columns.field, columns.text);
  put("columns", rows.field, rows.text);
  ask();
}

/** A ready-made grid.
    @param {number} number */
export function choose(number) {
  const { rows, columns, values } = setup.grid.presets[number];
  put("rows", rows, setup.grid.first[rows].join("; "));
  put("columns", columns, values.join("; "));
  ask();
}

/** Show what an address says of it.
    @param {Grid} grid */
export function follow(grid) {
  link = grid.link;
  for (const side of SIDES) {
    wrong(side, "");
    put(side, grid[side].field, grid[side].values.join("; "));
  }
  numbers(grid);
}

/** @param {{ seeds: number, cap: number }} grid */
function numbers({ seeds, cap }) {
  inputs.select($("grid-seeds"), String(seeds));
  inputs.select($("grid-cap"), String(cap));
}

/** A value as people read it.
    @param {string} field
    @param {string} value */
export function named(field, value) {
  const found = setup.grid.choices[field]?.find(([its]) => its === value);
  return found ? found[1] : field === "hidden" ? value.replaceAll(",", ", ") : value.replace(/^=/, "");
}

/** What an axis is called.
    @param {Axis} its */
export const title = ({ field }) => [...$("grid-rows").options].find(({ value }) => value === field)?.text ?? field;

/** @param {RaceSetup} given
    @param {Hooks} its */
export function begin(given, its) {
  [setup, hooks] = [given, its];
  /** @param {{ asked: Asked }} request */
  const call = ({ asked }) => server.grid(asked).then(({ error, ...answer }) => ({ ...answer, wrong: error }));
  make = latest(call, answered, undefined, { parallel: true });
  const { rows, columns, values } = setup.grid.presets[0];
  put("rows", rows, setup.grid.first[rows].join("; "));
  put("columns", columns, values.join("; "));
  numbers(setup.grid);
}
