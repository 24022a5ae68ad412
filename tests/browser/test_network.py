"""The network column: features, layers, units, their activations, and the output layer."""

import pytest
from selenium.webdriver.common.keys import Keys

from app import ids
from nn_core import FEATURES, Experiment, evaluate
from tests.browser.drawing import Drawing, unit
from tests.browser.truth import hidden, output_label, shown


def test_every_feature_can_be_switched_on_and_off(page):
    on = ["x", "y"]
    page.step()
    for key in list(FEATURES)[2:]:
        drawn, before = page.fingerprint("#network-canvas"), page.moment
        page.click(ids.feature(key))
        on = [*on, key]
        page.goes_on(before, features=on)
        assert page.pressed(ids.feature(key))
        assert page.fingerprint("#network-canvas") != drawn
    page.click("reset")
    page.restarts(features=on)
    page.step()
    page.agrees(features=on)
    for key in FEATURES:
        before = page.moment
        page.click(ids.feature(key))
        on = [other for other in on if other != key]
        page.goes_on(before, features=on)
        assert not page.pressed(ids.feature(key))
    page.click("reset")
    page.restarts(features=[])
    page.step()
    page.agrees(features=[])
    page.click(ids.feature("y"))
    page.click("reset")
    page.restarts(features=["y"])


def test_training_goes_on_when_a_feature_is_switched(page):
    page.play()
    page.click(ids.feature("xy"))
    page.until(lambda: page.pressed(ids.feature("xy")), "another feature")
    epoch = page.epoch
    page.until(lambda: page.epoch > epoch + 3, "training goes on")
    page.pause()
    experiment, state = page.moment
    assert experiment.features == ("x", "y", "xy")
    metrics = evaluate(experiment, state)
    assert page.losses == (shown(metrics.train_loss), shown(metrics.test_loss))


@pytest.mark.first
def test_layers_can_be_added_up_to_six(page):
    units = [4, 2]
    page.step()
    for _ in range(4):
        before = page.moment
        page.click("add-layer")
        units = [*units, 2]
        page.goes_on(before, hidden=hidden(*units))
        assert page.text("layer-count") == str(len(units))
        assert page.shown(f"layer-{len(units) - 1}-add")
    page.until(lambda: not page.element("add-layer").is_enabled(), "no seventh layer")
    page.click("reset")
    page.restarts(hidden=hidden(*units))
    page.step()
    page.agrees(hidden=hidden(*units))
    page.click("remove-layer")
    page.until(lambda: page.element("add-layer").is_enabled(), "a sixth layer")


def test_layers_can_be_removed_down_to_none_and_one_that_is_added_takes_the_activation_of_the_top_bar(page):
    page.step()
    before = page.moment
    page.click("remove-layer")
    page.goes_on(before, hidden=hidden(4))
    assert page.css(".layer-word")[0].text == "hidden layer"
    before = page.moment
    page.click("remove-layer")
    page.goes_on(before, hidden=[])
    assert page.css(".layer-word")[0].text == "hidden layers"
    assert not page.shown("layer-0")
    page.until(lambda: not page.element("remove-layer").is_enabled(), "nothing left to remove")
    page.click("reset")
    page.restarts(hidden=[])
    page.step()
    page.agrees(hidden=[])
    before = page.moment
    page.click("add-layer")
    page.goes_on(before, hidden=hidden(2))
    page.click("remove-layer")
    page.click("reset")
    page.restarts(hidden=[])
    page.choose("activation", "ReLU")
    page.click("add-layer")
    page.restarts(hidden=hidden(2, activation="relu"))
    page.click("remove-layer")
    page.restarts(hidden=[])
    page.choose("activation", "Custom f(z) …")
    page.click("add-layer")
    formula = page.until(lambda: page.js("return playground.player.draft.hidden[0]?.formula"), "the example")
    page.restarts(hidden=[{"units": 2, "activation": "custom", "formula": formula}])


