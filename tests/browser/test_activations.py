"""The page of activations: choose, compare, probe, read, and go on to the playground or to a race."""

import numpy as np
import pytest
from selenium.webdriver.common.keys import Keys

from nn_core import ACTIVATIONS
from nn_core.insight.curves import GRID
from nn_core.insight.signal import propagate
from nn_core.study.claims import CLAIMS
from nn_core.study.race_link import from_race_link
from tests.browser.page import Page
from tests.browser.race import Race
from tests.browser.test_access import faults_light_and_dark
from tests.browser.test_sizes import OVERFLOW

CLASSICS = ["Sigmoid", "Tanh", "ReLU"]
MINUS = str.maketrans("−", "-")
Z = np.array(GRID)
ACCEPTED = """
const { drafts, experiments, frames } = playground.player;
return drafts === experiments && frames?.length === playground.race.state.lanes.length;
"""
# Every request takes a while; how many for curves there are at the same time.
SLOW = """
const real = window.fetch;
let now = 0;
window.most = 0;
window.fetch = async (...request) => {
  if (!request[1]?.body?.includes("curves-request.data")) return real(...request);
  window.most = Math.max(window.most, ++now);
  await new Promise((done) => setTimeout(done, 40));
  return real(...request).finally(() => (now -= 1));
};
"""


def _values(key, parameter=None):
    activation = ACTIVATIONS[key]
    p = activation.default if parameter is None else parameter
    f = activation.f(Z, p)
    return f, activation.df(Z, f, p)


def _agrees(activations, key, parameter=None):
    """Both charts show what the core computes."""
    for chart, expected in zip(("function-chart", "slope-chart"), _values(key, parameter), strict=True):
        x, y, _ = activations.curves(chart)[ACTIVATIONS[key].name]
        assert x == pytest.approx(Z, abs=1e-9)
        assert y == pytest.approx(expected, abs=1e-12)


@pytest.mark.first
def test_what_stands_there_at_first_is_what_the_core_knows(activations):
    assert list(activations.curves()) == CLASSICS
    for key in ("sigmoid", "tanh", "relu"):
        _agrees(activations, key)
    assert activations.marks("function-chart", "circle-open") == [[0, 0]]
    assert "vanishing: |f′| < 0.1" in activations.text("slope-chart")
    assert activations.cards() == CLASSICS
    formulas = lambda: activations.js("return document.querySelectorAll('#card-relu mjx-container svg').length")  # noqa: E731
    activations.until(lambda: formulas() == 2, "both formulas")
    text = activations.text("card-relu")
    relu = ACTIVATIONS["relu"]
    for part in (
        relu.background.origin,
        relu.background.use,
        relu.background.strength,
        relu.background.weakness,
        "[0, ∞)",
        "He (Kaiming)",
    ):
        assert part in text
    signal = propagate("sigmoid", 0.0, "uniform", 10, 16, 0)
    assert f"shrinks by a factor of {1 / signal.factor:.2g} per layer: it vanishes" in activations.text(
        "signal-a-words"
    )
    assert "keeps its size" in activations.text("signal-b-words")
    zeros = propagate("relu", 0.0, "he", 10, 16, 0).zero_share
    assert f"{100 * zeros:.0f}% of the outputs are exactly zero" in activations.text("signal-b-words")


@pytest.mark.first
def test_functions_are_chosen_and_unchosen_and_keep_their_color(activations):
    colors = {name: color for name, (*_, color) in activations.curves().items()}
    activations.choose_function("tanh")
    activations.until(lambda: list(activations.curves()) == ["Sigmoid", "ReLU"], "two curves")
    assert activations.cards() == ["Sigmoid", "ReLU"]
    activations.choose_function("gelu")
    activations.until(lambda: list(activations.curves()) == ["Sigmoid", "ReLU", "GELU"], "three curves")
    now = {name: color for name, (*_, color) in activations.curves().items()}
    assert (now["Sigmoid"], now["ReLU"]) == (colors["Sigmoid"], colors["ReLU"])
    assert len(set(now.values())) == 3
    _agrees(activations, "gelu")
    assert activations.text("chosen-count") == "3 of 8 selected"
    assert activations.texts("#chosen-legend li") == ["Sigmoid", "ReLU", "GELU"]


