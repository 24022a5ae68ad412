"""The words of the labels: focus, pointer and tap open their cards, Escape closes them, and fields stay as they are."""

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from app.components.glossary import words
from tests.browser.test_access import faults, go_dark
from tests.browser.test_help import chord, press

CARD = "word-card"


def _word(page, key):
    return page.css(f"[data-word={key}]")[0]


def _shows(page, key):
    """The card of this word is there, beside it, within the window, and says what the glossary says."""
    (word,) = [word for word in words() if word.key == key]
    page.until(lambda: page.shown(CARD) and word.text in page.text(CARD), f"the card of {key}")
    said = page.text(CARD)
    assert said.startswith(word.word)
    assert word.attempt in said
    assert _word(page, key).get_attribute("aria-describedby") == CARD
    left, top, right, bottom = page.js(
        "const { left, top, right, bottom } = arguments[0].getBoundingClientRect(); return [left, top, right, bottom]",
        page.element(CARD),
    )
    width, height = page.js("return [innerWidth, innerHeight]")
    assert left >= 0
    assert top >= 0
    assert right <= width
    assert bottom <= height


def _is_gone(page):
    page.until(lambda: not page.shown(CARD), "no card")
    assert page.css("[aria-describedby=word-card]") == []


def _tap(page, key):
    word = _word(page, key)
    page.js("arguments[0].scrollIntoView({ block: 'center' })", word)
    x, y = page.js("const { x, y, width } = arguments[0].getBoundingClientRect(); return [x + width / 2, y + 5]", word)
    for kind, points in (("touchStart", [{"x": x, "y": y}]), ("touchEnd", [])):
        page.driver.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


@pytest.mark.first
def test_focus_pointer_and_click_open_a_card_and_escape_closes_it(page):
    page.focus("speed")
    chord(page, Keys.SHIFT, Keys.TAB)
    press(page, Keys.ARROW_RIGHT)
    _shows(page, "speed")
    press(page, Keys.ESCAPE)
    _is_gone(page)
    assert page.js("return document.activeElement.dataset.word") == "speed"
    press(page, Keys.ENTER)
    _shows(page, "speed")
    assert page.epoch == 0
    press(page, Keys.TAB)
    _is_gone(page)
    assert page.js("return document.activeElement.id") == "speed"
    # a card that came by the keyboard is in nobody's way: a click goes to what is under it
    page.focus("share")
    press(page, Keys.TAB)
    _shows(page, "data")
    page.click("dataset-xor")
    _is_gone(page)
    page.restarts(dataset="xor")
    # pointer: into the card, too, which stays
    ActionChains(page.driver).move_to_element(_word(page, "noise")).perform()
    _shows(page, "noise")
    ActionChains(page.driver).move_to_element(page.element(CARD)).perform()
    page.frames(40)
    _shows(page, "noise")
    ActionChains(page.driver).move_to_element(page.element("epoch")).perform()
    _is_gone(page)
    # a click leaves a field alone, and switches a switch
    drawer = page.css("#more > summary")[0]
    drawer.click()
    before = page.value("batch-size")
    _word(page, "batch-size").click()
    _shows(page, "batch-size")
    assert "smaller mini-batch" in page.text(CARD)  # what holds of this very control
    assert page.value("batch-size") == before
    press(page, Keys.ESCAPE)
    _is_gone(page)
    assert page.shown("batch-size"), "the drawer is open still"
    press(page, Keys.ESCAPE)
    page.until(lambda: not page.shown("batch-size"), "the drawer is closed")
    _word(page, "test-data").click()
    page.until(lambda: page.checked("show-test"), "switched")
    page.frames(40)
    _is_gone(page)


def test_a_tap_on_a_phone_opens_a_card_that_fits_where_axe_finds_nothing_serious(page):
    page.resize(390, 844)
    _tap(page, "noise")
    _shows(page, "noise")
    _tap(page, "test-data")
    page.until(lambda: page.checked("show-test"), "switched")
    _shows(page, "test-data")
    assert faults(page, within=f"#{CARD}") == []
    go_dark(page)
    _tap(page, "noise")
    _shows(page, "noise")
    assert faults(page, within=f"#{CARD}") == []
    page.click("help")
    page.until(lambda: page.shown("help-dialog"), "the help")
    listed = page.texts("#help-dialog dt")
    assert listed == sorted(listed, key=str.casefold)
    assert {"Learning rate", "Bias", "Adam"} <= set(listed)
    assert "Finish line" not in listed
