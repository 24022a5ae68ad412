"""Help, keys, palette, and what screen readers hear while it trains."""

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from tests.browser.test_access import faults_light_and_dark


def press(page, *keys):
    """Press keys wherever the focus is."""
    ActionChains(page.driver).send_keys(*keys).perform()


def chord(page, *keys):
    """Press the last key while the others are held."""
    *held, last = keys
    chain = ActionChains(page.driver)
    for key in held:
        chain = chain.key_down(key)
    chain = chain.send_keys(last)
    for key in held:
        chain = chain.key_up(key)
    chain.perform()


@pytest.mark.first
def test_keys_play_step_reset_undo_and_redo(page):
    press(page, Keys.ARROW_RIGHT)
    page.until(lambda: page.epoch == 1, "one step")
    press(page, " ")
    page.until(lambda: page.playing and page.epoch > 3, "it plays")
    press(page, " ")
    page.until(lambda: not page.playing, "paused")
    epoch = page.epoch
    press(page, "r")
    page.restarts()
    chord(page, Keys.CONTROL, "z")
    page.until(lambda: page.epoch == epoch, "undone")
    chord(page, Keys.CONTROL, Keys.SHIFT, "z")
    page.restarts()
    press(page, "t")
    page.until(lambda: page.checked("show-test"), "test data")
    press(page, "d")
    page.until(lambda: page.colors("#output-map") == 2, "discretized")


def test_keys_leave_controls_and_fields_alone(page):
    page.focus("layer-0-add")
    press(page, " ")
    page.until(lambda: page.text("layer-0-units") == "5 units", "the button was pressed")
    press(page, Keys.ARROW_RIGHT)
    page.type("seed", "7r?", Keys.ENTER)
    page.until(lambda: page.value("seed") == "7", "the seed")
    page.frames(10)
    assert page.epoch == 0
    assert not page.playing
    assert not page.shown("help-dialog")


@pytest.mark.first
def test_the_help_opens_by_key_and_button_and_gives_the_focus_back(page):
    press(page, "?")
    page.until(lambda: page.shown("help-dialog"), "the help")
    assert "decision boundary" in page.element("help-dialog").text
    press(page, " ")
    page.frames(10)
    assert not page.shown("help-dialog"), "Space presses the Close button that has the focus"
    assert not page.playing
    page.focus("help")
    press(page, Keys.ENTER)
    page.until(lambda: page.shown("help-dialog"), "the help again")
    press(page, Keys.ESCAPE)
    page.until(lambda: not page.shown("help-dialog"), "closed")
    assert page.js("return document.activeElement.id") == "help"


def test_single_keys_can_be_switched_off_in_the_help_where_axe_finds_nothing_serious(page):
    page.click("help")
    page.until(lambda: page.shown("help-dialog"), "the help")
    page.click("shortcuts")
    press(page, Keys.ESCAPE)
    page.js("document.activeElement.blur()")
    press(page, "r", "t", Keys.ARROW_RIGHT)
    page.frames(10)
    assert page.epoch == 0
    assert not page.checked("show-test")
    page.click("help")
    page.click("shortcuts")
    press(page, Keys.ESCAPE)
    page.js("document.activeElement.blur()")
    press(page, "t")
    page.until(lambda: page.checked("show-test"), "on again")
    page.click("help")
    page.until(lambda: page.shown("help-dialog"), "the help")
    page.frames(20)
    assert faults_light_and_dark(page, "#help-dialog") == []


def test_the_other_palette_colors_everything_and_stays(page):
    before = page.fingerprint("#output-map"), page.fingerprint("#network-canvas"), page.fingerprint("#output-points")
    page.click("palette")
    page.until(lambda: page.fingerprint("#output-map") != before[0], "other colors")
    assert page.fingerprint("#network-canvas") != before[1]
    assert page.fingerprint("#output-points") != before[2]
    page.reload()
    page.until(lambda: page.fingerprint("#output-map") != before[0], "the same after a reload")
    page.click("palette")
    page.until(lambda: page.fingerprint("#output-map") == before[0], "as before")


def test_screen_readers_hear_where_training_stands_when_it_pauses(page):
    page.play()
    page.pause()
    text = page.text("live")
    assert f"Epoch {page.epoch}:" in text
    assert page.text("test-loss") in text


def test_the_race_plays_by_the_same_keys(race):
    race.js("document.activeElement.blur()")
    press(race, Keys.ARROW_RIGHT)
    race.until(lambda: race.epoch == 1, "one step")
    press(race, "?")
    race.until(lambda: race.shown("help-dialog"), "the help")
    press(race, Keys.ESCAPE)
    press(race, " ")
    race.until(lambda: race.playing and race.epoch > 3, "it plays")
    press(race, " ")
    race.until(lambda: not race.playing, "paused")
