"""Nobody can do what he has no right to: every call with every wrong right, and with broken requests."""

import json

import pytest
from hypothesis import given, settings, strategies as st
from pydantic import ValidationError
from sqlalchemy import create_engine, inspect, text

from app import create_app
from app.board import asked
from app.board.limits import MAX_ROW, MAX_TEXT
from app.board.served import CALLS
from app.config import Settings
from tests.app.helpers import broken
from tests.board.people import Board
from tests.board.test_board import ROW

REST = {
    "look": {"since": 0},
    "tell": {"change": {"paused": True}},
    "rule": {"code": "renew"},
    "place": {"state": "removed"},
    "show": {"key": "one", "shown": True},
    "close": {},
    "sync": {"row": ROW, "answers": [{"key": "wrong", "kind": "choice"}]},
    "leave": {},
    "open": {},
    "join": {"code": "22222"},
}


@pytest.fixture
def two(board):
    """Two classes, each with a student who has answered."""
    classes = [board.opened(), board.opened()]
    students = [teacher.student() for teacher in classes]
    for student in students:
        student.sends({"key": "one"}, row=ROW)
    return classes, students


def _told(teachers):
    return [{**teacher.sees(), "away": None} for teacher in teachers]


def test_all_calls_are_tried():
    assert set(REST) == set(CALLS)


def test_a_wrong_right_does_nothing(board, two):
    (mine, other), (student, neighbor) = two
    before = _told([mine, other])
    wrong_teachers = [
        {"class_id": mine.right["class_id"], "secret": other.right["secret"]},
        {"class_id": mine.right["class_id"], "secret": student.right["secret"]},
        {"class_id": mine.right["class_id"], "secret": "0" * 32},
        {"class_id": "2" * 12, "secret": mine.right["secret"]},
        {"class_id": mine.code, "secret": mine.right["secret"]},
    ]
    wrong_seats = [
        {"seat": student.right["seat"], "secret": neighbor.right["secret"]},
        {"seat": student.right["seat"], "secret": mine.right["secret"]},
        {"seat": neighbor.right["seat"] + 1000, "secret": student.right["secret"]},
    ]
    tried = 0
    for name, call in CALLS.items():
        teachers = issubclass(call.model, asked.OfTeacher)
        rights = wrong_teachers if teachers else wrong_seats if issubclass(call.model, asked.OfSeat) else []
        for right in rights:
            seat = {"seat": student.right["seat"]} if name in ("place", "show") else {}
            status, told = board.ask(name, **right, **seat, **REST[name])
            assert (status, set(told)) == (403, {"error"}), (name, right)
            tried += 1
    assert tried == 6 * len(wrong_teachers) + 2 * len(wrong_seats)
    assert _told([mine, other]) == before


def test_a_right_of_the_other_kind_is_no_request(board, two):
    (teacher, _), (student, _) = two
    for name, call in CALLS.items():
        right = student.right if issubclass(call.model, asked.OfTeacher) else teacher.right
        if not issubclass(call.model, asked.Nobody):
            assert board.ask(name, **right, **REST[name])[0] == 400, name


def test_a_teacher_rules_no_seat_of_another_class(board, two):
    (mine, _), (_, neighbor) = two
    seat = neighbor.right["seat"]
    assert board.ask("place", **mine.right, seat=seat, state="removed")[0] == 409
    assert board.ask("show", **mine.right, seat=seat, key="one", shown=False)[0] == 409
    assert neighbor.sends()["state"] == "in"


def test_answers_of_others_are_never_told_to_a_student(board, two):
    _, (student, neighbor) = two
    told = json.dumps([student.sends(since=since) for since in (0, 1, 5)])
    assert neighbor.name not in told
    assert "dataset=spiral" not in told


