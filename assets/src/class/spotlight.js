/* A screen of the class: spotlight. */

/** @type {import("./types.js").Screen} */
export const screen = {
  key: "spotlight",
  begin() {},
  show() {},
};
