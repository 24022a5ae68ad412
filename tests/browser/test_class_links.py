"""Lessons by their links in a class: sent, and with words in its results; what goes wrong is said in sight."""

import pytest

from app.lessons.asked import Asked, lesson_of
from tests.browser.lesson import Lesson
from tests.browser.room import student_of
from tests.browser.seat import Student, fresh
from tests.browser.test_access import faults

QUESTION = "What will it draw?"
OPTIONS = ("A closed ring", "A line")
LESSON = lesson_of(Asked(setup="dataset=circle&hidden=&seed=1", question=QUESTION, options=OPTIONS, right=1))
KEY, STEP = LESSON.read.key, LESSON.read.lesson.steps[0].key
IN_SIGHT = """
const { top, bottom } = document.getElementById(arguments[0]).getBoundingClientRect();
return top >= 0 && bottom <= innerHeight && bottom > top;
"""


@pytest.fixture
def pupil(tab, classroom):
    yield from fresh(Student(tab, classroom.server.url))


@pytest.mark.first
def test_a_lesson_is_sent_by_its_link(room, teacher):
    student = student_of(teacher)
    room.come_to("wall", teacher)
    room.click("class-send")
    room.type("class-send-link", f"http://school.example/nn/?lesson={LESSON.packed}&step=1#dataset=circle")
    room.click("class-send-setup")
    room.until(lambda: room.done() == "Sent to all pages.", "that it is sent")
    console = student.sends()["console"]
    assert {name: console["place"][name] for name in ("lesson", "step")} == {"lesson": LESSON.packed, "step": STEP}
    assert "setup" not in console
    room.until(lambda: room.text("class-told").startswith("A question for you, step 1 of 1"), "its title")
    student.sends(row={"link": "dataset=circle", "lesson": KEY, "step": STEP})
    room.until(lambda: "step 1" in room.tile(student.name)["word"], "where the student is")
    room.driver.refresh()
    room.until(lambda: room.text("class-told").startswith("A question for you"), "its title after a reload")
    room.click("class-send")
    room.type("class-send-link", "http://school.example/?lesson=one-line&step=2#dataset=gauss")
    room.click("class-send-setup")
    room.until(lambda: "step 2 of 3" in room.text("class-told"), "a lesson of the list")
    assert student.sends()["console"]["place"]["lesson"] == "one-line"


def test_a_lesson_that_is_none_is_said_at_its_field(room, teacher):
    room.come_to("wall", teacher)
    room.click("class-send")
    for lesson, said in ("no-such-lesson", "There is no such lesson."), (LESSON.packed[:-9], "can't be read"):
        room.type("class-send-link", f"http://school.example/?lesson={lesson}")
        room.click("class-send-setup")
        room.until(lambda said=said: said in room.text("class-send-said"), said)
        assert room.js(IN_SIGHT, "class-send-said")
        assert room.js("return document.activeElement.id") == "class-send-link"
    assert not teacher.sees()["console"]


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_what_can_not_be_sent_or_asked_is_said_in_its_dialog(room, teacher, classroom, size):
    room.come_to("wall", teacher)
    room.resize(*size)
    with classroom.away():
        room.click("class-send")
        room.type("class-send-link", "dataset=xor")
        for button in "class-send-setup", "class-send-place":
            room.js("document.getElementById('class-send-said').textContent = ''")
            room.click(button)
            room.until(lambda: "not responding" in room.text("class-send-said"), "that it was not sent")
            assert room.js(IN_SIGHT, "class-send-said")
            below = "const [one, other] = ['class-send-said', arguments[0]].map((id) =>"
            below += " document.getElementById(id).getBoundingClientRect()); return one.top - other.bottom"
            assert 0 <= room.js(below, button) < 60, "below what was pressed"
        assert faults(room, within="#class-send-dialog") == []
        room.press("#class-send-dialog .dialog-head button")
        room.click("class-ask")
        room.click("class-ask-go")
        room.until(lambda: "not responding" in room.text("class-ask-said"), "that it was not asked")
        assert room.js(IN_SIGHT, "class-ask-said")
        assert room.message() == "", "and nowhere behind it"
    room.until(lambda: room.text("class-away") == "", "the board")
    room.click("class-ask-go")
    room.until(lambda: teacher.sees()["console"].get("question"), "that it is asked then")


def test_what_becomes_of_a_seat_is_said_in_its_dialog(room, teacher, classroom):
    student_of(teacher).sends(row={"link": "dataset=xor"})
    room.come_to("wall", teacher)
    room.until(room.tiles, "its tile")
    room.css("#class-wall .tile button")[0].click()
    room.click("class-seat-remove")
    with classroom.away():
        room.click("class-seat-yes")
        room.until(lambda: "not responding" in room.text("class-seat-said"), "that it is still there")
        assert room.js(IN_SIGHT, "class-seat-said")


@pytest.mark.first
def test_answers_to_a_lesson_by_its_link_have_their_words(pupil, room, teacher, tab):
    pupil.join(teacher.code)
    lesson = Lesson(tab, pupil.url)
    teacher.does("tell", change={"place": {"lesson": LESSON.packed, "step": STEP}})
    lesson.at(1)
    assert pupil.told() == "Your teacher opened this step for everybody."
    lesson.choose_option("b")
    lesson.send()
    pupil.until(lambda: teacher.sees()["answers"], "the prediction")
    (answer,) = teacher.sees()["answers"]
    assert (answer["lesson"], answer["step"], answer["choice"]) == (KEY, STEP, ["b"])
    assert answer["words"] == {"text": QUESTION, "options": list(OPTIONS), "keys": ["a", "b"]}
    teacher.does("tell", change={"place": None})  # her page does not know the lesson any more
    pupil.driver.get("about:blank")
    room.come_to("results", teacher)
    room.until(lambda: room.texts(".results-about") == [QUESTION], "the question")
    assert room.texts(".results-bar-name") == list(OPTIONS)
    room.visit("end")
    assert room.texts("#class-asked h3") == [QUESTION]
    assert room.table("#class-asked tbody tr") == [[OPTIONS[0], "0 of 1 (0%)"], [OPTIONS[1], "1 of 1 (100%)"]]
    report = room.downloaded("class-csv-answers", "class-answers.csv")
    assert f",{QUESTION},1,{OPTIONS[1]}," in report
