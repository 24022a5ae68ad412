"""A bound on the threads that wait for a database: whatever it does, there is one to say that it is away."""

from collections.abc import Iterator
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from time import monotonic

TURN_SECONDS = 1.5  # for which a call waits for another one: it takes milliseconds, or more while a whole class joins
SLOW_SECONDS = 1.0  # a failure that took longer shuts the gate
SHUT_SECONDS = 1.0


class ShutError(Exception):
    """Too many wait for the database already."""


class Gate:
    """Lets so many in at a time, and nobody for a while after one has waited for long and in vain."""

    def __init__(self, places: int) -> None:
        self._places: SimpleQueue[None] = SimpleQueue()
        for _ in range(places):
            self._places.put(None)
        self._shut_until = 0.0

    @contextmanager
    def __call__(self) -> Iterator[None]:
        """Be inside.

        Raises:
            ShutError: it is shut, or all places are taken.
        """
        if monotonic() < self._shut_until:
            raise ShutError("it has just been tried in vain")
        try:
            self._places.get(timeout=TURN_SECONDS)
        except Empty:
            self._shut()
            raise ShutError("all that may ask it wait for it") from None
        begun = monotonic()
        try:
            yield
        except Exception:
            if monotonic() - begun > SLOW_SECONDS:
                self._shut()
            raise
        finally:
            self._places.put(None)

    def _shut(self) -> None:
        self._shut_until = monotonic() + SHUT_SECONDS
