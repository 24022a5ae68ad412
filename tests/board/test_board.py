"""A class with its board, asked as pages ask: what students send, what the teacher sees, what she tells them."""

import time

import pytest

from app.board import limits
from app.board.names import NAMES, seat_name
from app.board.rights import ALPHABET, CODE
from app.board.student import _STEP

ROW = {
    "link": "dataset=spiral&hidden=8-relu",
    "doing": "playing",
    "epoch": 120,
    "train_loss": 0.125,
    "test_loss": 0.25,
    "dataset": "spiral",
    "score": 0.9,
    "parameters": 33,
    "activations": ["relu"],
    "units": [8],
    "curve": [[0, 0.5], [120, 0.25]],
}


def test_the_teacher_sees_what_a_student_does(board):
    teacher = board.opened()
    student = teacher.student()
    student.sends(row=ROW)
    (seat,) = teacher.sees()["seats"]
    assert seat["name"] == student.name
    assert seat["row"] == ROW
    assert seat["state"] == "in"
    assert 0 <= teacher.sees()["away"][str(seat["seat"])] < 60


def test_she_is_told_only_what_has_changed(board):
    teacher = board.opened()
    first, second = teacher.student(), teacher.student()
    known = teacher.sees()["revision"]
    assert teacher.sees(known)["seats"] == []
    second.sends(row=ROW)
    seen = teacher.sees(known)
    assert [seat["name"] for seat in seen["seats"]] == [second.name] != [first.name]
    assert teacher.sees(seen["revision"])["seats"] == []


def test_that_somebody_is_there_is_noted_now_and_then_and_changes_nothing(board, monkeypatch):
    teacher = board.opened()
    student = teacher.student()
    known = teacher.sees()["revision"]
    now = time.time()
    for passed, away in (limits.SEEN_SECONDS - 1, limits.SEEN_SECONDS - 1), (limits.SEEN_SECONDS + 1, 0):
        for module in ("student", "teacher"):
            monkeypatch.setattr(f"app.board.{module}.time", lambda passed=passed: now + passed)
        student.sends()
        seen = teacher.sees(known)
        assert seen["away"] == {str(student.right["seat"]): pytest.approx(away, abs=0.5)}
        assert (seen["seats"], seen["revision"]) == ([], known)


def test_who_comes_back_sends_at_once(board):
    teacher = board.opened()
    student = teacher.student()
    board.good("leave", **student.right)
    assert student.sends({"key": "back"}, row=ROW)["kept"] == ["back"]
    (seat,) = teacher.sees()["seats"]
    assert (seat["state"], seat["row"]) == ("in", ROW)


def test_an_answer_that_is_sent_twice_is_there_once(board):
    teacher = board.opened()
    student = teacher.student()
    answer = {"key": "guess-1", "kind": "choice", "lesson": "one-line", "step": "guess", "choice": ["circle"]}
    assert student.sends(answer)["kept"] == ["guess-1"]
    assert student.sends(answer, {"key": "guess-2", "kind": "number", "number": 3.5})["kept"] == ["guess-1", "guess-2"]
    answers = teacher.sees()["answers"]
    assert [given["key"] for given in answers] == ["guess-1", "guess-2"]
    assert answers[0] == {**answer, "seat": student.right["seat"], "shown": True}


def test_answers_stay_in_the_order_in_which_they_were_sent(board):
    teacher = board.opened()
    students = [teacher.student() for _ in range(2)]
    said = {student.right["seat"]: [] for student in students}
    for number in (5, 1, 12, 3):
        for student in students:
            keys = [f"{sign}-{number}" for sign in "zmahb"[: number % 6]]
            student.sends(*({"key": key} for key in keys), row=ROW)
            said[student.right["seat"]] += keys
    told = teacher.sees()["answers"]
    assert {seat: [each["key"] for each in told if each["seat"] == seat] for seat in said} == said


