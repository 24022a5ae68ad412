"""The history of a run, as numbers that a rule can ask: levels, falls, jumps, and since when something holds.

A history is what frames brought: epochs and losses and scores, at even or uneven steps. Single frames say little,
since mini-batches make losses tremble: a level is the mean of ``ROWS`` frames in a row.

    fall(n)   1 - level now / level n epochs ago, of the training loss
    jumps     mean |L[i] - L[i-1]| / mean L, of the last frames
    detour    sum |L[i] - L[i-1]| / |L[last] - L[first]|: 1 for a loss that goes one way, large for one that goes to
              and fro
"""

from collections.abc import Sequence
from functools import cached_property
from math import inf
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

ROWS = 5  # frames that a level is the mean of
RECENT = 30  # frames that jumps are looked for in
MOST = 2000  # frames that are looked at; of more, the last ones and some of those before
_LARGEST = 1e12  # as states have it: a loss beyond that counts as that
_LAST_EPOCH = 2.0**53


class Moment(NamedTuple):
    """What a frame says in numbers."""

    epoch: int
    train_loss: float
    test_loss: float
    train_score: float
    test_score: float


def thinned(moments: Sequence[Moment]) -> Sequence[Moment]:
    """At most ``MOST``: the last half of that in full, the others thinned evenly, with the first."""
    full = MOST // 2
    if len(moments) <= MOST:
        return moments
    step = -(-(len(moments) - full) // (MOST - full))
    return [*moments[:-full:step], *moments[-full:]]


class History:
    """The frames of one run in columns; frames that are not numbers, or not later than those before, are left out."""

    def __init__(self, moments: Sequence[Moment]) -> None:
        """Of one set-up: what another learning rate did before is no fact about this one."""
        rows = thinned(moments)
        table = np.array([np.array(column, dtype=np.float64) for column in zip(*rows, strict=True)]).reshape(5, -1)
        table = table[:, np.isfinite(table).all(axis=0)]
        epochs = np.clip(table[0], 0.0, _LAST_EPOCH)
        before = np.maximum.accumulate(np.concatenate([[-1.0], epochs[:-1]])) if epochs.size else epochs
        table = table[:, epochs > before]
        self.epochs = np.clip(table[0], 0.0, _LAST_EPOCH)
        self.train, self.test = np.clip(table[1:3], 0.0, _LARGEST)
        self.train_scores, self.test_scores = np.clip(table[3:5], -_LARGEST, 1.0)

    def __len__(self) -> int:
        return len(self.epochs)

    @property
    def last(self) -> int:
        """The epoch that the run has come to; 0 before any."""
        return int(self.epochs[-1]) if len(self) else 0

    @property
    def trained(self) -> int:
        """For how many epochs it has been watched."""
        return self.last - int(self.epochs[0]) if len(self) else 0

    @cached_property
    def level(self) -> float:
        """The training loss now."""
        return self._mean(self.train, len(self))

    @cached_property
    def train_score(self) -> float:
        """The training score now."""
        return self._mean(self.train_scores, len(self))

    def fall(self, epochs: int) -> float | None:
        """By what share the training loss has become lower in so many epochs (below 0: higher); None if not watched."""
        if self.trained < epochs:
            return None
        then = int(np.searchsorted(self.epochs, self.epochs[-1] - epochs, side="right"))
        before = self._mean(self.train, then)
        return 1.0 - self.level / before if before > 0.0 else 0.0

    def flat_for(self, band: float) -> int:
        """For how many epochs the training loss has stayed within a band of some share of it, up to now."""
        smooth = smoothed(self.train)[::-1]
        if not smooth.size:
            return 0
        spread = np.maximum.accumulate(smooth) - np.minimum.accumulate(smooth)
        inside = int((spread <= band * self.level).sum())
        return self.last - int(self.epochs[len(self) - inside])

    @cached_property
    def jumps(self) -> float:
        """How much the training loss changes from frame to frame, beside what it is."""
        recent = self.train[-RECENT:]
        mean = float(recent.mean()) if recent.size else 0.0
        return jitter(recent) / mean if mean > 0.0 else 0.0

    @cached_property
    def detour(self) -> float:
        """How much farther the training loss went, in the last frames, than from their first to their last."""
        recent = self.train[-RECENT:]
        if recent.size < 2:
            return 1.0
        way, net = jitter(recent) * (recent.size - 1), abs(float(recent[-1] - recent[0]))
        return way / net if net > 0.0 else inf if way > 0.0 else 1.0

    def is_jumping(self, jumps: float, detour: float) -> bool:
        """Whether the training loss jumps by so much, and so far to and fro."""
        return self.jumps >= jumps and self.detour >= detour

    def since(self, holds: NDArray[np.bool_]) -> int | None:
        """The first epoch from which something holds in every frame up to now; None if it does not hold now."""
        if not holds.size or not holds[-1]:
            return None
        broken = np.flatnonzero(~holds)
        return int(self.epochs[broken[-1] + 1 if broken.size else 0])

    @staticmethod
    def _mean(values: Array, end: int) -> float:
        """The mean of the values before ``end``."""
        part = values[max(0, end - ROWS) : end]
        return float(part.mean()) if part.size else 0.0


def jitter(values: Array) -> float:
    """The mean change from a value to the next."""
    return float(np.abs(np.diff(values)).mean()) if values.size > 1 else 0.0


def smoothed(values: Array) -> Array:
    """The mean of each value and the ones before it, ``ROWS`` together; fewer at the start."""
    sums = np.convolve(values, np.ones(ROWS))[: len(values)] if len(values) else values
    return np.asarray(sums / np.minimum(np.arange(1, len(values) + 1), ROWS))
