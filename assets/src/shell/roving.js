/* Groups that are one stop of the Tab key: a toolbar, the words of a section, the cells of a table. Arrow keys go on from
   there, Home and End to the ends. The stop is what had the focus last, or the first one that can be seen. (WAI-ARIA
   Authoring Practices, "Developing a Keyboard Interface".) */

import { presented } from "../lib/presented.js";
import * as roving from "../lib/roving.js";

/** What is a group, and what the keyboard goes through in it. A page that is presented has no groups, as arrow keys mean
    something else there, and no words to be explained: `alone` is the tab index of each then. */
const KINDS = [
  { group: "[role=toolbar]", item: "button", alone: 0 },
  { group: "#grid-table", item: "[data-cell]", alone: 0 },
  { group: "#class-wall", item: "button", alone: 0 },
  { group: "section, dialog:not([role=group]), dialog:modal, main", item: ".word[role=button]", alone: -1 },
];

/** @typedef {typeof KINDS[number]} Kind */

/** Its items that the keyboard may come to.
    @param {Element} group
    @param {Kind} kind */
const itemsOf = (group, { group: groups, item }) =>
  [...group.querySelectorAll(item)].filter(
    (each) =>
      each.closest(groups) === group &&
      !each.matches(":disabled, [inert], [inert] *") &&
      each.checkVisibility({ visibilityProperty: true }),
  );

/** One of a group is the stop, and no other one.
    @param {Element} group
    @param {Kind} kind
    @param {Element} [wanted] */
function settle(group, kind, wanted) {
  const all = [...group.querySelectorAll(kind.item)].filter((each) => each.closest(kind.group) === group);
  const seen = presented() || wanted ? [] : itemsOf(group, kind);
  const stop = wanted ?? seen.find((each) => each.getAttribute("tabindex") === "0") ?? seen[0];
  for (const each of all) each.tabIndex = presented() ? kind.alone : each === stop ? 0 : -1;
}

function settleAll() {
  for (const kind of KINDS) for (const group of document.querySelectorAll(kind.group)) settle(group, kind);
}

/** @param {Element} target
    @returns {[Element, Kind] | null} */
function groupOf(target) {
  const kind = KINDS.find(({ item, group }) => target.matches?.(item) && target.closest(group));
  const group = kind && target.closest(kind.group);
  return kind && group ? [group, kind] : null;
}

/** @param {From<KeyboardEvent>} event */
function press(event) {
  const { key, target, ctrlKey } = event;
  if (key === "Tab") return settleAll(); // before the browser looks for the next stop
  if (presented() || event.altKey || event.metaKey || event.shiftKey) return;
  const found = groupOf(target);
  if (!found) return;
  const items = itemsOf(...found);
  const lines = [...new Set(items.map((each) => each.closest("tr")))];
  const places = items.map((each) => {
    const { left, top, right, bottom } = each.getBoundingClientRect();
    return { left, top, right, bottom, line: lines.indexOf(each.closest("tr")) };
  });
  const to = roving.next(key, places, items.indexOf(target), ctrlKey);
  if (to === undefined) return;
  event.preventDefault();
  event.stopPropagation(); // else it means something else
  items[to].focus();
}

document.addEventListener("keydown", press, true);
document.addEventListener("focusin", ({ target }) => {
  const found = groupOf(target);
  if (found) settle(...found, target);
});
settleAll();
addEventListener("begun", settleAll); // what only now can be seen
