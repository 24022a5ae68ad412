"""A database that is away, full or shared: what was acknowledged is there, and what was not can be sent again."""

import random
import resource
import sqlite3
import string
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from sqlalchemy import create_engine, text

from app import create_app
from app.board import tables
from app.board.database import AwayError, Database
from app.config import Settings
from tests.board.people import Board, Student
from tests.board.test_board import ROW
from tests.waiting import until


def _keys(teacher):
    return [answer["key"] for answer in teacher.sees()["answers"]]


def test_postgres_is_stopped_and_started_again(postgres):
    board = Board(create_app(Settings(classes=True, class_database_url=postgres.url)).server.test_client())
    teacher = board.opened()
    student = teacher.student()
    student.sends({"key": "before"})
    postgres.stop()
    try:
        for call, right in ("sync", student.right), ("look", teacher.right), ("open", {}), ("join", {"code": "22222"}):
            status, told = board.ask(call, **right)
            assert (status, told["error"]) == (503, "The board of the class is away.")
            assert told["again"] > 0
        assert board.client.get("/race").status_code == 200
    finally:
        postgres.start()
    assert student.sends({"key": "meanwhile"})["kept"] == ["meanwhile"]
    assert _keys(teacher) == ["before", "meanwhile"]
    teacher.does("close")


@contextmanager
def _no_file_grows():
    """As on a full disk: whoever makes a file longer gets an error."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_keeps_what_it_has(tmp_path):
    board = Board(
        create_app(Settings(classes=True, class_database_url=f"sqlite:///{tmp_path}/board.sqlite")).server.test_client()
    )
    teacher = board.opened()
    student = teacher.student()
    student.sends({"key": "before"}, row=ROW)
    with _no_file_grows():
        assert board.ask("sync", **student.right, answers=[{"key": "full", "kind": "choice"}])[0] == 503
        assert _keys(teacher) == ["before"]  # what only reads goes on
    assert student.sends({"key": "full"})["kept"] == ["full"]
    assert _keys(teacher) == ["before", "full"]


def test_a_folder_that_is_not_there_yet(tmp_path):
    folder = tmp_path / "volume"
    board = Board(
        create_app(Settings(classes=True, class_database_url=f"sqlite:///{folder}/board.sqlite")).server.test_client()
    )
    assert board.ask("open")[0] == 503
    folder.mkdir()
    assert board.opened().student().told["state"] == "in"


def test_another_writer_takes_long(tmp_path, monkeypatch):
    monkeypatch.setattr("app.board.links.WAIT_SECONDS", 0.1)
    path = tmp_path / "board.sqlite"
    board = Board(create_app(Settings(classes=True, class_database_url=f"sqlite:///{path}")).server.test_client())
    student = board.opened().student()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert board.ask("sync", **student.right, row=ROW)[0] == 503
    assert student.sends()["state"] == "in"
    other.execute("ROLLBACK")
    other.close()
    assert student.sends(row=ROW)["state"] == "in"


def test_many_at_once(url):
    """Two servers on one database, as two workers or two machines have it; everybody's answers are all there."""
    servers = [create_app(Settings(classes=True, class_database_url=url)).server for _ in range(2)]
    teacher = Board(servers[0].test_client()).opened()

    def joined(board):
        status, told = board.ask("join", code=teacher.code)
        return told if status == 200 else None

    def lesson(number):
        board = Board(servers[number % 2].test_client())
        student = Student(board, until(lambda: joined(board), "a seat"))
        for n in range(5):
            while True:
                status, told = board.ask(
                    "sync", **student.right, row={**ROW, "epoch": n}, answers=[{"key": f"a{n}", "kind": "choice"}]
                )
                if status == 200:
                    break
                assert status == 503, told
        return student.name

    with ThreadPoolExecutor(8) as pool:
        names = list(pool.map(lesson, range(24)))
    seen = teacher.sees()
    assert len(set(names)) == 24
    assert {seat["name"] for seat in seen["seats"]} == set(names)
    assert all(seat["row"]["epoch"] == 4 for seat in seen["seats"])
    assert sorted((answer["seat"], answer["key"]) for answer in seen["answers"]) == sorted(
        (seat["seat"], f"a{n}") for seat in seen["seats"] for n in range(5)
    )


def test_tables_of_a_newer_version_are_left_alone(url):
    Database(url).writing().__enter__()
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE board_version SET version = version + 1"))
    with pytest.raises(AwayError, match="of version"), Database(url).reading():
        pass
    engine.dispose()


