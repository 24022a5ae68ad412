/* A screen of the class: wall. */

/** @type {import("./types.js").Screen} */
export const screen = {
  key: "wall",
  begin() {},
  show() {},
};