def test_who_joins_twice_by_one_secret_has_one_seat(board):
    """As who got no answer does, or a proxy that asks another copy."""
    teacher, other = board.opened(), board.opened()
    secret = "made-by-the-page-0"  # noqa: S105
    first, second = (board.good("join", code=teacher.code, secret=secret) for _ in range(2))
    assert first == second
    assert first["secret"] == secret
    assert board.good("sync", seat=first["seat"], secret=secret)["state"] == "in"
    assert len(teacher.sees()["seats"]) == 1
    assert board.ask("join", code=other.code, secret=secret) == (409, {"error": "This seat is in another class."})
    assert other.sees()["seats"] == []
    teacher.does("place", seat=first["seat"], state="removed")
    assert board.good("join", code=teacher.code, secret=secret)["state"] == "removed"
    for secret in "short", "a" * 65, "with a space in it":
        assert board.ask("join", code=teacher.code, secret=secret)[0] == 400


def test_what_is_sent_to_all_reaches_everybody_once(board):
    teacher = board.opened()
    student = teacher.student()
    told = student.sends()
    assert "console" not in told
    setup = {"page": "playground", "link": "dataset=xor"}
    teacher.does("tell", change={"setup": setup, "paused": True})
    told = student.sends(since=told["told"])
    setup["sent"] = told["told"]
    assert told["console"] == {"setup": setup, "paused": True}
    assert "console" not in student.sends(since=told["told"])
    teacher.does("tell", change={"paused": None})
    late = teacher.student()
    assert late.sends()["console"] == student.sends(since=told["told"])["console"] == {"setup": setup}


def test_what_was_asked_is_told_with_what_was_answered(board, monkeypatch):
    monkeypatch.setattr("app.board.teacher.MAX_QUESTIONS", 2)
    teacher = board.opened()
    asked = [{"key": key, "text": f"{key}?", "options": ["yes", "no"]} for key in ("one", "two", "three")]
    for question in asked[0], {**asked[0], "vote": 2, "open": False}, None, asked[1]:
        teacher.does("tell", change={"question": question})
    told = teacher.sees()
    assert told["questions"] == [{**asked[0], "vote": 2, "open": False}, {**asked[1], "vote": 1, "open": True}]
    assert "questions" not in teacher.sees(told["revision"])
    assert board.ask("tell", **teacher.right, change={"question": asked[2]}) == (
        409, {"error": "A class can be asked 2 questions."},
    )  # fmt: skip
    teacher.does("tell", change={"question": {**asked[1], "open": False}})
    assert [each["open"] for each in teacher.sees(told["revision"])["questions"]] == [False, False]


def test_a_prediction_that_is_asked_again_has_the_keys_of_its_options(board):
    teacher = board.opened()
    question = {"key": "one-line.clouds", "text": "?", "options": ["A line", "A ring"], "keys": ["line", "ring"]}
    teacher.does("tell", change={"question": {**question, "vote": 2}})
    assert teacher.student().sends()["console"]["question"] == {**question, "vote": 2}


def test_the_teacher_sees_how_many_pages_have_what_she_sent(board):
    teacher = board.opened()
    students = [teacher.student() for _ in range(3)]
    teacher.does("tell", change={"paused": True})
    assert teacher.sees()["have"] == 0
    told = students[0].sends()["told"]
    assert teacher.sees()["have"] == 0, "it is on its way"
    students[0].sends(since=told)
    students[1].sends(since=told, row=ROW)
    students[2].sends(since=10**9)  # as nobody can know it
    assert teacher.sees()["have"] == 3
    board.good("leave", **students[2].right)
    assert teacher.sees()["have"] == 2
    teacher.does("tell", change={"paused": None})
    assert teacher.sees()["have"] == 0


def test_the_same_set_up_can_be_sent_again(board):
    teacher = board.opened()
    student = teacher.student()
    setup = {"page": "playground", "link": "dataset=xor"}
    teacher.does("tell", change={"setup": setup, "place": {"lesson": "one-line", "step": "see"}})
    first = student.sends()["console"]
    assert first["setup"]["sent"] == first["place"]["sent"] > 0
    teacher.does("tell", change={"locked": True})
    assert student.sends()["console"]["setup"] == first["setup"]
    teacher.does("tell", change={"setup": setup})
    again = student.sends()["console"]
    assert again["setup"]["sent"] > again["place"]["sent"] == first["place"]["sent"]


