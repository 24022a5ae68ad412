"""What the teacher says to all is done on a student's page: once, with a way back, and nothing is lost."""

import pytest

from tests.browser.seat import QUESTION, Student, fresh, rows
from tests.browser.test_access import faults, faults_light_and_dark
from tests.faults.clock import CLOCK, jump

SMALL = """
return [...document.querySelectorAll("#seat :is(button, input, .seat-option)")]
  .filter((one) => one.checkVisibility() && one.type !== "radio")
  .map((one) => [one.id || one.className, one.getBoundingClientRect()])
  .filter(([, { width, height }]) => Math.round(height) < 44 || Math.round(width) < 44)
  .map(([name, { width, height }]) => [name, width, height]);
"""
WIDE = "return document.documentElement.scrollWidth > innerWidth"


@pytest.fixture
def student(tab, classroom):
    yield from fresh(Student(tab, classroom.server.url))


def test_answers_arrive_once_although_the_board_is_away_in_between(student, teacher, classroom):
    name = student.join(teacher.code)
    teacher.does("tell", change={"question": QUESTION})
    student.until(lambda: student.shown("seat-question"), "the question")
    with classroom.away():
        student.is_("not connected, your work is kept here")
        for option in (2, 0):
            student.css(".seat-option")[option].click()
        student.step()
        student.reload()
        student.is_("not connected, your work is kept here")
    student.is_("in the class")
    answers = student.until(lambda: teacher.sees()["answers"], "the answers")
    assert [answer["choice"] for answer in answers] == [["2"], ["0"]]
    student.until(
        lambda: student.js("return Object.keys(localStorage).filter((n) => n.includes('answer'))") == [], "all"
    )
    assert [answer["choice"] for answer in teacher.sees()["answers"]] == [["2"], ["0"]]
    student.until(lambda: student.css(".seat-option input:checked"), "its own answer, after the reload")
    assert student.line[0] == name


@pytest.mark.first
def test_a_set_up_is_opened_once_and_can_be_undone(student, teacher):
    student.join(teacher.code)
    student.step()
    teacher.does("tell", change={"setup": {"page": "playground", "link": "dataset=spiral&hidden=8-relu"}})
    student.trains_on("spiral")
    assert student.told() == "Your teacher sent a set-up."
    assert student.text("notice") == "", "it is said once"
    student.click("seat-undo")
    student.trains_on("circle")
    student.until(lambda: student.epoch == 1, "what was trained")
    assert student.told() == ""
    student.reload()
    student.is_("in the class")
    teacher.does("tell", change={"locked": True})
    student.is_("controls locked by your teacher")
    assert student.dataset() == "circle", "not opened again"


def test_a_set_up_of_another_page_is_gone_to(student, teacher):
    name = student.join(teacher.code)
    teacher.does("tell", change={"setup": {"page": "activations", "link": "f=relu"}})
    student.wait("location.pathname === '/activations' && text('seat-state') === 'in the class'", "the page")
    assert student.told() == "Your teacher sent a set-up."
    assert student.line[0] == name
    student.click("seat-undo")
    student.wait("location.pathname === '/' && text('seat-state') === 'in the class'", "back")


def test_a_set_up_that_leads_from_another_page_is_said_once(student, teacher):
    student.join(teacher.code)
    student.come(teacher.code, "activations")
    student.is_("in the class")
    teacher.does("tell", change={"setup": {"page": "playground", "link": "dataset=xor"}})
    student.wait("location.pathname === '/' && text('seat-state') === 'in the class'", "the page")
    student.trains_on("xor")
    student.until(lambda: student.told() == "Your teacher sent a set-up.", "that it was sent")
    assert student.text("notice") == ""


@pytest.mark.first
def test_eyes_up_pauses_and_nothing_is_lost(student, teacher):
    student.join(teacher.code)
    student.play()
    teacher.does("tell", change={"paused": True})
    student.until(lambda: student.shown("seat-asked"), "eyes up")
    student.is_("paused by your teacher")
    assert not student.playing
    epoch = student.epoch
    assert not student.element("play").is_enabled()
    student.driver.switch_to.active_element.send_keys("")
    for _ in range(3):
        student.press_escape()
    assert student.shown("seat-asked")
    assert faults_light_and_dark(student, "#seat") == []
    teacher.does("tell", change={"paused": None})
    student.until(lambda: not student.shown("seat-asked"), "they go on")
    assert student.epoch == epoch
    student.play()


