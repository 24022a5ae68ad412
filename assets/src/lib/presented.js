/* Whether the page stands on a projector: then what is drawn is thicker and what is written is larger, to be seen from the
   last row. */

const PEN = { least: 3, most: 9, share: 1 / 75 }; // px, and of the size of a picture
const TEXT = { least: 14, most: 22, share: 1 / 34 };

export const presented = () => document.body.classList.contains("presenting");

/** @param {number} size
    @param {{ least: number, most: number, share: number }} limits */
const scaled = (size, { least, most, share }) => Math.max(least, Math.min(most, size * share));

/** How thick points and lines of a picture are; on a projector they grow with it.
    @param {number} size of the picture
    @param {number} usual */
export const pen = (size, usual) => (presented() ? scaled(size, PEN) : usual);

/** How large letters beside it are.
    @param {number} size of the picture
    @param {number} usual */
export const letters = (size, usual) => (presented() ? Math.round(scaled(size, TEXT)) : usual);
