/* That a page was opened because the teacher has sent it, which the line of a seat says: of another page, once that page is
   there. It has no state but the tab's storage. */

const LATER = "class-opened";

/** @typedef {"sent" | "sentPlace"} Sent */

/** Say it on the page that comes; null: it is said.
    @param {Sent | null} what */
export function later(what) {
  try {
    if (what === null) sessionStorage.removeItem(LATER);
    else sessionStorage.setItem(LATER, what);
  } catch {
    // there is no storage
  }
}

/** What is yet to be said here.
    @returns {string | null} */
export function waiting() {
  try {
    return sessionStorage.getItem(LATER);
  } catch {
    return null;
  }
}

/** Whether the line says it, or will: then nothing else needs to. */
export const isSaid = () => waiting() !== null || document.getElementById("seat-told")?.hidden === false;
