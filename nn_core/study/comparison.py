"""Lanes compared by pairs: which one finishes sooner, which one more often, and whether that can be luck.

Both lanes of a pair had the same data with the same seed, so they are compared seed by seed. A run that never finished
took infinitely long; where neither of the two finished, that seed says nothing about speed.

*Speed.* With r = epochs of the one / epochs of the other at the n seeds where at least one finished (0 <= r <= ∞), how
many times as fast is the median of r. Were the two alike, r > 1 would be a toss of a coin, so the sign test gives
p = 2·P(B <= n - w), B ~ Binomial(n, ½), for w seeds with r > 1, where seeds with r = 1 count against. The interval is
what the same test does not refuse: from the k-th smallest r to the k-th largest, k - 1 the largest number with
2·P(B <= k - 1) <= level. It assumes nothing about how epochs are distributed and holds for any n; an interval leaves 1
out exactly when p is not above its level. A run that was given up at the cap might have needed one epoch more, so the
interval takes it for what makes it wider: anything from cap + 1 to ∞.

*How often.* Of the seeds at which only one of the two finished, how many are the one's: McNemar's test in its exact
form, which is the sign test again.

*Many comparisons.* Among 66 pairs of equal lanes a few look different by chance. All m comparisons of a table are
therefore one family. What is called clear is so by Holm's steps: the smallest p is multiplied by m, the next by m - 1,
and so on, and none gets smaller than the one before it; with 95 % confidence nothing is called different that is not.
Intervals are at the level 5 % / m (Bonferroni), so that with 95 % confidence all of them hold. Holm's steps are never
stricter than that: where no difference is clear, 1 is in the interval. It may be in it, too, where the direction is
clear and the number is not, and then ``told`` is False. Comparisons that could say nothing (no run finished; or
always both or neither did) are no part of the family.

Sources: Conover, Practical Nonparametric Statistics, 3rd ed., 1999, 3.2 and 3.4 (intervals of quantiles, sign test);
McNemar, Psychometrika 12, 1947, doi:10.1007/BF02295996; Holm, Scandinavian Journal of Statistics 6, 1979, 65-70,
https://www.jstor.org/stable/4615733; Dunn, doi:10.1080/01621459.1961.10482090 (simultaneous intervals).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import combinations
from math import ceil, inf, log, log2
from typing import Literal

import numpy as np

from ..common.deadline import check
from .race import RunResult
from .statistics import CONFIDENCE, Array, Interval

Verdict = Literal["ahead", "sooner", "unsure", "nothing"]
Often = Literal["clear", "unsure", "same"]
Epochs = Mapping[int, float]  # of a lane's runs by seed, infinite where a run never finished

_LEVEL = 1.0 - CONFIDENCE


@dataclass(frozen=True)
class Comparison:
    """Lane ``faster`` against lane ``slower`` over the ``seeds`` that both have run.

    ``verdict`` is "sooner" where the faster one surely is, "ahead" where that is so and the slower one never finished,
    "unsure" where it may be luck, and "nothing" where neither finished in any run. ``often`` is "clear" where the one
    surely finishes more often, and "same" where no seed speaks for either. ``ratio`` is how many times as fast, perhaps
    infinite; it and ``interval`` are None with "nothing" only. Both p are adjusted.
    """

    faster: int
    slower: int
    seeds: int
    finished: tuple[int, int]  # runs of the faster and of the slower one
    sooner: tuple[int, int]  # seeds at which the faster was first, and at which the slower was
    ratio: float | None
    interval: Interval | None
    p: float
    verdict: Verdict
    told: bool  # whether the interval, too, is beyond 1
    often_p: float
    often: Often


@dataclass(frozen=True)
class Comparisons:
    """All pairs, in the order of the lanes, and of how many comparisons their family is."""

    pairs: list[Comparison]
    count: int

    @property
    def fewest(self) -> int:
        """With fewer seeds nothing can be clear: 2·½ⁿ <= 5 % / m needs n >= log2(2·m / 5 %)."""
        return ceil(log2(2.0 * max(1, self.count) / _LEVEL))


@dataclass(frozen=True)
class _Pair:
    """What the seeds of a pair say before it is known of how many comparisons it is one."""

    lanes: tuple[int, int]  # the faster one first
    seeds: int
    finished: tuple[int, int]
    alone: tuple[int, int]  # seeds at which only the one or only the other finished
    ratios: Array  # these and the bounds of each, all in order
    lowest: Array
    highest: Array

    def turned(self) -> "_Pair":
        with np.errstate(divide="ignore"):
            ratios, lowest, highest = (1.0 / each[::-1] for each in (self.ratios, self.highest, self.lowest))
        return _Pair(self.lanes[::-1], self.seeds, self.finished[::-1], self.alone[::-1], ratios, lowest, highest)

    @cached_property
    def sooner(self) -> tuple[int, int]:
        return int(np.count_nonzero(self.ratios > 1.0)), int(np.count_nonzero(self.ratios < 1.0))

    @property
    def tests(self) -> tuple[float | None, float | None]:
        """The p of speed and of how often; None where there is nothing to compare."""
        speed = _two_sided(self.ratios.size, self.ratios.size - self.sooner[0]) if self.ratios.size else None
        return speed, _two_sided(sum(self.alone), min(self.alone)) if sum(self.alone) else None


def comparisons(finishes: Iterable[RunResult], cap: int) -> Comparisons:
    """All pairs of lanes of a race that have a seed in common; ``cap`` is where runs were given up."""
    lanes: dict[int, dict[int, float]] = {}
    for finish in finishes:
        epochs = finish.epochs_to_target
        lanes.setdefault(finish.lane, {})[finish.seed] = inf if epochs is None else epochs
    return compare(lanes, cap)


def compare(lanes: Mapping[int, Epochs], cap: int) -> Comparisons:
    """All pairs of lanes, given by the epochs of each run, that have a seed in common."""
    runs = [(lane, *_in_order(lanes[lane])) for lane in sorted(lanes)]
    pairs = [pair for one, other in combinations(runs, 2) if (pair := _pair(*one, *other, cap)).seeds]
    tests = [p for pair in pairs for p in pair.tests]
    made = [p for p in tests if p is not None]
    adjusted = iter(holm(made))
    p = [1.0 if each is None else next(adjusted) for each in tests]
    judged = [_judged(*pair, max(1, len(made))) for pair in zip(pairs, p[::2], p[1::2], strict=True)]
    return Comparisons(judged, len(made))


def holm(p: Sequence[float]) -> list[float]:
    """Adjusted p of m tests: of the k-th smallest, k = 0.., max over j <= k of (m - j)·p[j], at most 1."""
    array = np.array(p, dtype=np.float64)
    order = np.argsort(array, kind="stable")
    steps = np.maximum.accumulate((len(array) - np.arange(len(array))) * array[order])
    adjusted = np.empty_like(array)
    adjusted[order] = np.minimum(1.0, steps)
    return [float(each) for each in adjusted]


def _in_order(epochs: Epochs) -> tuple[Array, Array]:
    by_seed = np.array(sorted(epochs.items()), dtype=np.float64).reshape(-1, 2)
    return by_seed[:, 0], by_seed[:, 1]


def _pair(lane: int, seeds: Array, epochs: Array, other: int, other_seeds: Array, others: Array, cap: int) -> _Pair:
    """The pair of two lanes with the seeds that they have run and the epochs of each."""
    check()
    if not np.array_equal(seeds, other_seeds):  # while a sweep goes on
        seeds, index, other_index = np.intersect1d(seeds, other_seeds, assume_unique=True, return_indices=True)
        epochs, others = epochs[index], others[other_index]
    one, two = np.isfinite(epochs), np.isfinite(others)
    a, b = epochs[one | two], others[one | two]
    first, second = int(np.count_nonzero(one)), int(np.count_nonzero(two))
    beyond, ratios = cap + 1.0, _ratios(b, a)
    pair = _Pair(
        lanes=(lane, other),
        seeds=len(seeds),
        finished=(first, second),
        alone=(len(a) - second, len(a) - first),
        ratios=ratios,
        lowest=ratios if len(a) == second else _ratios(np.where(np.isinf(b), beyond, b), a),
        highest=ratios if len(a) == first else _ratios(b, np.where(np.isinf(a), beyond, a)),
    )
    (wins, losses), (here_finished, there_finished) = pair.sooner, pair.finished
    swap = (_middle(pair.ratios), wins, here_finished) < (1.0, losses, there_finished)
    return pair.turned() if swap else pair


def _ratios(b: Array, a: Array) -> Array:
    """What b / a is, in order, and 1 for 0 / 0: both were there from the start."""
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = b / a
    ratios[np.isnan(ratios)] = 1.0
    return np.sort(ratios)


def _judged(pair: _Pair, p: float, often_p: float, count: int) -> Comparison:
    interval = _interval(pair.lowest, pair.highest, _LEVEL / count) if pair.ratios.size else None
    verdict: Verdict = "unsure"
    if interval is None:
        verdict = "nothing"
    elif p <= _LEVEL:
        verdict = "sooner" if pair.finished[1] else "ahead"
    return Comparison(
        faster=pair.lanes[0],
        slower=pair.lanes[1],
        seeds=pair.seeds,
        finished=pair.finished,
        sooner=pair.sooner,
        ratio=_middle(pair.ratios) if pair.ratios.size else None,
        interval=interval,
        p=p,
        verdict=verdict,
        told=interval is not None and interval.low > 1.0,
        often_p=often_p,
        often="clear" if often_p <= _LEVEL else "unsure" if sum(pair.alone) else "same",
    )


def _two_sided(n: int, k: int) -> float:
    """2·P(B <= k), B ~ Binomial(n, ½), at most 1."""
    return min(1.0, 2.0 * float(_tails(n)[k]))


def _middle(ordered: Array) -> float:
    """The median, of an even number the geometric mean of the two in the middle: whose ratio it is does not matter."""
    if not ordered.size:
        return 1.0
    below, above = ordered[(ordered.size - 1) // 2], ordered[ordered.size // 2]
    if below == 0.0 and above == inf:
        return 1.0  # as many seeds for the one as for the other
    return float(below if below == above else np.sqrt(below) * np.sqrt(above))


def _interval(lowest: Array, highest: Array, level: float) -> Interval:
    k = int(np.searchsorted(_tails(lowest.size), level / 2.0, side="right"))
    return Interval(float(lowest[k - 1]), float(highest[-k])) if k else Interval(0.0, inf)


@lru_cache(maxsize=256)
def _tails(n: int) -> Array:
    """P(B <= k) for k = 0..n, where B ~ Binomial(n, ½): the sum of n! / (i! (n - i)!) / 2ⁿ over i <= k."""
    log_factorials = np.concatenate(([0.0], np.cumsum(np.log(np.arange(1.0, n + 1.0)))))
    return np.asarray(np.cumsum(np.exp(log_factorials[n] - log_factorials - log_factorials[::-1] - n * log(2.0))))
