/* What the page gives this piece: whatever there is only once. */

/** @type {RunsHost} */
export let host;

/** @param {RunsHost} given */
export const begin = (given) => (host = given);
