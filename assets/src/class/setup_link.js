/* What a pasted link sends: a page and the set-up behind the #, or a step of a lesson. Pure. */

/** @typedef {import("../board/types.js").Page} Page */

/** @type {Record<string, Page>} */
const PAGES = { race: "race", activations: "activations" };
const BARE = /^#?[\w%.-]+=[!-~]*$/; // the part behind the # alone

const LESSON = /^(?:[a-z][a-z0-9-]{0,39}|1\.[\w-]{1,2998})$/; // as lessons/address.js reads it

/** The lesson that a link opens, and which of its steps: a number from 1, or a key.
    @param {string} text
    @returns {{ lesson: string, step: string } | null} */
export function lessonOf(text) {
  const its = text.trim();
  if (!/^https?:/i.test(its) || !URL.canParse(its)) return null;
  const said = new URL(its).searchParams;
  const lesson = said.get("lesson") ?? "";
  return LESSON.test(lesson) ? { lesson, step: said.get("step") ?? "" } : null;
}

/** @param {string} text
    @returns {{ page: Page, link: string } | null} */
export function setupOf(text) {
  const its = text.trim();
  if (BARE.test(its)) return { page: "playground", link: its.replace(/^#/, "") };
  if (!/^https?:/i.test(its) || !URL.canParse(its)) return null;
  const { pathname, hash } = new URL(its); // which writes what is not ASCII with percent signs
  const last = pathname.replace(/\/$/, "").split("/").at(-1) ?? "";
  return hash.length > 1
    ? { page: Object.hasOwn(PAGES, last) ? PAGES[last] : "playground", link: hash.slice(1) }
    : null;
}
