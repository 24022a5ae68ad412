"""Looking at units: the one that somebody points at, or has selected, fills the big map."""

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from app import ids
from app.wire.frames import OUTPUT_PIXELS, UNIT_PIXELS
from nn_core import Experiment
from nn_core.insight.picture import feature_pixels, unit_pixels
from tests.browser.drawing import Drawing, alike, bias, unit, weight
from tests.browser.truth import hidden


@pytest.fixture
def drawing(page):
    page.step()
    return Drawing(page)


def press(page, *keys):
    ActionChains(page.driver).send_keys(*keys).perform()


def scale(page):
    return page.texts("#output-scale span")


@pytest.mark.first
def test_a_unit_that_is_pointed_at_fills_the_map_until_the_pointer_leaves(page, drawing):
    assert drawing.shows_output()
    before, drawn = page.fingerprint("#output-map"), page.fingerprint("#network-canvas")
    for layer, number in [(0, 0), (0, 3), (1, 1)]:
        drawing.hover(unit(layer, number))
        page.until(lambda layer=layer, number=number: drawing.shows(layer, number), "the unit's picture")
        name = f"Unit {number + 1} of layer {layer + 1}"
        assert drawing.title() == name
        assert page.element("output-figure").get_attribute("aria-label") == f"{name}: its output for every point"
        assert drawing.card[0] == name
        assert "Tanh" in drawing.card[2]
        assert page.fingerprint("#network-canvas") != drawn  # a rim
        drawing.leave()
        assert page.fingerprint("#output-map") == before
        assert page.fingerprint("#network-canvas") == drawn
        assert drawing.title() == ""
        assert drawing.card is None
        assert "epoch 1" in page.element("output-figure").get_attribute("aria-label")


def test_a_weight_or_bias_changes_nothing_on_the_map_and_discretized_a_unit_has_two_colors(page, drawing):
    for what in (weight(0, 1, 0), bias(1, 1), bias(2, 0)):
        drawing.hover(what)
        assert drawing.card[0]
        assert drawing.shows_output()
    # discretized, a unit has two colors
    page.switch("discretize")
    drawing.hover(unit(0, 0))
    page.until(lambda: drawing.map()[0].shape[0] == OUTPUT_PIXELS, "the sharp picture")
    assert page.colors("#output-map") == 2


def test_at_once_there_is_the_small_picture_and_then_the_sharp_one(page, drawing):
    page.gate.close()
    drawing.hover(unit(0, 2))
    pixels, state = drawing.map()
    assert alike(pixels, unit_pixels(drawing.experiment, state, 0, 2, UNIT_PIXELS))
    page.gate.open()
    page.until(lambda: drawing.shows(0, 2), "the sharp picture")


def test_while_it_trains_the_map_follows_the_unit(page, drawing):
    page.play()
    drawing.hover(unit(0, 1))
    page.until(lambda: drawing.shows(0, 1), "the unit's picture")
    epoch = page.epoch
    page.until(lambda: page.epoch > epoch + 30, "training goes on")
    assert drawing.shows(0, 1)
    drawing.hover(unit(1, 0))
    page.until(lambda: drawing.shows(1, 0), "the other unit's picture")
    drawing.leave()
    assert drawing.shows_output()
    page.pause()
    page.agrees()


def test_a_step_shows_the_unit_as_it_is_then(page, drawing):
    drawing.hover(unit(1, 1))
    page.until(lambda: drawing.shows(1, 1), "the unit's picture")
    page.focus("step")
    press(page, Keys.ENTER)
    page.until(lambda: page.epoch == 2, "an epoch")
    assert drawing.shows(1, 1)


def test_a_feature_shows_its_picture_whether_it_is_on_or_off_and_for_the_keyboard_too(page, drawing):
    for key in ("x", "sin y"):
        button = page.element(ids.feature(key))
        ActionChains(page.driver).move_to_element(button).perform()
        page.until(lambda key=key: alike(drawing.map()[0], feature_pixels(key, OUTPUT_PIXELS)), f"the picture of {key}")
    assert drawing.title() == drawing.card[0] == "sin X₂"
    assert page.pressed(ids.feature("x"))
    assert not page.pressed(ids.feature("sin y"))
    drawing.leave()
    assert drawing.shows_output()
    # and by the keyboard
    page.focus(ids.feature("x"))
    press(page, Keys.ARROW_DOWN)
    page.until(lambda: alike(drawing.map()[0], feature_pixels("y", OUTPUT_PIXELS)), "the picture of X₂")
    press(page, Keys.ARROW_DOWN, Keys.ARROW_DOWN)
    page.until(lambda: drawing.title() == "X₂²", "the picture of X₂²")


def test_the_scale_is_that_of_what_is_shown(page):
    fields = {"output": "sigmoid", "loss": "cross-entropy"}
    page.follow_to(Experiment(**fields))
    page.restarts(**fields)
    drawing = Drawing(page, **fields)
    assert scale(page) == ["0", "0.5", "1"]
    drawing.hover(unit(0, 0))
    page.until(lambda: drawing.shows(0, 0), "the unit's picture")
    assert scale(page) == ["−1", "0", "1"]
    drawing.leave()
    assert scale(page) == ["0", "0.5", "1"]


