"""Measuring on a noisy machine: medians of repeats, each beside a yardstick measured at the same moment.

The yardstick is a fixed loop of small NumPy operations, the kind of work that training does. A time divided by
the yardstick's is a number that can be compared between machines, and between a calm and a busy minute.
"""

import os
import platform
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter, thread_time

import numpy as np

YARDSTICK_STEPS = 1000
_LONG_ENOUGH = 0.02  # seconds; what is faster is called several times per repeat


@dataclass(frozen=True)
class Target:
    """What a value should reach: at most (or at least) the limit."""

    limit: float
    at_least: bool = False

    def met(self, value: float) -> bool:
        return value >= self.limit if self.at_least else value <= self.limit


@dataclass(frozen=True)
class Row:
    """One line of the table. ``yardsticks`` is the value in units of the yardstick, where that makes sense."""

    section: str
    name: str
    value: float
    unit: str
    yardsticks: float | None = None
    target: Target | None = None
    note: str = ""


@dataclass(frozen=True)
class Timing:
    """Medians: seconds for one call, and how many yardsticks that is."""

    seconds: float
    yardsticks: float

    @property
    def ms(self) -> float:
        return self.seconds * 1000

    def row(self, section: str, name: str, target: Target | None = None, note: str = "") -> Row:
        return Row(section, name, self.ms, "ms", self.yardsticks, target, note)


def yardstick(clock: Callable[[], float] = perf_counter) -> float:
    """Seconds for the fixed loop: 1000 times tanh of a product of 10x8 and 8x8."""
    x, w = np.full((10, 8), 0.5), np.full((8, 8), 0.1)
    begin = clock()
    for _ in range(YARDSTICK_STEPS):
        np.tanh(x @ w)
    return clock() - begin


def calm_yardstick() -> float:
    """The shortest of many yardsticks in processor time, for what takes too long to be interleaved with it.

    A single one right after a pause may find the processor asleep and take twice as long.
    """
    return min(yardstick(thread_time) for _ in range(100))


def seconds(work: Callable[[], object], calls: int = 1) -> float:
    """Seconds for one call of ``work``."""
    begin = perf_counter()
    for _ in range(calls):
        work()
    return (perf_counter() - begin) / calls


def time_all(works: dict[str, Callable[[], object]], repeats: int) -> dict[str, Timing]:
    """Time several things in turn, so that a busy moment hits all of them alike."""
    calls = {}
    for name, work in works.items():
        work()  # the first call fills caches
        calls[name] = max(1, round(_LONG_ENOUGH / max(seconds(work), 1e-7)))
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in works}
    for _ in range(repeats):
        for name, work in works.items():
            before = yardstick()
            time = seconds(work, calls[name])
            taken[name].append((time, time / ((before + yardstick()) / 2)))
    return {
        name: Timing(median(time for time, _ in pairs), median(ratio for _, ratio in pairs))
        for name, pairs in taken.items()
    }


def time_in_turn(works: dict[str, Callable[[], object]], rounds: int) -> dict[str, Timing]:
    """Time parts of a whole: one call of each after the other, so that each finds the caches as the others left them.

    A part called over and over by itself would look a fifth cheaper than it is within the whole.
    """
    for work in works.values():
        work()
    taken: dict[str, list[float]] = {name: [] for name in works}
    lengths = []
    for _ in range(rounds):
        for name, work in works.items():
            taken[name].append(seconds(work))
        lengths.append(yardstick())
    length = median(lengths)
    return {name: Timing(median(times), median(times) / length) for name, times in taken.items()}


def time_one(work: Callable[[], object], repeats: int) -> Timing:
    """Time one thing."""
    return time_all({"": work}, repeats)[""]


def machine() -> dict[str, str]:
    """What this runs on."""
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text().splitlines() if cpuinfo.exists() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    return {
        "cpu": names[0] if names else platform.processor() or platform.machine(),
        "cores": str(os.cpu_count()),
        "system": platform.platform(terse=True),
        "python": platform.python_version(),
        "numpy": np.__version__,
        "blas threads": os.environ["OPENBLAS_NUM_THREADS"],
        "load before": load,
    }
