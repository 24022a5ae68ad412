"""A deadline for the work that a request asks for: how much processor time it may take, whatever is in it.

What a network costs is estimated before anything is computed (``cost``), but an estimate can be wrong. So whoever works
for a long time asks now and then, between two steps that are short:

    with within(1.0):
        ...
        check()         TooLongError after a second of processor time

Time is that of the processor, of all threads together (``carried``), so that a busy machine changes nothing. Outside of
``within`` nothing is checked: scripts and the command line may take as long as they want.
"""

from collections.abc import Callable, Iterator, Sized
from contextlib import contextmanager
from contextvars import ContextVar
from time import perf_counter, thread_time
from typing import ParamSpec, TypeVar

LARGE = 256  # numbers in one step of NumPy's: with fewer, to begin it takes longer than to compute

_SOONEST = 0.001  # seconds until the next look; to ask for the processor time takes as long as to add 1,000 numbers

P = ParamSpec("P")
R = TypeVar("R")


class TooLongError(Exception):
    """The processor time is over. No ValueError: nothing is wrong with what was given, and nobody is to go on."""

    def __init__(self, seconds: float) -> None:
        """``seconds`` were allowed."""
        less = "fewer or smaller networks, less data, or a shorter formula"
        super().__init__(f"The work must take at most {seconds:g} s of a processor, and takes longer: try {less}.")


class _Clock:
    """What one thread has used of the time that all ``clocks`` of a request have together."""

    __slots__ = ("_begun", "_clocks", "_look_at", "_seconds", "_used")

    def __init__(self, seconds: float, clocks: "list[_Clock]") -> None:
        self._seconds, self._clocks = seconds, clocks
        self._used, self._begun = 0.0, thread_time()
        self._look_at = 0.0
        clocks.append(self)

    def beside(self) -> "_Clock":
        """The clock of another thread that works for the same request."""
        return _Clock(self._seconds, self._clocks)

    def uncount(self, seconds: float) -> None:
        """Leave some of the time out."""
        self._begun += seconds

    def check(self) -> None:
        """Look at the clocks, but not before the time could be over."""
        now = perf_counter()
        if now < self._look_at:
            return
        self._used = thread_time() - self._begun
        left = self._seconds - sum(clock._used for clock in self._clocks)
        if left < 0.0:
            self._look_at = 0.0
            raise TooLongError(self._seconds)
        self._look_at = now + max(_SOONEST, left / len(self._clocks))


_CLOCK: ContextVar[_Clock | None] = ContextVar("clock", default=None)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Within this block so many seconds of processor time are allowed from now on."""
    token = _CLOCK.set(_Clock(seconds, []))
    try:
        yield
    finally:
        _CLOCK.reset(token)


def check(numbers: int = LARGE) -> None:
    """Go on, if the time is not over; a step with few ``numbers`` need not ask.

    Raises:
        TooLongError: it is over.
    """
    if numbers >= LARGE and (clock := _CLOCK.get()):
        clock.check()


@contextmanager
def uncounted() -> Iterator[None]:
    """What is done once for all, in this block, is no part of the request that happens to be the first."""
    clock, begun = _CLOCK.get(), thread_time()
    try:
        yield
    finally:
        if clock:
            clock.uncount(thread_time() - begun)


@contextmanager
def keeping(done: Sized) -> Iterator[None]:
    """If the time is over in this block, what is done by then is enough, if it is anything."""
    try:
        yield
    except TooLongError:
        if not done:
            raise


def carried(function: Callable[P, R]) -> Callable[P, R]:
    """The function for other threads, that work within the deadline of this one."""
    clock = _CLOCK.get()
    if clock is None:
        return function

    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        token = _CLOCK.set(clock.beside())
        try:
            return function(*args, **kwargs)
        finally:
            _CLOCK.reset(token)

    return run
