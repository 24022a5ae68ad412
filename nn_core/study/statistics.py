"""What many runs of a lane say together; how lanes compare is in ``comparison.py``.

A run that never reached the target, be it by the cap or by divergence, has no number of epochs, but leaving it out
would flatter the lane. Here it counts as infinite: it is slower than every run that got there, and by how much does
not matter for a median or a quartile. Where the median itself is infinite (half of the runs never got there), it is
said to be: figures are numbers, ``inf`` among them, and None only where there is none.

How sure a figure is says a 95 % confidence interval: of the median by the bootstrap (draw the runs again with
replacement, 9,999 times, and see how the figure varies; the percentiles 2.5 and 97.5 of that), of shares by Wilson's
formula.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import inf, sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from ..common.deadline import check
from ..training.faults import Fault
from .race import RunResult

Array = NDArray[np.float64]

RESAMPLES = 9999
CONFIDENCE = 0.95

_SEED = 0  # of the resampling: the same runs give the same interval
_AT_ONCE = 200_000  # numbers drawn at once, which bounds the memory


@dataclass(frozen=True)
class Spread:
    """Median and quartiles, with linear interpolation between two neighbors; ``inf`` where infinite."""

    median: float
    lower: float
    upper: float


@dataclass(frozen=True)
class Interval:
    """A confidence interval; a bound may be infinite."""

    low: float
    high: float


@dataclass(frozen=True)
class FinishTimes:
    """After how many epochs some runs were at the target; ``never`` counts those that were not."""

    runs: int
    never: int
    never_interval: Interval
    epochs: Spread
    epochs_interval: Interval | None  # of the median; None for a single run


@dataclass(frozen=True)
class Summary(FinishTimes):
    """A lane in figures; ``never`` counts the runs without the target, ``diverged`` those of them that diverged.

    Of these ``faults`` counts the runs in which a typed formula had no number, and ``fault`` is the first one's.
    """

    diverged: int
    train_loss: Spread
    test_loss: Spread
    train_score: Spread
    test_score: Spread
    seconds: Spread
    faults: int = 0
    fault: Fault | None = None

    @property
    def never_share(self) -> float:
        """The share of runs that never reached the target."""
        return self.never / self.runs


def quantile(values: Array, q: float) -> Array:
    """The quantile q along the last axis, x[k] + (h - k)·(x[k+1] - x[k]) with h = q·(n - 1) and k = floor h.

    NumPy's own gives not-a-number where values are infinite. Shape (..., n) to (...).
    """
    ordered = np.sort(values, axis=-1)
    place = q * (values.shape[-1] - 1)
    below, above = ordered[..., int(place)], ordered[..., int(np.ceil(place))]
    share = place - int(place)
    with np.errstate(invalid="ignore", over="ignore"):
        apart = above - below
        between = np.where(np.isinf(apart), (1.0 - share) * below + share * above, below + share * apart)
    return np.asarray(np.where(below == above, below, between))


def spread(values: Iterable[float]) -> Spread:
    """Median and quartiles of some numbers, which may be infinite.

    Raises:
        ValueError: no numbers, or one that is not a number.
    """
    array = np.fromiter(values, dtype=np.float64)
    if not array.size:
        raise ValueError("values must be one or more, got none")
    if np.isnan(array).any():
        raise ValueError("values must be numbers, got nan")
    median, lower, upper = (float(quantile(array, q)) for q in (0.5, 0.25, 0.75))
    return Spread(median, lower, upper)


def wilson(count: int, runs: int) -> Interval:
    """Wilson's interval for a share p = count / n: (p + z²/2n ± z·√(p(1 - p)/n + z²/4n²)) / (1 + z²/n)."""
    z2 = NormalDist().inv_cdf(0.5 + CONFIDENCE / 2.0) ** 2
    share = count / runs
    middle = share + z2 / (2 * runs)
    half = sqrt(z2 * (share * (1.0 - share) / runs + z2 / (4 * runs**2)))
    low, high = ((middle + sign * half) / (1.0 + z2 / runs) for sign in (-1.0, 1.0))
    return Interval(low if count else 0.0, high if count < runs else 1.0)  # without rounding


def finish_times(epochs_to_target: Iterable[int | None]) -> FinishTimes:
    """The figures of the epochs at which runs were at the target, None for one that never was.

    Raises:
        ValueError: no runs.
    """
    epochs = _infinite(epochs_to_target)
    of_epochs = spread(epochs)  # refuses no runs
    never = int(np.isinf(epochs).sum())
    return FinishTimes(len(epochs), never, wilson(never, len(epochs)), of_epochs, _of_median(epochs))


def summary(finishes: Sequence[RunResult]) -> Summary:
    """The figures of one lane.

    Raises:
        ValueError: no runs.
    """
    faults = [finish.fault for finish in sorted(finishes, key=lambda finish: finish.seed) if finish.fault]
    return Summary(
        **vars(finish_times(finish.epochs_to_target for finish in finishes)),
        diverged=sum(finish.diverged for finish in finishes),
        train_loss=spread(finish.train_loss for finish in finishes),
        test_loss=spread(finish.test_loss for finish in finishes),
        train_score=spread(finish.train_score for finish in finishes),
        test_score=spread(finish.test_score for finish in finishes),
        seconds=spread(finish.seconds for finish in finishes),
        faults=len(faults),
        fault=faults[0] if faults else None,
    )


def reached(finishes: Sequence[RunResult]) -> tuple[list[int], list[float]]:
    """The share of runs that have reached the target by an epoch, as a step curve: the epochs, and the shares.

    It begins at epoch 0 with share 0; from each epoch on, the share that belongs to it holds until the next.
    """
    epochs = _infinite(finish.epochs_to_target for finish in finishes)
    at, runs = np.unique(epochs[np.isfinite(epochs)], return_counts=True)
    shares = np.cumsum(runs) / len(epochs)
    return [0, *at.astype(int).tolist()], [0.0, *shares.tolist()]


def _infinite(epochs_to_target: Iterable[int | None]) -> Array:
    return np.array([inf if epochs is None else epochs for epochs in epochs_to_target], dtype=np.float64)


def _of_median(sample: Array) -> Interval | None:
    """The interval of the median; None where one run says nothing of it."""
    return bootstrap(_median, sample) if len(sample) > 1 else None


def ratio_of_medians(over: Array, under: Array) -> tuple[float, Interval]:
    """median(over) / median(under) of two samples that belong together place by place, and its interval."""
    return float(_ratio(over, under)), bootstrap(_ratio, over, under)


def bootstrap(statistic: Callable[..., Array], *samples: Array) -> Interval:
    """The percentile interval of a statistic of samples whose places are drawn together.

    SciPy's own gives up where one resample in forty is infinite.
    """
    count = len(samples[0])
    generator = np.random.Generator(np.random.PCG64(_SEED))
    size = max(1, _AT_ONCE // count)
    sizes = [min(size, RESAMPLES - first) for first in range(0, RESAMPLES, size)]
    drawn = []
    for some in sizes:
        check()
        chosen = generator.integers(0, count, (some, count))
        drawn.append(statistic(*(sample[chosen] for sample in samples)))
    values = np.concatenate(drawn)
    tail = (1.0 - CONFIDENCE) / 2.0
    return Interval(float(quantile(values, tail)), float(quantile(values, 1.0 - tail)))


def _median(values: Array) -> Array:
    return quantile(values, 0.5)


def _ratio(over: Array, under: Array) -> Array:
    """Infinite over 0, and 1 for 0 / 0: then both were there from the start."""
    above, below = _median(over), _median(under)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where((above == 0.0) & (below == 0.0), 1.0, above / below)
