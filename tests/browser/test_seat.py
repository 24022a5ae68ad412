"""A student in a class: joins, sends what is on the page, leaves and comes back, and hands in."""

import json
import re
from pathlib import Path

import pytest

from app.lessons.asked import Asked, lesson_of
from app.lessons.packed import key_of
from tests.browser.begun import begun
from tests.browser.seat import QUESTION, Student, fresh, rows
from tests.browser.test_access import faults_light_and_dark
from tests.browser.test_still import MOST, WATCH


@pytest.fixture
def student(tab, classroom):
    yield from fresh(Student(tab, classroom.server.url))


def test_nothing_is_sent_before_somebody_joins(student, teacher, classroom):
    student.come(teacher.code)
    student.until(lambda: student.shown("seat-join-dialog"), "the offer")
    said = student.look("seat-join-dialog", "element.innerText")
    assert f"Join the class {teacher.code}?" in said
    assert "your settings, answers and results; no name" in said
    classroom.asked.clear()
    student.click("seat-not-now")
    assert student.line == (f"Class {teacher.code}", "not joined")
    student.step()
    assert teacher.sees()["seats"] == []
    assert classroom.asked == []
    student.click("seat-join-again")
    student.click("seat-join")
    student.is_("in the class")
    assert student.line[0] == teacher.sees()["seats"][0]["name"]


def test_the_row_of_a_student_arrives_and_is_small(student, teacher, classroom):
    name = student.join(teacher.code)
    student.until(lambda: rows(teacher)[name].get("link"), "the first row")
    classroom.asked.clear()
    student.play()
    student.until(lambda: rows(teacher)[name].get("doing") == "playing", "it plays")
    student.until(lambda: rows(teacher)[name]["epoch"] > 100, "epochs")
    student.pause()
    student.until(lambda: rows(teacher)[name]["epoch"] == student.epoch, "the last epoch")
    row = rows(teacher)[name]
    assert "doing" not in row, "it is idle, as usual"
    assert row["test_loss"] == pytest.approx(student.losses[1], abs=0.001)
    assert (row["activations"], row["units"]) == (["tanh", "tanh"], [4, 2])
    assert row["map"].startswith("o1.")
    assert len(row["curve"]) > 10
    sizes = [size for _, size in classroom.asked]
    assert max(sizes) < 4096
    student.frames(150)
    assert rows(teacher)[name] == row


@pytest.mark.first
def test_a_seat_stays_over_reloads_pages_and_tabs_and_nothing_moves(student, teacher):
    name = student.join(teacher.code)
    with begun(student, WATCH):
        student.reload()
    student.is_("in the class")
    assert student.line[0] == name
    moved = student.js("return moved")
    assert sum(value for value, *_ in moved) < MOST, moved
    student.click("nav-race")
    student.wait("location.pathname === '/race' && text('seat-state') === 'in the class'", "the race")
    assert student.line[0] == name
    student.until(lambda: rows(teacher)[name].get("page") == "race", "its row")
    student.click("nav-lessons")
    student.wait("location.pathname === '/lessons' && text('seat-state') === 'in the class'", "the lessons")
    first = student.driver.current_window_handle
    student.driver.switch_to.new_window("tab")
    student.come(teacher.code)
    student.is_("in the class")
    assert student.line[0] == name
    assert len(teacher.sees()["seats"]) == 1
    student.driver.close()
    student.driver.switch_to.window(first)


def test_a_code_that_is_none_can_be_typed_again(student, teacher):
    student.come("22222")
    student.until(lambda: student.shown("seat-join-dialog"), "the offer")
    student.click("seat-join")
    student.until(lambda: "No class has this code" in student.text("seat-wrong"), "that it is none")
    student.type("seat-code", f" {teacher.code[:2].lower()}-{teacher.code[2:]} ")
    student.click("seat-join")
    student.wait(
        "location.search.endsWith(given[0]) && text('seat-name').endsWith(given[0])", "its offer", teacher.code
    )
    student.until(lambda: student.shown("seat-join-dialog"), "the offer")
    student.click("seat-join")
    student.is_("in the class")
    assert [line for line in student.log() if "404" not in line] == []


