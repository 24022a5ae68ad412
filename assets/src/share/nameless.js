/* Whether names of students are hidden here: the teacher's page has said so in this browser, or the page has a seat in a class
   whose teacher has (seat/seat.js). */

import * as nameless from "../board/nameless.js";

export const is = () => nameless.is() || document.body.hasAttribute("data-nameless");

/** Call this whenever it may be otherwise.
    @param {() => void} listener */
export function onChange(listener) {
  nameless.onChange(listener);
  document.addEventListener("nameless", listener);
}
