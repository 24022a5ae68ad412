/* What the server says of the links and runs of a class. It is asked when they have changed, one question at a time and not
   too often; until there is an answer, the last one holds. */

const EVERY_MS = 3000;

/** @typedef {import("./results_runs.js").Question} Question */
/** @typedef {import("../wire/calls.js").ClassRuns} ClassRuns */
/** @typedef {import("../board/types.js").Row} Row */

/** What the server has said of the links that it was asked about; null before there was an answer.
    @typedef {{ told: ClassRuns, place: Map<string, number>, left: number, runs: number }} Said */

/** @param {(request: Question["request"]) => Promise<ClassRuns & { error?: string }>} ask
    @param {() => void} changed */
export function begin(ask, changed) {
  /** @type {Said | null} */
  let said = null;
  let asked = "";
  let away = false;
  let busy = false;
  /** @type {Question | null} */
  let next = null;

  /** @param {Question} question
      @param {string} text */
  async function send(question, text) {
    busy = true;
    const told = await ask(question.request).catch(() => null);
    const good = told && told.error === undefined;
    if (good) {
      const { place, left, request } = question;
      said = { told, place, left, runs: request.runs.length };
      asked = text;
    }
    away = !good;
    changed();
    setTimeout(() => {
      busy = false;
      if (next) want(next);
    }, EVERY_MS);
  }

  /** There may be something new to ask.
      @param {Question} question */
  function want(question) {
    next = null;
    const text = JSON.stringify(question.request);
    if (text === asked || !question.request.links.length) return;
    if (busy) next = question;
    else send(question, text);
  }

  return {
    want,
    said: () => said,
    away: () => away,
    /** What it has said of a row's link, if anything.
        @param {Row} row */
    of: ({ link = "" }) => said?.told.links[said.place.get(link) ?? -1] ?? null,
  };
}
