"""A lesson on a phone, and for who can't see it or use a mouse."""

import pytest

from tests.browser.lesson import Lesson, fresh, predict_curve, serving, sketched
from tests.browser.test_access import faults, faults_light_and_dark

SMALL = """
const fingers = "#lesson :is(button, .lesson-option, textarea, input[type=number])";
return [...document.querySelectorAll(fingers)]
  .filter((one) => one.checkVisibility() && !one.closest(".lesson-ways"))
  .map((one) => [one.id || one.className, one.getBoundingClientRect()])
  .filter(([, { width, height }]) => Math.round(height) < 44 || Math.round(width) < 44)
  .map(([name, { width, height }]) => [name, Math.round(width), Math.round(height)]);
"""


@pytest.fixture(scope="module")
def address():
    with serving() as url:
        yield url


@pytest.fixture
def lesson(tab, address):
    yield from fresh(Lesson(tab, address))


def test_on_a_phone_a_lesson_is_a_sheet_from_below(lesson):
    lesson.resize(390, 844)
    lesson.go_to(3)
    predict_curve(lesson)
    assert sketched(lesson)[0] > sketched(lesson)[-1]
    assert lesson.js(SMALL) == []
    assert faults_light_and_dark(lesson, "#lesson") == []
    lesson.send()
    lesson.run()
    lesson.click("lesson-fold")
    assert lesson.part("seen") == ""
    assert lesson.element("lesson-fold").accessible_name == "Unfold the lesson"
    assert lesson.shown("lesson-where")
    lesson.click("lesson-fold")
    assert lesson.part("seen") != ""
    lesson.next(4)
    lesson.no_idea()
    lesson.run()
    lesson.choose_option("line")
    lesson.send("ask")
    assert "Yes." in lesson.part("ask")
    lesson.next(5)
    lesson.next(6)
    lesson.no_idea()
    lesson.run()
    lesson.next(7)
    assert lesson.js(SMALL) == []
    wide = "const { scrollWidth, clientWidth } = document.documentElement; return scrollWidth - clientWidth"
    assert lesson.js(wide) == 0
    lesson.click("lesson-next")
    lesson.until(lambda: lesson.css(".lesson-end"), "the end")


ABOVE_SHEET = """
const [one, sheet] = [arguments[0], "#lesson .lesson-card"].map((each) => document.querySelector(each));
const { top, bottom } = one.getBoundingClientRect();
return one.checkVisibility() && top >= 0 && bottom <= sheet.getBoundingClientRect().top;
"""


@pytest.mark.parametrize("size", [(390, 844), (768, 1024)])
def test_below_a_sheet_the_data_stay_in_the_page_and_what_is_pointed_at_is_in_sight(lesson, size):
    lesson.resize(*size)
    lesson.go_to(1)
    lesson.until(lambda: lesson.js(ABOVE_SHEET, ".lesson-ring #noise"), "the slider of the noise, above the sheet")
    assert lesson.js(ABOVE_SHEET, ".lesson-ring")
    assert not lesson.js("return document.querySelector('#lesson .data')")
    wide = "const { scrollWidth, clientWidth } = arguments[0]; return scrollWidth - clientWidth"
    lesson.js("document.getElementById('network').classList.add('lesson-ring')")
    assert lesson.js(wide, lesson.css(".network-panel")[0]) == 0, "a ring makes nothing scroll"
    lesson.resize(1440, 900)
    lesson.until(lambda: lesson.css("#lesson-data .data"), "the data, folded into the rail beside the page")
    lesson.resize(*size)
    lesson.until(lambda: not lesson.css("#lesson-data .data"), "and back")
    lesson.click("lesson-leave")
    lesson.until(lambda: not lesson.css("#lesson"), "that the lesson is left")
    assert lesson.js("return document.querySelectorAll('.columns > .data').length") == 1


@pytest.mark.parametrize(("step", "page"), [(3, ""), (4, ""), (6, "race"), (7, "activations")])
def test_axe_finds_nothing_serious_in_any_step(lesson, step, page):
    lesson.go_to(step, page)
    if step == 4:
        lesson.no_idea()
        lesson.run()
        lesson.choose_option("longer")
        lesson.send("ask")
    assert faults(lesson) == []
    assert faults_light_and_dark(lesson, "#lesson") == []