def test_one_of_several_outputs_fills_the_map_and_its_hidden_units_have_a_scale(page):
    fields = {"problem": "multi-class", "dataset": "blobs", "classes": 3}
    page.follow_to(Experiment(**fields))
    page.restarts(**fields)
    drawing = Drawing(page, **fields)
    before = page.fingerprint("#output-map")
    drawing.hover(unit(2, 1))
    assert page.fingerprint("#output-map") != before
    assert drawing.title() == "Output unit B"
    assert not page.shown("output-scale")
    drawing.hover(unit(1, 0))
    page.until(lambda: drawing.shows(1, 0), "a hidden unit")
    assert page.shown("output-scale")
    drawing.leave()
    assert page.fingerprint("#output-map") == before
    assert not page.shown("output-scale")


@pytest.mark.first
def test_a_click_keeps_a_unit_on_the_map_until_one_beside_it(page, drawing):
    drawing.click(unit(0, 2))
    drawing.leave()
    page.until(lambda: drawing.shows(0, 2), "the selected unit")
    assert page.js("return playground.selection.selected") == unit(0, 2)
    page.play()
    page.until(lambda: page.epoch > 10, "some epochs")
    assert drawing.shows(0, 2)
    page.pause()
    page.click("output-figure")
    assert drawing.shows_output()
    assert page.js("return playground.selection.selected") is None


def test_a_selected_unit_that_goes_leaves_the_map(page, drawing):
    drawing.click(unit(0, 3))
    drawing.leave()
    page.until(lambda: drawing.shows(0, 3), "the selected unit")
    page.click("layer-0-remove")
    page.until(lambda: not page.shown("show-output"), "no longer kept")  # so the smaller network is on the screen
    page.until(lambda: Drawing(page, hidden=hidden(3, 2)).shows_output(), "the output")
    assert drawing.title() == ""
    assert page.message() == ""


def test_a_tap_keeps_a_unit_on_the_map_until_a_tap_elsewhere(page, drawing):
    drawing.tap(unit(1, 0))
    page.until(lambda: drawing.shows(1, 0), "the unit")
    drawing.tap(unit(0, 1))
    page.until(lambda: drawing.shows(0, 1), "the other unit")
    assert drawing.card[0] == "Unit 2 of layer 1"
    x, y = drawing.spot(unit(0, 0))
    drawing.touch((x, y - 45))
    page.until(drawing.shows_output, "the output")
    assert drawing.card is None


@pytest.mark.first
def test_the_keyboard_goes_from_unit_to_unit(page, drawing):
    press(page, Keys.TAB)
    page.focus("network-canvas")
    page.until(lambda: drawing.shows(0, 0), "the first unit")
    spoken = lambda: page.js("return document.getElementById('network-spoken').textContent")  # noqa: E731
    for key, name in (
        (Keys.ARROW_DOWN, "Unit 2 of layer 1: Tanh"),
        (Keys.ARROW_DOWN, "Unit 3 of layer 1: Tanh"),
        (Keys.ARROW_RIGHT, "Unit 2 of layer 2: Tanh"),
        (Keys.ARROW_UP, "Unit 1 of layer 2: Tanh"),
        (Keys.ARROW_UP, "Unit 1 of layer 2: Tanh"),
    ):
        press(page, key)
        assert spoken() == name
    page.until(lambda: drawing.shows(1, 0), "the unit")
    press(page, Keys.ARROW_RIGHT)
    assert spoken() == "The output unit: Tanh"
    press(page, Keys.ARROW_RIGHT, Keys.ARROW_LEFT, Keys.ENTER)
    assert spoken() == "Unit 1 of layer 2 stays on the large map. Esc: show the output again."
    assert page.js("return playground.selection.selected") == unit(1, 0)
    press(page, Keys.TAB)
    page.until(lambda: drawing.shows(1, 0), "still the selected unit")
    page.focus("network-canvas")
    press(page, Keys.ESCAPE)
    assert page.js("return playground.selection.selected") is None


def test_dashes_flow_unless_somebody_wants_no_motion(page):
    for preference, offset in (("no-preference", -1 / 3), ("reduce", 0)):
        page.click("reset")
        page.restarts()
        features = [{"name": "prefers-reduced-motion", "value": preference}]
        page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
        page.step()
        drawn = page.js("return document.getElementById('network-canvas').getContext('2d').lineDashOffset")
        page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
        assert drawn == pytest.approx(offset, abs=1e-6), preference


def test_where_the_data_are_a_curve_a_unit_still_has_a_map(page):
    fields = {"problem": "regression", "dataset": "curve-sine"}
    page.follow_to(Experiment(**fields))
    page.restarts(**fields)
    drawing = Drawing(page, **fields)
    assert not page.shown("output-map")
    drawing.hover(unit(0, 0))
    page.until(lambda: drawing.shows(0, 0), "the unit's picture")
    assert page.shown("output-map")
    drawing.leave()
    assert not page.shown("output-map")