def _fact(activations, key, fact):
    return activations.js("return document.querySelector(arguments[0]).textContent", f"#card-{key} [data-fact={fact}]")


def test_the_slider_of_a_parameter_moves_the_curve_and_the_card_follows(activations):
    assert not activations.shown("parameter-leaky-relu")
    activations.choose_function("leaky-relu")
    activations.until(lambda: "Leaky ReLU" in activations.curves(), "a curve")
    _agrees(activations, "leaky-relu")
    activations.element("parameter-leaky-relu").send_keys(*[Keys.ARROW_RIGHT] * 9)
    activations.until(lambda: activations.curves()["Leaky ReLU"][1][0] == pytest.approx(-0.6), "a steeper slope")
    _agrees(activations, "leaky-relu", 0.1)
    activations.choose_function("elu")
    activations.until(lambda: {"ELU", "Leaky ReLU"} <= set(activations.curves()), "both curves")
    assert _fact(activations, "elu", "range").startswith("(−1, ∞)")
    assert "Differentiable" in _fact(activations, "elu", "holds")
    activations.slide("parameter-elu", 2)
    activations.until(lambda: _fact(activations, "elu", "range").startswith("(−2, ∞)"), "its range")
    assert "Differentiable" not in _fact(activations, "elu", "holds")
    assert "Can die" not in _fact(activations, "leaky-relu", "holds")
    activations.slide("parameter-leaky-relu", 0)
    activations.until(lambda: "Can die" in _fact(activations, "leaky-relu", "holds"), "it can die")
    assert _fact(activations, "leaky-relu", "range").startswith("[0, ∞)")
    activations.slide("parameter-elu", 1)
    activations.until(lambda: _fact(activations, "elu", "range").startswith("(−1, ∞)"), "the first range")
    activations.css("#card-elu summary")[0].click()
    told = "return document.querySelector('#card-elu').innerText"
    assert ACTIVATIONS["elu"].background.source in activations.js(told)


def test_a_slider_that_is_moved_quickly_ends_where_it_was_left(activations):
    activations.choose_function("sine")
    activations.until(lambda: "Sine" in activations.curves(), "a curve")
    activations.js(SLOW)
    for value in (0.5, 1.0, 2.0, 2.1, 2.2, 3.0, 4.0, 4.8, 4.9, 5.0):
        activations.slide("parameter-sine", value)
    expected = pytest.approx(_values("sine", 5.0)[0], abs=1e-9)
    activations.until(lambda: activations.curves()["Sine"][1] == expected, "the last curve")
    assert activations.js("return window.most") == 1


@pytest.mark.first
def test_the_probe_and_softmax_show_what_they_compute_to_four_digits(activations):
    activations.slide("probe-z", -1.35)
    at = GRID.index(-1.35)
    for key, (f, df) in zip(("sigmoid", "tanh", "relu"), activations.probe().values(), strict=True):
        values, slopes = _values(key)
        assert (f.translate(MINUS), df.translate(MINUS)) == (f"{values[at]:.4f}", f"{slopes[at] + 0:.4f}")
    points = [[-1.35, _values(key)[0][at]] for key in ("sigmoid", "tanh", "relu")]
    activations.until(lambda: np.allclose(activations.marks("function-chart", "circle"), points), "marks at the probe")
    # numbers become shares
    assert activations.shares() == pytest.approx([0.6652, 0.2447, 0.0900])
    activations.slide("softmax-logit-2", 4.5)
    activations.slide("softmax-temperature", 2)
    powers = np.exp(np.array([3, 2, 4.5]) / 2)
    expected = pytest.approx(powers / powers.sum(), abs=1e-4)
    activations.until(lambda: activations.shares() == expected, "other shares")
    assert sum(activations.shares()) == pytest.approx(1, abs=2e-4)
    assert "1.0000" in activations.text("softmax-sum")
    sigmoid = f"{1 / (1 + np.exp(-0.5)):.4f}"
    assert activations.text("softmax-pair").count(sigmoid) == 2


