/* Whose lanes those of a race are. Where a class hides its names they are not shown, nor in the address, which is seen on a
   projector, too; the tab keeps what the address does not say, so that they are there again once they may be seen. */

import * as kept from "../share/kept.js";
import * as nameless from "../share/nameless.js";

const NAMES = "names=";
const KEPT = "race-names";

let hidden = false;

/** Whose lane it is, if somebody's, and if that is to be seen.
    @param {Pick<Race, "names" | "lanes">} race
    @param {number} i */
export const of = ({ names, lanes }, i) => (hidden ? "" : (names?.[lanes[i]] ?? ""));

/** A link as the address says it.
    @param {string} link */
export function shown(link) {
  if (!hidden) return link;
  const pairs = link.split("&");
  const names = pairs.find((pair) => pair.startsWith(NAMES));
  if (!names) return link;
  const bare = pairs.filter((pair) => pair !== names).join("&");
  kept.put(KEPT, { bare, names });
  return bare;
}

/** The link that an address stands for: with the names that this tab has taken from it.
    @param {string} text */
export function meant(text) {
  /** @type {{ bare: string, names: string } | null} */
  const its = kept.get(KEPT);
  return its && (text === its.bare || text.startsWith(`${its.bare}&`)) ? `${text}&${its.names}` : text;
}

/** @param {() => void} changed when they come or go */
export function begin(changed) {
  hidden = nameless.is();
  nameless.onChange(() => {
    if (hidden === nameless.is()) return;
    hidden = !hidden;
    changed();
  });
}
