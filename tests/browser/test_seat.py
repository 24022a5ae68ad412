"""A student in a class: joins, sends what is on the page, and is told what the teacher says to all."""

import json
from pathlib import Path

import pytest

from app import create_app
from tests.browser.seat import Classroom, Student, rows
from tests.browser.test_access import faults_light_and_dark
from tests.browser.test_still import MOST, WATCH

LOST = "status of 503"
SMALL = """
return [...document.querySelectorAll("#seat :is(button, input, .seat-option)")]
  .filter((one) => one.checkVisibility() && one.type !== "radio")
  .map((one) => [one.id || one.className, one.getBoundingClientRect()])
  .filter(([, { width, height }]) => Math.round(height) < 44 || Math.round(width) < 44)
  .map(([name, { width, height }]) => [name, width, height]);
"""
WIDE = "return document.documentElement.scrollWidth > innerWidth"
QUESTION = {"key": "first", "text": "Which one is first?", "options": ["ReLU", "tanh", "They tie"]}


@pytest.fixture(scope="module")
def classroom(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        room = Classroom(tmp_path_factory.mktemp("board"), patch)
        room.server.start()
        yield room
        room.server.stop()
    create_app()  # Dash knows the pages of the last app that was made


@pytest.fixture
def student(tab, classroom):
    student = Student(tab, classroom.server.url)
    student.leave()
    student.js("sessionStorage.clear(); localStorage.clear()")
    student.resize(1440, 900)
    student.log()
    yield student
    student.resize(None)
    assert [line for line in student.log() if LOST not in line] == []


@pytest.fixture
def teacher(classroom):
    return classroom.board.opened()


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


def test_the_row_of_a_student_arrives_small_and_at_most_every_two_seconds(student, teacher, classroom):
    name = student.join(teacher.code)
    student.until(lambda: rows(teacher)[name].get("link"), "the first row")
    classroom.asked.clear()
    student.play()
    student.until(lambda: rows(teacher)[name].get("doing") == "playing", "it plays")
    student.until(lambda: rows(teacher)[name]["epoch"] > 100, "epochs")
    student.pause()
    student.until(lambda: rows(teacher)[name]["epoch"] == student.epoch, "the last epoch")
    row = rows(teacher)[name]
    assert row["doing"] == "idle" if "doing" in row else True
    assert row["test_loss"] == pytest.approx(student.losses[1], abs=0.001)
    assert (row["activations"], row["units"]) == (["tanh", "tanh"], [4, 2])
    assert row["map"].startswith("o1.")
    assert len(row["curve"]) > 10
    sizes = [size for _, size in classroom.asked]
    assert max(sizes) < 4096
    student.frames(150)
    assert rows(teacher)[name] == row


def test_a_seat_stays_over_reloads_pages_and_tabs_and_nothing_moves(student, teacher):
    name = student.join(teacher.code)
    student.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH})
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


def test_a_set_up_is_opened_once_and_can_be_undone(student, teacher):
    student.join(teacher.code)
    student.step()
    teacher.does("tell", change={"setup": {"page": "playground", "link": "dataset=spiral&hidden=8-relu"}})
    student.trains_on("spiral")
    assert student.told() == "Your teacher sent a set-up."
    student.click("seat-undo")
    student.trains_on("circle")
    student.until(lambda: student.epoch == 1, "what was trained")
    assert student.told() == ""
    student.reload()
    student.is_("in the class")
    teacher.does("tell", change={"locked": True})
    student.click("regenerate")
    student.until(lambda: "locked" in student.message("done-message"), "that it is locked")
    assert student.dataset() == "circle", "not opened again"


def test_a_set_up_of_another_page_is_gone_to(student, teacher):
    name = student.join(teacher.code)
    teacher.does("tell", change={"setup": {"page": "activations", "link": "f=relu"}})
    student.wait("location.pathname === '/activations' && text('seat-state') === 'in the class'", "the page")
    assert student.told() == "Your teacher sent a set-up."
    assert student.line[0] == name
    student.click("seat-undo")
    student.wait("location.pathname === '/' && text('seat-state') === 'in the class'", "back")


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
        student.until(lambda: not student.shown("seat-asked"), "they go on", timeout=40)
        student.step()


def test_locked_controls_change_nothing_and_play_still_works(student, teacher):
    student.join(teacher.code)
    teacher.does("tell", change={"locked": True})
    student.until(lambda: student.try_dataset("xor"), "that it is locked")
    assert student.dataset() == "circle"
    assert student.pressed("dataset-circle")
    student.play()
    student.pause()
    teacher.does("tell", change={"locked": None})
    student.until(lambda: not student.try_dataset("xor"), "unlocked")
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
    student.until(lambda: rows(teacher)[name]["doing"] == "done", "done")


def test_who_leaves_comes_back_to_the_same_seat_until_the_class_ends(student, teacher):
    name = student.join(teacher.code)
    student.click("seat-leave")
    student.until(lambda: teacher.sees()["seats"][0]["state"] == "left", "they have left")
    assert student.css("#seat") == []
    assert "class=" not in student.driver.current_url
    student.come(teacher.code)
    student.is_("in the class")
    assert student.line[0] == name
    teacher.does("close")
    student.is_("this class has ended, your work stays here")
    assert student.js("return Object.keys(localStorage).filter((n) => n.startsWith('class-'))") == []
    student.step()
    assert [line for line in student.log() if "403" not in line] == []


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
    assert told["rows"][0]["map"].startswith("o1.")


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
    assert faults_light_and_dark(student, "#seat") == []
