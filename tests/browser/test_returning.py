"""Who leaves the playground or the race for another page and comes back finds set-up and training; the race's address
is the race in whatever rhythm."""

from collections import deque

import pytest

from nn_core.formats.links.link import from_link
from nn_core.study.race_link import from_race_link
from tests.browser.activations import Activations
from tests.browser.race import Race
from tests.browser.rhythm import RHYTHMS, keep_time, mix, still
from tests.faults.clock import jump

POINTS = "return document.querySelector('#race-chart .js-plotly-plot')?.data?.map((trace) => [...trace.x]) ?? []"
DRAWN = "return window.playground?.player.frames?.every((frame) => frame?.outputs) ?? false"


def _leave_and_return(page, way, back):
    """To the activations and back, by the links or by the browser."""
    page.click("nav-activations")
    other = Activations(page.duo, page.url, page.gate)
    other.wait_until_ready()
    if way == "link":
        other.click(back)
    else:
        other.driver.back()


def test_the_playground_goes_on_where_it_was_left(page):
    page.click("dataset-xor")
    page.restarts(dataset="xor")
    for _ in range(3):
        page.step()
    page.switch("show-test")
    page.choose_value("speed", "10")
    for way, epoch in (("link", 3), ("back", 4)):
        readings, state = page.readings, page.js("return playground.player.frame.state")
        assert readings[0] == epoch
        seen = page.js("return playground.session.moments.map(({ epoch }) => epoch)")
        _leave_and_return(page, way, "nav-playground")
        page.until(lambda readings=readings: page.css("#train-loss") and page.readings == readings, (way, readings))
        page.until(lambda: page.js(DRAWN) and page.checked("show-test"), f"the pictures and the switch, by {way}")
        assert page.js("return playground.player.frame.state") == state, way
        assert page.js("return playground.session.moments.map(({ epoch }) => epoch)") == seen, way
        assert from_link(page.driver.current_url).options.speed == 10, way
        assert page.value("speed") == "10x", way
        assert page.message() == "", way
        page.click("step")
        page.until(lambda epoch=epoch: page.epoch == epoch + 1, f"it trains on, by {way}")
        page.agrees(dataset="xor")
    page.reload()  # starts over
    page.restarts(dataset="xor")


def test_a_link_from_elsewhere_starts_over_and_a_full_storage_is_no_fault(page):
    page.step()
    page.js("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }")
    _leave_and_return(page, "back", "nav-playground")
    page.wait_until_ready()
    assert page.epoch in (0, 1)  # the browser itself may have kept the page
    page.step()
    page.follow("dataset=xor&seed=0")
    page.restarts(dataset="xor")


@pytest.mark.first
def test_the_race_goes_on_where_it_was_left(race):
    race.tool(1, "remove")
    race.restarted(2)
    race.choose_value("sweep-seeds", "50")
    race.play_until(lambda: race.epoch > 8, "some epochs")
    paused = race.epoch
    race.click("step")
    race.until(lambda: race.epoch == paused + 1 and race.js(DRAWN), "one more, and the pictures")
    for way in ("link", "back"):
        _is_found_again(race, way)


def _is_found_again(race, way):
    epoch, lanes, state = race.epoch, race.lanes(), race.js("return playground.player.frames.map(({ state }) => state)")
    points = [list(range(epoch + 1))] * 2
    race.until(lambda: race.js(POINTS) == points, "the curves")
    _leave_and_return(race, way, "nav-race")
    race.until(
        lambda: race.css("#race-lanes") and race.js(DRAWN) and race.epoch == epoch, f"epoch {epoch} again, by {way}"
    )
    race.until(lambda: race.lanes() == lanes, (way, lanes))
    assert race.js("return playground.player.frames.map(({ state }) => state)") == state, way
    assert from_race_link(race.driver.current_url).teaching.seeds == 50, way
    assert race.value("sweep-seeds") == "50", way
    assert race.message() == "", way
    race.until(lambda: race.js(POINTS) == points, f"the curves, whole, by {way}")
    race.rewind(1, "race-timeline")
    race.until(lambda: race.js(DRAWN) and race.epoch == 1, f"an earlier moment, by {way}")
    race.until(lambda: race.js(POINTS) == points, f"the curves are still whole, by {way}")
    race.click("step")
    race.until(lambda: race.js(DRAWN) and race.epoch > 1, f"it trains on, by {way}")


@pytest.fixture
def far_race(tab, distant):
    """A race whose server can be far away."""
    race = Race(tab, f"{distant.url}race")
    keep_time(race, distant)
    yield race
    assert race.log() == []


def _agreed(race):
    """The datasets and lanes that address, controls and lanes agree on."""
    rules = from_race_link(race.driver.current_url).rules
    experiments, waiting, shown = race.js(
        "const { experiments, waiting } = playground.player;"
        "return [experiments, waiting, document.getElementById('race-dataset').value]"
    )
    trained = [lane.experiment.model_dump(mode="json") for lane in rules.competitors]
    return not waiting and trained == experiments and shown == rules.base.dataset and (shown, len(trained))


def _rests(race, *expected):
    seen = deque(maxlen=3)  # for the message
    race.until(lambda: seen.append(_agreed(race)) or seen[-1] == expected, (expected, seen))
    still(race)
    assert _agreed(race) == expected


