/* What a class has found, in the wrap-up: each figure in its sentence, with its counts where those are few; and the texts that
   students have typed, which the teacher alone sees here. */

import { fill, say } from "../lib/dom.js";
import { made, pressed } from "../lib/made.js";
import { tableOf } from "./table.js";

/** @typedef {import("./results_available.js").Kind} Kind */
/** @typedef {import("./types.js").Known} Known */
/** @typedef {import("./types.js").Room} Room */

/** Figures of which the wrap-up and the report have the table: those of others have a line for each run. */
const WITH_TABLE = ["votes", "texts", "epochs"];

/** The figures as words: what each is of, its sentence, and its table if that is short.
    @param {Kind[]} kinds */
export const told = (kinds) =>
  kinds.flatMap(({ key, name, all }) =>
    all.flatMap((one) => {
      const its = one.figure();
      if (!its) return [];
      const title = its.about || `${name} · ${one.name}`;
      const table = WITH_TABLE.includes(key) ? its.table : null;
      return [{ key, title, say: its.say, notes: key === "epochs" ? its.notes : [], table }];
    }),
  );

/** @param {ReturnType<typeof told>[number]} its */
function item({ title, say: sentence, table }) {
  const place = table && Object.assign(made("div", "end-table", tableOf(table)), { tabIndex: 0, ariaLabel: title });
  place?.setAttribute("role", "region"); // which scrolls on a phone, also by keys
  return made("li", "", made("h3", "", title), made("p", "", sentence), ...(place ? [place] : []));
}

/** Fill a list with what was found; it stays as it is if that is the same.
    @param {HTMLElement} list
    @param {Kind[]} kinds those of typed texts are told below, all of them
    @param {string} none what is said where there is nothing */
export function show(list, kinds, none) {
  const found = told(kinds.filter(({ key }) => key !== "texts")).map(item);
  const items = found.length ? found : [made("li", "small", none)];
  const next = made("ul", "", ...items);
  const same = items.length === list.children.length && items.every((its, i) => its.isEqualNode(list.children[i]));
  if (!same) list.replaceChildren(...next.children);
}

/** Fill a place with all texts, each with whether others may see it.
    @param {HTMLDetailsElement} box
    @param {Known} known
    @param {import("./results_votes.js").Asked} asked
    @param {Room} room */
export function typed(box, { answers, seats }, asked, room) {
  const { texts } = room;
  const names = new Map(seats.map(({ seat, name }) => [seat, name]));
  const all = answers.filter(({ text }) => text);
  const seen = all.filter(({ shown }) => shown).length;
  box.hidden = !all.length;
  const now = JSON.stringify(all);
  if (box.dataset.now === now) return;
  box.dataset.now = now;
  say(/** @type {HTMLElement} */ (box.querySelector("summary")), fill(texts.typed, { n: all.length, seen }));
  /** @param {typeof all[number]} answer */
  const line = ({ seat, key, text = "", shown, lesson, step = "" }) => {
    const act = () => void room.ask("show", { seat, key, shown: !shown });
    const button = pressed(shown ? texts.disallow : texts.allow, "plain-button", act);
    button.hidden = !room.board;
    button.dataset.of = `${seat} ${key}`;
    const about = [names.get(seat), asked[lesson ? `${lesson}.${step}` : step]?.text].filter(Boolean).join(" · ");
    return made("li", "", made("div", "", made("q", "", text), made("span", "small", about)), button);
  };
  const list = /** @type {HTMLElement} */ (box.querySelector("ul"));
  const of = /** @type {HTMLElement | null} */ (list.querySelector("button:focus"))?.dataset.of;
  list.replaceChildren(...all.map(line));
  if (of) [...list.querySelectorAll("button")].find(({ dataset }) => dataset.of === of)?.focus();
}
