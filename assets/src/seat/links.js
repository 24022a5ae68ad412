/* In a class, the ways between the pages of the playground keep it. */

import { having, without } from "../share/addresses.js";

const CLASS = "class";
const nav = () => /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("nav a[id^=nav-]"));
let current = "";

/** @param {HTMLAnchorElement} link */
const isOurs = (link) =>
  link.origin === location.origin && !link.hasAttribute("download") && !link.pathname.includes(".");

/** @param {From<MouseEvent>} event */
function keep({ target }) {
  const link = /** @type {HTMLAnchorElement | null} */ (target.closest("a[href]"));
  if (current && link && isOurs(link) && !link.getAttribute("href")?.startsWith("#"))
    link.search = having(link.search, CLASS, current);
}

/** From now on all ways lead to pages of this class.
    @param {string} code */
export function begin(code) {
  current = code;
  for (const link of nav()) link.search = having(link.search, CLASS, code);
  document.addEventListener("click", keep);
  document.addEventListener("auxclick", keep);
}

/** They do not any more, and the address of the page does not name it. */
export function end() {
  current = "";
  for (const link of nav()) link.search = without(link.search, CLASS);
  history.replaceState(history.state, "", location.pathname + without(location.search, CLASS) + location.hash);
}
