"""The address is the page: whatever somebody does in whatever rhythm, on whatever line, address, controls and the
network that trains are the same set-up within two round trips, and the history is that of the person."""

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
    "const { player } = playground; return [location.hash.slice(1), player.experiment, player.draft, player.waiting,"
    " player.frame?.experiment === player.experiment]"
)
SHOWN = """
const [pressed] = document.querySelectorAll("button[id^=dataset-][aria-pressed=true]");
return [pressed.id, Number(document.getElementById("seed").value)];
"""
MIX = """
const [steps, gap] = arguments;
let at = 0;
window.mixed = false;
(function next() {
  if (at === steps.length) return (window.mixed = true);
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
    """A page whose server is so far away, in a tab of its own: a browser keeps 50 entries of a history."""
    before = tab.driver.current_window_handle
    tab.driver.switch_to.new_window("tab")
    with slow_line(server.port, request.param) as port:
        page = Page(tab, f"http://127.0.0.1:{port}/")
        page.line = request.param
        page.forget()
        page.log()
        page.open()
        yield page
        assert page.log() == []
    tab.driver.close()
    tab.driver.switch_to.window(before)


def agreed(page):
    """The set-up that address, controls and network agree on; None while they do not."""
    address, experiment, draft, waiting, drawn = page.js(NOW)
    if waiting or not drawn or draft != experiment:
        return None
    said = from_link(address).experiment
    shown = page.js(SHOWN)
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
    """Three entries after the first, of which the last is shown."""
    for dataset in ("xor", "gauss", "spiral"):
        change(page, dataset)
    return page.js("return history.length")


def mix(page, gap, *steps):
    """Do this, so many seconds apart."""
    page.js(MIX, steps, 1000 * gap)
    page.until(lambda: page.js("return window.mixed"), "it is done")


def test_back_and_forward_in_any_rhythm_end_where_they_lead(far):
    entries = history(far)
    for gap in GAPS:
        mix(far, gap, "back", "back", "forward")
        rests(far, dataset="gauss")
        mix(far, gap, "back", "back", "forward", "forward")
        rests(far, dataset="gauss")
        mix(far, gap, "forward")
        rests(far, dataset="spiral")
    assert far.js("return history.length") == entries


def test_changes_between_back_and_forward_are_where_they_were_made(far):
    history(far)
    for gap, before in zip(GAPS[::2], ("gauss", "circle"), strict=True):
        mix(far, gap, "back", "dataset-xor")  # while the address is being opened
        rests(far, dataset="xor")
        mix(far, gap, "back")
        rests(far, dataset=before)
        mix(far, gap, "forward")
        rests(far, dataset="xor")
        time.sleep(1.05)
        mix(far, gap, "dataset-circle", "back")  # while the change is on its way
        rests(far, dataset="xor")
        mix(far, gap, "forward", "back", "forward")
        rests(far)
        time.sleep(1.05)
        mix(far, gap, "dataset-spiral")
        rests(far, dataset="spiral")
        mix(far, gap, "back", "back", "back")
        rests(far, dataset=before)
        mix(far, gap, "forward", "forward", "forward")
        rests(far, dataset="spiral")


def test_undo_and_redo_while_an_answer_is_on_its_way(far):
    for gap in GAPS[::2]:
        mix(far, gap, "dataset-xor", "dataset-gauss", "undo")
        rests(far, dataset="xor")
        mix(far, gap, "redo")
        rests(far, dataset="gauss")
        mix(far, gap, "undo", "undo")
        rests(far)
        assert not far.element("undo").is_enabled()
        mix(far, gap, "redo", "redo")
        rests(far, dataset="gauss")
        assert not far.element("redo").is_enabled()
        mix(far, gap, "undo", "undo")
        rests(far)


def test_several_changes_that_one_answer_takes_are_undone_one_by_one(far):
    units = lambda: [layer.units for layer in (agreed(far) or Experiment(hidden=())).hidden]  # noqa: E731
    mix(far, 0.02, "add-layer", "layer-0-add", "layer-1-add", "undo", "undo", "redo")
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
    mix(far, 0.02, "dataset-xor", "undo")
    far.until(lambda: agreed(far) and far.readings == readings, "as before")
    if far.line > 0.1:  # else the other set-up trains before anybody can go back
        mix(far, 0.02, "dataset-xor", "back")
        far.until(lambda: agreed(far) and far.readings == readings, "as before")
    far.step()
    assert far.epoch == 4
    if far.line <= 0.1:
        mix(far, 0.02, "dataset-xor", "back")
        rests(far, dataset="circle")  # whether or not the other set-up has trained meanwhile