@pytest.mark.first
def test_try_it_opens_the_playground_with_that_activation(activations):
    activations.choose_function("leaky-relu")
    activations.until(lambda: "Leaky ReLU" in activations.curves(), "a curve")
    activations.slide("parameter-leaky-relu", 0.2)
    activations.css("#card-leaky-relu [data-do=try]")[0].click()
    page = Page(activations.duo, activations.url.removesuffix("activations"))
    page.until(
        lambda: page.js("return window.playground?.player.experiment?.hidden?.[0].activation") == "leaky-relu",
        "Leaky ReLU",
    )
    experiment = page.js("return playground.player.experiment")
    assert [(layer["units"], layer["activation"], layer["parameter"]) for layer in experiment["hidden"]] == [
        (4, "leaky-relu", 0.2),
        (2, "leaky-relu", 0.2),
    ]
    assert page.message() == ""


@pytest.mark.first
def test_race_them_opens_a_race_of_the_chosen_ones(activations):
    activations.choose_function("sigmoid")
    activations.choose_function("swish")
    activations.click("race-them")
    race = Race(activations.duo, activations.url.replace("activations", "race"))
    race.until(lambda: race.js("return window.playground?.player.frames?.length") == 3, "three lanes")
    assert race.names() == ["Tanh", "ReLU", "Swish"]
    assert race.message() == ""


def test_the_table_compares_all_and_a_name_chooses(activations):
    assert not activations.shown("facts-table")
    activations.css("#compare summary")[0].click()
    rows = activations.css("#facts-table tr")
    assert [row.get_attribute("data-key") for row in rows] == list(ACTIVATIONS)
    for cells, activation in zip(activations.table("#facts-table tr"), ACTIVATIONS.values(), strict=True):
        facts = activation.facts
        told = (not facts.linear, facts.continuous, facts.differentiable, facts.smooth, facts.monotonic)
        assert cells[2:7] == ["yes" if fact else "–" for fact in told]
        assert cells[7:9] == ["yes" if fact else "–" for fact in (facts.monotonic_slope, facts.zero_centered)]
    rows[list(ACTIVATIONS).index("mish")].find_element("css selector", "button").click()
    assert activations.pressed("pick-mish")
    activations.until(lambda: "Mish" in activations.curves(), "its curve")
    for key in ("step", "maxout"):
        activations.choose_function(key)
    assert _fact(activations, "step", "range").startswith("{0, 1}")
    assert _fact(activations, "maxout", "range").startswith("learned")
    ranges = {cells[0]: cells[1] for cells in activations.table("#facts-table tr")}
    assert (ranges["Binary step"], ranges["Maxout"]) == ("{0, 1}", "learned")


@pytest.mark.first
def test_the_signal_follows_depth_initializer_and_seed(activations):
    activations.slide("signal-depth", 25)
    activations.type("signal-seed", "7")
    activations.choose_value("signal-a-activation", "step")
    activations.until(lambda: "exactly zero in the first layer" in activations.text("signal-a-words"), "no gradient")
    activations.choose_value("signal-b-initializer", "uniform")
    factor = propagate("relu", 0.0, "uniform", 25, 16, 7).factor
    activations.until(
        lambda: f"{factor if factor > 0.8 else 1 / factor:.2g}" in activations.text("signal-b-words"), factor
    )
    bars = "return document.querySelectorAll('#signal-b-backward .bars .point').length"
    activations.until(lambda: activations.js(bars) == 25, "25 bars")


