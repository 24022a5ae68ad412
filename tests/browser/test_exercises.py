"""Published exercises: their links open as what they are, with inputs, noise, biases, goals, gap and parameters."""

import pytest
from selenium.webdriver.common.keys import Keys

from nn_core import Experiment, evaluate
from nn_core.formats.links.link import from_link
from tests.browser.race import CLASSICS, experiment
from tests.browser.test_access import COLORED, faults, go_dark
from tests.browser.test_sizes import CLIPPED, OVERFLOW
from tests.browser.truth import hidden

XOR = (
    "activation=linear&batchSize=10&dataset=xor&learningRate=0.01&noise=35&networkShape=1&seed=3&x=true&y=true"
    "&xTimesY=true&xSquared=true&xTimesY_hide=true&xSquared_hide=true&hideText=true"
)
GOALS = (
    "&goalTestLossMinThresholdFirst=0.45&goalTestLossMinThresholdSecond=0.0001&goalTrainTestDiffMaxThresholdFirst=-0.5"
    "&goalTrainTestDiffMinThresholdFirst=-0.5"
)
LIST = "#exercise-goals li"
TOLD = "#exercise-goals, #gap, #parameters"


def _address(page):
    return page.js("return location.hash.slice(1)")


def _most(page):
    return page.js("return document.getElementById('noise').max")


def _goals(page):
    return page.texts(LIST)


def _gap(page):
    """What the core says of the moment on the screen, as the page may round it."""
    metrics = evaluate(*page.moment)
    return pytest.approx(metrics.gap, rel=6e-3, abs=1e-9)


def test_a_feature_that_the_original_hides_is_out_of_the_network(follow):
    page = follow(XOR)
    fields = {"dataset": "xor", "seed": 3, "noise": 35, "learning_rate": 0.01, "hidden": hidden(1, activation="linear")}
    page.restarts(**fields)
    page.until(lambda: "xTimesY, xSquared: hidden by this link" in page.message(), "what is not an input")
    assert not page.shown("feature-xy")
    assert not page.shown("feature-x2")
    assert page.shown("feature-x")
    assert page.js("return playground.player.experiment.features") == ["x", "y"]
    page.step()
    page.agrees(**fields)
    page.click("dataset-gauss")
    page.until(lambda: "hide=feature-x2,feature-xy" in _address(page), "the address in our words")
    assert from_link(_address(page)).experiment.features == ("x", "y")


def test_a_feature_that_we_hide_stays_an_input(follow):
    page = follow("dataset=xor&seed=3&features=x,y,xy&hide=feature-xy")
    page.restarts(dataset="xor", seed=3, features=["x", "y", "xy"])
    assert page.shown("feature-xy")
    assert page.message() == ""


@pytest.mark.first
def test_noise_of_a_link_stays_and_stretches_the_slider(follow):
    page = follow("dataset=gauss&seed=0&noise=80&networkShape=")
    page.restarts(dataset="gauss", noise=80, hidden=[])
    assert page.message() == ""
    assert (_most(page), page.value("noise")) == ("80", "80")
    assert page.css("[data-value-of=noise]")[0].text == "80"
    page.keys("noise", *[Keys.ARROW_LEFT] * 4)
    page.restarts(dataset="gauss", noise=60, hidden=[])
    assert _most(page) == "80"
    page.keys("noise", *[Keys.ARROW_LEFT] * 2)
    page.restarts(dataset="gauss", noise=50, hidden=[])
    page.until(lambda: _most(page) == "50", "as far as usual")
    assert page.value("noise") == "50"
    page.click("undo")
    page.until(lambda: _most(page) == "80", "as far as before")


def test_the_slider_does_not_shrink_under_a_hand(follow):
    page = follow("dataset=gauss&seed=0&noise=80")
    page.restarts(dataset="gauss", noise=80)
    left, top, width = page.js(
        "const { left, top, width, height } = document.getElementById('noise').getBoundingClientRect();"
        "return [left, top + height / 2, width]"
    )

    def mouse(kind, share):  # a drag in several parts
        event = {"type": kind, "x": left + 8 + share * (width - 16), "y": top, "button": "left", "clickCount": 1}
        page.driver.execute_cdp_cmd("Input.dispatchMouseEvent", {**event, "buttons": int(kind != "mouseReleased")})

    mouse("mousePressed", 1)
    mouse("mouseMoved", 0.375)
    page.restarts(dataset="gauss", noise=30)
    page.frames(30)
    assert _most(page) == "80"
    mouse("mouseMoved", 0.875)
    page.restarts(dataset="gauss", noise=70)
    mouse("mouseMoved", 0.25)
    mouse("mouseReleased", 0.25)
    page.until(lambda: _most(page) == "50", "let go")
    page.restarts(dataset="gauss", noise=20)


def test_the_race_has_the_noise_of_the_link_too(follow):
    page = follow("dataset=gauss&seed=0&noise=80")
    page.restarts(dataset="gauss", noise=80)
    page.click("race-of-this")
    page.until(lambda: page.js("return window.playground?.player.frames?.length === 3"), "the race")
    assert page.value("race-noise") == "80"
    assert page.js("return playground.player.experiments.map(({ noise }) => noise)") == [80, 80, 80]
    page.log()


def test_all_weights_and_biases_begin_at_0_where_the_link_says_so(follow):
    page = follow("dataset=gauss&seed=0&networkShape=&xTimesY=true&initZero=true")
    fields = {"dataset": "gauss", "features": ["x", "y", "xy"], "hidden": [], "initializer": "zeros", "initial_bias": 0}
    page.restarts(**fields)
    assert page.losses == (0.5, 0.5)
    assert page.message() == ""
    _, state = page.moment
    assert not state.layers[0].biases.any()


