"""The dock below the network: tabs by mouse and keyboard, its grip, what opens it, and what is kept of it."""

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from tests.browser.drawing import Drawing, unit, weight
from tests.browser.test_access import faults_light_and_dark

TABS = ["layer", "selected", "weights", "confusion", "file", "runs"]
PLACE = """
const box = (selector) => document.querySelector(selector).getBoundingClientRect();
const [dock, map] = [box("#dock"), box("#output-map")];
return { top: dock.top, bottom: dock.bottom, height: innerHeight, map: map.width };
"""


def panels(page):
    """The tabs whose panels are in sight."""
    return [key for key in TABS if page.shown(f"dock-{key}-panel")]


def chosen(page):
    return page.js(
        "return [...document.querySelectorAll('[role=tab]')].filter((tab) => tab.ariaSelected === 'true')"
        ".map((tab) => [tab.dataset.tab, tab.tabIndex])"
    )


def press(page, *keys):
    ActionChains(page.driver).send_keys(*keys).perform()


def test_tabs_are_one_stop_of_the_tab_key_and_are_kept_with_the_page(page):
    assert panels(page) == []
    page.focus("dock-layer")
    press(page, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT)
    assert page.js("return document.activeElement.id") == "dock-weights"
    assert (chosen(page), panels(page)) == ([["weights", 0]], [])
    press(page, Keys.ENTER)
    assert panels(page) == ["weights"]
    press(page, Keys.END)
    assert panels(page) == ["runs"]
    press(page, Keys.ARROW_RIGHT)
    assert panels(page) == ["layer"], "it goes round"
    press(page, Keys.ARROW_LEFT, Keys.HOME, Keys.ARROW_RIGHT)
    assert (chosen(page), panels(page)) == ([["selected", 0]], ["selected"])
    assert faults_light_and_dark(page, "#dock") == []
    page.reload()
    assert (chosen(page), panels(page)) == ([["selected", 0]], ["selected"])
    page.choose("problem", "Regression")
    page.until(lambda: not page.shown("dock-confusion"), "nothing to count")
    page.focus("dock-weights")
    press(page, Keys.ARROW_RIGHT)
    assert panels(page) == ["file"], "past the tab that is hidden"
    page.choose("problem", "Classification")
    page.until(lambda: page.shown("dock-confusion"), "its tab")
    page.click("dock-confusion")
    page.choose("problem", "Regression")
    page.until(lambda: panels(page) == ["layer"], "a tab that there is")


def test_its_grip_is_dragged_and_moved_by_the_keyboard_and_stays_in_sight(page):
    page.resize(1440, 790)
    closed = page.js(PLACE)
    assert closed["bottom"] <= 790
    grip = page.element("dock-grip")
    ActionChains(page.driver, duration=20).click_and_hold(grip).move_by_offset(0, -60).move_by_offset(0, -90).perform()
    held = page.js(PLACE)
    assert abs(closed["top"] - 150 - held["top"]) < 3, "it follows the pointer"
    ActionChains(page.driver).release().perform()
    assert page.shown("layer-figure")
    assert held["map"] == closed["map"], "the map keeps its size"
    page.focus("dock-grip")
    before = float(grip.get_attribute("aria-valuenow"))
    press(page, Keys.ARROW_UP)
    assert float(grip.get_attribute("aria-valuenow")) == before + 24
    press(page, Keys.END)
    assert grip.get_attribute("aria-valuenow") == grip.get_attribute("aria-valuemax")
    place = page.js(PLACE)
    assert place["top"] >= 0
    assert place["bottom"] <= place["height"]
    page.reload()
    assert page.element("dock-grip").get_attribute("aria-valuenow") == grip_value(place)
    page.focus("dock-grip")
    press(page, Keys.HOME)
    assert panels(page) == []


def grip_value(place):
    """The most that a dock may have in a window: it leaves 180 px free above it."""
    return str(place["height"] - 180)


@pytest.mark.first
def test_who_clicks_a_unit_or_a_layer_sees_it_up_close(page):
    page.resize(1440, 790)
    drawing = Drawing(page)
    drawing.click(unit(0, 1))
    page.until(lambda: page.text("inspector-formula"), "its formula")
    assert panels(page) == ["selected"]
    place = page.js(PLACE)
    assert 0 <= place["top"] < place["bottom"] <= place["height"]
    page.click("layer-1-look")
    page.until(lambda: page.text("layer-name") == "Layer 2 up close", "layer 2")
    assert panels(page) == ["layer"]
    drawing.click(weight(1, 0, 0))
    page.until(lambda: page.shown("network-value"), "a weight is changed where it is")
    assert panels(page) == ["layer"]
