/* Whether the class hides its names: its page tells the other pages of this browser, as a race of its students may be open
   there. It holds until the class has ended. Where there is no storage, nobody is told. */

const KEY = "class-names-hidden"; // until when, in seconds

/** @template T
    @param {(store: Storage) => T} act
    @param {T} otherwise */
function attempt(act, otherwise) {
  try {
    return act(localStorage);
  } catch {
    return otherwise;
  }
}

/** @param {boolean} is
    @param {number} until when the class ends, in seconds */
export const put = (is, until) =>
  attempt((store) => (is ? store.setItem(KEY, String(until)) : store.removeItem(KEY)), undefined);

/** @param {number} [now] in seconds */
export const is = (now = Date.now() / 1000) => attempt((store) => Number(store.getItem(KEY)) > now, false);

/** Call this whenever the page of a class has said something else; it is another page, which the browser tells.
    @param {() => void} listener */
export const onChange = (listener) =>
  addEventListener("storage", ({ key }) => {
    if (key === KEY || key === null) listener();
  });