@pytest.mark.first
def test_units_go_from_one_to_eight(page):
    page.step()
    for units in (5, 6, 7, 8):
        before = page.moment
        page.click("layer-0-add")
        page.goes_on(before, hidden=hidden(units, 2))
        assert page.text("layer-0-units") == f"{units} units"
    page.until(lambda: not page.element("layer-0-add").is_enabled(), "no ninth unit")
    before = page.moment
    page.click("layer-1-remove")
    page.goes_on(before, hidden=hidden(8, 1))
    assert page.text("layer-1-units") == "1 unit"
    page.until(lambda: not page.element("layer-1-remove").is_enabled(), "one unit stays")
    before = page.moment
    page.click("layer-0-remove")
    page.goes_on(before, hidden=hidden(7, 1))
    page.until(lambda: page.element("layer-0-add").is_enabled(), "an eighth unit again")


def test_the_largest_network_of_the_buttons_learns(page):
    largest = hidden(*[8] * 6)
    page.follow_to(Experiment(hidden=largest))
    page.restarts(hidden=largest)
    for button in ("add-layer", *(f"layer-{layer}-add" for layer in range(6))):
        page.until(lambda button=button: not page.element(button).is_enabled(), f"{button} has reached its limit")
    page.play()
    page.until(lambda: page.epoch > 10, "ten epochs")
    page.pause()
    page.agrees(hidden=largest)


def test_quick_clicks_count_each_even_while_the_server_is_slow_or_the_page_is_busy(page):
    page.click_quickly("layer-0-add")
    page.restarts(hidden=hidden(6, 2))
    page.gate.close()
    page.click_quickly("layer-1-add", 5)
    page.until(lambda: page.text("layer-1-units") == "7 units", "seven units at once")
    page.click_quickly("add-layer")
    page.until(lambda: page.text("layer-count") == "4", "four layers at once")
    page.gate.open()
    page.restarts(hidden=hidden(6, 7, 2, 2))
    # A chart that takes 100 ms to draw makes two quick clicks arrive one right after the other.
    for button, place, expected in [("layer-0-add", "layer-0-units", "8 units"), ("step", "epoch", "2")]:
        page.js(
            "const button = document.getElementById(arguments[0]);"
            "setTimeout(() => button.click()); setTimeout(() => button.click());",
            button,
        )
        page.until(lambda place=place, expected=expected: page.text(place) == expected, expected)


@pytest.mark.first
def test_a_layer_can_have_an_activation_of_its_own(page):
    page.step()
    before = page.moment
    page.choose("layer-1-activation", "Sigmoid")
    mixed = [*hidden(4), *hidden(2, activation="sigmoid")]
    page.goes_on(before, hidden=mixed)
    assert page.value("activation") == "mixed"
    page.click("reset")
    page.restarts(hidden=mixed)
    page.step()
    page.agrees(hidden=mixed)
    before = page.moment
    page.click("add-layer")
    page.goes_on(before, hidden=[*mixed, *hidden(2, activation="sigmoid")])
    page.choose("layer-0-activation", "Sigmoid")
    page.until(lambda: page.value("activation") == "Sigmoid", "no longer mixed")


@pytest.mark.first
def test_an_activation_has_its_parameter(page):
    page.step()
    before = page.moment
    page.choose("layer-0-activation", "Swish")
    own = {"units": 4, "activation": "swish", "parameter": 1.0}
    page.goes_on(before, hidden=[own, *hidden(2)])
    page.until(lambda: _parameter(page) == ("b =", "1"), "the parameter's default")
    assert not page.shown("layer-1-parameter")
    curve = page.fingerprint(".layers .curve")
    page.type("layer-0-parameter", "2.5")
    page.goes_on(before, hidden=[{**own, "parameter": 2.5}, *hidden(2)])
    assert page.fingerprint(".layers .curve") != curve
    page.click("reset")
    page.restarts(hidden=[{**own, "parameter": 2.5}, *hidden(2)])
    page.step()
    page.agrees(hidden=[{**own, "parameter": 2.5}, *hidden(2)])
    before = page.moment
    page.element("layer-0-parameter").send_keys(Keys.ARROW_UP, Keys.ENTER)
    page.goes_on(before, hidden=[{**own, "parameter": 2.6}, *hidden(2)])
    page.choose("layer-0-activation", "ELU")
    page.goes_on(before, hidden=[{"units": 4, "activation": "elu"}, *hidden(2)])
    page.until(lambda: _parameter(page) == ("a =", "1"), "the other parameter's default")
    page.choose("layer-0-activation", "Tanh")
    page.goes_on(before)
    assert not page.shown("layer-0-parameter")


