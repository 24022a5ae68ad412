"""QR codes: what a camera would read from the screen is the link that stands beside it."""

from io import BytesIO

import numpy as np
import pytest
import zxingcpp
from PIL import Image
from selenium.webdriver.common.keys import Keys

from nn_core import Experiment
from tests.browser.test_access import faults, go_dark
from tests.browser.test_sizes import OVERFLOW

SHARED = ".share-dialog .code"
LARGE = ".code-screen .code"


def _seen(page):
    """The texts of all codes on the screen."""
    picture = Image.open(BytesIO(page.driver.get_screenshot_as_png())).convert("RGB")
    return [code.text for code in zxingcpp.read_barcodes(picture)]


def _wait_for_code(page, link):
    page.until(lambda: _seen(page) == [link], f"a code of {link}")


def _share(page):
    page.click("share")
    page.until(lambda: page.shown("share-dialog"), "the dialog")


def _width(page, selector):
    return page.js("return document.querySelector(arguments[0]).getBoundingClientRect().width", selector)


@pytest.mark.parametrize(("size", "scheme"), [((1440, 900), "light"), ((1024, 768), "dark"), ((390, 844), "dark")])
def test_the_code_is_that_of_the_link_small_and_on_the_whole_screen(page, size, scheme):
    if scheme == "dark":
        go_dark(page)
    page.resize(*size)
    _share(page)
    _wait_for_code(page, page.value("share-link"))
    page.until(lambda: "Only this computer can open this address" in page.css(SHARED)[0].text, "a word")
    page.click("share-play-hidden")
    link = page.value("share-link")
    assert link.endswith("&hide=play")
    page.js("document.querySelector('.share-dialog').scrollTo(0, 0)")
    _wait_for_code(page, link)
    assert faults(page, within="#share-dialog") == []
    assert page.js(OVERFLOW) == [0, []]
    small = _width(page, f"{SHARED} img")
    page.click("code-enlarge")
    page.until(lambda: page.shown("code-dialog"), "the code on the whole screen")
    page.frames(5)
    _wait_for_code(page, link)
    assert _width(page, f"{LARGE} img") > (1.5 if size[0] < 500 else 2.5) * small
    assert page.css(".code-link")[0].text == link
    assert faults(page, within="#code-dialog") == []
    assert page.js(OVERFLOW) == [0, []]
    page.driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    page.until(lambda: not page.shown("code-dialog"), "the code is closed")
    assert page.shown("share-dialog")
    assert page.driver.switch_to.active_element.get_attribute("id") == "code-enlarge"


def test_a_link_that_is_too_long_gets_a_word_instead_of_a_code(page):
    across, up = np.random.default_rng(0).uniform(-5, 5, (2, 400)).round(3).tolist()
    points = [[x, y, (-1) ** i] for i, (x, y) in enumerate(zip(across, up, strict=True))]
    page.follow_to(Experiment(dataset="custom", points=points))
    page.restarts(dataset="custom", points=points)
    _share(page)
    page.until(lambda: "a QR code holds at most 2953" in page.css(f"{SHARED} .code-message")[0].text, "a word")
    assert not page.css(f"{SHARED} img")[0].is_displayed()
    assert not page.shown("code-enlarge")
    page.driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    page.until(lambda: not page.shown("share-dialog"), "no dialog")
    page.click("dataset-xor")
    page.restarts(dataset="xor")
    _share(page)
    _wait_for_code(page, page.value("share-link"))


@pytest.mark.first
def test_a_race_has_a_code_that_leaves_out_what_is_usual_and_opens_the_same(race):
    race.choose_value("race-dataset", "xor")
    race.tool(1, "remove")
    race.restarted(2)
    address = race.driver.current_url
    race.click("race-code")
    race.until(lambda: race.shown("code-dialog"), "the code on the whole screen")
    race.until(lambda: len(_seen(race)) == 1, "a code")
    (link,) = _seen(race)
    assert race.css(".code-link")[0].get_property("textContent") == link
    assert link == address
    assert len(link) < len(race.url) + 80
    race.css("#code-dialog [value=close]")[0].click()
    race.until(lambda: not race.shown("code-dialog"), "the code is closed")
    race.until(lambda: race.js("return document.fullscreenElement") is None, "the whole page")
    race.leave()
    race.driver.get(link)
    race.until(lambda: race.driver.current_url == address, "the same race")
