"""A class whose server or database fails: no answer that was kept is lost, none is there twice, and ticks go on.

What a full disk and a database that is away do to one process, is in tests/board/test_away.py.
"""

import os
import signal
import time
from contextlib import ExitStack, contextmanager

import psutil
import pytest
import requests
from sqlalchemy import create_engine, text

from app.serving.threads import ASIDE_NAME
from bench.postgres import Postgres
from bench.server import Server
from tests.browser.servers import Gunicorn
from tests.faults.nginx import Nginx
from tests.faults.pupils import Class
from tests.faults.seats import Lesson, ask
from tests.waiting import until
from tests.weekly import often

SEATS = 6
MANY = 20  # more than may wait for a database
AWAY = often(3, 20)  # seconds
TWO = ("--workers", "2", "--threads", "8")


@pytest.fixture(scope="module")
def postgres():
    server = Postgres("fsync=off")
    server.start()
    yield server
    server.end()


@contextmanager
def serving(url, **variables):
    """A server of two processes, with this database."""
    server = Gunicorn(options=TWO, env={**os.environ, "CLASS_DATABASE_URL": url, **variables})
    server.start()
    try:
        yield server
    finally:
        server.stop()


@pytest.fixture
def file(tmp_path):
    return f"sqlite:///{tmp_path}/board.sqlite"


def _kill_one(server):
    """The process of a server that has worked most; wait for another one."""
    workers = until(lambda: len(server.workers) == 2 and server.workers, "two processes")
    busy = max(workers, key=lambda worker: sum(worker.cpu_times()[:2]))
    busy.kill()
    until(lambda: busy not in server.workers and len(server.workers) == 2, "another one")


@pytest.mark.first
def test_workers_are_killed_while_students_send(file):
    with serving(file) as server, Lesson(server.url, SEATS) as lesson:
        for _ in range(often(4, 20)):
            _kill_one(server)
            lesson.go_on(3)


@pytest.mark.first
def test_the_server_is_killed_and_started_again(file):
    """The file stays, and with it the class, its code, and every right."""
    with serving(file) as server, Lesson(server.url, SEATS) as lesson:
        for _ in range(often(2, 5)):
            server.stop()
            failures = lesson.failures
            until(lambda failures=failures: lesson.failures >= failures + SEATS, "students notice")
            server.start()
            lesson.go_on(3)
        late = ask(lesson.session, server.url, "join", code=lesson.code)
        assert late["state"] == "in"
        lesson.must("place", **lesson.right, seat=late["seat"], state="removed")
        told = lesson.must("look", **lesson.right)
        assert [seat["state"] for seat in told["seats"] if seat["seat"] == late["seat"]] == ["removed"]


@pytest.mark.first
def test_what_the_calls_of_a_board_take_can_be_told_from_the_rest(file):
    """Its threads have a name for the system: the load test, and who runs a server, see what a class costs."""
    with serving(file) as server:
        measured = Server(server.port, server.process.pid, 0.0)
        with Class(server.url, 2) as pupils:
            pupils.go_on(2)
            begun = measured.seconds_by_part()
            pupils.go_on(2)
        played = measured.seconds_by_part()
        assert played["others"] > begun["others"]
        assert played[ASIDE_NAME] == begun[ASIDE_NAME]
        with Lesson(server.url, SEATS) as lesson:
            lesson.go_on(3)
        assert measured.seconds_by_part()[ASIDE_NAME] > played[ASIDE_NAME]


def test_copies_behind_nginx_are_killed(postgres, tmp_path):
    """They share a PostgreSQL. nginx asks another one, even to join: nobody has two seats."""
    with ExitStack() as open_ones:
        copies = [open_ones.enter_context(serving(postgres.url, PROXY_HOPS="1")) for _ in range(2)]
        nginx = Nginx(tmp_path, [copy.port for copy in copies])
        nginx.start()
        open_ones.callback(nginx.stop)
        lesson = open_ones.enter_context(Lesson(nginx.url, SEATS))
        for copy in copies[: often(1, 2)]:
            copy.stop()
            lesson.go_on(3)
            copy.start()
            _kill_one(copy)
            lesson.go_on(3)


def _plays_meanwhile(server, lesson, seconds):
    """Ticks are answered as ever while no answer of the class is kept."""
    kept = sum(seat.kept for seat in lesson.seats)
    with Class(server.url, 2) as pupils:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            pupils.go_on(1)
        assert pupils.failures == 0
        assert requests.get(server.url, timeout=20).ok
    assert sum(seat.kept for seat in lesson.seats) == kept


def test_postgres_is_gone_for_a_while(postgres):
    with serving(postgres.url) as server, Lesson(server.url, SEATS) as lesson:
        for _ in range(often(1, 3)):
            postgres.stop()
            failures = lesson.failures
            until(lambda failures=failures: lesson.failures >= failures + SEATS, "students notice")
            _plays_meanwhile(server, lesson, AWAY)
            postgres.start()
            lesson.go_on(3)


def test_postgres_stands_still_for_a_while(postgres):
    """It takes connections and answers none: whoever waits for it holds no thread of a tick."""
    with serving(postgres.url) as server, Lesson(server.url, MANY) as lesson:
        main = psutil.Process(postgres.pid)
        processes = [main, *main.children(recursive=True)]
        for process in processes:
            process.send_signal(signal.SIGSTOP)
        try:
            failures = lesson.failures
            until(lambda: lesson.failures > failures, "students notice")
            _plays_meanwhile(server, lesson, AWAY)
        finally:
            for process in processes:
                process.send_signal(signal.SIGCONT)
        lesson.go_on(3)


def test_what_has_ended_goes_by_itself(file):
    """Even if nobody ever asks the board again."""
    with serving(file) as server:
        lesson = Lesson(server.url, 0)
        server.stop()
        engine = create_engine(file)
        with engine.begin() as connection:
            connection.execute(text("UPDATE classes SET expires = 0"))
        server.start()
        with engine.connect() as connection:
            left = text("SELECT count(*) FROM classes")
            until(lambda: connection.execute(left).scalar_one() == 0, "the class is deleted")
        engine.dispose()
        lesson.session.close()
