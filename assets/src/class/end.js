/* A screen of the class: end. */

/** @type {import("./types.js").Screen} */
export const screen = {
  key: "end",
  begin() {},
  show() {},
};