def test_who_has_to_be_let_in_waits_and_who_is_removed_is_told(student, classroom):
    teacher = classroom.board.opened(approval=True)
    student.come(teacher.code)
    student.click("seat-join")
    student.is_("waiting to be let in")
    (seat,) = teacher.sees()["seats"]
    assert seat["row"] == {}
    teacher.does("place", seat=seat["seat"], state="in")
    student.is_("in the class")
    student.until(lambda: rows(teacher)[seat["name"]].get("link"), "the row")
    teacher.does("place", seat=seat["seat"], state="removed")
    student.is_("your teacher removed this seat")
    student.step()
    student.reload()
    student.is_("your teacher removed this seat")


def test_who_is_asked_something_by_a_link_is_seen_by_the_class(student, teacher):
    asked = {"setup": "seed=1", "question": "How many will be right?", "kind": "number", "of": "accuracy"}
    packed = lesson_of(Asked.model_validate({**asked, "within": 0.05})).packed
    student.driver.get(f"{student.url}?class={teacher.code}&lesson={packed}")
    student.until(lambda: student.shown("seat-join-dialog"), "the offer")
    student.click("seat-join")
    student.is_("in the class")
    (name,) = rows(teacher)
    row = student.until(lambda: rows(teacher)[name].get("step") and rows(teacher)[name], "its row")
    assert (row["lesson"], row["link"].startswith("dataset=")) == (key_of(packed), True)
    student.css(".lesson-predict .lesson-buttons button:not(.lesson-main)")[0].click()
    (answer,) = student.until(lambda: teacher.sees()["answers"], "the answer")
    assert answer["lesson"] == row["lesson"]


@pytest.mark.first
def test_runs_that_end_arrive(student, teacher):
    student.come(teacher.code, link="#dataset=gauss&stop=epoch:5")
    student.until(lambda: student.shown("seat-join-dialog"), "the offer")
    student.click("seat-join")
    student.is_("in the class")
    student.click("play")
    (answer,) = student.until(lambda: teacher.sees()["answers"], "the run")
    assert (answer["kind"], answer["reached"], answer["run"]["epoch"]) == ("run", 5, 5)
    assert "dataset=gauss" in answer["run"]["link"]
    (name,) = rows(teacher)
    student.until(lambda: rows(teacher)[name].get("doing") == "done", "done")


def test_lanes_of_a_race_arrive_as_runs_with_the_epoch_of_their_finish(student, teacher):
    student.come(teacher.code, "race", "#lanes=tanh;relu&hidden=3;3&seed=0&finish=loss:0.4")
    student.until(lambda: student.shown("seat-join-dialog"), "the offer")
    student.click("seat-join")
    student.is_("in the class")
    student.wait("playground.player.frames?.length === 2", "two lanes")
    student.click("play")
    answers = student.until(lambda: len(teacher.sees()["answers"]) == 2 and teacher.sees()["answers"], "both lanes")
    student.click("play")
    podium = " ".join(student.texts("#race-podium span")).lower()
    for answer in answers:
        assert answer["run"]["activations"][0] in podium
        assert re.search(rf"\b{answer['reached']}\b", podium), podium
    student.click("reset")
    student.frames(150)
    assert len(teacher.sees()["answers"]) == 2, "each once"


@pytest.mark.first
def test_who_gets_no_answer_asks_again_and_has_one_seat(student, teacher):
    student.come(teacher.code)
    student.until(lambda: student.shown("seat-join-dialog"), "the offer")
    student.js(
        "const { fetch } = window; window.fetch = async (...given) => {"
        " await fetch(...given); window.fetch = fetch; throw new TypeError('no answer'); }"
    )
    student.click("seat-join")
    student.until(lambda: "not answering" in student.text("seat-knocks"), "it says that nobody has answered")
    assert len(teacher.sees()["seats"]) == 1
    student.is_("in the class")
    assert [seat["name"] for seat in teacher.sees()["seats"]] == [student.line[0]]


