"""What a teacher sends to all from the page of a class; students act by calls."""

import pytest
from selenium.webdriver.common.keys import Keys

from tests.board.test_board import ROW
from tests.browser.room import soon, student_of
from tests.browser.test_access import faults

PLACE = {"lesson": "one-line", "step": "circle"}


@pytest.mark.first
def test_all_are_paused_locked_and_shown_at_a_click_each(room, teacher):
    student = student_of(teacher)
    room.come_to("wall", teacher)
    for id_, field in ("class-pause", "paused"), ("class-lock", "locked"), ("class-reveal", "reveal"):
        before = room.text(id_)
        room.click(id_)
        assert soon(room, lambda field=field: student.sends().get("console") == {field: True}, field) < 2
        room.until(lambda id_=id_, before=before: room.text(id_) != before, "how it is taken back")
        room.click(id_)
        room.until(lambda: not student.sends().get("console"), "taken back")
        room.until(lambda id_=id_, before=before: room.text(id_) == before, "as before")


def test_how_many_pages_have_it_is_said(room, teacher):
    students = [student_of(teacher) for _ in range(2)]
    room.come_to("wall", teacher)
    room.click("class-pause")
    room.until(lambda: room.text("class-have") == "on 0 of 2 pages", "nobody has it yet")
    students[0].sends(since=students[0].sends()["told"])
    room.until(lambda: room.text("class-have") == "on 1 of 2 pages", "one has it")


@pytest.mark.first
def test_a_set_up_is_sent_by_its_link(room, teacher):
    student = student_of(teacher)
    room.come_to("wall", teacher)
    room.click("class-send")
    room.type("class-send-link", "nonsense")
    room.click("class-send-setup")
    assert "Paste the link" in room.text("class-send-said")
    assert faults(room, within="#class-send-dialog") == []
    room.type("class-send-link", "http://elsewhere.example/nn/race#differs=activation&lanes=relu,tanh", Keys.ENTER)
    room.until(lambda: room.done() == "Sent to all pages.", "that it is sent")
    setup = student.sends()["console"]["setup"]
    assert (setup["page"], setup["link"]) == ("race", "differs=activation&lanes=relu,tanh")
    assert room.css("#class-told a")[0].get_attribute("href").endswith("/race#differs=activation&lanes=relu,tanh")
    room.press("#class-told button[data-act=setup]")
    room.until(lambda: student.sends()["console"] == {}, "taken back")


def test_a_set_up_is_sent_from_the_playground(room, teacher, classroom):
    room.come_to("lobby", teacher)
    student = student_of(teacher)
    room.driver.get(f"{classroom.server.url}#dataset=xor&seed=3&hidden=2-relu")
    room.until(lambda: room.js("return window.playground?.player.frame") is not None, "the playground")
    room.click("share")
    assert room.shown("share-class")
    room.click("share-class")
    room.until(lambda: room.text("share-copied") == f"Sent to class {teacher.code}.", "that it is sent")
    assert "dataset=xor" in student.sends()["console"]["setup"]["link"]
    room.js("localStorage.removeItem('classes')")
    room.driver.refresh()
    room.until(lambda: room.js("return window.playground?.player.frame") is not None, "the playground")
    room.click("share")
    assert not room.shown("share-class"), "who has opened no class is offered nothing"


@pytest.mark.first
def test_the_class_goes_through_a_lesson_step_by_step(room, teacher):
    student = student_of(teacher)
    room.come_to("wall", teacher)
    room.click("class-send")
    room.choose_value("class-send-lesson", "one-line")
    room.choose_value("class-send-step", "clouds")
    room.click("class-send-place")
    room.until(lambda: room.css("#class-told .console-line"), "the step")

    def place():
        told = student.sends()["console"]["place"]
        return told["lesson"], told["step"]

    assert place() == ("one-line", "clouds")
    for step, n, act in ("circle", 2, "next"), ("luck", 3, "back"):
        room.press("#class-told button[data-act=next]")
        room.until(lambda step=step: place() == ("one-line", step), "the next step")
        # until the page says so, its button leads to this step still
        room.until(lambda n=n: f"step {n} of 3" in room.text("class-told"), "what is said of it")
        room.until(lambda act=act: room.js("return document.activeElement.dataset.act") == act, "the keyboard is there")
    room.press("#class-told button[data-act=back]")
    room.until(lambda: place() == ("one-line", "circle"), "the step before")


def test_a_question_is_asked_closed_and_voted_on_again(room, teacher):
    students = [student_of(teacher) for _ in range(3)]
    room.come_to("wall", teacher)
    room.click("class-ask")
    assert faults(room, within="#class-ask-dialog") == []
    room.choose("class-ask-preset", "A question of your own")
    room.click("class-ask-go")
    assert "2 to 8 options" in room.text("class-ask-said")
    room.choose("class-ask-preset", "Which learns faster?")
    room.click("class-ask-go")
    room.until(lambda: "0 of 3 answered" in room.text("class-told"), "the question")
    question = students[0].sends()["console"]["question"]
    assert (question["text"], question["options"][0], question.get("open", True)) == (
        "Which learns faster?",
        "ReLU",
        True,
    )
    for student in students[:2]:
        student.sends({"step": question["key"], "choice": ["0"]})
    assert soon(room, lambda: "2 of 3 answered" in room.text("class-told"), "their answers") < 2.5
    room.press("#class-told button[data-act=close]")
    room.until(lambda: students[0].sends()["console"]["question"].get("open") is False, "that it is closed")
    room.press("#class-told button[data-act=again]")
    room.until(lambda: students[0].sends()["console"]["question"].get("vote") == 2, "the second vote")
    for student, choice in zip(students, "012", strict=True):
        student.sends({"step": question["key"], "vote": 2, "choice": [choice]})
    room.until(lambda: "Second vote: 3 of 3 answered" in room.text("class-told"), "the second answers")
    room.press("#class-told button[data-act=question]")
    room.until(lambda: students[0].sends()["console"] == {}, "taken back")
    room.visit("end")
    room.until(lambda: room.texts("#class-asked h3") == ["Which learns faster?"], "the question")
    assert room.table("#class-asked tbody tr") == [
        ["ReLU", "2 of 2 (100%)", "1 of 3 (33%)"],
        ["tanh", "0 of 2 (0%)", "1 of 3 (33%)"],
        ["No difference", "0 of 2 (0%)", "1 of 3 (33%)"],
    ]


@pytest.mark.first
def test_a_prediction_is_voted_on_again(room, teacher):
    student = student_of(teacher)
    place = {"lesson": "one-line", "step": "clouds"}
    student.sends({**place, "choice": ["line"]}, row={**ROW, **place})
    room.come_to("wall", teacher)
    room.until(room.tiles, "its tile")
    room.click("class-ask")
    assert room.value("class-ask-preset") == "The prediction of this step, again"
    room.click("class-ask-go")
    room.until(lambda: room.done() == "All are asked.", "that it is asked")
    question = student.sends()["console"]["question"]
    assert (question["key"], question["vote"]) == ("one-line.clouds", 2)
