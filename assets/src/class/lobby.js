/* The lobby: the code, its QR code, and who is there. */

import { $, fill, say } from "../lib/dom.js";
import { made, pressed } from "../lib/made.js";

/** @typedef {import("./types.js").Known} Known */
/** @typedef {import("./types.js").Room} Room */

const MANY = 40; // seats, which are written smaller
const HERE_ONLY = /^(localhost|127\.[\d.]+|\[::1\]|0\.0\.0\.0)$/; // nobody else gets here by these names

/** @type {Room} */
let room;
/** @type {string | null | undefined} */
let code; // that is shown
let shown = ""; // who is there, and what of it
let link = ""; // as others open it

/** @param {string | null} its */
async function showCode(its) {
  code = its;
  const { texts } = room;
  const box = $("class-code");
  box.textContent = its ?? "–";
  box.ariaLabel = its ? fill(texts.code, { letters: [...its].join(", ") }) : texts.noCode;
  $("class-close-code").textContent = its ? texts.closeCode : texts.openCode;
  $("class-copy").hidden = $("class-renew").hidden = $("class-qr").hidden = !its;
  link = its ? room.link() : "";
  say($("class-link"), its ? address(link) : texts.noCode);
  if (!its) return;
  const { picture, link: others } = await room.server.code({ text: link }).catch(() => ({ picture: "", link: "" }));
  if (code !== its) return; // there is another one by now
  $("class-local").hidden = Boolean(others) || !HERE_ONLY.test(location.hostname);
  if (others) {
    link = others;
    say($("class-link"), address(link));
  }
  $("class-qr").hidden = !picture;
  if (picture) $("class-qr").src = picture;
}

/** What is read and typed: the page where a code is entered, without what every browser adds.
    @param {string} text */
const address = (text) => text.replace(/^https?:[/]+/, "").replace(/[?]class=.*$/, "class");

/** @param {Known} known */
function showSeats(known) {
  const { texts } = room;
  const waiting = known.seats.filter(({ state }) => state === "waiting");
  const n = known.seats.length - waiting.length;
  const count = n === 1 ? texts.oneStudent : fill(texts.students, { n });
  const head = known.seats.length ? count : texts.nobodyYet;
  say($("class-count"), waiting.length ? fill(texts.waiting, { students: count, n: waiting.length }) : head);
  const all = $("class-let-all");
  all.hidden = waiting.length < 2;
  say(all, fill(texts.letAllIn, { n: waiting.length }));
  $("class-seats").dataset.many = String(known.seats.length > MANY);
  $("class-seats").replaceChildren(
    ...known.seats.map((seat) => {
      const item = made("li", "lobby-seat", made("span", "", room.name(seat)));
      item.dataset.state = seat.state;
      if (seat.state === "waiting") {
        const button = pressed(texts.letIn, "plain-button", () => void room.place(seat.seat, "in"));
        button.ariaLabel = `${texts.letIn}: ${room.name(seat)}`;
        item.append(button);
      }
      return item;
    }),
  );
}

async function letAllIn() {
  for (const { seat, state } of room.known().seats)
    if (state === "waiting" && (await room.place(seat, "in")).status !== 200) return;
}

/** @type {import("./types.js").Screen} */
export const screen = {
  key: "lobby",
  begin(given) {
    room = given;
    const { texts } = room;
    $("class-let-all").addEventListener("click", letAllIn);
    $("class-renew").addEventListener("click", () => room.rule({ code: "renew" }));
    $("class-close-code").addEventListener("click", () => room.rule({ code: code ? "close" : "renew" }));
    $("class-rule").addEventListener("change", ({ target }) => room.rule({ approval: target.checked }));
    $("class-texts").addEventListener("change", ({ target }) => room.rule({ free_text: target.checked }));
    $("class-copy").addEventListener("click", () => room.done(room.copy(link) ? texts.linkCopied : texts.copyYourself));
  },
  show(known) {
    if (known.code !== code) showCode(known.code);
    $("class-rule").checked = known.approval;
    $("class-texts").checked = known.free_text;
    const now = JSON.stringify([known.names, known.seats.map(({ seat, state }) => [seat, state])]);
    if (now !== shown) showSeats(known);
    shown = now;
  },
};