def test_who_knocks_at_a_class_that_is_busy_comes_in_by_itself_or_lets_it_be(student, teacher, classroom):
    student.come(teacher.code)
    student.until(lambda: student.shown("seat-join-dialog"), "the offer")
    with classroom.away():
        classroom.answered.clear()
        student.click("seat-join")
        student.until(lambda: student.text("seat-knocks").startswith("The class is busy"), "that it is busy")
        assert student.text("seat-join") == "Joining …"
        assert faults_light_and_dark(student, "#seat") == []
        student.click("seat-not-now")
        assert not student.shown("seat-join-dialog")
        student.click("seat-join-again")
        assert (student.text("seat-join"), student.text("seat-knocks")) == ("Join", "")
        student.click("seat-join")
        student.until(lambda: classroom.answered.count(("join", 503)) > 2, "it asks again")
    student.is_("in the class")
    assert len(teacher.sees()["seats"]) == 1


def test_who_leaves_comes_back_to_the_same_seat_until_the_class_ends(student, teacher):
    name = student.join(teacher.code)
    teacher.does("tell", change={"question": QUESTION})
    student.until(lambda: student.shown("seat-question"), "the question")
    student.css(".seat-option")[0].click()
    student.click("seat-leave")
    student.until(lambda: teacher.sees()["seats"][0]["state"] == "left", "they have left")
    assert student.css("#seat") == []
    assert "class=" not in student.driver.current_url
    student.come(teacher.code)
    student.is_("in the class")
    assert student.line[0] == name
    teacher.does("close")
    student.is_("this class has ended, your work stays here")
    path = Path(student.duo.download_path) / f"{name.replace(' ', '-')}.class.json"
    path.unlink(missing_ok=True)
    student.click("seat-hand-in")
    student.until(path.exists, "the file")
    assert [answer["choice"] for answer in json.loads(path.read_text(encoding="utf-8"))["answers"]] == [["0"]]
    assert student.js("return Object.keys(localStorage).filter((n) => n.startsWith('class-'))") == []
    student.step()
    assert [line for line in student.log() if "403" not in line] == []


def test_who_leaves_while_something_is_sent_has_left(student, teacher, classroom):
    student.join(teacher.code)
    with classroom.holding("sync"):
        student.step()
        student.until(lambda: classroom.asked, "what is sent")
        student.click("seat-leave")
        student.until(lambda: student.css("#seat") == [], "they have left")
    student.until(lambda: len(classroom.answered) == 2, "both answers")
    assert classroom.answered == [("sync", 200), ("leave", 200)]
    assert teacher.sees()["seats"][0]["state"] == "left"


def test_what_would_be_sent_is_handed_in_as_a_file(student, teacher, classroom):
    name = student.join(teacher.code)
    teacher.does("tell", change={"question": QUESTION})
    student.until(lambda: student.shown("seat-question"), "the question")
    with classroom.away():
        student.is_("not connected, your work is kept here")
        student.css(".seat-option")[1].click()
        path = Path(student.duo.download_path) / f"{name.replace(' ', '-')}.class.json"
        student.click("seat-hand-in")
        student.until(path.exists, "the file")
    told = json.loads(path.read_text(encoding="utf-8"))
    assert (told["version"], told["name"], [answer["choice"] for answer in told["answers"]]) == (1, name, [["1"]])
    assert told["questions"] == [QUESTION]
    assert told["rows"][0]["map"].startswith("o1.")


@pytest.mark.first
def test_a_file_is_handed_in_without_a_class(student):
    student.open()
    student.step()
    student.click("dataset-xor")
    student.trains_on("xor")
    path = Path(student.duo.download_path) / "work.class.json"
    path.unlink(missing_ok=True)
    student.click("share")
    student.click("share-hand-in")
    student.until(path.exists, "the file")
    told = json.loads(path.read_text(encoding="utf-8"))
    assert told["name"] == ""
    assert [answer["run"]["epoch"] for answer in told["answers"]] == [1]
    assert "dataset=xor" in told["rows"][0]["link"]