def test_the_initial_bias_is_a_setting(page):
    assert _most(page) == "50"  # the noise, as far as it goes where no link wants more
    page.css("#more summary")[0].click()
    page.until(lambda: page.shown("initial-bias"), "the settings")
    assert page.value("initial-bias") == "0.1"
    page.step()
    page.type("initial-bias", "7")
    page.restarts(initial_bias=1)
    page.click("undo")
    page.until(lambda: page.value("initial-bias") == "0.1", "the bias before")
    page.until(lambda: page.epoch == 1, "the network before")
    page.type("initial-bias", "0")
    page.restarts(initial_bias=0)
    assert "initial bias 0" in page.text("more-summary")
    assert _address(page) == "dataset=circle&seed=0&initial_bias=0"


@pytest.mark.first
def test_the_goals_of_an_exercise_are_shown_and_ticked_when_they_are_met(follow):
    page = follow("dataset=gauss&seed=3" + GOALS)
    page.restarts(dataset="gauss", seed=3)
    page.until(lambda: page.shown("exercise-goals"), "the goals")
    assert _goals(page) == [
        "test loss below 0.45 not met",
        "test loss below 0.0001 not met",
        "gap (test − training loss) below −0.5 not met",
        "gap (test − training loss) above −0.5 not met",  # it is, but nothing has been learned yet
    ]
    assert page.message() == ""
    assert page.value("goal") == "when test loss is below"
    assert page.value("goal-value") == "0.45"
    page.click("play")
    page.until(lambda: page.text("goal-reached") and not page.playing, "the stop condition")
    assert [text.rsplit(" ", 1)[-1] for text in _goals(page)] == ["met"] * 4
    assert [text.endswith("not met") for text in _goals(page)] == [False, True, True, False]
    link = from_link(_address(page))
    page.click("learning-rate")
    page.choose_value("learning-rate", "0.1")
    page.until(lambda: "learning_rate=0.1" in _address(page), "the address")
    again = from_link(_address(page)).options
    assert (again.stop, again.goals) == (link.options.stop, link.options.goals)
    page.reload()
    page.until(lambda: page.shown("exercise-goals"), "the goals")
    assert len(_goals(page)) == 4
    page.js("location.hash = 'dataset=gauss&seed=3'")
    page.until(lambda: not page.shown("exercise-goals"), "no goals")
    assert page.value("goal") == "never"


@pytest.mark.first
def test_the_gap_is_a_number_with_its_sign(follow):
    page = follow("dataset=gauss&seed=1&noise=50&samples=40&train_percent=20&hidden=8-tanh;8-tanh&learning_rate=0.3")
    page.until(lambda: page.value("samples") == "40", "the link")
    assert page.text("gap").startswith("−")
    for _ in range(3):
        page.step()
        assert float(page.text("gap").replace("−", "-")) == _gap(page)
    assert page.text("gap").startswith("+")
    page.follow("dataset=circle&seed=0&percTrainData_hide=true")
    page.until(lambda: not page.shown("test-loss"), "no test loss")
    assert not page.shown("gap")


def test_parameters_are_counted(page):
    assert page.text("gap")[0] in "+-"
    assert not page.shown("exercise-goals")  # there are none without a link
    assert page.text("parameters") == "25 parameters"
    page.click("feature-x2")
    page.until(lambda: page.text("parameters") == "29 parameters", "four weights more")
    page.click("undo")
    page.until(lambda: page.text("parameters") == "25 parameters", "as before")
    page.follow_to(Experiment(features=[], hidden=[]))
    page.until(lambda: page.text("parameters") == "1 parameter", "the bias of the output")
    page.follow_to(Experiment(hidden=hidden(*[16] * 8)))
    page.until(lambda: page.text("parameters") == "1,969 parameters", "a large network")


def test_the_race_says_gap_and_parameters_of_each_lane(race):
    race.click("step")
    race.until(lambda: race.epoch == 1, "an epoch")
    race.until(lambda: all(race.texts(".lanes .gap")), "the gaps")
    lanes = [experiment(key) for key in CLASSICS]
    assert race.texts(".lanes .parameters") == [f"{lane.parameters} parameters" for lane in lanes]
    frames = race.js("return playground.player.frames.map((frame) => frame.test_loss - frame.train_loss)")
    assert [float(text.replace("−", "-")) for text in race.texts(".lanes .gap")] == pytest.approx(frames, rel=6e-3)
    race.choose_value("race-differs", "hidden")
    race.until(lambda: race.texts(".lanes .parameters") == ["9 parameters", "25 parameters", "105 parameters"], "sizes")


def test_goals_have_their_place_and_their_names(follow):
    page = follow(XOR + GOALS)
    page.until(lambda: page.shown("exercise-goals"), "the goals")
    for size in [(1440, 900), (768, 1024), (390, 844)]:
        page.resize(*size)
        page.frames(20)
        assert page.js(OVERFLOW) == [0, []]
        clipped = page.js(CLIPPED)
        assert [text for text in clipped if "goals" in text or "gap" in text or "parameters" in text] == []
        assert faults(page, within=TOLD) == []
    go_dark(page)  # only colors are others, in the same places
    assert page.js(OVERFLOW) == [0, []]
    assert faults(page, COLORED, TOLD) == []


def test_a_broken_link_that_speaks_of_goals_brings_none(follow):
    page = follow("&goals")
    page.until(lambda: "settings in this address can't be read" in page.message(), "a message")
    assert not page.shown("exercise-goals")
    page.step()
    page.agrees()