def test_tables_of_an_older_version_are_brought_up_to_date(url, monkeypatch):
    with Database(url).writing():
        pass
    step = tables.Step("ALTER TABLE classes ADD COLUMN motto VARCHAR(20)", "UPDATE classes SET motto = 'learn'")
    monkeypatch.setattr(tables, "STEPS", (*tables.STEPS, step))
    monkeypatch.setattr(tables, "VERSION", later := tables.VERSION + 1)
    for _ in range(2):  # the second one finds nothing to do
        with Database(url).reading() as connection:
            connection.execute(text("SELECT motto FROM classes"))
            assert connection.execute(text("SELECT version FROM board_version")).scalar_one() == later


def test_rows_stay_in_their_place(postgres_url):
    """PostgreSQL would keep a long one elsewhere, and a changed one in another page."""
    teacher = Board(create_app(Settings(classes=True, class_database_url=postgres_url)).server.test_client()).opened()
    students = [teacher.student() for _ in range(5)]
    database, pages = Database(postgres_url), []
    for number in range(12):
        for student in students:
            link = "".join(random.choices(string.ascii_letters, k=3000))  # which can't be made shorter
            assert student.board.ask("sync", **student.right, row={**ROW, "epoch": number, "link": link})[0] == 200
        with database.reading() as connection:
            places = connection.execute(text("SELECT name, CAST(ctid AS text) FROM seats"))
            pages.append({name: place.strip("()").split(",")[0] for name, place in places})
            elsewhere = text("SELECT pg_relation_size(reltoastrelid) FROM pg_class WHERE relname = 'seats'")
            assert connection.execute(elsewhere).scalar_one() == 0
    assert len(set(pages[-1].values())) == len(students)
    assert all(later == pages[1] for later in pages[1:])


def test_rows_of_an_older_version_will_stay_in_their_place(postgres_url):
    with Database(postgres_url).writing() as connection:
        connection.execute(text("ALTER TABLE seats RESET (toast_tuple_target, fillfactor)"))
        connection.execute(text("UPDATE board_version SET version = 2"))
    with Database(postgres_url).reading() as connection:
        options = text("SELECT reloptions FROM pg_class WHERE relname = 'seats'")
        assert connection.execute(options).scalar_one() == ["toast_tuple_target=8160", "fillfactor=50"]


def test_what_fails_in_the_middle_has_not_happened(url):
    database = Database(url)

    def fail():
        with database.writing() as connection:
            connection.execute(text("UPDATE board_version SET version = 7"))
            connection.execute(text("SELECT nothing FROM nowhere"))

    with pytest.raises(AwayError):
        fail()
    with database.reading() as connection:
        assert connection.execute(text("SELECT version FROM board_version")).scalar_one() == tables.VERSION


def test_a_reader_sees_one_state_of_everything(url):
    database, other = Database(url), Database(url)
    with other.writing() as writer:
        writer.execute(text("CREATE TABLE IF NOT EXISTS marks (mark INTEGER)"))
    marks = text("SELECT count(*) FROM marks")
    with database.reading() as connection:
        before = connection.execute(marks).scalar_one()
        with other.writing() as writer:
            writer.execute(text("INSERT INTO marks VALUES (1)"))
        assert connection.execute(marks).scalar_one() == before
    with database.reading() as connection:
        assert connection.execute(marks).scalar_one() == before + 1


def _end_all_others(url):
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        others = "FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()"
        ended = connection.execute(text(f"SELECT pg_terminate_backend(pid) {others}")).all()
        until(lambda: not connection.execute(text(f"SELECT pid {others}")).all(), "they have ended")
    engine.dispose()
    assert ended


def test_a_connection_that_ended_is_made_again(postgres, monkeypatch):
    """One that has not been used for a while is asked first; one that just was fails once, and is then another one."""
    board = Board(create_app(Settings(classes=True, class_database_url=postgres.url)).server.test_client())
    student = board.opened().student()
    student.sends({"key": "before"})
    _end_all_others(postgres.url)
    assert board.ask("sync", **student.right)[0] == 503
    assert student.sends({"key": "after"})["kept"] == ["after"]
    _end_all_others(postgres.url)
    monkeypatch.setattr("app.board.links._IDLE_SECONDS", 0)
    for call in ({"answers": [{"key": "late", "kind": "choice"}]}, {"row": ROW}, {}):
        assert board.ask("sync", **student.right, **call)[0] == 200
        _end_all_others(postgres.url)
