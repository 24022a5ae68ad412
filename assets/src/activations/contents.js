/* The contents of the page: a link goes to its section and leaves the address alone, which says what is chosen; the one
   of the section that is read is marked. */

import { $ } from "../lib/dom.js";

const READ = "-15% 0px -65%"; // the strip of the window in which a section is read
const END = 2; // pixels

/** @type {HTMLElement | null} */
let wanted = null; // the heading that was gone to, as far as the end of the page let it
/** @type {Set<Element>} */
const seen = new Set();

const links = () => [...$("contents").querySelectorAll("a")];
/** @param {HTMLAnchorElement} link
    @returns {HTMLElement | null} */
const heading = (link) => document.querySelector(`[id="${link.hash.slice(1)}"]`);

function mark() {
  const { scrollHeight, clientHeight } = document.documentElement;
  const atEnd = scrollHeight - clientHeight - scrollY < END;
  if (!atEnd) wanted = null;
  const all = links();
  const here = all.filter((link) => seen.has(/** @type {Element} */ (heading(link)?.closest("section"))));
  const current = atEnd ? (all.find((link) => heading(link) === wanted) ?? here.at(-1)) : here[0];
  if (!current) return; // between two sections
  for (const link of all) {
    if (link === current) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  const strip = $("contents"); // on small screens
  strip.scrollLeft = current.offsetLeft - (strip.clientWidth - current.offsetWidth) / 2;
}

/** @param {HTMLElement} place */
function go(place) {
  wanted = place;
  const details = place.closest("details");
  if (details) details.open = true;
  place.closest("section")?.scrollIntoView();
  place.tabIndex = -1;
  place.focus({ preventScroll: true });
  mark();
}

export function begin() {
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) seen.add(target);
        else seen.delete(target);
      }
      mark();
    },
    { rootMargin: READ },
  );
  for (const link of links()) {
    const section = heading(link)?.closest("section");
    if (section) observer.observe(section);
  }
  $("contents").addEventListener("click", (event) => {
    const link = event.target.closest("a");
    const place = link && heading(link);
    if (!place) return;
    event.preventDefault();
    go(place);
  });
}
