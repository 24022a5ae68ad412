/* Up to twelve students' networks as the lanes of one live race. What a lane can say only the server knows: it makes the
   race's link, and tells which of them can't be lanes. It is asked while somebody ticks, so that the way there is a link. */

import { $, fill, say } from "../lib/dom.js";
import { made, pressed } from "../lib/made.js";
import { MAX_LANES } from "../wire/contract.js";

const FEWEST = 2;
const WAIT_MS = 300; // after the last tick

/** @typedef {import("./types.js").Room} Room */
/** @typedef {import("../board/types.js").Seat} Seat */
/** Who is in a race, its link, and who is not and why.
    @typedef {{ in: Seat[], link: string | null, out: { seat: Seat, why: "same" | "data" | "lane" | "none" }[] }} Made */

/** Whether the network of a seat can be opened on the playground.
    @param {Seat} seat */
export const opens = ({ row: { page = "playground", link = "" } }) => page === "playground" && link !== "";

/** The race of these students; `named`: each lane has the name of whose it is.
    @param {Seat[]} seats
    @param {Room["server"]["link"]} ask
    @param {boolean} named
    @returns {Promise<Made | null>} */
export async function race(seats, ask, named) {
  const able = seats.filter(opens);
  /** @type {Made["out"]} */
  const none = seats.filter((seat) => !opens(seat)).map((seat) => ({ seat, why: "none" }));
  if (able.length < FEWEST) return { in: [], link: null, out: none };
  const runs = able.map(({ row }) => row.link ?? "");
  const names = named ? able.map(({ name }) => name) : [];
  const told = await ask({ page: "race", runs, names }).catch(() => null);
  if (!told || told.error !== undefined) return null;
  const left = new Map(told.left_out.map(({ run, why }) => [run, why]));
  const out = [...left].map(([run, why]) => ({ seat: able[run], why }));
  return { in: able.filter((_, i) => !left.has(i)), link: told.link, out: [...out, ...none] };
}

/** Fill a place with students to tick and the way to their race.
    @param {HTMLElement} place
    @param {Room} room */
export function begin(place, room) {
  const { texts } = room;
  /** @type {Set<number>} */
  const ticked = new Set();
  /** @type {Seat[]} */
  let seats = [];
  let asked = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  const list = made("div", "light-ticks");
  list.setAttribute("role", "group");
  list.setAttribute("aria-label", texts.lightRace);
  const go = Object.assign(made("a", "plain-button light-go"), { target: "_blank" });
  go.hidden = true;
  const said = made("p", "light-said");
  said.setAttribute("role", "status");
  const inIt = made("ol", "light-lanes");
  const first = pressed(texts.lightRaceAll, "plain-button", () => tick(able().slice(0, MAX_LANES)));
  const clear = pressed(texts.lightRaceClear, "plain-button", () => tick([]));
  const hint = made("p", "", fill(texts.lightRaceHint, { most: MAX_LANES }));
  place.replaceChildren(
    made("h3", "", texts.lightRace),
    hint,
    list,
    made("div", "light-buttons", first, clear, go),
    said,
    inIt,
  );

  const able = () => seats.filter(opens).map(({ seat }) => seat);

  /** @param {Iterable<number>} these */
  function tick(these) {
    ticked.clear();
    for (const seat of these) ticked.add(seat);
    boxes();
    want();
  }

  /** @param {Seat} seat */
  function box(seat) {
    const input = Object.assign(document.createElement("input"), { type: "checkbox", value: String(seat.seat) });
    input.checked = ticked.has(seat.seat);
    input.addEventListener("change", () => {
      if (input.checked) ticked.add(seat.seat);
      else ticked.delete(seat.seat);
      want();
    });
    return made("label", "", input, room.name(seat));
  }

  function boxes() {
    const names = seats.map((seat) => `${seat.seat} ${room.name(seat)} ${ticked.has(seat.seat)}`).join("\n");
    if (list.dataset.names === names) return;
    const at = /** @type {HTMLInputElement | null} */ (list.querySelector("input:focus"))?.value;
    list.dataset.names = names;
    list.replaceChildren(...seats.map(box));
    if (at) [...list.querySelectorAll("input")].find(({ value }) => value === at)?.focus();
  }

  /** Ask for the link of those who are ticked, once nobody ticks any more. */
  function want() {
    const chosen = seats.filter(({ seat }) => ticked.has(seat));
    const { names } = room.known();
    const text = [names, ...chosen.map((each) => `${each.seat} ${opens(each) ? each.row.link : ""}`)].join("\n");
    if (text === asked) return;
    asked = text;
    clearTimeout(timer);
    go.hidden = true;
    inIt.replaceChildren();
    const count = chosen.length;
    if (count > MAX_LANES) return say(said, fill(texts.lightRaceTooMany, { most: MAX_LANES, n: count }));
    if (count < FEWEST) return say(said, count ? texts.lightRaceFewest : "");
    timer = setTimeout(async () => {
      const its = await race(chosen, room.server.link, names);
      if (text === asked) show(its);
    }, WAIT_MS);
  }

  /** @param {Made | null} its */
  function show(its) {
    if (!its) asked = "";
    if (!its) return say(said, texts.lightRaceFailed);
    const why = { same: texts.lightSame, data: texts.lightData, lane: texts.lightLane, none: texts.lightNoLane };
    const out = its.out.map((each) => fill(why[each.why], { name: room.name(each.seat) }));
    say(said, [...out, its.link === null ? texts.lightRaceFewest : ""].join(" ").trim());
    if (its.link === null) return;
    go.hidden = false;
    go.href = `${$("nav-race").href.split(/[?#]/)[0]}#${its.link}`;
    go.textContent = fill(texts.lightRaceOpen, { n: its.in.length });
    inIt.replaceChildren(...its.in.map((seat) => made("li", "", room.name(seat))));
  }

  return {
    tick,
    /** @param {Seat[]} all */
    draw(all) {
      seats = all;
      for (const seat of ticked) if (!all.some((each) => each.seat === seat)) ticked.delete(seat);
      boxes();
      want();
      const count = able().length;
      say(first, count > MAX_LANES ? fill(texts.lightRaceFirst, { most: MAX_LANES }) : texts.lightRaceAll);
      place.hidden = count < FEWEST;
    },
  };
}