def test_secrets_are_kept_as_digests_only_and_nothing_of_a_person(url, tmp_path):
    board = Board(create_app(Settings(classes=True, class_database_url=url)).server.test_client())
    teacher = board.opened()
    student = teacher.student()
    student.sends({"key": "one"}, row=ROW)
    engine = create_engine(url)
    with engine.connect() as connection:
        tables = {
            table: [dict(row._mapping) for row in connection.execute(text(f"SELECT * FROM {table}"))]  # noqa: S608
            for table in inspect(connection).get_table_names()
        }
    engine.dispose()
    kept = json.dumps(tables)
    assert teacher.right["class_id"] in kept
    for secret in teacher.right["secret"], student.right["secret"], "127.0.0.1", student.name:
        assert secret not in kept
    columns = {column for rows in tables.values() for row in rows for column in row}
    assert columns == {
        "id", "code", "teacher", "created", "expires", "approval", "free_text", "revision", "told", "console",
        "questions", "class_id", "name", "secret", "knows", "state", "seen", "size", "row",
        "seat_id", "key", "shown", "body", "version",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"row": {**ROW, "epoch": -1}}, "row.epoch must be greater than or equal to 0, got -1"),
        ({"row": {**ROW, "train_loss": float("inf")}}, None),
        ({"row": {**ROW, "map": "m" * 2001}}, "row.map"),
        ({"row": {**ROW, "name": "Ada"}}, "row.name"),
        ({"row": {**ROW, "activations": ["<b>"]}}, "row.activations.0"),
        ({"answers": [{"key": "x", "kind": "text", "text": "a" * (MAX_TEXT + 1)}]}, "answers.0.text"),
        ({"answers": [{"key": "x", "kind": "poem"}]}, "answers.0.kind"),
        ({"answers": [{"key": str(n), "kind": "choice"} for n in range(51)]}, "answers must have at most 50 items"),
        ({"since": 1.5}, "since"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_line(board, change, why):
    student = board.opened().student()
    status, told = board.ask("sync", **student.right, **change)
    assert status == 400
    assert why is None or told["error"].startswith(why), told
    assert told["error"].isprintable()


def test_a_row_is_never_larger_than_allowed():
    assert asked.Row(link="a" * (MAX_ROW - 2000)).size <= MAX_ROW
    with pytest.raises(ValidationError, match=f"at most {MAX_ROW} bytes"):
        asked.Row(link="a" * MAX_ROW)


def test_a_console_takes_no_nonsense(board):
    teacher = board.opened()
    for change in (
        {"paused": "yes"},
        {"setup": {"page": "admin", "link": ""}},
        {"unknown": 1},
        {"question": {"key": "q"}},
        {"question": {"key": "q", "text": "?", "options": ["a", "b"], "keys": ["a"]}},
        {"question": {"key": "q", "text": "?", "options": ["a", "b"], "keys": ["a", "<b>"]}},
    ):
        status, told = board.ask("tell", **teacher.right, change=change)
        assert status == 409, change
        assert told["error"].isprintable()
    assert teacher.sees()["console"] == {}


def test_what_is_no_json_is_refused(board):
    for data in b"", b"{", b"\xff\xfe", b"[" * 100_000, b"null", b"x" * (300 * 1024):
        answer = board.client.post("/board/join", data=data, content_type="application/json")
        assert answer.status_code == 400, data[:20]
        assert set(answer.get_json()) == {"error"}
    assert board.client.post("/board/nothing", json={}).status_code == 404
    assert board.client.get("/board/join").status_code == 404


def test_without_classes_there_is_no_board():
    client = create_app(Settings(classes=False)).server.test_client()
    for name in CALLS:
        assert client.post(f"/board/{name}", json={}).status_code in (404, 405)


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    folder = tmp_path_factory.mktemp("board")
    board = Board(
        create_app(Settings(classes=True, class_database_url=f"sqlite:///{folder}/board.sqlite")).server.test_client()
    )
    teacher = board.opened(free_text=True)
    return board, teacher, teacher.student()


GOOD = [
    (name, {**({"seat": 1} if name in ("place", "show") else {}), **rest})
    for name, rest in REST.items()
    if name != "close"
]


@settings(max_examples=200)
@given(data=st.data())
def test_broken_requests_are_answered(shared, data):
    board, teacher, student = shared
    name, rest = data.draw(st.sampled_from(GOOD))
    right = teacher.right if issubclass(CALLS[name].model, asked.OfTeacher) else student.right
    right = {} if issubclass(CALLS[name].model, asked.Nobody) else right
    sent = data.draw(broken({**right, **rest}))
    answer = board.client.post(f"/board/{name}", data=json.dumps(sent).encode("utf-8", "replace"))
    assert answer.status_code in (200, 400, 403, 404, 409, 429), (answer.status_code, sent)
    if answer.status_code != 200:
        error = answer.get_json()["error"]
        assert error.strip()
        assert error.isprintable()
