/* What a lesson says is a tree of nodes; its words. Pure. */

/** @typedef {import("../wire/types.js").TextNode} TextNode */

/** The words of a tree, as they are read out.
    @param {readonly TextNode[]} nodes
    @returns {string} */
export const plain = (nodes) =>
  nodes
    .map(({ kind, text, children }) => text + plain(children) + (kind === "paragraph" || kind === "item" ? " " : ""))
    .join("")
    .replace(/\s+/g, " ");
