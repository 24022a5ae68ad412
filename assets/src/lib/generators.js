/* Dash is compiled for browsers that have no generators, and brings a polyfill for all that these lack: 100 KB, and 80 ms of
   everybody's start. What has the rest of this page has all of that. Only the one generator by which Dash waits for what it
   loads later still asks for the runtime of Facebook's regenerator; this is as much of it as
   that needs: steps one after the other, each of which says what is next. tests/app/test_generators.py looks for others. */

/** @typedef {{ prev: number, next: number, sent: unknown, done: boolean, stop(): void }} Context */

/** @param {(context: Context) => unknown} step
    @returns {{ next(value?: unknown): IteratorResult<unknown> }} */
function wrap(step) {
  /** @type {Context} */
  const context = {
    prev: 0,
    next: 0,
    sent: undefined,
    done: false,
    stop() {
      context.done = true;
    },
  };
  return {
    next(sent) {
      context.sent = sent;
      const value = step(context);
      return { value, done: context.done };
    },
  };
}

// biome-ignore lint/plugin: there Dash looks for it
Object.assign(window, { regeneratorRuntime: { mark: (/** @type {unknown} */ its) => its, wrap } });