def test_the_address_of_a_race_is_the_race(far_race):
    race = far_race
    _rests(race, "circle", 3)
    for dataset in ("xor", "gauss"):
        race.choose_value("race-dataset", dataset)
        _rests(race, dataset, 3)
        jump(race, 1.05)
    race.click("race-add")
    _rests(race, "gauss", 4)
    for race.distant.seconds, gap in RHYTHMS[:3]:
        mix(race, gap, "back", "back", "forward")
        _rests(race, "gauss", 3)
        mix(race, gap, "forward")
        _rests(race, "gauss", 4)
        mix(race, gap, "back", "forward", "back", "back")
        _rests(race, "xor", 3)
        mix(race, gap, "forward", "forward")
        _rests(race, "gauss", 4)
    for race.distant.seconds in (0.4, 0.0):
        lanes = _agreed(race)[1]
        mix(race, 0.03, "back", "race-add")  # added to what the page shows just then
        still(race)
        race.until(lambda lanes=lanes: _agreed(race) in (("gauss", 4), ("gauss", lanes + 1)), "a lane more")


@pytest.mark.first
def test_lanes_that_differ_in_any_field_open_from_a_link_and_are_named(race):
    lanes = "lanes=tanh;relu,learning_rate=0.1,hidden=8,8;learning_rate=0.3"
    race.js("location.hash = arguments[0]", f"{lanes}&finish=score:0.9&speed=5&foo=1")
    race.until(
        lambda: race.names() == ["Tanh", "ReLU, units 8, 8, learning rate 0.1", "learning rate 0.3"], "three lanes"
    )
    race.until(lambda: "'foo' is unknown and ignored" in race.message(), "a note")
    experiments = race.js("return playground.player.experiments")
    assert [each["learning_rate"] for each in experiments] == [0.03, 0.1, 0.3]
    assert [len(each["hidden"]) for each in experiments] == [2, 2, 2]
    assert race.js("return [playground.player.speed, document.getElementById('race-speed').value]") == [5, "5"]
    race.choose_value("race-batch", "5")
    race.until(
        lambda: [each["batch_size"] for each in race.js("return playground.player.experiments")] == [5] * 3, "a batch"
    )
    race.until(
        lambda: "batch_size=5" in race.driver.current_url and "speed=5" in race.driver.current_url, "the address"
    )
    assert "lanes=tanh;relu,hidden=8,8,learning_rate=0.1;learning_rate=0.3" in race.driver.current_url


def test_a_lane_s_link_opens_what_the_playground_shows_in_a_race(follow):
    page = follow("dataset=xor&seed=4&hidden=5-relu")
    page.until(lambda: page.pressed("dataset-xor"), "the link is open")
    page.click("race-of-this")
    race = Race(page.duo, f"{page.url}race", page.gate)
    race.wait_until_ready()
    race.until(lambda: race.js("return playground.player.experiments.map(({ seed }) => seed)") == [4, 4, 4], "the seed")
    rules = from_race_link(race.driver.current_url).rules
    assert [layer.units for layer in rules.base.hidden] == [5]


CELLS = "return [...document.querySelectorAll('#grid-table [data-cell]')].map((cell) => cell.ariaLabel)"
RUNS = (
    "return playground.grid.runs().map(({ lane, seed, epochs, test_loss }) => [lane, seed, epochs, test_loss]).sort()"
)
SUMS = "return playground.grid.sums().every(Boolean)"


def test_the_results_of_a_grid_are_there_again_and_what_is_left_of_it_goes_on(race):
    race.follow("lanes=tanh;relu&finish=loss:0.3&rows=activation:tanh;relu&columns=hidden:2;3&grid_seeds=3&grid_cap=60")
    race.until(lambda: race.value("grid-rows-values") == "tanh; relu", "the grid of the link")
    race.click("grid-start")
    race.until(lambda: race.text("grid-left") == "12 runs" and race.js(SUMS), "all runs", timeout=60)
    race.choose_value("grid-shown", "loss")
    race.until(lambda: "0." in race.js(CELLS)[0], "losses")
    cells, runs = race.js(CELLS), race.js(RUNS)
    for way in ("link", "back"):
        _leave_and_return(race, way, "nav-race")
        race.until(lambda: race.css("#race-lanes") and race.js(DRAWN) and race.shown("grid-results"), f"by {way}")
        race.until(lambda: race.js(CELLS) == cells, f"the same cells, by {way}")
        assert race.js(RUNS) == runs, way
        race.until(lambda: race.text("grid-left") == "12 runs", f"said, by {way}")
        assert race.text("grid-start") == "Run the grid"
    race.css("[data-cell='3']")[0].click()
    race.until(lambda: race.shown("grid-cell"), "a cell's card")
    assert race.texts("#grid-cell h3") == ["ReLU × 3"]
    race.reload()
    race.until(lambda: race.value("grid-rows-values") == "tanh; relu", "begun again")
    assert not race.shown("grid-results")
    # one that is left while it runs
    race.choose_value("grid-seeds", "50")
    race.choose_value("grid-cap", "2000")
    race.click("grid-start")
    race.until(lambda: race.js("return playground.grid.runs().length") > 3, "some runs", timeout=60)
    before = race.js(RUNS)
    _leave_and_return(race, "link", "nav-race")
    race.until(lambda: race.css("#race-lanes") and race.js(DRAWN) and race.shown("grid-results"), "it is there")
    race.until(lambda: race.js("return playground.grid.runs().length") > len(before) + 2, "it goes on", timeout=60)
    assert [run for run in before if run not in race.js(RUNS)] == []
    race.click("grid-start")
    race.until(lambda: race.text("grid-start") == "Run the grid", "canceled")
