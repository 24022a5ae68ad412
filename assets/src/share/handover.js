/* What one page hands over to another: an experiment with its state, which no link could hold. */

const HANDED_OVER = "playground-opened";

/** Open the playground with an experiment and its state.
    @param {Experiment} experiment
    @param {string} state */
export function open(experiment, state) {
  sessionStorage.setItem(HANDED_OVER, JSON.stringify({ experiment, state }));
  location.href = document.getElementById("nav-playground").href.split("#")[0];
}

/** What was handed over, once. */
export function take() {
  const given = JSON.parse(sessionStorage.getItem(HANDED_OVER) ?? "null");
  sessionStorage.removeItem(HANDED_OVER);
  return given;
}
