"""Turns: who works alone for a while, and how many wait for that.

turn = Turn()
with turn:
    turn.share()    1 while nobody waits, 1/2 while one does, 1/3 ...
"""

from threading import Lock


class Turn:
    """A lock whose holder is told what part of the usual time is fair, as all who wait want as much."""

    def __init__(self) -> None:
        self._lock, self._counting = Lock(), Lock()
        self._there = 0  # the holder, and who waits

    def __enter__(self) -> None:
        self._count(1)
        self._lock.acquire()

    def __exit__(self, *_: object) -> None:
        self._lock.release()
        self._count(-1)

    def _count(self, change: int) -> None:
        with self._counting:
            self._there += change

    def share(self) -> float:
        """The part of the time for one of all who are there."""
        return 1.0 / max(1, self._there)
