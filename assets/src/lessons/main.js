/* Lessons: what is loaded once one is opened, or the page of all of them. */

export { open as ask } from "./ask.js";
export { begin as list } from "./list.js";
export { begin } from "./rail.js";
