/* A screen of the class: results. */

/** @type {import("./types.js").Screen} */
export const screen = {
  key: "results",
  begin() {},
  show() {},
};
