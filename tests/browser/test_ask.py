"""Asking something: a teacher makes a link of the set-up on the screen, and somebody else answers what it asks."""

import zipfile

import pytest
from selenium.webdriver.common.keys import Keys

from app.lessons.packed import key_of
from tests.browser.lesson import Lesson
from tests.browser.run_table import download
from tests.browser.test_access import faults_light_and_dark

SETUP = "dataset=gauss&seed=1&hidden=&stop=test_loss:0.1"
SMALL = """
const fingers = "#ask-dialog :is(button, textarea, input, select)";
return [...document.querySelectorAll(fingers)]
  .filter((one) => one.checkVisibility() && !one.closest("[inert]"))
  .map((one) => [one.id, one.getBoundingClientRect()])
  .filter(([, { height }]) => Math.round(height) < 44)
  .map(([name, { width, height }]) => [name, Math.round(width), Math.round(height)]);
"""


def ask(page):
    """Open the form, and wait until its question has a link."""
    page.click("share")
    page.click("share-ask")
    page.until(lambda: page.shown("ask-dialog") and page.value("ask-link"), "the form")


def preview(page):
    return page.js("return document.getElementById('ask-preview').innerText")


def link(page, preview_says):
    """The link, once the preview says this."""
    page.until(lambda: preview_says in preview(page), preview_says)
    return page.value("ask-link")


@pytest.fixture
def student(page):
    """The same browser with nothing of the teacher left in it."""

    def opens(address):
        page.leave()
        page.js("sessionStorage.clear(); localStorage.clear()")
        other = Lesson(page.duo, page.url)
        page.driver.get(address)
        return other

    yield opens
    page.resize(None)


@pytest.mark.first
def test_a_question_is_asked_with_two_clicks_and_answered_by_somebody_else(follow, student):
    page = follow(SETUP)
    ask(page)
    assert not page.shown("share-dialog")
    address = link(page, "How many of the test points will be right at the end?")
    assert "?lesson=1." in address
    assert "It pauses when test loss is below 0.1." in preview(page)
    assert "This is my prediction" in preview(page)
    lesson = student(address)
    lesson.at(1)
    assert lesson.text("lesson-title") == "A question for you"
    assert lesson.locked()
    assert lesson.message("done-message") == ""
    assert "Opened from a link" not in lesson.text("notice")
    lesson.css(".lesson-number input")[0].send_keys("99")
    lesson.send()
    lesson.run()
    assert "As you predicted." in lesson.lines("seen")
    lesson.reload()
    lesson.at(1)
    assert "As you predicted." in lesson.lines("seen"), "progress is kept by its link"
    lesson.click("share")
    lesson.click("share-report")
    lesson.until(lambda: lesson.texts("#report-sheet dd"), "its answer")
    assert lesson.texts("#report-sheet dd")[0].startswith("You predicted: 99%. What happened: ")
    lesson.js("document.getElementById('report-dialog').close()")
    lesson.click("lesson-next")
    lesson.until(lambda: lesson.css(".lesson-end"), "the end")


def test_a_choice_with_a_check_and_hidden_parts(follow, student):
    page = follow("dataset=circle&seed=1&hidden=")
    page.click("share")
    page.switch("share-coach-hidden")
    page.switch("share-navigation-hidden")
    page.click("share-ask")
    page.until(lambda: page.value("ask-link"), "the form")
    assert page.text("ask-hidden").endswith(": 2")
    page.type("ask-question", "Which <b>border</b> will it draw?")
    page.choose_value("ask-kind", "choice")
    page.choose("ask-right", "a straight line")
    page.choose_value("ask-run", "free")
    page.choose_value("ask-check", "accuracy")
    page.type("ask-check-value", "90")
    page.choose_value("ask-also", "units")
    page.type("ask-also-value", "3")
    address = link(page, "Get a test accuracy of at least 90%. Use at most 3 hidden units.")
    assert "Which <b>border</b> will it draw?" in preview(page)
    assert faults_light_and_dark(page, "#ask-dialog") == []
    page.click("ask-download")
    page.until(lambda: "Train here until it is" in page.text("ask-error"), "it is not met here")

    lesson = student(address)
    lesson.at(1)
    assert lesson.js("return document.body.dataset.hide") == "coach navigation"
    lesson.choose_option("b")
    lesson.send()
    assert not lesson.locked()
    lesson.play()
    lesson.pause()
    lesson.until(lambda: "Surprised?" in lesson.part("seen"), "what is so")
    assert "a straight line" in lesson.part("seen")
    lesson.click("lesson-check")
    assert "Not yet." in lesson.part("check")
    lesson.click("feature-x2")
    lesson.click("feature-y2")
    lesson.click("play")
    lesson.until(lambda: "Done." in lesson.part("check"), "the check holds", timeout=60)
    lesson.pause()
    assert faults_light_and_dark(lesson, "#lesson") == []