def test_a_question_is_asked_twice(board):
    teacher = board.opened()
    student = teacher.student()
    question = {"key": "curve", "text": "Which one is first?", "options": ["ReLU", "tanh"]}
    for vote, choice in (1, "0"), (2, "1"):
        teacher.does("tell", change={"question": {**question, "vote": vote}})
        student.sends({"kind": "choice", "step": "curve", "vote": vote, "choice": [choice]})
    assert [(given.get("vote", 1), given["choice"]) for given in teacher.sees()["answers"]] == [(1, ["0"]), (2, ["1"])]


def test_who_must_be_let_in_sends_nothing_before(board):
    teacher = board.opened(approval=True)
    student = teacher.student()
    assert student.told["state"] == "waiting"
    teacher.does("tell", change={"paused": True})
    told = student.sends({"key": "early"}, row=ROW)
    assert (told["state"], told["kept"]) == ("waiting", [])
    assert "console" not in told
    (seat,) = teacher.sees()["seats"]
    assert seat["row"] == {}
    teacher.does("place", seat=seat["seat"], state="in")
    told = student.sends({"key": "early"}, row=ROW)
    assert (told["state"], told["kept"], told["console"]) == ("in", ["early"], {"paused": True})


def test_a_removed_seat_is_empty_and_stays_out(board):
    teacher = board.opened()
    student = teacher.student()
    student.sends({"key": "one"}, row=ROW)
    teacher.does("place", seat=student.right["seat"], state="removed")
    seen = teacher.sees()
    assert [(seat["state"], seat["row"]) for seat in seen["seats"]] == [("removed", {})]
    assert seen["answers"] == []
    assert student.sends({"key": "two"}, row=ROW)["state"] == "removed"
    assert teacher.sees()["answers"] == []


def test_who_left_comes_back_to_the_same_seat(board):
    teacher = board.opened()
    student = teacher.student()
    student.sends(row=ROW)
    board.good("leave", **student.right)
    assert teacher.sees()["seats"][0]["state"] == "left"
    assert student.sends()["name"] == student.name
    assert teacher.sees()["seats"][0]["state"] == "in"
    assert teacher.sees()["seats"][0]["row"] == ROW


def test_texts_are_off_until_they_are_allowed_and_seen_by_the_teacher_first(board):
    teacher = board.opened()
    student = teacher.student()
    student.sends({"kind": "text", "text": "because it bends"})
    assert teacher.sees()["answers"] == []
    teacher.does("rule", free_text=True)
    assert student.sends()["free_text"] is True
    student.sends({"key": "why", "kind": "text", "text": " because\nit  bends "})
    (answer,) = teacher.sees()["answers"]
    assert (answer["text"], answer["shown"]) == ("because it bends", False)
    teacher.does("show", seat=student.right["seat"], key="why", shown=True)
    assert teacher.sees()["answers"][0]["shown"] is True


def test_a_code_is_renewed_or_closed(board):
    teacher = board.opened()
    assert len(teacher.code) == CODE
    assert set(teacher.code) <= set(ALPHABET)
    typed = f" {teacher.code[:2].lower()}-{teacher.code[2:]} "
    assert board.good("join", code=typed)["state"] == "in"
    old, teacher.code = teacher.code, teacher.does("rule", code="renew")["code"]
    assert old != teacher.code
    assert board.ask("join", code=old)[0] == 404
    assert teacher.student().told["state"] == "in"
    assert teacher.does("rule", code="close")["code"] is None
    assert board.ask("join", code=teacher.code)[0] == 404


def test_closing_deletes_everything(board):
    teacher = board.opened()
    student = teacher.student()
    student.sends({"key": "one"}, row=ROW)
    assert teacher.does("close") == {"deleted": 1, "answers": 1}
    assert board.ask("look", **teacher.right)[0] == 403
    assert board.ask("sync", **student.right) == (403, {"error": "This class has ended."})


