/* The filter of the chooser: by any name of a function, by its family, by a network that uses it. What is chosen stays
   so, seen or not. It is a way to look, and no part of what is compared. */

import { $, fill } from "../lib/dom.js";

/** @type {TextsOf<"activations">} */
let texts;
/** @type {() => void} */
let changed;

/** @typedef {import("../wire/calls.js").FunctionsLink["filter"]} Filter */

/** A name without what does not matter in it, and without a library in front: as nn_core/activations/aliases.py has it.
    @param {string} name */
export const squash = (name) =>
  (name.split("(")[0].trim().split(".").at(-1) ?? "").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

/** Whether a function is one of those that are looked for.
    @param {{ names: string, family: string, networks: string }} its names and networks as the page has them
    @param {Filter} wanted */
export const matches = ({ names, family, networks }, wanted) =>
  (!squash(wanted.find) || names.split(" ").some((one) => one.includes(squash(wanted.find)))) &&
  (!wanted.family || family === wanted.family) &&
  (!wanted.network || networks.split("|").includes(wanted.network));

/** What is looked for.
    @returns {Filter} */
export const wanted = () => ({
  find: $("filter-name").value,
  family: $("filter-family").value,
  network: $("filter-network").value,
});

/** Show what the address says.
    @param {Filter} its */
export function follow({ find, family, network }) {
  $("filter-name").value = find;
  $("filter-family").value = family;
  $("filter-network").value = network;
  apply();
}

function apply() {
  const its = wanted();
  const any = Object.values(its).some(Boolean);
  /** @type {Map<string, boolean>} */
  const found = new Map();
  for (const family of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".picks .family"))) {
    if (!family.dataset.family) {
      family.hidden = any; // one's own is none of those that are looked for
      continue;
    }
    let some = false;
    for (const pick of family.querySelectorAll("button.pick")) {
      const { key = "", names = "", networks = "" } = pick.dataset;
      const on = matches({ names, networks, family: family.dataset.family }, its);
      pick.hidden = !on;
      some ||= on;
      found.set(key, on);
    }
    family.hidden = !some;
  }
  const shown = [...found.values()].filter(Boolean).length;
  $("filter-count").textContent = fill(texts.shownCount, { n: shown, most: found.size });
  lists(found);
}

/** The lists of the signal show the same functions, and the one that is chosen.
    @param {Map<string, boolean>} on of each function, by its key */
function lists(on) {
  for (const list of document.querySelectorAll(".network-side select")) {
    for (const group of list.querySelectorAll("optgroup")) {
      const options = [...group.querySelectorAll("option")];
      for (const option of options) option.hidden = on.get(option.value) === false && !option.selected;
      group.hidden = options.every((option) => option.hidden);
    }
  }
}

/** @param {TextsOf<"activations">} given
    @param {() => void} change is called when somebody looks for something else */
export function begin(given, change) {
  texts = given;
  changed = change;
  for (const id of /** @type {const} */ (["filter-name", "filter-family", "filter-network"])) {
    $(id).addEventListener(id === "filter-name" ? "input" : "change", () => {
      apply();
      changed();
    });
  }
  $("filter-name").addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const first = /** @type {HTMLElement | null} */ (document.querySelector(".pick:not([hidden], :disabled)"));
    first?.focus();
  });
  apply();
}