def test_questions_are_chained_put_in_order_and_downloaded(follow, student):
    page = follow(SETUP)
    ask(page)
    page.type("ask-question", "First?")
    page.choose_value("ask-kind", "text")
    first = link(page, "First?")
    page.js("document.getElementById('ask-dialog').close()")
    page.click("dataset-xor")
    page.trains_on("xor")
    ask(page)
    page.type("ask-question", "Second?")
    link(page, "Second?")
    page.css(".ask-more summary")[0].click()
    page.type("ask-name", "Homework")
    page.type("ask-earlier", "no link")
    page.click("ask-add")
    page.until(lambda: "not the link" in page.text("ask-error"), "no link")
    page.type("ask-earlier", first)
    page.click("ask-add")
    page.until(lambda: page.texts("#ask-order li > span") == ["First?", "Second?"], "both")
    page.css("[aria-label='Move up: Second?']")[0].click()
    page.until(lambda: page.texts("#ask-order li > span") == ["Second?", "First?"], "the other way round")
    chained = page.value("ask-link")
    with zipfile.ZipFile(folder(page, "ask-download")) as archive:
        names = archive.namelist()
        assert [name.partition("/")[2] for name in names] == ["lesson.toml", "en.md"]
        assert b"Second?" in archive.read(names[1])
    lesson = student(chained)
    lesson.at(1)
    assert lesson.text("lesson-title") == "Homework"
    assert lesson.where() == "Step 1 of 2"
    lesson.css(".lesson-predict textarea")[0].send_keys("because")
    lesson.send()
    lesson.next(2)
    assert lesson.js("return playground.player.experiment.dataset") == "gauss"
    lesson.driver.back()
    lesson.at(1)
    assert lesson.js("return playground.player.experiment.dataset") == "xor"


def folder(page, id_):
    """Press a button that saves a file whose name only the page knows."""
    packed = page.js("return new URL(document.getElementById('ask-link').value).searchParams.get('lesson')")
    return download(page, id_, f"90-{key_of(packed)}.zip")


def test_what_can_not_be_asked_is_said_and_what_is_no_lesson_too(follow, student):
    page = follow(SETUP)
    ask(page)
    page.type("ask-question", "why " * 30)
    page.until(lambda: "at most 25 words" in page.text("ask-error"), "too long")
    assert not page.element("ask-copy").is_enabled()
    page.type("ask-question", "Why?")
    page.until(lambda: page.element("ask-copy").is_enabled(), "it can be asked")
    assert page.text("ask-error") == ""
    lesson = student(page.value("ask-link")[:-9])
    lesson.until(lambda: "can't be read" in lesson.text("lesson-step"), "a link that was cut")
    lesson.click("lesson-leave")
    lesson.until(lambda: not lesson.css("#lesson"), "no lesson")


def test_on_a_phone_and_by_keys(follow):
    page = follow(SETUP)
    page.resize(390, 844)
    page.focus("share")
    page.js("document.getElementById('share').click()")
    page.focus("share-ask")
    page.driver.switch_to.active_element.send_keys(Keys.ENTER)
    page.until(lambda: page.shown("ask-dialog") and page.value("ask-link"), "the form")
    assert page.js("return document.activeElement.id") == "ask-question"
    page.driver.switch_to.active_element.send_keys("Why so?")
    link(page, "Why so?")
    assert page.js(SMALL) == []
    wide = (
        "const { scrollWidth, clientWidth } = document.getElementById('ask-dialog'); return scrollWidth - clientWidth"
    )
    assert page.js(wide, page.element("ask-dialog")) == 0
    assert faults_light_and_dark(page, "#ask-dialog") == []
