"""The address is the page: whatever somebody does in whatever rhythm, on whatever line, address, controls and the network
that trains are the same set-up within two round trips, and the history is that of the person."""

import time

import pytest

from app import create_app
from bench.line import slow_line
from nn_core import Experiment
from nn_core.links import from_link, to_link
from tests.browser.page import Page
from tests.browser.servers import Quick

LINES = (0.0, 0.1, 0.2, 0.4)  # seconds for a round trip
GAPS = (0.03, 0.1, 0.3, 0.8)
BUSY = 1.5  # seconds for what the browser and the server do themselves on a busy machine

# What the address says, what the page trains, what the controls are made for, and whether that is on the screen.
NOW = (
    "const { player } = window; return [location.hash.slice(1), player.experiment, player.draft, player.waiting,"
    " player.frame?.experiment === player.experiment]"
)
MIX = """
const [steps, gap, done] = arguments;
let at = 0;
(function next() {
  if (at === steps.length) return done(performance.now());
  const step = steps[at++];
  if (step === "back" || step === "forward") history[step]();
  else document.getElementById(step).click();
  setTimeout(next, gap);
})();
"""


@pytest.fixture(scope="module")
def server():
    server = Quick(create_app().server)
    server.start()
    yield server
    server.stop()


@pytest.fixture(params=LINES, ids=lambda seconds: f"{1000 * seconds:g} ms")
def far(request, tab, server):
    """A page whose server is so far away."""
    with slow_line(server.port, request.param) as port:
        page = Page(tab, f"http://127.0.0.1:{port}/")
        page.line = request.param
        page.forget()
        page.log()
        page.open()
        yield page
        assert page.log() == []
        tab.driver.get("about:blank")


def agreed(page):
    """The set-up that address, controls and network agree on; None while they do not."""
    address, experiment, draft, waiting, drawn = page.js(NOW)
    if waiting or not drawn or draft != experiment:
        return None
    said = from_link(address).experiment
    shown = page.js(
        "return [document.querySelector('button[id^=dataset-][aria-pressed=true]')?.id, +document.getElementById('seed').value]"
    )
    same = said == Experiment(**experiment) and shown == [f"dataset-{said.dataset}", said.seed]
    return said if same else None


def rests(page, **fields):
    """Within two round trips everything agrees; what on, and it stays so."""
    begin = time.monotonic()
    said = page.until(lambda: agreed(page), "address, controls and network agree", timeout=2 * page.line + BUSY)
    time.sleep(max(0.0, 2 * page.line + 0.3 - (time.monotonic() - begin)))  # what comes late changes nothing
    said = page.until(lambda: agreed(page), "they go on to agree", timeout=BUSY)
    assert said == Experiment(**fields), to_link(said)


def change(page, dataset):
    """Another dataset as a step of its own."""
    page.js("document.getElementById(arguments[0]).click()", f"dataset-{dataset}")
    rests(page, dataset=dataset)
    time.sleep(1.05)


def history(page):
    """Three entries, of which the last is shown."""
    for dataset in ("xor", "gauss", "spiral"):
        change(page, dataset)
    return page.js("return history.length")


@pytest.mark.parametrize("gap", GAPS)
def test_back_back_forward_ends_at_the_entry_in_the_middle(far, gap):
    entries = history(far)
    far.driver.execute_async_script(MIX, ["back", "back", "forward"], 1000 * gap)
    rests(far, dataset="gauss")
    assert far.js("return history.length") == entries
    far.js("history.forward()")
    rests(far, dataset="spiral")
    far.driver.execute_async_script(MIX, ["back", "back", "back"], 1000 * gap)
    rests(far)


@pytest.mark.parametrize("gap", GAPS[::2])
def test_a_change_while_an_address_is_being_opened_comes_after_it(far, gap):
    entries = history(far)
    far.driver.execute_async_script(MIX, ["back", "dataset-xor"], 1000 * gap)
    rests(far, dataset="xor")
    assert far.js("return history.length") == entries
    far.js("history.back()")
    rests(far, dataset="gauss")
    far.js("history.forward()")
    rests(far, dataset="xor")


@pytest.mark.parametrize("gap", GAPS[::2])
def test_back_while_a_change_is_on_its_way_goes_back_to_what_was_before_it(far, gap):
    history(far)
    far.driver.execute_async_script(MIX, ["dataset-circle", "back"], 1000 * gap)
    rests(far, dataset="spiral")
    far.js("history.forward()")
    rests(far)
    far.driver.execute_async_script(MIX, ["back", "forward", "back", "back"], 1000 * gap)
    rests(far, dataset="gauss")


@pytest.mark.parametrize("gap", GAPS[::2])
def test_undo_and_redo_while_an_answer_is_on_its_way(far, gap):
    change(far, "xor")
    far.driver.execute_async_script(MIX, ["dataset-gauss", "undo"], 1000 * gap)
    rests(far, dataset="xor")
    far.driver.execute_async_script(MIX, ["redo"], 1000 * gap)
    rests(far, dataset="gauss")
    far.driver.execute_async_script(MIX, ["undo", "undo"], 1000 * gap)
    rests(far)
    assert not far.element("undo").is_enabled()
    far.driver.execute_async_script(MIX, ["redo", "redo"], 1000 * gap)
    rests(far, dataset="gauss")
    assert not far.element("redo").is_enabled()
    far.driver.execute_async_script(MIX, ["dataset-spiral", "dataset-circle", "undo"], 1000 * gap)
    rests(far, dataset="spiral")
    far.driver.execute_async_script(MIX, ["undo", "redo", "undo", "back"], 1000 * gap)
    far.until(lambda: agreed(far), "they agree")


def test_several_changes_that_one_answer_takes_are_undone_one_by_one(far):
    steps = ["add-layer", "layer-0-add", "layer-1-add", "undo", "undo", "redo"]
    far.driver.execute_async_script(MIX, steps, 20)
    units = lambda: [layer.units for layer in (agreed(far) or Experiment(hidden=())).hidden]  # noqa: E731
    far.until(lambda: units() == [5, 2, 2], "what is left")
    for expected in ([4, 2, 2], [4, 2]):
        far.click("undo")
        far.until(lambda expected=expected: units() == expected, expected)
    assert not far.element("undo").is_enabled()
    for expected in ([4, 2, 2], [5, 2, 2], [5, 3, 2]):
        far.click("redo")
        far.until(lambda expected=expected: units() == expected, expected)


def test_an_undone_change_leaves_what_was_learned(far):
    for _ in range(3):
        far.step()
    readings = far.readings
    far.driver.execute_async_script(MIX, ["dataset-xor", "undo"], 20)
    far.until(lambda: agreed(far) and far.readings == readings, "as before")
    far.driver.execute_async_script(MIX, ["dataset-xor", "back"], 20)
    far.until(lambda: agreed(far) and far.readings == readings, "as before")
    far.step()
    assert far.epoch == 4
