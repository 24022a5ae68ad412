/* The parts of a page, each in a file of its own. A part has any of these:
     begin(setup, experiment)              the page is there, with the experiment that it was born with
     accepted(experiment, lane, restarted) the server has taken an experiment, and describes it
     frame(frame)                          a frame is on the screen, up to 30 times a second
     status()                              it plays, or does not play any more
     edited(experiment)                    somebody wants another one, which is yet to be accepted
     refused(error)                        the last change could not be; without an error: the server does not say why
     repaint()                             the theme, a size or an option has changed
     stopped(why)                          it trains no more from here: {reason, epoch}
     view(frame)                           what the part wants from this frame on, as fields of the request
     selected(what)                        a unit, weight or bias is selected, or nothing any more
     docked()                              another panel of the dock is shown, or none
     commands                              what buttons and other controls do, by their ids
   A page's main.js lists them; in that order they are told. */

/** @type {Part[]} */
const parts = [];

/** The page has these parts, too.
    @param {Part[]} more */
export function use(...more) {
  parts.push(...more);
}

/** What a part can be told.
    @typedef {Exclude<keyof Part, "commands">} Told */

/** @param {Part} part
    @param {Told} event
    @param {unknown[]} about */
function tell(part, event, about) {
  const listener = /** @type {((...about: unknown[]) => unknown) | undefined} */ (part[event]);
  return listener?.call(part, ...about);
}

/** Tell every part that listens to this; their answers, nothing from those that have none.
    @template {Told} E
    @param {E} event
    @param {Parameters<Required<Part>[E]>} about
    @returns {unknown[]} */
export const each = (event, ...about) => parts.map((part) => tell(part, event, about));

/** The same, one part at a time.
    @template {Told} E
    @param {E} event
    @param {Parameters<Required<Part>[E]>} about */
export function* oneByOne(event, ...about) {
  for (const part of parts) yield tell(part, event, about);
}

/** What a control does, by its id, if a part knows.
    @param {string} id */
export function command(id) {
  const known = /** @type {Id} */ (id);
  return parts.find(({ commands }) => commands?.[known])?.commands?.[known];
}
