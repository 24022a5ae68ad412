/* What a report tells beside its runs. */

/** @type {(() => ReportSection[])[]} */
const sources = [];

/** What a lesson, or whoever else, adds to every report: call this once; `source` is asked when a report is made.
    @param {() => ReportSection[]} source */
export const onReport = (source) => void sources.push(source);

/** What all of them add now. */
export const all = () => sources.flatMap((source) => source()).filter(({ items }) => items.length);
