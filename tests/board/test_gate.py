"""However long a database lets them wait, most threads are there for others."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.board import gate
from app.board.gate import Gate, ShutError


@pytest.fixture(autouse=True)
def _soon(monkeypatch):
    for name, seconds in ("TURN_SECONDS", 0.05), ("SLOW_SECONDS", 0.1), ("SHUT_SECONDS", 0.3):
        monkeypatch.setattr(gate, name, seconds)


def _opens(door):
    end = time.monotonic() + 5
    while time.monotonic() < end:
        try:
            with door():
                return True
        except ShutError:
            time.sleep(0.01)
    return False


def test_only_so_many_wait_and_others_are_refused_at_once():
    door, inside, go = Gate(2), threading.Barrier(3), threading.Event()

    def wait():
        with door():
            inside.wait(5)
            go.wait(10)

    with ThreadPoolExecutor(2) as pool:
        waiting = [pool.submit(wait) for _ in range(2)]
        inside.wait(5)
        with pytest.raises(ShutError, match="wait for it"), door():
            pass
        begun = time.monotonic()
        with pytest.raises(ShutError, match="in vain"), door():
            pass
        assert time.monotonic() - begun < gate.TURN_SECONDS
        go.set()
        for each in waiting:
            each.result()
    assert _opens(door)


@pytest.mark.parametrize(("seconds", "shut"), [(0.0, False), (0.15, True)])
def test_who_fails_after_long_shuts_it_for_a_while(seconds, shut):
    door = Gate(1)

    def fail():
        with door():
            time.sleep(seconds)
            raise OSError

    with pytest.raises(OSError):  # noqa: PT011 - whatever it is
        fail()
    if shut:
        with pytest.raises(ShutError), door():
            pass
    else:
        with door():
            pass
    assert _opens(door)
