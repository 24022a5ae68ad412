"""*Hide names* of a class reaches a race of its students that is open already, and they come back."""

from urllib.parse import unquote

import pytest

from tests.browser.race import Race
from tests.browser.room import soon, student_of
from tests.browser.seat import Student, fresh

PLAIN = ["Tanh", "ReLU"]
DRAWN = "return [...document.querySelectorAll('#race-chart .annotation-text')].map((text) => text.textContent)"
PROMISED = 2.5  # seconds, with what a busy machine takes to look


def raced(students):
    """Each has trained a network, and their race can be made."""
    for student, activation in zip(students, ("tanh", "relu"), strict=True):
        student.sends(row={"link": f"seed=3&hidden=4-{activation}", "epoch": 10})
    return [f"{student.name} · {name}" for student, name in zip(students, PLAIN, strict=True)]


@pytest.mark.first
def test_names_leave_an_open_race_and_come_back(room, teacher, tab):
    students = [student_of(teacher) for _ in range(2)]
    named = raced(students)
    room.come_to("spotlight", teacher)
    room.until(lambda: len(room.css(".light-ticks input")) == 2, "both students")
    room.css(".light-buttons button")[0].click()
    room.until(lambda: room.css(".light-go")[0].is_displayed(), "the way to the race")
    class_page = room.driver.current_window_handle
    room.css(".light-go")[0].click()
    room.until(lambda: len(room.driver.window_handles) == 2, "another tab")
    race_page = next(each for each in room.driver.window_handles if each != class_page)
    room.driver.switch_to.window(race_page)
    race = Race(tab, room.driver.current_url)
    race.wait_until_ready()
    race.until(lambda: race.names() == named, "the names")
    race.click("step")
    race.until(lambda: all(any(each.name in text for text in race.js(DRAWN)) for each in students), "names at curves")

    def hide():
        room.driver.switch_to.window(class_page)
        room.click("class-hide-names")
        room.driver.switch_to.window(race_page)

    def anywhere():
        """What of the page, its labels and its address still has a name, with what is around it."""
        text = race.js("return document.querySelector('.main').outerHTML + decodeURIComponent(location.hash)")
        return [text[max(0, at - 90) : at + 60] for each in students if (at := text.find(each.name)) >= 0]

    hide()
    assert soon(race, lambda: race.names() == PLAIN, "lanes without names") < PROMISED
    race.until(lambda: not anywhere(), "nor at curves, in labels and in the address")
    assert race.epoch == 1, "nothing begins again"
    race.driver.refresh()
    race.wait_until_ready()
    race.until(lambda: race.names() == PLAIN and not anywhere(), "after a reload, too")
    hide()
    assert soon(race, lambda: race.names() == named, "the names again") < PROMISED
    assert "names=" in race.driver.current_url
    race.driver.close()
    race.driver.switch_to.window(class_page)


def elsewhere(address):
    """The same page by another name of this computer, of which the browser keeps apart what it has stored."""
    assert "://127.0.0.1:" in address
    return address.replace("://127.0.0.1:", "://localhost:")


def test_what_is_passed_on_while_names_are_hidden_has_none(room, teacher, tab):
    """A race on a computer with neither the page of the class nor a seat can't know: as the control says, it has the
    names of its address, and such an address is to be had only while they are shown."""
    students = [student_of(teacher) for _ in range(2)]
    named = raced(students)
    room.come_to("spotlight", teacher)
    room.until(lambda: len(room.css(".light-ticks input")) == 2, "both students")
    room.css(".light-buttons button")[0].click()

    def address():
        room.until(lambda: room.css(".light-go")[0].is_displayed(), "the way to the race")
        return room.css(".light-go")[0].get_attribute("href")

    def opened(url, names):
        race = Race(tab, url)
        race.leave()
        race.driver.get(url)
        race.wait_until_ready()
        race.until(lambda: race.names() == names, names)
        return race.driver.current_url

    before = address()
    assert all(name in unquote(before) for name in (student.name for student in students))
    room.click("class-hide-names")
    room.until(lambda: "names=" not in address(), "a way without names")
    assert "keeps those that its address has" in room.js(
        "return document.getElementById('class-hide-names').closest('[title]').title"
    )
    after = address()
    passed_on = opened(before, PLAIN)
    assert "names=" not in passed_on, "what Share and the code of the race give"
    for url in after, passed_on:
        opened(elsewhere(url), PLAIN)
    assert "names=" in opened(elsewhere(before), named)


def test_names_are_hidden_on_the_other_screen_of_the_teacher(room, teacher):
    student = student_of(teacher)
    room.come_to("lobby", teacher)
    room.until(lambda: room.texts("#class-seats li") == [student.name], "the seat")
    teacher.does("tell", change={"hide_names": True})  # as another computer with her link does
    assert soon(room, lambda: room.texts("#class-seats li") == ["1"], "a number") < PROMISED
    assert room.js("return document.getElementById('class-hide-names').checked")
    room.click("class-hide-names")
    room.until(lambda: not teacher.sees()["console"].get("hide_names"), "that all are told")
    room.until(lambda: room.texts("#class-seats li") == [student.name], "the name")


def test_names_are_hidden_while_the_board_is_away_and_it_hears_of_it_later(room, teacher, classroom):
    student = student_of(teacher)
    room.come_to("lobby", teacher)
    room.until(lambda: room.texts("#class-seats li") == [student.name], "the seat")
    with classroom.away():
        room.click("class-hide-names")
        room.until(lambda: room.texts("#class-seats li") == ["1"], "a number at once")
        room.until(lambda: "not responding" in room.message(), "that it can't be told")
        assert room.texts("#class-seats li") == ["1"]
    room.until(lambda: teacher.sees()["console"].get("hide_names"), "that all are told")
    assert room.texts("#class-seats li") == ["1"]


@pytest.fixture
def pupil(tab, classroom):
    yield from fresh(Student(tab, classroom.server.url))


def test_a_race_that_was_sent_to_the_students_hides_names_too(pupil, teacher, tab):
    named = raced([teacher.student() for _ in range(2)])
    names = ";".join(name.partition(" · ")[0] for name in named)
    pupil.join(teacher.code)
    race = Race(tab, pupil.url)
    link = f"seed=3&hidden=4-relu&differs=activation&lanes=tanh;relu&names={names.replace(' ', '%20')}"
    teacher.does("tell", change={"setup": {"page": "race", "link": link}})
    race.wait_until_ready()
    race.until(lambda: race.names() == named, "the names")
    pupil.is_("in the class")
    teacher.does("tell", change={"hide_names": True})
    assert soon(race, lambda: race.names() == PLAIN, "lanes without names") < 2 + PROMISED
    teacher.does("tell", change={"hide_names": None})
    race.until(lambda: race.names() == named, "the names again")
