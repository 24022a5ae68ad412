/* Work that is done in turn with what a person does, so that nobody waits for all of it. */

const SHORT_MS = 8; // of a frame of the screen, the half

/** Let the browser do what is waiting: a click, a frame. */
export const turn = () => new Promise((resolve) => setTimeout(resolve));

/** Go through steps, some milliseconds at a time.
    @param {Iterator<unknown>} steps */
export async function inTurn(steps) {
  for (let begun = performance.now(); !steps.next().done; ) {
    if (performance.now() - begun < SHORT_MS) continue;
    await turn();
    begun = performance.now();
  }
}
