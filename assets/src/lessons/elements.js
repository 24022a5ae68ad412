/* Elements of a lesson, made one by one: what a lesson says is a tree of nodes, and no text becomes HTML. */

import { made } from "../lib/made.js";

export { made, pressed } from "../lib/made.js";
export { plain } from "../lib/plain.js";

/** @typedef {import("../wire/types.js").TextNode} TextNode */

const TAGS = /** @type {const} */ ({
  paragraph: "p",
  list: "ul",
  ordered: "ol",
  item: "li",
  strong: "strong",
  em: "em",
  code: "code",
  link: "a",
});
const INSIDE = /^(playground|race|activations|lessons)(?=[?#]|$)/; // what a link may lead to

/** Where a page of ours is, such as race#seed=1; anything else is nowhere.
    @param {string} to
    @param {string} home where the playground is */
export function address(to, home) {
  const page = INSIDE.exec(to)?.[1];
  if (!page) return null;
  return home + (page === "playground" ? to.slice(page.length) : to);
}

export const home = () => document.getElementById("nav-playground").href.split(/[?#]/)[0];

/** A tree of nodes as elements and texts.
    @param {readonly TextNode[]} nodes
    @returns {(Node | string)[]} */
export const drawn = (nodes) => nodes.map(node);

/** @param {TextNode} its
    @returns {Node | string} */
function node({ kind, text, to, children }) {
  if (kind === "text") return text;
  if (!Object.hasOwn(TAGS, kind)) return ""; // of a kind that is not known
  const element = made(TAGS[kind], "", ...(kind === "code" ? [text] : drawn(children)));
  const place = kind === "link" ? address(to, home()) : null;
  if (place !== null) /** @type {HTMLAnchorElement} */ (element).href = place;
  return element;
}
