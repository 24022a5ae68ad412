/* The wall: a tile for each seat, those of one state or all, in an order. Tiles change their places only while nobody points
   at them or is among them with the keyboard. */

import * as theme from "../lib/colors.js";
import { $, say } from "../lib/dom.js";
import * as seatView from "./seat_view.js";
import { arranged, counted, placeOf, STATES, stateOf } from "./states.js";
import { tile } from "./tile.js";

/** @typedef {import("./types.js").Known} Known */
/** @typedef {import("./types.js").Room} Room */
/** @typedef {ReturnType<typeof tile>} Tile */

const FEW = 16; // seats, whose tiles are larger
const STILL_MS = 3000; // between two new orders by themselves

/** @type {Room} */
let room;
/** @type {Map<number, Tile>} */
const tiles = new Map();
/** @type {Known | null} */
let shown = null;
let filter = "all";
/** @type {number[]} */
let order = [];
let ordered = -Infinity; // when
let moved = -Infinity; // when a pointer has moved over it
const FILTERS = /** @type {const} */ (["all", ...STATES]);

/** Tiles by their elements, to be told when they come into sight.
    @type {WeakMap<Element, Tile>} */
const ofElement = new WeakMap();
/** @type {IntersectionObserver} */
let watch;

/** What is known of all seats.
    @param {Known} known
    @returns {import("./states.js").View[]} */
const views = ({ seats, away }) =>
  seats.map((seat) => ({
    seat,
    state: stateOf(seat, away[seat.seat]),
    place: placeOf(seat.row, room.setup.lessons),
  }));

/** @param {number} seat */
function tileOf(seat) {
  const there = tiles.get(seat);
  if (there) return there;
  const its = tile(room.setup, seatView.open);
  tiles.set(seat, its);
  ofElement.set(its.element, its);
  watch.observe(its.element);
  return its;
}

/** Whether somebody would lose the place where she is. */
const held = () => $("class-wall").matches(":focus-within") || performance.now() - moved < STILL_MS;

/** @param {Known} known
    @param {boolean} [asked] somebody wants another order or others */
function arrange(known, asked = false) {
  const all = views(known);
  const wanted = arranged(all, $("class-sort").value, filter).map(({ seat }) => seat.seat);
  const now = performance.now();
  const same = wanted.length === order.length && wanted.every((seat) => order.includes(seat));
  if (!asked && same && (held() || now - ordered < STILL_MS)) return all;
  if (wanted.length === order.length && wanted.every((seat, i) => seat === order[i])) return all;
  order = wanted;
  ordered = now;
  const focused = /** @type {HTMLElement | null} */ (document.activeElement);
  const within = focused && $("class-wall").contains(focused);
  $("class-wall").replaceChildren(...order.map((seat) => tileOf(seat).element));
  if (within) focused.focus(); // if it is still there
  return all;
}

/** @param {Known} known
    @param {boolean} [asked] */
function show(known, asked = false) {
  shown = known;
  const all = arrange(known, asked);
  const here = new Set(order);
  for (const view of all) if (here.has(view.seat.seat)) tileOf(view.seat.seat).show(view);
  const seats = new Set(all.map(({ seat }) => seat.seat));
  for (const [seat, { element }] of tiles) {
    if (seats.has(seat)) continue;
    watch.unobserve(element);
    tiles.delete(seat);
  }
  const counts = counted(all);
  for (const key of FILTERS) say($(`class-filter-${key}`).querySelector(".wall-count"), String(counts[key]));
  $("class-wall").dataset.few = String(all.length <= FEW);
  const none = $("class-wall-none");
  none.hidden = Boolean(order.length);
  say(none, all.length ? room.texts.noneOfThese : room.texts.noSeats);
  seatView.show(known);
}

/** @param {string} key */
function choose(key) {
  filter = key;
  for (const each of FILTERS) $(`class-filter-${each}`).setAttribute("aria-pressed", String(each === key));
  if (shown) show(shown, true);
}

/** @type {import("./types.js").Screen} */
export const screen = {
  key: "wall",
  begin(given) {
    room = given;
    watch = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) ofElement.get(target)?.seen(isIntersecting);
      },
      { rootMargin: "200px" },
    );
    seatView.begin(room);
    for (const key of FILTERS) $(`class-filter-${key}`).addEventListener("click", () => choose(key));
    choose("all");
    $("class-wall").addEventListener("pointermove", () => (moved = performance.now()));
    $("class-sort").addEventListener("change", () => shown && show(shown, true));
    theme.onChange(() => {
      for (const its of tiles.values()) its.repaint();
    });
  },
  show,
};
