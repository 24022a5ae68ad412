"""However long a database lets them wait, most threads are there for others."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.board import gate
from app.board.gate import Gate, ShutError


class Clock:
    """The gate's: it stands still until a test moves it, however long the machine takes."""

    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr(gate, "monotonic", clock := Clock())
    return clock


def _opens(door, clock):
    """It is shut for its time, and not for longer."""
    clock.now += gate.SHUT_SECONDS
    with door():
        return True


def test_only_so_many_wait_and_others_are_refused_at_once(monkeypatch, clock):
    door, inside, go = Gate(2), threading.Barrier(3), threading.Event()

    def wait():
        with door():
            inside.wait(60)
            go.wait(60)

    with ThreadPoolExecutor(2) as pool:
        waiting = [pool.submit(wait) for _ in range(2)]
        inside.wait(60)
        monkeypatch.setattr(gate, "TURN_SECONDS", 0.05)
        with pytest.raises(ShutError, match="wait for it"), door():
            pass
        monkeypatch.setattr(gate, "TURN_SECONDS", 8)
        begun = time.monotonic()
        with pytest.raises(ShutError, match="in vain"), door():
            pass
        assert time.monotonic() - begun < gate.TURN_SECONDS
        go.set()
        for each in waiting:
            each.result()
    assert _opens(door, clock)


@pytest.mark.parametrize(("seconds", "shut"), [(0.9, False), (1.1, True)])
def test_who_fails_after_long_shuts_it_for_a_while(clock, seconds, shut):
    door = Gate(1)

    def fail():
        with door():
            clock.now += seconds
            raise OSError

    with pytest.raises(OSError):  # noqa: PT011 - whatever it is
        fail()
    if shut:
        with pytest.raises(ShutError), door():
            pass
    else:
        with door():
            pass
    assert _opens(door, clock)
