"""A clock for a page that a test can set forward, as it is when a laptop's lid has been closed for a while."""

CLOCK = """
let ahead = 0;
const due = [];
for (const clock of [performance, Date]) {
  const real = clock.now.bind(clock);
  clock.now = () => real() + ahead;
}
AbortSignal.timeout = (ms) => {
  const control = new AbortController();
  const ring = () => control.abort(new DOMException("too late", "TimeoutError"));
  setTimeout(ring, ms);
  due.push([performance.now() + ms, ring]);
  return control.signal;
};
window.jump = (ms) => (ahead += ms);
window.ring = () => due.filter(([at]) => at < performance.now()).forEach(([, ring]) => ring());
"""


def jump(page, seconds):
    """So much later, but nothing that was due meanwhile has come."""
    page.js("window.jump(arguments[0])", 1000 * seconds)


def ring(page):
    """What was to be given up by now is given up."""
    page.js("window.ring()")
