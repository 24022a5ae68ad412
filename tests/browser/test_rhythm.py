"""The address is the page: whatever somebody does in whatever rhythm, on whatever line, address, controls and the
network that trains are the same set-up within two round trips, and the history is that of the person."""

import pytest

from nn_core import Experiment
from nn_core.formats.links.link import from_link, to_link
from tests.browser import scripts
from tests.browser.page import Page
from tests.browser.rhythm import RHYTHMS, keep_time, mix, still
from tests.faults.clock import jump

BUSY = 5  # seconds for what the browser and the server do themselves on a busy machine

# No answer is on its way, and what the page trains is on the screen.
SETTLED = "!playground.player.waiting && playground.player.frame?.experiment === playground.player.experiment"
# What the address says, what the page trains, what the controls are made for, and what they show.
NOW = f"""
const {{ player }} = playground;
if (!({SETTLED})) return null;
const [pressed] = document.querySelectorAll("button[id^=dataset-][aria-pressed=true]");
const shown = [pressed.id, Number(document.getElementById("seed").value)];
return [location.hash.slice(1), player.experiment, player.draft, shown];
"""


@pytest.fixture
def far(tab, distant):
    """A page whose server can be far away."""
    page = Page(tab, distant.url)
    keep_time(page, distant)
    yield page
    assert page.log() == []


def agreed(page):
    """The set-up that address, controls and network agree on; None while they do not."""
    address, experiment, draft, shown = page.js(NOW) or (None,) * 4
    if address is None or draft != experiment:
        return None
    said = from_link(address).experiment
    same = said == Experiment(**experiment) and shown == [f"dataset-{said.dataset}", said.seed]
    return said if same else None


def rests(page, **fields):
    """Within two round trips everything agrees; what on, and it stays so when all answers have come."""
    patience = 2 * page.distant.seconds + BUSY
    settles = lambda: page.driver.execute_async_script(scripts.LOOK % SETTLED)  # noqa: E731
    page.until(lambda: settles() and agreed(page), "address, controls and network agree", timeout=patience)
    still(page)
    said = page.until(lambda: agreed(page), "they go on to agree", timeout=BUSY)
    assert said == Experiment(**fields), to_link(said)


def change(page, dataset):
    """Another dataset as a step of its own."""
    page.js("document.getElementById(arguments[0]).click()", f"dataset-{dataset}")
    rests(page, dataset=dataset)
    jump(page, 1.05)


def history(page):
    """Three entries after the first, of which the last is shown."""
    for dataset in ("xor", "gauss", "spiral"):
        change(page, dataset)
    return page.js("return history.length")


def test_back_and_forward_in_any_rhythm_end_where_they_lead(far):
    entries = history(far)
    for far.distant.seconds, gap in RHYTHMS:
        mix(far, gap, "back", "back", "forward")
        rests(far, dataset="gauss")
        mix(far, gap, "back", "back", "forward", "forward")
        rests(far, dataset="gauss")
        mix(far, gap, "forward")
        rests(far, dataset="spiral")
    assert far.js("return history.length") == entries


def test_changes_between_back_and_forward_are_where_they_were_made(far):
    history(far)
    for (far.distant.seconds, gap), before in zip(RHYTHMS[:3], ("gauss", "circle", "circle"), strict=True):
        mix(far, gap, "back", "dataset-xor")  # while the address is being opened
        rests(far, dataset="xor")
        mix(far, gap, "back")
        rests(far, dataset=before)
        mix(far, gap, "forward")
        rests(far, dataset="xor")
        jump(far, 1.05)
        mix(far, gap, "dataset-circle", "back")  # while the change is on its way
        rests(far, dataset="xor")
        mix(far, gap, "forward", "back", "forward")
        rests(far)
        jump(far, 1.05)
        mix(far, gap, "dataset-spiral")
        rests(far, dataset="spiral")
        mix(far, gap, "back", "back", "back")
        rests(far, dataset=before)
        mix(far, gap, "forward", "forward", "forward")
        rests(far, dataset="spiral")


@pytest.mark.first
def test_undo_and_redo_while_an_answer_is_on_its_way(far):
    for far.distant.seconds, gap in (RHYTHMS[1], RHYTHMS[3]):
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
    for far.distant.seconds in (0.4, 0.0):
        mix(far, 0.02, "add-layer", "layer-0-add", "layer-1-add", "undo", "undo", "redo")
        far.until(lambda: units() == [5, 2, 2], "what is left")
        for expected in ([4, 2, 2], [4, 2]):
            far.click("undo")
            far.until(lambda expected=expected: units() == expected, expected)
        assert not far.element("undo").is_enabled()
        for expected in ([4, 2, 2], [5, 2, 2], [5, 3, 2]):
            far.click("redo")
            far.until(lambda expected=expected: units() == expected, expected)
        mix(far, 0.02, "undo", "undo", "undo")
        far.until(lambda: units() == [4, 2], "as at first")


def test_an_undone_change_leaves_what_was_learned(far):
    for _ in range(3):
        far.step()
    readings = far.readings
    far.distant.seconds = 1.5  # else the other set-up trains before anybody can go back, on a busy machine, too
    mix(far, 0.02, "dataset-xor", "undo")
    far.until(lambda: agreed(far) and far.readings == readings, "as before")
    mix(far, 0.02, "dataset-xor", "back")
    far.until(lambda: agreed(far) and far.readings == readings, "as before")
    far.step()
    assert far.epoch == 4
    readings = far.readings
    far.distant.seconds = 0.0
    mix(far, 0.02, "dataset-xor", "undo")
    far.until(lambda: agreed(far) and far.readings == readings, "as before")
    mix(far, 0.02, "dataset-xor", "back")
    rests(far, dataset="circle")  # whether or not the other set-up has trained meanwhile