def test_a_server_that_is_away_is_asked_again(activations):
    activations.js("window.real = fetch; window.fetch = () => Promise.reject(new TypeError('away'));")
    activations.choose_function("erf")
    activations.until(lambda: activations.message("connection-message"), "a message")
    activations.js("window.fetch = window.real")
    activations.click("retry")
    activations.until(lambda: "Error function" in activations.curves(), "its curve")
    assert activations.message("connection-message") == ""


def test_nothing_is_wider_than_the_screen_and_axe_finds_nothing_serious(activations):
    for size in [(1440, 900), (1024, 768), (390, 844)]:
        activations.resize(*size)
        activations.frames(30)
        wide, beyond = activations.js(OVERFLOW)
        assert wide == 0, size
        assert beyond == [], size
    activations.resize(1440, 900)
    activations.choose_function("swish")
    activations.until(lambda: "Swish" in activations.curves(), "its curve")
    activations.until(lambda: len(activations.css("#card-swish mjx-container")) == 2, "its formulas")
    activations.frames(30)
    alike = {"exclude": ["#facts-table tr:nth-child(n + 5)"]}  # rows of one kind, each with ten cells
    assert faults_light_and_dark(activations, alike) == []


def test_a_function_that_a_person_types_is_drawn_tried_and_raced(activations):
    field = activations.element("own-formula")
    field.send_keys("tanh(z\n")  # refused, with the place of the error
    activations.until(lambda: "tanh(z" in activations.message(), "a message")
    assert "Custom activation" not in activations.curves()
    field.clear()
    field.send_keys("max(0, z) + a*sin(z)\n")
    activations.until(lambda: "Custom activation" in activations.curves(), "its curve")
    x, y, _ = activations.curves()["Custom activation"]
    np.testing.assert_allclose(y, np.maximum(0, x) + np.sin(x), atol=1e-9)
    activations.slide("parameter-custom", 0.5)
    activations.until(
        lambda: np.allclose(activations.curves()["Custom activation"][1], np.maximum(0, x) + 0.5 * np.sin(x)), "a = 0.5"
    )
    assert "Custom activation" in activations.cards()
    activations.until(lambda: activations.css("#card-custom-formula mjx-container"), "the rendered formula")
    activations.css("#card-custom [data-do=try]")[0].click()
    page = Page(activations.duo, activations.url.removesuffix("activations"), activations.gate)
    layer = {"activation": "custom", "formula": "max(0, z) + a*sin(z)", "parameter": 0.5}
    page.until(
        lambda: page.js("return window.playground?.player.experiment?.hidden[0]?.formula") == layer["formula"],
        "the playground",
    )
    page.step()
    page.agrees(hidden=[{"units": units, **layer} for units in (4, 2)])


def test_each_of_the_claims_can_be_checked(activations):
    links = [link.get_attribute("href") for link in activations.css(".claims .check")]
    assert len(links) == len(CLAIMS)
    races = [link for link in links if "/race#" in link]
    race = Race(activations.duo, races[0], activations.gate)
    race.open()
    for link in races:  # all but the first are opened by a page that is there
        race.js("location.href = arguments[0]", link)
        given = from_race_link(link).rules
        race.until(lambda given=given: race.state()["lanes"] == list(given.lanes) and race.js(ACCEPTED), link)
        assert race.state()["differs"] == given.differs
        assert race.message() == ""
    set_ups = [claim.shown for claim in CLAIMS.values() if claim.shown]
    for link, set_up in zip(races, set_ups, strict=True):  # they open the very experiments that were measured
        race.js("location.href = arguments[0]", link)
        experiments = [lane.experiment.model_dump(mode="json") for lane in set_up.competitors]
        race.until(
            lambda given=experiments: race.js(ACCEPTED) and race.js("return playground.player.experiments") == given,
            link,
        )
