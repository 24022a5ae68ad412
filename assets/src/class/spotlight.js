/* The spotlight, for the projector: one student's network large, or a race of several. */

import { paint } from "../board/map.js";
import * as theme from "../lib/colors.js";
import { $, fill, say } from "../lib/dom.js";
import { made, pressed } from "../lib/made.js";
import * as numbers from "../lib/numbers.js";
import * as chosen from "./chosen.js";
import { curves } from "./figure_runs.js";
import { pointsOf } from "./results_curves.js";
import { address } from "./seat_link.js";
import * as racing from "./spotlight_race.js";

/** @typedef {import("./types.js").Room} Room */
/** @typedef {import("../board/types.js").Seat} Seat */

/** @type {Room} */
let room;
/** @type {ReturnType<typeof racing.begin>} */
let race;
/** @type {ReturnType<typeof build>} */
let parts;
let at = -1; // the seat in the light
let painted = "";

function build() {
  const { texts } = room;
  /** @param {string} sign
      @param {string} name
      @param {number} way */
  const step = (sign, name, way) => {
    const button = pressed(sign, "plain-button", () => move(way));
    button.setAttribute("aria-label", name);
    return button;
  };
  const who = made("select", "choice light-who");
  who.setAttribute("aria-label", texts.lightWho);
  who.addEventListener("change", () => {
    at = Number(who.value);
    screen.show(room.known());
  });
  const bar = made("div", "light-bar", step("‹", texts.lightPrevious, -1), who, step("›", texts.lightNext, 1));
  const map = made("canvas", "light-map");
  map.setAttribute("role", "img");
  const mapNone = made("p", "light-map-none", texts.lightNoMap);
  const name = made("h2", "light-name");
  const doing = made("p", "light-doing");
  const facts = made("dl", "light-facts");
  const curve = made("div", "light-curve");
  const open = made("a", "plain-button light-open", texts.lightOpen);
  Object.assign(open, { target: "_blank", title: texts.lightOpenTitle });
  const noLink = made("p", "small", texts.lightNoLink);
  const about = made("div", "light-about", name, doing, facts, curve, open, noLink);
  const one = made("div", "light-one", made("div", "light-map-place", map, mapNone), about);
  const none = made("p", "results-none", texts.lightNone);
  const below = made("section", "light-race");
  $("class-screen-spotlight").replaceChildren(bar, none, one, below);
  return { bar, who, map, mapNone, name, doing, facts, curve, open, noLink, one, none, below };
}

/** The next student with a network, or the one before.
    @param {number} way */
function move(way) {
  const seats = shown(room.known().seats);
  const place = seats.findIndex(({ seat }) => seat === at);
  const next = seats[(place + way + seats.length) % seats.length];
  if (next) at = next.seat;
  screen.show(room.known());
}

/** Those who have something to show.
    @param {Seat[]} seats */
const shown = (seats) =>
  seats.filter(({ state, row }) => state !== "waiting" && (row.map || row.link || row.curve?.length));

/** @param {Seat[]} seats */
function choose(seats) {
  const { who } = parts;
  const names = seats.map((seat) => `${seat.seat} ${room.name(seat)}`).join("\n");
  if (who.dataset.names !== names) {
    who.dataset.names = names;
    who.replaceChildren(...seats.map((seat) => new Option(room.name(seat), String(seat.seat))));
  }
  who.value = String(at);
}

/** @param {number | null | undefined} value */
const loss = (value) => (value === null || value === undefined ? "" : numbers.loss(value));

/** @param {Seat} seat */
function numbersOf({ row }) {
  const { texts } = room;
  /** @type {[string, string][]} */
  const all = [
    [texts.epoch, numbers.exact(row.epoch ?? 0)],
    [texts.trainLoss, loss(row.train_loss)],
    [texts.testLoss, loss(row.test_loss)],
    [
      row.regression ? texts.tableR2 : texts.tableAccuracy,
      row.score === null || row.score === undefined ? "" : numbers.score(row.score, row.regression ?? false),
    ],
    [texts.dataset, chosen.dataset(row, room.setup)],
    [texts.network, row.units || row.link ? chosen.network(row, room.setup) : ""],
    [texts.parametersName, row.parameters ? numbers.exact(row.parameters) : ""],
  ];
  return all.filter(([, value]) => value);
}

/** @param {Seat} seat */
function light(seat) {
  const { texts } = room;
  const { row } = seat;
  const name = room.name(seat);
  const { states } = room.setup;
  say(parts.name, name);
  parts.doing.className = `light-doing is-${row.doing ?? "idle"}`;
  say(parts.doing, states[row.doing ?? "idle"]);
  const told = numbersOf(seat).flatMap(([term, value]) => [made("dt", "", term), made("dd", "", value)]);
  const facts = made("dl", "light-facts", ...told);
  if (!parts.facts.isEqualNode(facts)) parts.facts.replaceChildren(...facts.children);
  parts.open.hidden = !row.link;
  parts.noLink.hidden = Boolean(row.link);
  if (row.link) parts.open.href = address(row, room.home);
  map(row, fill(texts.lightMap, { name }));
  const points = pointsOf(row);
  parts.curve.hidden = points.length < 2;
  const { clientWidth: width } = parts.curve;
  if (points.length < 2 || !width) return;
  const names = { texts, name: () => name, activation: () => "" };
  const figure = curves([{ seat: seat.seat, row, points }], names).draw(
    width,
    Math.max(160, 0.26 * window.innerHeight),
  );
  figure.setAttribute("aria-label", texts.lightCurve);
  if (!parts.curve.firstElementChild?.isEqualNode(figure)) parts.curve.replaceChildren(figure);
}

/** @param {import("../board/types.js").Row} row
    @param {string} name */
function map(row, name) {
  const canvas = parts.map;
  canvas.setAttribute("aria-label", name);
  const size = Math.round(canvas.clientWidth * window.devicePixelRatio);
  const now = `${size} ${row.map}`;
  if (!size || now === painted) return;
  painted = now;
  Object.assign(canvas, { width: size, height: size });
  parts.mapNone.hidden = paint(canvas, row);
}

/** @type {import("./types.js").Screen} */
export const screen = {
  key: "spotlight",
  begin(given) {
    room = given;
    parts = build();
    race = racing.begin(parts.below, room);
    room.onSpotlight((seats) => {
      if (seats.length === 1) [at] = seats;
      else race.tick(seats);
    });
    const again = () => {
      painted = "";
      screen.show(room.known());
    };
    theme.onChange(again);
    new ResizeObserver(again).observe(parts.one);
  },
  show({ seats }) {
    const all = shown(seats);
    const its = all.find(({ seat }) => seat === at) ?? all[0];
    parts.none.hidden = Boolean(its);
    parts.one.hidden = parts.bar.hidden = !its;
    if (its) {
      at = its.seat;
      choose(all);
      light(its);
    }
    race.draw(all);
  },
};
