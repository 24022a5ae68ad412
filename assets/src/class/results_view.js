/* How a figure of a class is shown: which kinds there are, of what it is, the sentence, the figure, and its table. */

import { say } from "../lib/dom.js";
import { made, pressed } from "../lib/made.js";
import { tableOf } from "./table.js";

/** @typedef {import("./results_available.js").Kind} Kind */

/** Fill a place with figures; `again` draws what is known once more.
    @param {HTMLElement} place
    @param {ClassSetup} setup
    @param {() => void} again */
export function begin(place, { texts }, again) {
  let at = "";
  /** @type {Record<string, string>} */
  const chosen = {}; // of each kind, by what it is called
  let open = false;

  const kinds = made("div", "results-kinds");
  kinds.setAttribute("role", "group");
  kinds.setAttribute("aria-label", texts.figures);
  const select = made("select", "choice");
  const selectName = made("span", "results-of-name");
  const of = made("label", "results-of", selectName, select);
  const none = made("p", "results-none", texts.figureNone);
  const about = made("h2", "results-about");
  const sentence = made("p", "results-say");
  const figure = made("div", "results-figure");
  const notes = made("ul", "results-notes");
  const button = pressed(texts.asTable, "plain-button results-as-table", () => {
    open = !open;
    again();
  });
  const table = made("div", "results-table");
  table.tabIndex = 0;
  table.setAttribute("role", "region");
  const shown = made("div", "results-shown", about, sentence, figure, button, table, notes);
  place.replaceChildren(made("div", "results-head", kinds, of), none, shown);

  /** @type {Map<string, HTMLButtonElement>} */
  const tabs = new Map();

  /** @param {Kind} kind */
  function tab({ key, name }) {
    const element = pressed(name, "results-kind", () => {
      at = key;
      again();
    });
    element.dataset.figure = key;
    tabs.set(key, element);
    return element;
  }

  /** Those that are there stay: somebody may be about to press one.
      @param {Kind[]} all */
  function offer(all) {
    all.forEach((kind, i) => {
      const element = tabs.get(kind.key) ?? tab(kind);
      if (kinds.children[i] !== element) kinds.insertBefore(element, kinds.children[i] ?? null);
      element.setAttribute("aria-pressed", String(kind.key === at));
    });
    while (kinds.children.length > all.length) kinds.lastElementChild?.remove();
  }

  /** @param {Kind} kind */
  function choose(kind) {
    const names = kind.all.map(({ name }) => name);
    const known = kind.all.findIndex(({ name }) => plain(name) === chosen[kind.key]);
    const one = known >= 0 ? known : kind.latest ? names.length - 1 : 0;
    const written = names.join("\n");
    if (select.dataset.names !== written) {
      select.dataset.names = written;
      select.replaceChildren(...names.map((name, i) => new Option(name, String(i))));
    }
    select.selectedIndex = one;
    say(selectName, kind.of);
    of.hidden = names.length < 2;
    return kind.all[one];
  }

  /** @param {Kind[]} all */
  function draw(all) {
    none.hidden = all.length > 0;
    shown.hidden = of.hidden = all.length === 0;
    const kind = all.find(({ key }) => key === at) ?? all[0];
    if (kind) at = kind.key;
    offer(all);
    const its = kind && choose(kind).figure();
    if (!its) return;
    const width = figure.clientWidth;
    if (!width) return;
    say(about, its.about);
    about.hidden = !its.about;
    say(sentence, its.say);
    const picture = its.draw(width);
    if (!figure.firstElementChild?.isEqualNode(picture)) figure.replaceChildren(picture);
    const written = its.notes.join("\n");
    if (notes.dataset.text !== written) {
      notes.dataset.text = written;
      notes.replaceChildren(...its.notes.map((text) => made("li", "", text)));
    }
    table.setAttribute("aria-label", its.say);
    table.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    say(button, open ? texts.asFigure : texts.asTable);
    if (open) table.replaceChildren(tableOf(its.table));
  }

  select.addEventListener("change", () => {
    chosen[at] = plain(select.selectedOptions[0]?.text ?? "");
    again();
  });
  let width = 0;
  new ResizeObserver(([{ contentRect }]) => {
    if (contentRect.width === width) return;
    ({ width } = contentRect);
    if (width) again();
  }).observe(figure);
  return { draw };
}

/** A name without how many it is of, which changes.
    @param {string} name */
const plain = (name) => name.replace(/ \(\d+\)$/, "");
