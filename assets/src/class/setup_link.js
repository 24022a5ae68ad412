/* What a pasted link sends: a page and the set-up behind the #. Pure. */

/** @typedef {import("../board/types.js").Page} Page */

/** @type {Record<string, Page>} */
const PAGES = { race: "race", activations: "activations" };
const BARE = /^#?[\w%.-]+=[!-~]*$/; // the part behind the # alone

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
