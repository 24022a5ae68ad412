"""What many runs say together: is it the activation, or luck?

A run that never reached the target, be it by the cap or by divergence, has no number of epochs, but leaving it out
would flatter the lane. Here it counts as infinite: it is slower than every run that got there, and by how much does
not matter for a median or a quartile. Where the median itself is infinite (half of the runs never got there), it is
None, and so is every other figure that would be infinite.

How sure a figure is says a 95 % confidence interval: of medians and their ratios by the bootstrap (draw the runs
again with replacement, 9,999 times, and see how the figure varies; the percentiles 2.5 and 97.5 of that), of shares
by Wilson's formula. Lanes are compared *paired*: a resample draws seeds, and takes the runs of both lanes with each,
as both had the same data.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import inf, isfinite, sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from .race import Finish

Array = NDArray[np.float64]

RESAMPLES = 9999
CONFIDENCE = 0.95

_SEED = 0  # of the resampling: the same runs give the same interval
_AT_ONCE = 200_000  # numbers drawn at once, which bounds the memory


@dataclass(frozen=True)
class Spread:
    """Median and quartiles, with linear interpolation between two neighbours; None where infinite."""

    median: float | None
    lower: float | None
    upper: float | None


@dataclass(frozen=True)
class Interval:
    """A 95 % confidence interval; a bound that is infinite is None, and both are for fewer than two runs."""

    low: float | None
    high: float | None


@dataclass(frozen=True)
class Summary:
    """A lane in figures; ``never`` counts the runs without the target, ``diverged`` those of them that diverged."""

    runs: int
    never: int
    diverged: int
    never_interval: Interval
    epochs: Spread
    epochs_interval: Interval  # of the median
    train_loss: Spread
    test_loss: Spread
    train_score: Spread
    test_score: Spread
    seconds: Spread

    @property
    def never_share(self) -> float:
        """The share of runs that never reached the target."""
        return self.never / self.runs


@dataclass(frozen=True)
class Ratio:
    """Lane ``faster`` is ``value`` times as fast as lane ``slower``: the ratio of their medians, over ``pairs`` seeds.

    ``value`` is None where only the slower median is infinite, and also where both are and nothing can be said.
    """

    faster: int
    slower: int
    value: float | None
    interval: Interval
    pairs: int


def quantile(values: Array, q: float) -> Array:
    """The quantile q along the last axis, x[k] + (h - k)·(x[k+1] - x[k]) with h = q·(n - 1) and k = floor h.

    NumPy's own gives not-a-number where values are infinite. Shape (..., n) to (...).
    """
    ordered = np.sort(values, axis=-1)
    place = q * (values.shape[-1] - 1)
    below, above = ordered[..., int(place)], ordered[..., int(np.ceil(place))]
    with np.errstate(invalid="ignore"):
        between = below + (place - int(place)) * (above - below)
    return np.asarray(np.where(below == above, below, between))


def spread(values: Iterable[float]) -> Spread:
    """Median and quartiles of some numbers, which may be infinite.

    Raises:
        ValueError: no numbers.
    """
    array = np.fromiter(values, dtype=np.float64)
    if not array.size:
        raise ValueError("values: none is not allowed; allowed is one or more")
    median, lower, upper = (_finite(quantile(array, q)) for q in (0.5, 0.25, 0.75))
    return Spread(median, lower, upper)


def wilson(count: int, runs: int) -> Interval:
    """Wilson's interval for a share p = count / n: (p + z²/2n ± z·√(p(1 - p)/n + z²/4n²)) / (1 + z²/n)."""
    z2 = NormalDist().inv_cdf(0.5 + CONFIDENCE / 2.0) ** 2
    share = count / runs
    middle = share + z2 / (2 * runs)
    half = sqrt(z2 * (share * (1.0 - share) / runs + z2 / (4 * runs**2)))
    low, high = ((middle + sign * half) / (1.0 + z2 / runs) for sign in (-1.0, 1.0))
    return Interval(max(0.0, low) if count else 0.0, min(1.0, high) if count < runs else 1.0)


