"""More is asked for than can be answered: nothing is done for nobody, and the worker says that it is well."""

import time
from contextlib import ExitStack, suppress
from threading import Event, Thread

import pytest

from app.serving.worker import HELD_SECONDS, QUEUE_SECONDS
from tests.faults.raw import answer, ask, begun, connect, get, serving
from tests.waiting import until

THREADS = ("--threads", "2")


@pytest.fixture
def held(tmp_path):
    """A server both of whose threads are held, and its folder; ``go`` lets them go on."""
    with serving(tmp_path, *THREADS) as server, ExitStack() as clients:
        for name in "ab":
            clients.enter_context(connect(server, get(f"/wait?{name}")))
        begun(tmp_path, "a", "b")
        yield server, tmp_path


def test_a_request_whose_client_has_gone_is_not_begun(held):
    server, folder = held
    connect(server, get("/wait?gone")).close()
    with connect(server, get("/wait?here")) as here:
        time.sleep(2)
        (folder / "go").touch()
        assert answer(here)[0] == 200
    assert (folder / "begun-here").exists()
    assert not (folder / "begun-gone").exists()


def test_a_request_that_has_waited_for_too_long_is_refused_before_it_is_begun(held):
    """Even if no thread gets free meanwhile; and a copy that is busy is alive and ready all the time."""
    server, folder = held
    begin = time.monotonic()
    with connect(server, get("/wait?late")) as late:
        while time.monotonic() < begin + QUEUE_SECONDS - 2:
            assert ask(server, "/healthz") == ask(server, "/readyz") == 200
            time.sleep(0.5)
        status, head, _ = answer(late)
        assert status == 503
        assert "Retry-After: " in head
        assert QUEUE_SECONDS - 1 < time.monotonic() - begin < QUEUE_SECONDS + 4
    (folder / "go").touch()
    until(lambda: ask(server, "/") == 200, "others are answered")
    assert not (folder / "begun-late").exists()


def test_a_client_that_has_only_closed_its_own_side_is_answered(tmp_path):
    with serving(tmp_path, *THREADS) as server, connect(server, get("/")) as client:
        client.shutdown(1)
        assert answer(client)[0] == 200


def test_who_reads_drop_by_drop_does_not_hold_a_thread_for_ever(tmp_path):
    """Something every second: no single wait is long, but the whole of them would be minutes."""
    with serving(tmp_path, "--threads", "1") as server, connect(server, get("/big")) as slow:
        enough = Event()

        def drip():
            with suppress(OSError):
                while not enough.wait(1):
                    slow.recv(65_536)

        reader = Thread(target=drip)
        reader.start()
        time.sleep(1)
        begin = time.monotonic()
        while ask(server, "/") != 200:  # 503 while it waits for too long
            assert time.monotonic() < begin + HELD_SECONDS + QUEUE_SECONDS
        took = time.monotonic() - begin
        enough.set()
        reader.join()
        assert took > HELD_SECONDS - 5  # it did hold the thread


def test_as_many_wait_as_there_is_room_for_and_the_next_is_told_at_once(held):
    server, folder = held
    with ExitStack() as clients:
        waiting = [clients.enter_context(connect(server, get("/"))) for _ in range(700)]
        assert ask(server, "/healthz") == ask(server, "/readyz") == 200
        begin = time.monotonic()
        assert ask(server, "/") == 503
        assert time.monotonic() - begin < QUEUE_SECONDS / 2
        (folder / "go").touch()
        statuses = [answer(client)[0] for client in waiting]
        assert set(statuses) == {200, 503}
        assert statuses.index(503) > 400
        assert set(statuses[statuses.index(503) :]) == {503}  # who came first is first
    assert ask(server, "/") == 200