def test_a_class_ends_after_a_day(board, monkeypatch):
    teacher = board.opened()
    student = teacher.student()
    now = time.time()
    assert teacher.expires - now == pytest.approx(24 * 3600, abs=60)
    for module in ("opening", "student", "teacher"):
        monkeypatch.setattr(f"app.board.{module}.time", lambda: now + 24 * 3600 + 61)
    assert board.ask("look", **teacher.right)[0] == 403
    assert board.ask("sync", **student.right)[0] == 403
    assert board.ask("join", code=teacher.code)[0] == 404


def test_every_seat_has_a_name_of_its_own(board):
    teacher = board.opened()
    names = {teacher.student().name for _ in range(limits.MAX_SEATS)}
    assert len(names) == limits.MAX_SEATS
    assert board.ask("join", code=teacher.code) == (409, {"error": "This class is full: it has 200 seats."})
    assert len({seat_name(number) for number in range(NAMES)}) == NAMES


def test_a_class_that_nobody_joined_makes_place(board, monkeypatch):
    monkeypatch.setattr("app.board.opening.MAX_CLASSES", 2)
    used, unused = board.opened(), board.opened()
    used.student()
    assert board.ask("open")[0] == 409
    now = time.time()
    monkeypatch.setattr("app.board.opening.time", lambda: now + limits.UNUSED_SECONDS + 1)
    board.opened()
    assert board.ask("look", **unused.right)[0] == 403
    assert used.sees()["seats"]


def test_rows_of_a_class_are_bounded_together(board, monkeypatch):
    monkeypatch.setattr("app.board.student.MAX_ROWS", 6000)
    teacher = board.opened()
    first, second = teacher.student(), teacher.student()
    first.sends(row=ROW)
    second.sends({"key": "still"}, row=ROW)
    rows = [seat["row"] for seat in teacher.sees()["seats"]]
    assert rows == [ROW, {}]
    assert [answer["key"] for answer in teacher.sees()["answers"]] == ["still"]


def test_a_row_may_be_longer_and_shorter_than_the_one_before(board):
    teacher = board.opened()
    student = teacher.student()
    for length in (10, 1500, 5000, 200, 4900, 10):
        student.sends(row=ROW | {"link": "a" * length})
        assert [seat["row"]["link"] for seat in teacher.sees()["seats"]] == ["a" * length]


def test_there_is_room_for_the_rows_of_a_full_class():
    assert limits.MAX_SEATS * _STEP <= limits.MAX_ROWS


def test_a_seat_counts_by_the_longest_of_its_rows(board, monkeypatch):
    monkeypatch.setattr("app.board.student.MAX_ROWS", 10_000)
    teacher = board.opened()
    first, second = teacher.student(), teacher.student()
    first.sends(row=ROW | {"link": "a" * 5000})
    first.sends(row=ROW)
    second.sends(row=ROW)
    assert [seat["row"] for seat in teacher.sees()["seats"]] == [ROW, {}]
    again = ROW | {"link": "b" * 6000}
    first.sends(row=again)
    assert [seat["row"] for seat in teacher.sees()["seats"]] == [again, {}]


def test_answers_of_a_seat_are_bounded(board, monkeypatch):
    monkeypatch.setattr("app.board.student.MAX_ANSWERS", 3)
    teacher = board.opened()
    student = teacher.student()
    assert len(student.sends(*({} for _ in range(5)))["kept"]) == 5  # they need not be sent again
    assert len(teacher.sees()["answers"]) == 3


def test_codes_cannot_be_tried_out(board, monkeypatch):
    teacher = board.opened()
    monkeypatch.setattr("app.board.served.WRONG_A_MINUTE", 3)
    assert [board.ask("join", code="22222")[0] for _ in range(3)] == [404] * 3
    assert board.ask("join", code=teacher.code)[0] == 429
    monkeypatch.setattr("app.board.served.monotonic", lambda: time.monotonic() + 61)
    assert teacher.student().told["state"] == "in"
