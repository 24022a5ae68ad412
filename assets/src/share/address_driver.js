/* The browser's address and history, driven by the states of address_states.js. What is shown and trained, and how an
   address is read, the page says by its hooks:
     text()                  what the address is to say
     ask(text, number)       read an address; then call `read` or `unread`
     open(), again(draft)    open what was read, or a set-up that was yet to be accepted
     stay()                  go on with what trains
     options(but)            show what was read of what is only looked at
     settled(), lost()       the address is open; it could not be read */

import * as addressStates from "./address_states.js";

/** @param {AddressHooks} hooks */
export function drive(hooks) {
  const life = performance.timeOrigin; // numbers of entries are those of this load of the page
  let state = addressStates.START;

  const marked = () => ({ life, entry: state.entry });
  const written = () => `#${hooks.text()}`;

  /** @type {Record<string, (effect?: any) => void>} */
  const EFFECTS = {
    mark: () => window.history.replaceState(marked(), ""),
    push: () => window.history.pushState(marked(), ""),
    replace() {
      if (location.hash !== written()) window.history.replaceState(marked(), "", written());
    },
    ask: ({ text, number }) => hooks.ask(text, number),
    open: () => hooks.open(),
    again: ({ draft }) => hooks.again(draft),
    stay: () => hooks.stay(),
    options: ({ but }) => hooks.options(but),
    settled() {
      if (location.hash.length <= 1) EFFECTS.replace();
      hooks.settled();
    },
    lost: () => hooks.lost(),
  };

  /** @param {AddressEvent} event */
  function send(event) {
    const [next, effects] = addressStates.step(state, event);
    state = next;
    effects.forEach((effect) => EFFECTS[effect.do](effect));
  }

  const text = () => location.hash.slice(1);
  addEventListener("popstate", ({ state: mark }) =>
    send({ type: "moved", entry: mark?.life === life ? mark.entry : null, text: text() }),
  );

  return {
    send,
    /** What is open is written otherwise now. */
    rewrite() {
      if (state.phase === "rest") EFFECTS.replace();
    },
    /** Begin with what the address says, or write what is shown into it.
        @param {boolean} reads */
    begin(reads) {
      if (reads) send({ type: "moved", entry: null, text: text() });
      else {
        EFFECTS.mark();
        EFFECTS.replace();
      }
    },
  };
}
