"""The end of a class on its teacher's page: what is taken home, slips, and that it is deleted."""

import csv
import io

import pytest

from tests.board.test_board import ROW
from tests.browser.room import student_of
from tests.browser.test_access import faults


def test_the_class_is_taken_home(room, teacher):
    student, other = student_of(teacher), student_of(teacher)
    student.sends(
        {"kind": "run", "run": ROW, "reached": 100}, {"kind": "choice", "step": "q", "choice": ["=1+1"[1:2]]}, row=ROW
    )
    room.come_to("end", teacher)
    room.until(lambda: room.text("class-summary") == "2 students, 1 answer, 1 run to the end.", "the sum")
    seats = list(csv.DictReader(io.StringIO(room.downloaded("class-csv", "class-seats.csv"))))
    assert [seat["name"] for seat in seats] == [student.name, other.name]
    assert (seats[0]["dataset"], seats[0]["epoch"], seats[0]["test_loss"], seats[0]["units"]) == (
        "spiral", "120", "0.25", "8",
    )  # fmt: skip
    assert seats[0]["link"].endswith(f"/#{ROW['link']}")
    answers = list(csv.DictReader(io.StringIO(room.downloaded("class-csv-answers", "class-answers.csv"))))
    assert [(each["kind"], each["reached"], each["epoch"]) for each in answers] == [
        ("run", "100", "120"), ("choice", "", ""),
    ]  # fmt: skip
    report = room.downloaded("class-markdown", "class.md")
    assert f"| {student.name} | Playing | [Spiral · ReLU 8](" in report


def test_slips_are_printed(room, teacher):
    students = [student_of(teacher) for _ in range(3)]
    students[0].sends(row=ROW)
    room.come_to("end", teacher)
    room.until(lambda: "3 students" in room.text("class-summary"), "the class")
    room.js("window.print = () => (window.printed = document.querySelectorAll('.slip').length)")
    room.click("class-slips")
    room.until(lambda: room.js("return window.printed") == 3, "three slips")
    assert [each.name for each in students] == room.texts(".slip-name")
    assert all(room.js("return [...document.querySelectorAll('.slip img')].map((image) => image.naturalWidth > 0)"))
    room.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    shown = room.js(
        "return ['.header', '.room-bar', '.end', '.slip'].map((one) => document.querySelector(one).checkVisibility())"
    )
    room.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    assert shown == [False, False, False, True]
    room.js("dispatchEvent(new Event('afterprint'))")
    assert not room.css(".slip")


@pytest.mark.first
def test_the_class_is_deleted_and_it_is_said_what_was(room, teacher):
    student = student_of(teacher)
    student.sends({"key": "one"}, row=ROW)
    room.come_to("end", teacher)
    room.until(lambda: "1 student, 1 answer" in room.text("class-summary"), "the class")
    assert "24 h" in room.text("class-left") or "23 h" in room.text("class-left")
    room.click("class-delete")
    assert "1 student and 1 answer will be deleted" in room.text("class-delete-what")
    assert faults(room, within="#class-delete-dialog") == []
    room.click("class-delete-yes")
    room.until(lambda: room.text("class-entry-said"), "what was deleted")
    assert room.text("class-entry-said") == "The class is deleted, with 1 student and 1 answer."
    assert room.board.ask("look", **teacher.right)[0] == 403
    assert room.js("return localStorage.getItem('classes')") == "[]"
    assert room.driver.current_url.endswith("/class")
    room.click("class-open")
    assert room.opened().right != teacher.right


def test_a_look_that_is_on_its_way_is_forgotten_when_the_class_is_deleted(room, teacher, classroom):
    room.come_to("end", teacher)
    room.click("class-delete")
    with classroom.holding("look"):
        room.until(lambda: classroom.asked, "a look")
        room.click("class-delete-yes")
        room.until(lambda: room.text("class-entry-said"), "that it is deleted")
    room.until(lambda: ("look", 403) in classroom.answered, "a look that comes too late")
    assert room.text("class-entry-said").startswith("The class is deleted")
    assert room.log() == []


def test_who_can_not_delete_the_class_goes_on_looking(room, teacher, classroom):
    room.come_to("end", teacher)
    room.click("class-delete")
    with classroom.away():
        room.click("class-delete-yes")
        room.until(lambda: "not responding" in room.text("class-delete-said"), "that it can't be deleted")
        assert room.shown("class-delete-dialog")
    student = student_of(teacher)
    room.until(lambda: "1 student" in room.text("class-about"), student.name)
