"""Rhythms in which somebody does things while a server is far away: in one page, whose clock can jump."""

from tests.faults.clock import CLOCK

# Seconds for a round trip, and between two things that somebody does: more than an answer takes on no line at all, far
# less, more than one and less than the two that open an address, less than one, more than both. That all orders of
# answers and actions end well is tried in node.
RHYTHMS = ((0.0, 0.03), (0.4, 0.03), (0.2, 0.3), (0.2, 0.1), (0.1, 0.3))
MIX = """
const [steps, gap, done] = arguments;
let at = 0;
(function next() {
  if (at === steps.length) return void done();
  const step = steps[at++];
  const then = () => setTimeout(next, gap);
  if (step === "back" || step === "forward") {
    addEventListener("popstate", then, { once: true }); // a busy browser takes its time
    history[step]();
  } else {
    document.getElementById(step).click();
    then();
  }
})();
"""
# Counts the requests that have no answer yet.
FLYING = """
window.flying = 0;
const ask = window.fetch;
window.fetch = async (...about) => {
  window.flying += 1;
  try {
    const response = await ask(...about);
    await response.clone().arrayBuffer();
    return response;
  } finally {
    window.flying -= 1;
  }
};
"""
QUIET = """
const [count, done] = arguments;
let left = count;
const look = () => {
  left = window.flying ? count : left - 1;
  if (left) requestAnimationFrame(look);
  else done();
};
look();
"""


def keep_time(page, distant):
    """Open a page in a tab of its own, whose clock can jump; a browser keeps 50 entries of a history."""
    page.distant, page.distant.seconds = distant, 0.0
    page.forget()
    page.log()
    page.new_tab(CLOCK + FLYING)
    page.wait_until_ready()


def mix(page, gap, *steps):
    """Do this, so many seconds apart."""
    page.driver.execute_async_script(MIX, steps, 1000 * gap)


def still(page):
    """Wait until no answer is on its way, and what was made of the last one is on the screen."""
    page.driver.execute_async_script(QUIET, 5)
