/* What is known of the questions of a class: those of the console, and those of lessons. It is pure. */

/** @typedef {import("./results_votes.js").Asked} Asked */

/** Questions by what answers call them. One of the console that repeats a prediction has the options of the lesson, so
    that both votes are about the same.
    @param {import("../board/types.js").Question[]} questions
    @param {ClassSetup["lessons"]} lessons
    @returns {Asked} */
export function asked(questions, lessons) {
  /** @type {Asked} */
  const all = {};
  for (const { key, text, options } of questions)
    all[key] = { text, options: options.map((option, place) => ({ key: String(place), text: option })) };
  for (const [lesson, { title, steps }] of Object.entries(lessons))
    for (const { key, predict, ask } of steps)
      for (const [its, name] of /** @type {const} */ ([
        [predict, key],
        [ask, `${key}.ask`],
      ]))
        if (its) {
          const options = its.options.map(([option, text]) => ({ key: option, text }));
          all[`${lesson}.${name}`] = { text: `${title} · ${its.text}`, options, several: its.kind === "several" };
        }
  return all;
}
