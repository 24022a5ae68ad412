/* Where a student's set-up is opened. Pure. */

/** @param {{ page?: string, link?: string }} row
    @param {string} home where the playground is */
export const address = ({ page = "playground", link = "" }, home) =>
  `${home}${page === "playground" ? "" : page}#${link}`;
