/* What the coach's line says, and for how long: a message stays long enough to be read, and while somebody points at it
   or is in it; one that has become untrue goes then. Its numbers are as old as that, so that nothing flickers. */

export const STAYS_MS = 5000; // enough for twenty words

/** What is said, and since when; its numbers are `fresh` since then; `late`: what the coach said last is yet to be shown.
    @typedef {{ advice: Advice | null, since: number, fresh: number, late: boolean }} Line */

/** @type {Line} */
export const QUIET = { advice: null, since: -Infinity, fresh: -Infinity, late: false };

/** The line once the coach has said something, or that there is nothing to say.
    @param {Line} line
    @param {Advice | null} advice
    @param {{ now: number, playing: boolean, held: boolean }} about
    @returns {Line} */
export function heard(line, advice, { now, playing, held }) {
  if (!line.advice) return { advice, since: now, fresh: now, late: false };
  const same = advice?.rule === line.advice.rule;
  const early = playing && now - (same ? line.fresh : line.since) < STAYS_MS;
  if (held || early) return { ...line, late: true };
  return { advice, since: same ? line.since : now, fresh: now, late: false };
}

/** What nobody wants to hear of a set-up, which is known by its link.
    @typedef {{ link: string, rules: string[] }} Silenced */

/** The rules that are not to be said of this set-up.
    @param {Silenced | null} silenced
    @param {string} link */
export const rulesOf = (silenced, link) => (silenced?.link === link ? silenced.rules : []);

/** One more of them; those of another set-up are forgotten.
    @param {Silenced | null} silenced
    @param {string} link
    @param {string} rule
    @returns {Silenced} */
export const silencing = (silenced, link, rule) => ({ link, rules: [...rulesOf(silenced, link), rule] });
