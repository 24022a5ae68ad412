"""The rail of a lesson: where somebody is in it, how one goes, and what stays."""

import json

import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.begun import begun
from tests.browser.lesson import Lesson, fresh, serving, sketched

SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => list.getEntries().forEach((entry) => (window.shifted += entry.value)))
  .observe({ type: "layout-shift", buffered: true });
"""


@pytest.fixture(scope="module")
def address():
    with serving() as url:
        yield url


@pytest.fixture
def lesson(tab, address):
    yield from fresh(Lesson(tab, address))


def test_back_and_forward_walk_the_steps_and_everything_is_found_again(lesson):
    lesson.go_to(3)
    lesson.no_idea()
    lesson.run()
    lesson.next(4)
    assert lesson.js("return playground.player.experiment.hidden.length") == 0
    lesson.driver.back()
    lesson.at(3)
    lesson.wait("playground.player.experiment.hidden.length === 2", "the set-up of that step")
    assert "no idea" not in lesson.where()
    assert lesson.where() == "Step 3 of 7, done"
    lesson.driver.forward()
    lesson.at(4)
    assert lesson.locked()
    lesson.click("undo")
    lesson.wait("playground.player.experiment.hidden.length === 2", "a set-up can be undone")
    lesson.reload()
    lesson.at(4)
    lesson.click("nav-activations")
    lesson.until(lambda: lesson.css(".activations") and not lesson.css("#lesson"), "elsewhere")
    lesson.click("nav-playground")
    lesson.at(4)
    lesson.driver.get(f"{lesson.url}?lesson=every-kind")
    lesson.at(4)
    lesson.click("lesson-back")
    lesson.at(3)
    assert lesson.where() == "Step 3 of 7, done"
    lesson.click("lesson-restart")
    lesson.at(1)
    lesson.go_to(3)
    assert lesson.where() == "Step 3 of 7"
    assert lesson.locked()


def test_whoever_is_fast_skips_and_whoever_leaves_keeps_what_was_trained(lesson):
    lesson.go_to(3)
    assert lesson.text("lesson-next") == "Skip"
    lesson.next(4)
    lesson.click("lesson-back")
    lesson.at(3)
    assert lesson.where() == "Step 3 of 7, skipped"
    lesson.no_idea()
    lesson.run()
    before = lesson.readings
    lesson.click("lesson-leave")
    lesson.until(lambda: not lesson.css("#lesson"), "no lesson")
    lesson.until(lambda: "hide=" not in lesson.driver.current_url, "nothing is hidden")
    assert "lesson=" not in lesson.driver.current_url
    assert lesson.readings == before
    assert lesson.shown("dataset-circle"), "the data are where they were"
    lesson.driver.back()
    lesson.at(3)


def test_the_end_leads_back_to_what_was_skipped(lesson):
    lesson.go_to(2)
    lesson.no_idea()
    lesson.go_to(7, "activations")
    lesson.click("lesson-next")
    lesson.until(lambda: lesson.css(".lesson-end"), "the end")
    assert lesson.texts("#lesson-step .lesson-end") == ["You are at the end of this lesson. Not done yet:"]
    assert lesson.texts("#lesson-step .lesson-open button") == [f"Step {n}" for n in range(3, 8)]
    lesson.css("#lesson-step .lesson-open button")[-1].click()
    lesson.at(7)
    lesson.css(".lesson-ask textarea")[0].send_keys("ReLU is flat there")
    lesson.send("ask")
    lesson.click("lesson-next")
    lesson.until(lambda: lesson.css(".lesson-end"), "the end again")
    lesson.css("#lesson-step .lesson-open button")[0].click()
    lesson.at(3)


@pytest.mark.first
def test_by_keys_alone(lesson):
    lesson.go_to(2)
    lesson.focus("lesson-step")
    lesson.press(Keys.TAB, Keys.SPACE, Keys.TAB, Keys.SPACE, Keys.TAB, Keys.TAB, Keys.ENTER)
    assert lesson.lines("seen")[-3:] == ["As you predicted.", "Two is one.", "One is one."]
    assert lesson.js("return document.activeElement.id") == "lesson-step", "its button is gone"
    lesson.focus("lesson-next")
    lesson.press(Keys.ENTER)
    lesson.at(3)
    assert lesson.js("return document.activeElement.id") == "lesson-step"
    lesson.wait("document.querySelector('.sketch')?.getBoundingClientRect().width > 50", "a place to draw")
    lesson.js("document.querySelector('.sketch-point').focus()")
    assert lesson.driver.switch_to.active_element.accessible_name == "Loss at epoch 0"
    assert lesson.driver.switch_to.active_element.aria_role == "slider"
    lesson.press(Keys.HOME, Keys.ARROW_UP, Keys.ARROW_RIGHT, Keys.END, Keys.PAGE_DOWN)
    assert sketched(lesson)[:3] == [0.025, 0.9, 0.5]
    lesson.send()
    lesson.press(Keys.TAB)
    lesson.go_to(6, "race")
    lesson.js("document.querySelector('.lesson-order button[aria-label=\"Move up: Tanh\"]').focus()")
    lesson.press(Keys.ENTER)
    assert [item.text.split("\n")[0] for item in lesson.css(".lesson-order li")] == ["Tanh", "Sigmoid"]
    assert lesson.driver.switch_to.active_element.accessible_name == "Move up: Tanh"


def test_a_step_is_announced_once_and_so_is_the_end_of_its_run(lesson):
    lesson.go_to(3)
    lesson.js(
        "window.heard = [];"
        "new MutationObserver(() => window.heard.push(document.getElementById('lesson-said').textContent))"
        ".observe(document.getElementById('lesson-said'), { childList: true })"
    )
    lesson.next(4)
    heard = "Step 4 of 7. One neuron, and a circle. How many test points will be right?"
    lesson.frames(30)
    assert lesson.js("return window.heard") == [heard]
    lesson.no_idea()
    lesson.run()
    lesson.frames(30)
    first, *more = lesson.js("return window.heard")
    assert first == heard
    assert len(more) == 1
    assert more[0].startswith("The run is over, at epoch 10.")
    assert "no idea" in more[0]


@pytest.mark.parametrize("kept", ["{", "[1]", json.dumps({"version": 1, "lessons": {"every-kind": {"step": 1e9}}})])
def test_whatever_is_in_the_storage_a_lesson_begins(lesson, kept):
    lesson.js("localStorage.setItem('lessons', arguments[0])", kept)
    lesson.driver.get(f"{lesson.url}?lesson=every-kind")
    lesson.until(lambda: lesson.css(".lesson-words"), "a step")
    assert lesson.where() in ("Step 1 of 7", "Step 7 of 7")


@pytest.mark.first
def test_a_lesson_that_is_not_there_leads_to_all_of_them(lesson):
    lesson.driver.get(f"{lesson.url}?lesson=%3Cscript%3E&step=2")
    lesson.wait("document.getElementById('test-loss')?.textContent", "the page")
    assert lesson.text("lesson-title") == "There is no such lesson"
    lesson.click("lesson-leave")
    lesson.until(lambda: not lesson.css("#lesson"), "no lesson")
    assert "lesson=" not in lesson.driver.current_url


LINKS = {  # as the list of lessons and each step have them: with a set-up
    "": "step=4#dataset=circle&seed=1&hidden=",
    "race": "step=6#lanes=sigmoid;tanh;relu&hidden=4;2&seed=1",
    "activations": "step=7#functions=sigmoid;tanh;relu",
}


def test_nothing_moves_while_a_lesson_is_loaded(lesson):
    for page, link in LINKS.items():
        with begun(lesson, SHIFTS):
            lesson.driver.get(f"{lesson.url}{page}?lesson=every-kind&{link}")
        lesson.at(int(link[5]))
        lesson.frames(60)
        box = "const { left, width } = document.getElementById('lesson').getBoundingClientRect(); return [left, width]"
        assert lesson.js(box) == [20, 320]
        assert lesson.js("return window.shifted") < 0.02, page


def test_on_a_projector_a_step_stands_beside_what_is_presented_or_is_a_slide(lesson):
    lesson.resize(1280, 720)
    lesson.driver.get(f"{lesson.url}?lesson=every-kind&step=4#dataset=circle&hidden=&seed=1&present=1")
    lesson.at(4)
    rail = "const { width, height } = document.getElementById('lesson').getBoundingClientRect(); return [width, height]"
    lesson.until(lambda: lesson.js("return document.body.classList.contains('presenting')"), "presented")
    assert lesson.js(rail)[0] < 400
    size = "return parseFloat(getComputedStyle(document.querySelector('.lesson-words')).fontSize)"
    beside = lesson.js(size)
    assert beside >= 16
    lesson.press("l")
    assert lesson.js(rail)[0] == 1280
    assert lesson.js(size) > 1.5 * beside
    lesson.press("l")
    lesson.press(Keys.PAGE_DOWN)
    lesson.at(5)
    lesson.press(Keys.PAGE_UP)
    lesson.at(4)
    lesson.press(Keys.ESCAPE)
    lesson.until(lambda: not lesson.js("return document.body.classList.contains('presenting')"), "as usual")