def _parameter(page):
    """How layer 1 names its parameter, and its value."""
    return *page.texts("#layer-0 .symbol"), page.value("layer-0-parameter")


def test_an_odd_parameter_does_no_harm_and_none_brings_back_the_last_one(page):
    own = {"units": 4, "activation": "swish"}
    page.choose("layer-0-activation", "Swish")
    page.restarts(hidden=[own, *hidden(2)])
    for text in ("99", "-1", "abc", "0.123456789"):
        page.type("layer-0-parameter", text)
        page.frames(20)
        assert page.message() == "", text
        # what the field shows is always a parameter, and the one that is used
        page.until(lambda: page.value("layer-0-parameter"), f"a parameter after {text}")
        parameter = float(page.value("layer-0-parameter"))
        assert 0 <= parameter <= 10, text
        page.click("reset")
        page.restarts(hidden=[{**own, "parameter": parameter}, *hidden(2)])
    before = page.value("layer-0-parameter")
    page.type("layer-0-parameter", "")
    page.until(lambda: page.value("layer-0-parameter") == before, "the parameter that is in use")


def test_sigmoid_with_cross_entropy_has_a_scale_from_zero_to_one(page):
    scale = page.texts("#output-scale span")
    assert scale == ["−1", "0", "1"]
    page.step()
    before = page.moment
    page.choose("output-layer", output_label("sigmoid cross-entropy"))
    fields = {"output": "sigmoid", "loss": "cross-entropy"}
    page.goes_on(before, **fields)
    assert page.texts("#output-scale span") == ["0", "0.5", "1"]
    page.click("reset")
    page.restarts(**fields)
    for _ in range(3):
        page.step()
    page.agrees(**fields)
    page.choose("problem", "Regression")
    page.restarts(problem="regression")
    assert page.texts("#output-scale span") == ["−1", "0", "1"]


@pytest.mark.first
def test_the_drawing_follows_the_training(page):
    before = page.fingerprint("#network-canvas")
    page.step()
    after = page.fingerprint("#network-canvas")
    assert after != before
    page.click("reset")
    page.restarts()
    assert page.fingerprint("#network-canvas") == before


BELOW = """
const canvas = document.getElementById("network-canvas");
const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d");
copy.drawImage(canvas, 0, 0);
return copy.getImageData(0, canvas.height - 2, canvas.width, 2).data.some((value) => value > 0);
"""


def test_the_last_unit_of_a_large_layer_is_not_cut_off(follow):
    page = follow("dataset=circle&seed=0&hidden=8-tanh;8-tanh")
    page.until(lambda: page.colors("#network-canvas") > 10, "the drawing")
    for size in [(1440, 790), (1366, 658), (1024, 768), (390, 844)]:
        page.resize(*size)
        page.until(lambda: not page.js(BELOW), f"nothing at the edge at {size}")
        assert page.colors("#network-canvas") > 10


def test_two_notes_say_what_a_unit_and_a_line_are_until_somebody_points_at_the_drawing(page):
    seen = """return [...document.querySelectorAll(".callout")].filter((note) => note.checkVisibility()).map((note) => {
        const [its, all] = [note, note.parentElement].map((element) => element.getBoundingClientRect());
        return its.left >= all.left && its.right <= all.right && its.bottom <= all.bottom;
    })"""
    page.resize(1440, 900)
    page.until(lambda: page.js(seen) == [True, True], "both, within the drawing")
    page.click("layer-1-add")
    page.until(lambda: page.js(seen) == [True, True], "both, at other units")
    page.resize(1024, 768)
    page.until(lambda: page.js(seen) == [], "none where they would lie on something")
    page.resize(1440, 900)
    page.until(lambda: page.js(seen) == [True, True], "both again")
    Drawing(page).hover(unit(0, 0))
    page.until(lambda: page.js(seen) == [], "none any more")
    page.resize(None)
