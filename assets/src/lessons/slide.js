/* A step on a projector: beside what is presented, or as a slide of its own; Page Up and Page Down, which are the keys of a
   presenter in the hand, go through the steps. */

import * as keys from "../lib/keys.js";

/** @param {{ by: (steps: number) => void, said: () => void }} hooks */
export function begin({ by, said }) {
  const { body } = document;
  addEventListener(
    "keydown",
    (event) => {
      if (!body.classList.contains("presenting") || document.querySelector("dialog:modal")) return;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const step = { PageDown: 1, PageUp: -1 }[event.key];
      if (step) by(step);
      else if (event.key.toLowerCase() === "l" && !keys.off()) body.classList.toggle("slide");
      else return;
      event.preventDefault();
      event.stopPropagation();
    },
    true,
  );
  let presented = false;
  new MutationObserver(() => {
    const is = body.classList.contains("presenting");
    if (is === presented) return;
    presented = is;
    body.classList.remove("slide");
    if (is) said();
  }).observe(body, { attributeFilter: ["class"] });
}
