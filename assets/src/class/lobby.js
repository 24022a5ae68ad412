/* A screen of the class: lobby. */

/** @type {import("./types.js").Screen} */
export const screen = {
  key: "lobby",
  begin() {},
  show() {},
};
