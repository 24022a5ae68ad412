"""Gated units on the pages: both sums are drawn and named, their picture is one of two numbers, and lanes of a race can
be given as many parameters as others.
"""

import pytest
from selenium.webdriver.common.keys import Keys

from nn_core import Experiment
from nn_core.study.race_link import from_race_link
from tests.browser.drawing import Drawing, weight, written
from tests.browser.race import experiment, loss

GATED = {"hidden": [{"units": 3, "activation": "swiglu"}]}
COLOR = """
const [x, y] = playground.drawing.spot(arguments[0]);
const canvas = document.getElementById("network-canvas"), copy = document.createElement("canvas");
const box = canvas.getBoundingClientRect(), scale = canvas.width / box.width;
[copy.width, copy.height] = [1, 1];
const context = copy.getContext("2d", { willReadFrequently: true });
context.drawImage(canvas, (x - box.left) * scale, (y - box.top) * scale, 1, 1, 0, 0, 1, 1);
return Array.from(context.getImageData(0, 0, 1, 1).data);
"""


@pytest.fixture
def gated(page):
    page.follow_to(Experiment(**GATED))
    page.restarts(**GATED)
    page.step()
    return Drawing(page, **GATED)


def _of(what, sum_):
    return {**what, "column": sum_ * 3 + what["unit"]}


@pytest.mark.first
def test_the_links_of_value_and_gate_are_drawn_side_by_side_and_named(page, gated):
    what = weight(0, 1, 0)
    weights = gated.state().layers[0].weights
    for sum_, name in enumerate(("value", "gate")):
        one = _of(what, sum_)
        gated.hover(one)
        page.until(lambda name=name: gated.card and gated.card[0].endswith(f", {name}"), name)
        assert gated.card[:2] == [f"Weight from X₁ to unit 2 of layer 1, {name}", written(weights[0, one["column"]])]
        gated.leave()
        page.until(lambda: gated.card is None, "no card")
        red, _green, blue, opaque = page.js(COLOR, one)
        assert opaque
        assert (blue > red) == (weights[0, one["column"]] > 0)  # blue is positive, orange negative


def test_a_gate_is_changed_alone_and_is_forgotten_with_its_activation(page, gated):
    what = _of(weight(0, 0, 1), 1)
    before = gated.state().layers[0].weights
    gated.click(what)
    page.until(lambda: page.js("return document.activeElement.id") == "network-value", "the field")
    page.type("network-value", "0.25", end=Keys.ENTER)
    page.until(lambda: gated.state().layers[0].weights[1, 3] == 0.25, "the gate's weight")
    assert (gated.state().layers[0].weights != before).sum() == 1
    page.choose_value("activation", "relu")
    page.until(lambda: page.js("return playground.player.experiment.hidden[0].activation") == "relu", "ReLU")
    gated.experiment = Experiment(hidden=[{"units": 3, "activation": "relu"}])
    page.until(lambda: gated.state().layers[0].weights.shape == (2, 3), "one sum for each unit")


def test_a_gated_function_is_shown_over_both_numbers(activations):
    activations.choose_function("swiglu")
    activations.until(lambda: "SwiGLU, z₁ = 1" in activations.curves(), "the curve, and what it is of")
    (picture,) = activations.css("#card-swiglu .gated-picture")
    assert len(picture.find_elements("css selector", ".gated-line")) == 4
    assert "over the gate z₂" in picture.get_attribute("aria-label")
    assert activations.css("#card-swiglu [data-fact=range]")[0].text.startswith("(−∞, ∞)")


@pytest.mark.first
def test_a_lane_gets_as_many_parameters_as_another_and_the_page_says_what_is_equal(race):
    race.js("location.hash = 'lanes=relu;swiglu&hidden=8;8&seed=0'")
    race.until(lambda: race.names() == ["ReLU", "SwiGLU"], "two lanes")
    race.until(lambda: "Equal units, but not equal parameters (105 to 201)" in race.text("race-sizes"), "a warning")
    race.tool(1, "edit")
    race.until(lambda: race.text("race-match") == "Match parameters: 105 as in ReLU, now 201", "the button")
    race.click("race-match")
    race.until(lambda: "About equal parameters (105 to 109)" in race.text("race-sizes"), "as many parameters")
    matched = experiment("swiglu", (5, 6))
    expected = pytest.approx([loss(experiment("relu", (8, 8)), 0), loss(matched, 0)], rel=2e-3)
    race.until(lambda: race.losses() == expected, "the losses of both")
    link = from_race_link(race.js("return location.hash"))
    assert link.competitors[1].experiment.hidden == matched.hidden
    assert link.rules.lanes == ("relu", "swiglu,hidden=5,6")
