/* The colors of lanes: of a race's networks, and of functions that are compared; lane_colors.css has them. */

import * as theme from "./colors.js";

/** For a style, which follows the theme by itself.
    @param {number} lane */
export const variable = (lane) => `var(--lane-${lane + 1})`;

/** For what is drawn, in the current theme.
    @param {number} lane */
export const color = (lane) => theme.current().lanes[lane];

/** The first one that is not taken.
    @param {number[]} taken */
export const free = (taken) => theme.current().lanes.findIndex((_, lane) => !taken.includes(lane));
