/* Texts for charts, which Plotly reads as markup. */

/** A text for a chart, in which Plotly finds no marks of its own.
    @param {string} text */
export const inCharts = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
