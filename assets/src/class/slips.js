/* Slips of paper, one for each student: the name of the seat, and a QR code that opens the network at home; where there is
   none yet, one to join the class. */

import { $, fill } from "../lib/dom.js";
import { made } from "../lib/made.js";
import * as numbers from "../lib/numbers.js";
import * as chosen from "./chosen.js";
import { address } from "./seat_link.js";

/** @typedef {import("./types.js").Room} Room */
/** @typedef {import("../board/types.js").Seat} Seat */

/** @param {Seat} seat
    @param {Room} room */
async function slip({ name, row }, room) {
  const { texts, home } = room;
  const { code } = room.known();
  const to = row.link ? address(row, home) : code ? room.link() : "";
  const its = to ? await room.server.code({ text: to }).catch(() => ({ picture: "" })) : { picture: "" };
  const picture = made("img", "slip-code");
  picture.alt = "";
  if (its.picture) picture.src = its.picture;
  await picture.decode?.().catch(() => {});
  const lines = [
    row.link ? chosen.inShort(row, room.setup) : "",
    row.link && row.epoch !== undefined
      ? fill(texts.slipNumbers, { epoch: row.epoch, loss: numbers.loss(row.test_loss ?? row.train_loss ?? null) })
      : "",
    its.picture ? (row.link ? texts.slip : texts.slipJoin) : "",
    code ? fill(texts.slipCode, { code }) : "",
  ];
  const words = made("div", "slip-words", made("strong", "slip-name", name));
  words.append(...lines.filter(Boolean).map((text) => made("span", "", text)));
  return made("article", "slip", ...(its.picture ? [picture] : []), words);
}

/** Those who get one.
    @param {Seat[]} seats */
export const of = (seats) => seats.filter(({ state }) => state !== "waiting");

/** Make them, and let the browser print them.
    @param {Room} room */
export async function print(room) {
  const paper = $("class-paper");
  const slips = [];
  for (const seat of of(room.known().seats)) slips.push(await slip(seat, room)); // one after the other: the server has other things to do
  paper.replaceChildren(...slips);
  paper.hidden = false;
  addEventListener(
    "afterprint",
    () => {
      paper.hidden = true;
      paper.replaceChildren();
    },
    { once: true },
  );
  window.print();
}
