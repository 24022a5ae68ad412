"""More is asked for than can be answered: nothing is done for nobody, and the worker says that it is well."""

import time
from contextlib import ExitStack, contextmanager, suppress
from threading import Event, Thread

import pytest

from app.serving.worker import HELD_SECONDS, QUEUE_SECONDS, STUCK_SECONDS
from app.wire.pace import PATIENCE_MS
from tests.faults.raw import answer, ask, begun, connect, get, serving
from tests.waiting import until

THREADS = ("--threads", "2")


@contextmanager
def held(folder, **limits):
    """A server both of whose threads are held; ``go`` lets them go on."""
    with serving(folder, *THREADS, limits=limits) as server, ExitStack() as clients:
        for name in "ab":
            clients.enter_context(connect(server, get(f"/wait?{name}")))
        begun(folder, "a", "b")
        yield server


@pytest.mark.first
def test_a_page_that_waits_is_told_before_it_gives_up():
    """And no thread is held for longer than what waits for one is patient, and a while."""
    assert QUEUE_SECONDS + 4 < PATIENCE_MS / 1000
    assert QUEUE_SECONDS < HELD_SECONDS < STUCK_SECONDS / 2


@pytest.mark.first
def test_the_board_of_a_class_waits_for_no_tick_and_no_tick_for_it(tmp_path):
    """It has threads of its own; those that are held by it do no harm to others, nor to what a probe is told."""
    call = b"POST /board/%s HTTP/1.1\r\nHost: school\r\nContent-Length: 0\r\n\r\n"
    with held(tmp_path) as server, connect(server, call % b"sync") as here:
        assert answer(here)[0] == 200
    (tmp_path / "go").unlink(missing_ok=True)
    with serving(tmp_path, *THREADS) as server, ExitStack() as clients:
        for name in (b"wait?1", b"wait?2", b"wait?3", b"sync"):
            clients.enter_context(connect(server, call % name))
        begun(tmp_path, "1", "2", "3")
        assert ask(server, "/") == ask(server, "/healthz") == 200


@pytest.mark.first
def test_a_request_whose_client_has_gone_is_not_begun(tmp_path):
    with held(tmp_path) as server:
        connect(server, get("/wait?gone")).close()
        with connect(server, get("/wait?here")) as here:
            time.sleep(2)
            (tmp_path / "go").touch()
            assert answer(here)[0] == 200
        assert (tmp_path / "begun-here").exists()
        assert not (tmp_path / "begun-gone").exists()


def test_a_request_that_has_waited_for_too_long_is_refused_before_it_is_begun(tmp_path):
    """Even if no thread gets free meanwhile; and a copy that is busy is alive and ready all the time."""
    with held(tmp_path, QUEUE_SECONDS=4) as server:
        begin = time.monotonic()
        with connect(server, get("/wait?late")) as late:
            while time.monotonic() < begin + 2:
                assert ask(server, "/healthz") == ask(server, "/readyz") == 200
                time.sleep(0.5)
            status, head, _ = answer(late)
            assert status == 503
            assert "Retry-After: " in head
            assert time.monotonic() - begin > 4
        (tmp_path / "go").touch()
        until(lambda: ask(server, "/") == 200, "others are answered")
        assert not (tmp_path / "begun-late").exists()


@pytest.mark.first
def test_a_client_that_has_only_closed_its_own_side_is_answered(tmp_path):
    with serving(tmp_path, *THREADS) as server, connect(server, get("/")) as client:
        client.shutdown(1)
        assert answer(client)[0] == 200


def test_who_reads_drop_by_drop_does_not_hold_a_thread_for_ever(tmp_path):
    """Something every now and then: no single wait is long, but the whole of them would be minutes."""
    limits = {"HELD_SECONDS": 3, "QUEUE_SECONDS": 60}  # and as long as usual to take something
    with serving(tmp_path, "--threads", "1", limits=limits) as server:
        begin = time.monotonic()
        with connect(server, get("/big")) as slow:
            assert slow.recv(10)  # the thread has it
            enough = Event()

            def drip():
                with suppress(OSError):
                    while not enough.wait(0.2):
                        slow.recv(65_536)

            reader = Thread(target=drip)
            reader.start()
            assert ask(server, "/") == 200
            took = time.monotonic() - begin
            enough.set()
            reader.join()
            assert took > 3  # it did hold the thread


@pytest.mark.first
def test_as_many_wait_as_there_is_room_for_and_the_next_is_told_at_once(tmp_path):
    """None is refused because it has waited for too long, however long this machine takes."""
    with held(tmp_path, QUEUE_SECONDS=600) as server, ExitStack() as clients:
        waiting = [clients.enter_context(connect(server, get("/"))) for _ in range(700)]
        assert ask(server, "/healthz") == ask(server, "/readyz") == 200
        assert ask(server, "/") == 503
        (tmp_path / "go").touch()
        statuses = [answer(client)[0] for client in waiting]
        assert set(statuses) == {200, 503}
        assert statuses.index(503) > 400
        assert set(statuses[statuses.index(503) :]) == {503}  # who came first is first
        assert ask(server, "/") == 200
