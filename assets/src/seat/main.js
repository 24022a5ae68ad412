/* A seat in a class: what is loaded where the address names one, or once somebody hands in. */

export { begin, handInAlone as handIn } from "./seat.js";
