"""A unit that a click keeps on the large map: there is a sign of it, and several ways back to the output."""

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from tests.browser.drawing import Drawing, unit, weight
from tests.browser.test_access import faults_light_and_dark

SPOKEN = "return document.getElementById('network-spoken').textContent"


@pytest.fixture
def drawing(page):
    return Drawing(page)


def pinned(page):
    """What the sign says, if it is there."""
    return page.element("show-output").text if page.shown("show-output") else None


def press(page, *keys):
    ActionChains(page.driver).send_keys(*keys).perform()


def test_a_click_pins_a_unit_with_a_sign_and_the_sign_releases_it(page, drawing):
    assert pinned(page) is None
    drawing.hover(unit(0, 1))
    assert pinned(page) is None, "whoever only points pins nothing"
    drawing.click(unit(0, 1))
    assert pinned(page) == "Unit 2 of layer 1 · Show output ✕"
    assert page.js(SPOKEN) == "Unit 2 of layer 1 stays on the large map. Esc: show the output again."
    drawing.leave()
    assert pinned(page) == "Unit 2 of layer 1 · Show output ✕"
    page.until(lambda: drawing.shows(0, 1), "the unit")
    page.play()
    page.until(lambda: page.epoch > 10, "some epochs")
    page.pause()
    assert pinned(page)
    page.click("show-output")
    page.until(drawing.shows_output, "the output")
    assert pinned(page) is None
    assert page.js("return playground.selection.selected") is None
    assert page.js(SPOKEN) == "The large map shows the output again."
    assert page.driver.switch_to.active_element.get_attribute("id") == "network-canvas"
    drawing.click(unit(0, 1))
    assert not faults_light_and_dark(page, "section:has(#show-output)")


def test_a_second_click_releases_it_and_one_on_another_unit_pins_that_one(page, drawing):
    drawing.click(unit(1, 0))
    assert pinned(page)
    drawing.click(unit(1, 0))
    assert page.js("return playground.selection.selected") is None
    drawing.leave()
    page.until(drawing.shows_output, "the output")
    assert pinned(page) is None
    # another one
    drawing.click(unit(0, 0))
    drawing.click(unit(0, 3))
    drawing.leave()
    assert pinned(page).startswith("Unit 4 of layer 1")
    page.until(lambda: drawing.shows(0, 3), "the other unit")
    # and for as long as somebody points at one, that is shown
    drawing.click(unit(0, 0))
    drawing.hover(unit(1, 1))
    page.until(lambda: drawing.shows(1, 1), "the one that is pointed at")
    assert pinned(page) is None, "the sign would say something else than the map shows"
    assert page.css(".map-title")[0].text == "Unit 2 of layer 2"
    drawing.leave()
    page.until(lambda: drawing.shows(0, 0), "the pinned one")
    assert pinned(page).startswith("Unit 1 of layer 1")


@pytest.mark.first
def test_escape_releases_it_wherever_the_focus_is(page, drawing):
    for place in ("body", "play", "show-output", "noise"):
        drawing.click(unit(0, 2))
        drawing.leave()
        assert pinned(page), place
        page.js("document.activeElement.blur()") if place == "body" else page.focus(place)
        press(page, Keys.ESCAPE)
        page.until(lambda: pinned(page) is None, f"released, with the focus on {place}")
        page.until(drawing.shows_output, f"the output, with the focus on {place}")
        assert page.epoch == 0, place


def test_keyboard_and_finger_pin_and_release_and_a_weight_pins_nothing(page, drawing):
    drawing.tap(unit(0, 1))
    page.until(lambda: pinned(page), "pinned")
    drawing.tap(unit(0, 1))
    page.until(lambda: page.js("return playground.selection.selected") is None, "released")
    drawing.click(weight(0, 0, 0))
    assert pinned(page) is None
    press(page, Keys.ESCAPE)
    # the keyboard
    press(page, Keys.TAB)
    page.focus("network-canvas")
    press(page, Keys.ARROW_DOWN, Keys.ENTER)
    assert pinned(page).startswith("Unit 2 of layer 1")
    assert "stays on the large map" in page.js(SPOKEN)
    press(page, Keys.ENTER)
    assert page.js("return playground.selection.selected") is None
    assert page.js(SPOKEN) == "The large map shows the output again."
    press(page, Keys.ENTER, Keys.ESCAPE)
    assert page.js("return playground.selection.selected") is None
    press(page, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ENTER)
    assert pinned(page) is None, "the output is there anyway"
    assert page.js(SPOKEN) == "The output unit: Tanh. Selected."


def test_the_pin_goes_with_its_unit_and_with_its_layer(page, drawing):
    drawing.click(unit(0, 3))
    drawing.leave()
    page.click("layer-0-remove")
    page.until(lambda: pinned(page) is None, "gone with its unit")
    drawing = Drawing(page, hidden=[{"units": 3}, {"units": 2}])
    drawing.click(unit(1, 0))
    drawing.leave()
    assert pinned(page)
    page.click("remove-layer")
    page.until(lambda: pinned(page) is None, "gone with its layer")
    assert page.message() == ""
