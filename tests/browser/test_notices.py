"""Notices: what was done is said for a while and with its sign; a warning stays until its cause is gone."""

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from tests.browser.test_access import faults_light_and_dark

# The clock of the page's long waits goes twenty times as fast.
FASTER = """
const wait = window.setTimeout;
window.setTimeout = (done, ms, ...more) => wait(done, ms > 1000 ? ms / 20 : ms, ...more);
"""


# What was said is kept: it may be gone before a busy machine looks.
LISTEN = """
window.heard = [];
const notice = document.getElementById("notice");
new MutationObserver(() => window.heard.push(notice.textContent))
  .observe(notice, { childList: true, subtree: true, characterData: true });
"""


def hears(page, text):
    page.until(lambda: any(text in said for said in page.js("return window.heard")), text)


def copies(page, works):
    page.js(f"document.execCommand = () => {str(works).lower()};")


def test_a_notice_goes_by_itself_after_a_while(page):
    page.choose("learning-rate", "0.3")
    page.until(lambda: "Learning rate" in page.text("notice"), "said")
    page.frames(60)
    assert "Learning rate" in page.text("notice"), "it can be read first"
    page.js(FASTER)
    page.choose("learning-rate", "1")
    page.until(lambda: page.text("notice") == "", "gone")


def test_a_notice_goes_while_training_goes_on(page):
    page.js(FASTER + LISTEN)
    page.play()
    page.choose("learning-rate", "0.1")
    hears(page, "Learning rate")
    page.until(lambda: page.text("notice") == "", "gone")
    assert page.playing


@pytest.mark.first
def test_each_change_is_said_for_as_long(page):
    page.choose("learning-rate", "0.3")
    for rate in ("1", "0.1", "0.03"):
        page.js("window.lastTimer = setTimeout(() => {}, 0)")
        page.choose("learning-rate", rate)
        page.until(lambda: "Learning rate" in page.text("notice"), "said")
    page.js(FASTER + LISTEN)
    page.click("undo")
    page.until(lambda: page.text("notice").startswith("Undid"), "said")
    page.until(lambda: page.text("notice") == "", "gone")


def test_a_notice_stays_while_somebody_points_at_it(page):
    page.choose("learning-rate", "0.3")
    page.until(lambda: "Learning rate" in page.text("notice"), "said")
    ActionChains(page.driver).move_to_element(page.element("notice")).perform()
    page.js(FASTER + LISTEN)
    page.js("document.getElementById('undo').click()")  # the next one is said where the pointer is
    hears(page, "Undid")
    page.frames(90)
    assert "Undid: change learning rate" in page.text("notice")
    ActionChains(page.driver).move_to_element(page.element("play")).perform()
    page.until(lambda: page.text("notice") == "", "gone")


PLACES = """
const boxes = ["#output-map", "#network", ".session", "#dock", "#play"].map((id) => document.querySelector(id))
  .map((element) => element.getBoundingClientRect()).map(({ left, top, width, height }) => [left, top, width, height]);
return [...boxes, document.documentElement.scrollHeight];
"""


def test_nothing_that_is_said_moves_anything_or_takes_a_click(page):
    """Neither news nor a warning, on a desktop or a phone."""
    for size in [(1440, 790), (390, 844)]:
        page.resize(*size)
        page.js("scrollTo(0, 0)")
        page.frames(10)
        before = page.js(PLACES)
        page.js(
            "const { messages } = playground; messages.refused('For a reason.'); messages.connection(3000);"
            "document.getElementById('notice').textContent = 'Learning rate changed. Training restarted.';"
            "document.getElementById('updated-message').hidden = false;"
        )
        page.frames(10)
        assert page.js(PLACES) == before, size
        for id_ in ("notice", "problem-message"):
            through = page.js(
                "const box = document.getElementById(arguments[0]).getBoundingClientRect();"
                "return [box.bottom <= innerHeight && box.top >= 0, Boolean(document.elementFromPoint(box.left + 3,"
                " box.top + 3).closest('.messages'))]",
                id_,
            )
            assert through == [True, False], (size, id_)
        page.js(
            "const { messages } = playground; messages.connection(null); messages.message('problem-message', '');"
            "document.getElementById('notice').textContent = '';"
            "document.getElementById('updated-message').hidden = true;"
        )


@pytest.mark.first
def test_why_training_has_stopped_stays(page):
    page.js(FASTER)
    page.choose("goal", "at epoch")
    page.type("goal-value", "5")
    page.click("play")
    page.until(lambda: page.text("notice") == "Stopped at epoch 5.", "stopped")
    page.frames(90)
    assert page.text("notice") == "Stopped at epoch 5."


def test_a_copied_link_has_a_check_mark_and_a_failure_a_warning(page):
    copies(page, True)
    page.click("share")
    page.click("share-copy")
    page.until(lambda: page.text("share-copied") == "Link copied.", "a word")
    assert page.css("#share-copied .icon-check")
    assert not page.css("#share-copied .icon-warning")
    assert page.element("share-copied").get_attribute("role") == "status"
    copies(page, False)
    page.click("share-copy")
    page.until(lambda: "blocked copying" in page.text("share-copied"), "a word")
    assert page.css("#share-copied .icon-warning")
    assert not page.css("#share-copied .icon-check")
    assert page.element("share-copied").get_attribute("role") == "alert"
    page.js(FASTER)
    page.frames(60)
    assert "blocked copying" in page.text("share-copied"), "a warning stays"
    copies(page, True)
    page.click("share-copy")
    page.until(lambda: page.text("share-copied") == "", "gone")


def test_a_copied_race_is_no_warning_and_moves_nothing(race):
    copies(race, True)
    top = "return document.querySelector('.race-body').getBoundingClientRect().top"
    before = race.js(top)
    race.click("race-link")
    race.until(lambda: race.message("done-message") == "Link copied. It opens the whole race.", "said")
    box = race.element("done-message")
    assert box.get_attribute("role") == "status"
    assert race.css("#done-message .icon-check")
    assert race.message() == ""
    assert race.js(top) == before
    race.js(FASTER)
    race.click("race-link")
    race.until(lambda: race.message("done-message") == "", "gone")
    copies(race, False)
    race.click("race-link")
    race.until(lambda: "blocked copying" in race.message(), "a warning")
    assert race.element("problem-message").get_attribute("role") == "alert"
    assert race.css("#problem-message .icon-warning")
    race.frames(60)
    assert "blocked copying" in race.message(), "a warning stays"


def test_a_warning_can_be_closed(page):
    page.js(FASTER)
    for key in (None, Keys.ENTER):
        page.js("playground.messages.refused('For a reason.')")
        page.frames(60)
        assert page.message() == "Nothing was changed. For a reason."
        close = page.element("dismiss")
        assert close.accessible_name == "Dismiss"
        if key:
            close.send_keys(key)
        else:
            assert not faults_light_and_dark(page, ".messages")
            close.click()
        page.until(lambda: page.message() == "", "closed")
    page.step()
    page.agrees()
