"""Lessons that are in their links on a board: they can be sent, and answers to them bring what was asked."""

import pytest

from app.lessons.packed import MAX_PACKED

WORDS = {"text": "What will it draw?", "options": ["A ring", "A line"], "keys": ["a", "b"]}
ANSWER = {"key": "one", "kind": "choice", "lesson": "asked-123", "step": "q-1", "choice": ["a"]}


@pytest.fixture
def teacher(board):
    return board.opened()


@pytest.fixture
def student(teacher):
    return teacher.student()


def test_an_answer_brings_what_was_asked(teacher, student):
    student.sends({**ANSWER, "words": WORDS})
    (answer,) = teacher.sees()["answers"]
    assert (answer["choice"], answer["words"]) == (["a"], WORDS)


@pytest.mark.parametrize(
    "words",
    [
        {**WORDS, "keys": ["a"]},
        {**WORDS, "text": "w" * 201},
        {**WORDS, "options": ["o"] * 9, "keys": ["k"] * 9},
        {**WORDS, "keys": ["not a key", "b"]},
        {**WORDS, "more": 1},
        {"options": [], "keys": []},
    ],
)
def test_words_that_are_none_are_refused(student, words):
    status, told = student.board.ask("sync", **student.right, answers=[{**ANSWER, "words": words}])
    assert status == 400, told


@pytest.mark.parametrize("lesson", ["one-line", "1." + "A-z_9" * 599])
def test_a_lesson_is_sent_by_its_name_or_whole(teacher, student, lesson):
    assert len(lesson) <= MAX_PACKED
    teacher.does("tell", change={"place": {"lesson": lesson, "step": "q-1"}})
    assert student.sends()["console"]["place"]["lesson"] == lesson


@pytest.mark.parametrize("lesson", ["", "a b", "x" * 41, "1." + "A" * MAX_PACKED, "1.<b>", "1.a?b=c"])
def test_what_is_no_lesson_is_not_sent(teacher, lesson):
    status, _told = teacher.board.ask("tell", **teacher.right, change={"place": {"lesson": lesson, "step": "q-1"}})
    assert status == 409


def test_names_are_hidden_for_all_pages(teacher, student):
    teacher.does("tell", change={"hide_names": True})
    assert student.sends()["console"] == {"hide_names": True}
    teacher.does("tell", change={"hide_names": None})
    assert student.sends()["console"] == {}
