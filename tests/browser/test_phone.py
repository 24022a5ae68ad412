"""The playground on a phone: settings in a sheet, data in a strip, and two fingers that make the network larger."""

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from tests.browser.test_access import faults_light_and_dark

SMALL = """
const fingers = "button, select, summary, input:not([type=checkbox], [type=range]), label.switch";
const left = (one) => !one.closest(".network, dialog:not([open]), .visually-hidden, .coach, .chart-tools");
return [...document.querySelectorAll(`.playground :is(${fingers})`)]
  .filter((one) => one.checkVisibility() && left(one))
  .map((one) => [one.id || one.className || one.textContent, one.getBoundingClientRect()])
  .filter(([, { width, height }]) => Math.round(height) < 44 || Math.round(width) < 44)
  .map(([name, { width, height }]) => [name, Math.round(width), Math.round(height)]);
"""
NETWORK = """
const panel = document.querySelector(".network-panel");
return [panel.clientWidth, panel.clientHeight, panel.scrollWidth, panel.scrollLeft];
"""

# Both in one moment: a busy machine must not make two of one tap after another.
TWO_TAPS = """
for (const type of ["pointerdown", "pointerup", "pointerdown", "pointerup"]) {
  const about = { pointerType: "touch", pointerId: 9, clientX: 200, clientY: 300, bubbles: true };
  arguments[0].dispatchEvent(new PointerEvent(type, about));
}
"""


@pytest.fixture
def phone(page):
    page.resize(390, 844)
    page.js("scrollTo(0, 0)")
    return page


def touch(page, kind, *points):
    page.driver.execute_cdp_cmd(
        "Input.dispatchTouchEvent",
        {"type": kind, "touchPoints": [{"x": x, "y": y, "id": i} for i, (x, y) in enumerate(points)]},
    )


@pytest.mark.first
def test_settings_are_a_sheet_from_below(phone):
    assert not phone.shown("learning-rate")
    phone.click("settings-open")
    phone.until(lambda: phone.shown("learning-rate"), "the sheet")
    sheet = phone.element("settings")
    assert (sheet.aria_role, sheet.accessible_name) == ("dialog", "Settings")
    box = phone.js(
        "const { left, right, bottom } = arguments[0].getBoundingClientRect();"
        "return [left, right - document.documentElement.clientWidth, bottom]",
        sheet,
    )
    assert box == [0, 0, 844]
    front = (
        "playground.messages.message('done-message', 'In front');"
        "const { x, y, width, height } = document.querySelector('#done-message').getBoundingClientRect();"
        "const button = document.querySelector('.messages'); button.style.pointerEvents = 'auto';"
        "const top = document.elementFromPoint(x + width / 2, y + height / 2);"
        "button.style.pointerEvents = ''; return top.closest('.messages') !== null"
    )
    assert phone.js(front), "what is said is in front of the sheet"
    phone.choose("learning-rate", "0.1")
    phone.until(lambda: phone.js("return playground.player.experiment.learning_rate") == 0.1, "another rate")
    phone.css("#more > summary")[0].click()
    phone.until(lambda: phone.shown("seed"), "all of training")
    assert phone.js(SMALL) == []
    assert faults_light_and_dark(phone, "#settings") == []
    ActionChains(phone.driver).send_keys(Keys.ESCAPE).perform()
    phone.until(lambda: not phone.shown("learning-rate"), "closed")
    assert phone.js("return document.activeElement.id") == "settings-open"
    phone.resize(1440, 900)
    assert phone.shown("learning-rate"), "a part of the bar again"


@pytest.mark.first
def test_data_are_a_strip_and_everything_is_large_enough_for_a_finger(phone):
    rows = "return new Set([...document.querySelectorAll('.thumbnail')].filter((one) => one.checkVisibility())"
    assert phone.js(f"{rows}.map((one) => one.offsetTop)).size") == 1, "one row"
    assert (
        phone.js("const { scrollWidth, clientWidth } = document.documentElement; return scrollWidth - clientWidth") == 0
    )
    assert phone.js(SMALL) == []


def test_two_fingers_make_the_network_larger_and_two_taps_or_a_button_bring_it_back(phone):
    phone.js("document.getElementById('network').scrollIntoView({ block: 'center' })")
    phone.frames(5)
    width, height, wide, _ = phone.js(NETWORK)
    assert wide == width, "it fits"
    top = phone.js("return document.getElementById('network').getBoundingClientRect().top")

    def pinch():
        x, y = 200, top + 200
        touch(phone, "touchStart", (x - 30, y), (x + 30, y))
        for apart in (40, 50, 60):
            touch(phone, "touchMove", (x - apart, y), (x + apart, y))
        touch(phone, "touchEnd")
        phone.until(lambda: phone.js(NETWORK)[2] == 2 * width, "twice as wide")
        assert phone.js(NETWORK)[:2] == [width, height], "the page keeps its place"
        assert phone.js(NETWORK)[3] == pytest.approx(180, abs=3), "what was between the fingers is there still"
        phone.frames(5)

    pinch()
    phone.click("network-fit")
    assert phone.js(NETWORK)[:3] == [width, height, width]
    assert not phone.shown("network-fit")
    pinch()
    phone.js(TWO_TAPS, phone.css("#network .space")[0])
    phone.until(lambda: phone.js(NETWORK)[2] == width, "back")
