"""The page of all lessons: what there is, what is done, notes on paper, and lessons of ours from their links."""

import base64
import json

import pytest

from app.lessons import lessons
from app.lessons.form import ARCS
from tests.browser.lesson import Lesson, fresh
from tests.browser.test_access import faults, faults_light_and_dark

SHOWN = (  # three of them, of different arcs and pages, whose runs are short
    "one-line",
    "step-size",
    "choosing",
)
RADIO = "const box = document.querySelector('.lesson-ask input:is([type=radio], [type=checkbox])'); box?.click();"
NUMBER = "const field = document.querySelector('.lesson-ask input[type=number]'); if (field) field.value = field.min;"
TEXT = "const area = document.querySelector('.lesson-ask textarea'); if (area) area.value = 'So I think.';"


@pytest.fixture
def lesson(tab, app_behind_gate):
    yield from fresh(Lesson(tab, f"http://127.0.0.1:{tab.server.port}/", app_behind_gate))


def open_list(page):
    page.driver.get(f"{page.url}lessons")
    page.until(lambda: page.look("nav-lessons", "element.ariaCurrent") == "page", "the list")


@pytest.mark.first
def test_all_lessons_are_there_by_their_arcs(lesson):
    open_list(lesson)
    found = lesson.js("return [...document.querySelectorAll('[data-lesson]')].map(({ dataset }) => dataset.lesson)")
    wanted = sorted(lessons().values(), key=lambda read: ARCS.index(read.lesson.arc))
    assert found == [read.key for read in wanted]
    assert len(found) >= 14
    assert len(lesson.css(".lessons-arc")) == len({read.lesson.arc for read in wanted})
    cards = lesson.texts(".lessons-facts li:first-child")
    assert cards == [f"{read.lesson.minutes} minutes" for read in wanted]
    assert lesson.css("#nav-lessons")[0].is_displayed()
    assert faults(lesson) == []
    lesson.css(".lessons-notes summary")[0].click()
    assert faults_light_and_dark(lesson, ".lessons-arc") == []


@pytest.mark.parametrize("size", [(1440, 900), (1024, 768), (768, 1024), (390, 844)])
def test_nothing_hangs_out_of_the_page(lesson, size):
    lesson.resize(*size)
    open_list(lesson)
    for notes in lesson.css(".lessons-notes summary")[:2]:
        notes.click()
    wide = "const { scrollWidth, clientWidth } = document.documentElement; return scrollWidth - clientWidth"
    assert lesson.js(wide) == 0


@pytest.mark.first
def test_where_one_left_off_is_marked(lesson):
    kept = {
        "one-line": {"step": 2, "steps": {}, "finished": False},
        "choosing": {"step": 0, "steps": {}, "finished": True},
        "gone": {"step": 1, "steps": {}, "finished": True},
    }
    lesson.js("localStorage.setItem('lessons', arguments[0])", json.dumps({"version": 1, "lessons": kept}))
    open_list(lesson)
    start = {key: lesson.css(f"[data-lesson={key}] .lessons-start")[0] for key in ("one-line", "choosing", "step-size")}
    assert {key: link.text for key, link in start.items()} == {
        "one-line": "Continue at step 3", "choosing": "Start again", "step-size": "Start",
    }  # fmt: skip
    marked = [mark for mark in lesson.css(".lessons-done") if mark.is_displayed()]
    assert len(marked) == 1
    start["one-line"].click()
    lesson.at(3)
    assert lesson.js("return playground.player.experiment.dataset") == "circle", "what the step before it has set up"


def test_notes_are_printed_of_one_lesson(lesson):
    """What is folded is on the paper, and what belongs to the others is not."""
    open_list(lesson)
    assert len(lesson.css("details[open]")) == 0
    lesson.js("window.print = () => dispatchEvent(new Event('beforeprint'))")
    lesson.css("[data-lesson=choosing] .lessons-notes summary")[0].click()
    lesson.css("[data-lesson=choosing] .lessons-print")[0].click()
    lesson.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    shown = "return [...document.querySelectorAll('[data-lesson]')].filter((one) => one.checkVisibility()).length"
    assert lesson.js(shown) == 1
    assert not lesson.css(".header")[0].is_displayed()
    assert lesson.css("[data-lesson=choosing] table")[0].is_displayed()
    pdf = base64.b64decode(lesson.driver.execute_cdp_cmd("Page.printToPDF", {})["data"])
    assert pdf.startswith(b"%PDF")
    assert 1 <= pdf.count(b"/Type /Page\n") <= 3
    lesson.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    lesson.js("dispatchEvent(new Event('afterprint'))")
    assert lesson.js(shown) == len(lessons())
    assert len(lesson.css("details[open]")) == 1


def go_through(page, key):
    """As somebody who has no idea, but runs everything and answers something; gives how many steps there were."""
    steps = len(lessons()[key].lesson.steps)
    for step in range(1, steps + 1):
        page.at(step)
        if page.part("predict"):
            page.no_idea()
        if page.part("run"):
            page.until(lambda: not page.js("return playground.player.waiting"), "the network is there")
            page.js("playground.player.speed = 20")  # a lesson may hide its control
            page.click("play")
            page.until(lambda: "The run is over" in page.part("run"), "the run is over", timeout=120)
        if page.part("ask"):
            page.js(f"{RADIO} {NUMBER} {TEXT}")
            page.send("ask")
        assert (page.text("lesson-next") == "Finish") == (step == steps)
        page.click("lesson-next")
    page.until(lambda: page.css(".lesson-end"), "the end")
    return steps


@pytest.mark.parametrize(("key", "size"), [*zip(SHOWN, ((1440, 900), (1024, 768), (390, 844)), strict=True)])
def test_a_newcomer_goes_through_lessons_of_ours(lesson, key, size):
    lesson.resize(*size)
    open_list(lesson)
    lesson.css(f"[data-lesson={key}] .lessons-start")[0].click()
    assert go_through(lesson, key) >= 3
    open_list(lesson)
    assert lesson.css(f"[data-lesson={key}] .lessons-done")[0].is_displayed()
