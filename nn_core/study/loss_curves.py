"""The loss curve of a cell of a grid: what its runs have in common on their way, told at a few epochs.

Epochs e₁ < e₂ < … are even on a logarithmic scale from 1 to the cap, as most happens early. At each of them the median
and the quartiles over the runs are those of ``statistics``. A run that is over stays where it ended: at the finish, or,
if it diverged, beyond everything.
"""

from collections.abc import Sequence

import numpy as np

from ..state.state import LARGEST
from .race import RunResult
from .statistics import Spread, spread

MAX_POINTS = 48


def curve_epochs(cap: int, points: int) -> list[int]:
    """At most so many different epochs from 1 to the cap, both among them.

    Raises:
        ValueError: too few points, or too many.
    """
    if not 2 <= points <= MAX_POINTS:
        raise ValueError(f"points must be 2 to {MAX_POINTS}, got {points}")
    return sorted({int(epoch) for epoch in np.geomspace(1, cap, points).round()})


class Recorder:
    """What a run, or a part of one after the epoch ``begun``, says at these epochs; to be the ``note`` of a run."""

    def __init__(self, epochs: Sequence[int], begun: int = 0) -> None:
        self.wanted = [epoch for epoch in epochs if epoch > begun]
        self.losses: list[float] = []

    def __call__(self, epoch: int, loss: float) -> None:
        """The loss after an epoch; all epochs come one after another."""
        if len(self.losses) < len(self.wanted) and epoch == self.wanted[len(self.losses)]:
            self.losses.append(loss)

    def ended(self, run: RunResult, metric: str) -> list[float]:
        """The whole of it, once the run is over."""
        last = LARGEST if run.diverged else run.train_loss if metric.startswith("train") else run.test_loss
        return [*self.losses, *[last] * (len(self.wanted) - len(self.losses))]


def loss_curve(runs: Sequence[Sequence[float]]) -> list[Spread]:
    """Median and quartiles at each epoch, of runs that all have as many.

    Raises:
        ValueError: no runs, or not all have as many.
    """
    if len({len(losses) for losses in runs}) != 1:
        raise ValueError(f"curves must be one or more of one length, got {[len(losses) for losses in runs][:5]}")
    return [spread(losses) for losses in zip(*runs, strict=True)]
