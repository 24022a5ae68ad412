/* A class of which there are files only: its wall, its spotlight and its figures. There is nothing to join, to send or to
   delete, and no board is asked. */

import { $, fill, say } from "../lib/dom.js";
import { made, pressed } from "../lib/made.js";
import { known as knownOf } from "./files_read.js";
import { nothing } from "./known.js";
import * as tabs from "./tabs.js";

/** @typedef {import("./types.js").Room} Room */
/** @typedef {import("./types.js").Screen} Screen */
/** @typedef {import("../board/handin.js").Handin} Handin */

const KEYS = /** @type {const} */ (["wall", "spotlight", "results"]);
const PROJECTED = ["spotlight", "results"];

/** Open it; `add` opens more files.
    @param {ClassHost} host
    @param {Screen[]} all
    @param {(files: Iterable<File>) => void} add */
export function open({ setup, server, done, copy }, all, add) {
  const { texts } = setup;
  const screens = all.filter(({ key }) => KEYS.some((each) => each === key));
  let known = nothing();
  /** @type {Handin[]} */
  let handins = [];
  /** @type {((seats: number[]) => void)[]} */
  const lit = [];
  const said = made("p", "files-said");
  said.setAttribute("role", "status");
  const field = Object.assign(made("input", "files-more"), { type: "file", multiple: true, accept: ".json" });
  field.setAttribute("aria-label", texts.filesMore);
  field.addEventListener("change", () => {
    if (field.files?.length) add(field.files);
    field.value = "";
  });
  const close = pressed(texts.filesAway, "plain-button", () => location.reload());
  const bar = made("div", "files-bar", made("span", "files-stay", texts.filesStay), field, close);
  $("class-away").before(bar, said);

  function show() {
    const { length: n } = handins;
    say($("class-about"), n === 1 ? texts.filesOne : fill(texts.filesOf, { n }));
    for (const screen of screens) if (screen.key === tab.at()) screen.show(known);
  }

  function know() {
    known = knownOf(handins, (n) => fill(texts.filesUnnamed, { n }), !$("class-hide-names").checked);
    show();
  }

  const refuse = async () => ({ status: 0, told: {} });
  const home = $("nav-playground").href.split(/[?#]/)[0];
  /** @type {Room} */
  const room = {
    setup,
    texts,
    server,
    ask: refuse,
    tell: refuse,
    rule: refuse,
    async place(seat, state) {
      if (state !== "removed") return refuse();
      handins = handins.filter((_, i) => i + 1 !== seat);
      know();
      return { status: 200, told: {} };
    },
    known: () => known,
    projected: () => PROJECTED.includes(tab.at()),
    name: ({ seat, name }) =>
      known.names || !room.projected() ? name : String(1 + known.seats.findIndex((each) => each.seat === seat)),
    go: (key) => tab.go(key),
    spotlight(seats) {
      for (const listener of lit) listener(seats);
      tab.go("spotlight");
    },
    onSpotlight: (listener) => lit.push(listener),
    home,
    link: () => home,
    own: () => location.href,
    done,
    copy,
    leave: () => location.reload(),
  };

  $("class-entry").hidden = $("class-console").hidden = true;
  $("class-room").hidden = false;
  for (const { key } of all) $(`class-tab-${key}`).hidden = !screens.some((screen) => screen.key === key);
  const tab = tabs.begin([...KEYS], show);
  $("class-hide-names").addEventListener("change", know);
  for (const screen of screens) screen.begin(room);
  return {
    /** Show these, and what there is to say of the files.
        @param {Handin[]} files
        @param {string} text */
    show(files, text) {
      handins = files;
      say(said, text);
      know();
    },
  };
}