def test_who_is_paused_goes_on_when_the_board_stays_away(student, teacher, classroom):
    student.join(teacher.code)
    teacher.does("tell", change={"paused": True})
    student.until(lambda: student.shown("seat-asked"), "eyes up")
    with classroom.away():
        student.is_("not connected, your work is kept here")
        assert student.shown("seat-asked")
        student.js(CLOCK)
        jump(student, 20)
        student.until(lambda: not student.shown("seat-asked"), "they go on")
        student.step()


def test_locked_controls_change_nothing_and_play_still_works(student, teacher):
    student.join(teacher.code)
    teacher.does("tell", change={"locked": True})
    student.is_("controls locked by your teacher")
    student.click("dataset-xor")
    student.until(lambda: "locked the controls" in student.message("done-message"), "why")
    student.frames(30)
    assert student.dataset() == "circle"
    assert student.pressed("dataset-circle")
    student.play()
    student.pause()
    teacher.does("tell", change={"locked": None})
    student.is_("in the class")
    student.click("dataset-xor")
    student.trains_on("xor")


def test_a_question_is_voted_on_twice(student, teacher):
    student.join(teacher.code)
    teacher.does("tell", change={"question": QUESTION})
    student.until(lambda: student.shown("seat-question"), "the question")
    assert student.texts(".seat-option") == QUESTION["options"]
    student.css(".seat-option")[0].click()
    assert "noted" in student.text("seat-answered")
    student.css(".seat-option")[1].click()
    student.until(lambda: len(teacher.sees()["answers"]) == 2, "both")
    assert faults_light_and_dark(student, "#seat") == []
    teacher.does("tell", change={"question": {**QUESTION, "vote": 2}})
    student.until(lambda: "Before, you said: tanh" in student.text("seat-answered"), "the second vote")
    assert student.css(".seat-option input:checked") == []
    student.css(".seat-option")[2].click()
    answers = student.until(lambda: teacher.sees()["answers"][2:], "the answer")
    assert [(its["vote"], its["choice"], its["step"]) for its in answers] == [(2, ["2"], "first")]
    teacher.does("tell", change={"question": {**QUESTION, "vote": 2, "open": False}})
    student.until(lambda: not student.shown("seat-asked"), "it is closed")


def test_before_a_prediction_is_voted_on_again_one_sees_its_words(student, teacher):
    student.join(teacher.code)
    teacher.does("tell", change={"place": {"lesson": "one-line", "step": "clouds"}})
    student.wait("document.querySelector('#lesson .lesson-predict input')", "its prediction")
    student.is_("in the class")
    option = student.css(".lesson-predict .lesson-option")[0]
    words = option.text
    option.click()
    student.css(".lesson-predict .lesson-main")[0].click()
    (answer,) = student.until(lambda: teacher.sees()["answers"], "the prediction")
    assert answer["choice"] != [words]
    question = {"key": "one-line.clouds", "text": "What now?", "options": ["Something else", words], "vote": 2}
    teacher.does("tell", change={"question": {**question, "keys": ["other", *answer["choice"]]}})
    said = student.until(lambda: student.text("seat-answered"), "what was said before")
    assert said == f"Vote again. Before, you said: {words}"
    assert student.css(".seat-option input:checked") == []


def test_a_step_of_a_lesson_is_opened_and_what_is_done_there_arrives(student, teacher):
    name = student.join(teacher.code)
    teacher.does("tell", change={"place": {"lesson": "one-line", "step": "circle"}})
    student.wait("new URLSearchParams(location.search).get('lesson') === 'one-line'", "the lesson")
    student.wait("document.querySelector('#lesson .lesson-words')", "its step")
    student.is_("in the class")
    row = student.until(lambda: rows(teacher)[name].get("step") and rows(teacher)[name], "its row")
    assert (row["lesson"], row["step"]) == ("one-line", "circle")
    student.css(".lesson-predict .lesson-buttons button:not(.lesson-main)")[0].click()
    (answer,) = student.until(lambda: teacher.sees()["answers"], "the prediction")
    assert (answer["kind"], answer["lesson"], answer["step"]) == ("choice", "one-line", row["step"])
    student.click("lesson-leave")
    student.is_("in the class")


def test_on_a_phone(student, teacher):
    student.resize(390, 844)
    student.come(teacher.code)
    student.until(lambda: student.shown("seat-join-dialog"), "the offer")
    assert faults_light_and_dark(student, "#seat") == []
    assert student.js(SMALL) == []
    student.click("seat-join")
    student.is_("in the class")
    teacher.does("tell", change={"question": QUESTION, "setup": {"page": "playground", "link": "dataset=gauss"}})
    student.trains_on("gauss")
    student.until(lambda: student.shown("seat-question"), "the question")
    assert student.js(SMALL) == []
    assert not student.js(WIDE)
    assert faults(student, within="#seat") == []