def summary(finishes: Sequence[Finish]) -> Summary:
    """The figures of one lane.

    Raises:
        ValueError: no runs.
    """
    epochs = _epochs(finishes)
    never = int(np.isinf(epochs).sum())
    of_epochs = spread(epochs)  # refuses no runs
    return Summary(
        runs=len(finishes),
        never=never,
        diverged=sum(finish.diverged for finish in finishes),
        never_interval=wilson(never, len(finishes)),
        epochs=of_epochs,
        epochs_interval=_bootstrap((epochs,), _median),
        train_loss=spread(finish.train_loss for finish in finishes),
        test_loss=spread(finish.test_loss for finish in finishes),
        train_score=spread(finish.train_score for finish in finishes),
        test_score=spread(finish.test_score for finish in finishes),
        seconds=spread(finish.seconds for finish in finishes),
    )


def reached(finishes: Sequence[Finish]) -> tuple[list[int], list[float]]:
    """The share of runs that have reached the target by an epoch, as a step curve: the epochs, and the shares.

    It begins at epoch 0 with share 0; from each epoch on, the share that belongs to it holds until the next.
    """
    epochs = _epochs(finishes)
    at, runs = np.unique(epochs[np.isfinite(epochs)], return_counts=True)
    shares = np.cumsum(runs) / max(1, len(epochs))
    return [0, *at.astype(int).tolist()], [0.0, *shares.tolist()]


def ratio(first: Sequence[Finish], second: Sequence[Finish]) -> Ratio:
    """Compare two lanes by the seeds that both have run; the one with the smaller median is the faster.

    Raises:
        ValueError: no seed that both have run.
    """
    by_seed = [{finish.seed: finish for finish in lane} for lane in (first, second)]
    seeds = sorted(by_seed[0].keys() & by_seed[1].keys())
    if not seeds:
        raise ValueError("seeds: none in common is not allowed; allowed is one or more")
    one, other = ([lane[seed] for seed in seeds] for lane in by_seed)
    if _median(_epochs(one)) > _median(_epochs(other)):
        one, other = other, one
    samples = _epochs(other), _epochs(one)
    value = _finite(_ratio_of_medians(*samples))
    return Ratio(one[0].lane, other[0].lane, value, _bootstrap(samples, _ratio_of_medians), len(seeds))


def ratios(finishes: Iterable[Finish]) -> list[Ratio]:
    """All pairs of lanes that have a seed in common, in the order of the lanes."""
    by_lane: dict[int, list[Finish]] = {}
    for finish in finishes:
        by_lane.setdefault(finish.lane, []).append(finish)
    pairs = combinations((by_lane[lane] for lane in sorted(by_lane)), 2)
    return [ratio(*pair) for pair in pairs if {f.seed for f in pair[0]} & {f.seed for f in pair[1]}]


def _epochs(finishes: Sequence[Finish]) -> Array:
    reached_at = (finish.epochs_to_target for finish in finishes)
    return np.array([inf if epochs is None else epochs for epochs in reached_at], dtype=np.float64)


def _median(values: Array) -> Array:
    return quantile(values, 0.5)


def _ratio_of_medians(slower: Array, faster: Array) -> Array:
    with np.errstate(invalid="ignore"):  # infinite by infinite is not a number
        return np.asarray(_median(slower) / _median(faster))


def _bootstrap(samples: tuple[Array, ...], statistic: Callable[..., Array]) -> Interval:
    """The percentile interval of a statistic; what can't be said (inf / inf) counts for both bounds as the worst.

    SciPy's own gives up where one resample in forty is infinite.
    """
    count = len(samples[0])
    if count < 2:
        return Interval(None, None)
    generator = np.random.Generator(np.random.PCG64(_SEED))
    size = max(1, _AT_ONCE // count)
    sizes = [min(size, RESAMPLES - first) for first in range(0, RESAMPLES, size)]
    rows = (generator.integers(0, count, (some, count)) for some in sizes)
    drawn = np.concatenate([statistic(*(sample[chosen] for sample in samples)) for chosen in rows])
    tail = (1.0 - CONFIDENCE) / 2.0
    low = quantile(np.where(np.isnan(drawn), 0.0, drawn), tail)
    high = quantile(np.where(np.isnan(drawn), inf, drawn), 1.0 - tail)
    return Interval(_finite(low), _finite(high))


def _finite(value: Array) -> float | None:
    return float(value) if isfinite(value) else None
