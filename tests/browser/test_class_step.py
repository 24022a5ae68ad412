"""A teacher who is in a lesson on the playground sends its step to the class, and a student's page opens it."""

from contextlib import contextmanager

import pytest

from tests.browser.lesson import Lesson
from tests.browser.seat import Student
from tests.browser.test_access import faults


class Pair:
    """A teacher's page and a student's, in two tabs. The student's has the server by another name, so that the browser
    keeps apart what each has stored."""

    def __init__(self, tab, url):
        self.driver = tab.driver
        self.teacher = Lesson(tab, url)
        self.home = tab.driver.current_window_handle
        self.driver.switch_to.new_window("tab")
        self.other = self.driver.current_window_handle
        self.student = Student(tab, url.replace("127.0.0.1", "localhost"))
        self.seen = Lesson(tab, self.student.url)  # the lesson on the student's page

    @contextmanager
    def at_student(self):
        self.driver.switch_to.window(self.other)
        yield self.student
        self.driver.switch_to.window(self.home)

    def close(self):
        with self.at_student():
            self.student.js("sessionStorage.clear(); localStorage.clear()")
            self.driver.close()


@pytest.fixture
def pair(room, teacher, classroom, tab):
    room.come_to("lobby", teacher)  # in this browser, where the class is known from now on
    both = Pair(tab, classroom.server.url)
    with both.at_student() as student:
        student.join(teacher.code)
    yield both
    both.close()


def shared(page):
    """What *Share* offers to send to the class."""
    page.click("share")
    return [page.text(id_) for id_ in ("share-class-step", "share-class") if page.shown(id_)]


def sends(page, button, said):
    page.click(button)
    page.until(lambda: page.text("share-copied") == said, said)
    page.js("document.getElementById('share-dialog').close()")


@pytest.mark.first
def test_the_step_of_a_lesson_is_sent_from_the_playground(pair, teacher):
    page, said = pair.teacher, f"This step was sent to class {teacher.code}."
    page.go_to(2, key="one-line")
    assert shared(page) == ["Send this step to class", "Send settings only"]
    assert faults(page, within="#share-dialog") == []
    words = page.words()
    sends(page, "share-class-step", said)
    with pair.at_student() as student:
        pair.seen.at(2)
        assert student.told() == "Your teacher opened this step for everybody."
        assert pair.seen.words() == words
        student.click("seat-undo")
        student.until(lambda: not student.css("#lesson"), "what was there before")
    page.click("lesson-next")
    page.at(3)
    shared(page)
    sends(page, "share-class-step", said)
    with pair.at_student():
        pair.seen.at(3)
    console = teacher.sees()["console"]
    assert console["place"]["lesson"] == "one-line"
    assert "setup" not in console


def test_in_a_lesson_the_settings_can_be_sent_alone(pair, teacher):
    page = pair.teacher
    page.go_to(1, key="one-line")
    shared(page)
    sends(page, "share-class-step", f"This step was sent to class {teacher.code}.")
    with pair.at_student():
        pair.seen.at(1)
    shared(page)
    sends(page, "share-class", f"Sent to class {teacher.code}.")
    with pair.at_student() as student:
        student.until(lambda: student.told() == "Your teacher sent a set-up.", "the settings")
    console = teacher.sees()["console"]
    assert "place" not in console
    assert console["setup"]["page"] == "playground"
    page.click("lesson-leave")
    assert shared(page) == ["Send to class"]
