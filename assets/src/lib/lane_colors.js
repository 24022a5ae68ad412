/* The colors of lanes: of a race's networks, and of functions that are compared. */

// Told apart by people with any kind of color vision as far as twelve colors can be; the names are there, too.
export const COLORS = [
  "#0072b2",
  "#d55e00",
  "#009e73",
  "#cc79a7",
  "#c99700",
  "#4aa8e0",
  "#8c564b",
  "#7a7a7a",
  "#9467bd",
  "#7f8a00",
  "#0aa5b5",
  "#c23b7a",
];
