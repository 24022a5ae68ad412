"""Learning-rate schedules: large steps at first, small ones to settle.

A schedule says by which factor the learning rate is multiplied in an epoch, from the number t of epochs trained
before it and a period of T epochs. It changes from epoch to epoch, not with every mini-batch, and none starts over
after its period.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Schedule:
    """``factor(t, period)`` of an array of epochs t."""

    key: str
    name: str
    formula: str
    factor: Callable[[Array, float], Array]


def _constant(t: Array, period: float) -> Array:
    """1."""
    return np.ones_like(t)


def _step(t: Array, period: float) -> Array:
    """½^⌊t / T⌋: PyTorch's StepLR with gamma = 0.5."""
    return np.power(0.5, np.floor(t / period))


def _cosine(t: Array, period: float) -> Array:
    """½ (1 + cos(π t / T)), and 0 from T on, where PyTorch's CosineAnnealingLR rises again.

    I. Loshchilov and F. Hutter, 2017, https://arxiv.org/abs/1608.03983, without the restarts
    """
    return 0.5 * (1.0 + np.cos(np.pi * np.minimum(t / period, 1.0)))


def _warm_up(t: Array, period: float) -> Array:
    """(t + 1) / T, and 1 from T on.

    P. Goyal and others, 2017, https://arxiv.org/abs/1706.02677
    """
    return np.minimum((t + 1.0) / period, 1.0)


SCHEDULES: dict[str, Schedule] = {
    schedule.key: schedule
    for schedule in (
        Schedule("constant", "Constant", "1", _constant),
        Schedule("step", "Step decay", "½^⌊t / T⌋", _step),
        Schedule("cosine", "Cosine", "½·(1 + cos(π·t / T)), 0 from T on", _cosine),
        Schedule("warm-up", "Linear warm-up", "(t + 1) / T, 1 from T on", _warm_up),
    )
}
