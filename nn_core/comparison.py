"""Lanes compared by pairs: which one finishes sooner, which one more often, and whether that can be luck.

Both lanes of a pair had the same data with the same seed, so they are compared seed by seed. A run that never finished
took infinitely long; where neither of the two finished, that seed says nothing about speed.

*Speed.* With r = epochs of the one / epochs of the other at the n seeds where at least one finished (0 <= r <= ∞), how
many times as fast is the median of r. Were the two alike, r > 1 would be a toss of a coin, so the sign test gives
p = 2·P(B <= n - w), B ~ Binomial(n, ½), for w seeds with r > 1, where seeds with r = 1 count against. The interval is
what the same test does not refuse: from the k-th smallest r to the k-th largest, k - 1 the largest number with
2·P(B <= k - 1) <= level. It assumes nothing about how epochs are distributed, holds for any n, and takes infinite
values as they are; an interval leaves 1 out exactly when p is below its level.

*How often.* Of the seeds at which only one of the two finished, how many are the one's: McNemar's test in its exact
form, which is the sign test again.

*Many comparisons.* Among 66 pairs of equal lanes a few look different by chance. All comparisons of a table are
therefore one family: each is made at the level 5 % / their number (Bonferroni), so that in 95 % of races every
interval is right and nothing is called different that is not. Comparisons that could say nothing (no run finished; or
always both or neither did) are no part of it.

Sources: Conover, Practical Nonparametric Statistics, 3rd ed., 1999, 3.2 and 3.4 (intervals of quantiles, sign test);
McNemar, doi:10.1007/BF02295996; Dunn, doi:10.1080/01621459.1961.10482090 (many comparisons).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from math import ceil, inf, log, log2
from typing import Literal

import numpy as np

from .race import Finish
from .statistics import CONFIDENCE, Array, Interval

Verdict = Literal["ahead", "sooner", "unsure", "nothing"]
Often = Literal["clear", "unsure", "same"]
Epochs = Mapping[int, float]  # of a lane's runs by seed, infinite where a run never finished

_LEVEL = 1.0 - CONFIDENCE


@dataclass(frozen=True)
class Comparison:
    """Lane ``faster`` against lane ``slower`` over the ``seeds`` that both have run.

    ``verdict`` is "sooner" where the faster one surely is, "ahead" where that is so because the slower one never
    finished, or so seldom that no number of times can be told, "unsure" where it may be luck, and "nothing" where
    neither finished in any run. ``often`` is "clear" where the one surely finishes more often, and "same" where no
    seed speaks for either. ``ratio`` is how many times as fast, perhaps infinite; it and ``interval`` are None with
    "nothing" only. Both p are multiplied by the number of comparisons.
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
    often_p: float
    often: Often


@dataclass(frozen=True)
class Comparisons:
    """All pairs, in the order of the lanes, and of how many comparisons their family is."""

    pairs: list[Comparison]
    count: int

    @property
    def fewest(self) -> int:
        """With fewer seeds nothing can be sure: 2·½ⁿ <= level needs n >= log2(2 / level)."""
        return ceil(log2(2.0 * max(1, self.count) / _LEVEL))


@dataclass(frozen=True)
class _Pair:
    """What the seeds of a pair say before it is known of how many comparisons it is one."""

    lanes: tuple[int, int]
    seeds: int
    finished: tuple[int, int]
    alone: tuple[int, int]  # seeds at which only the first or only the second finished
    ratios: Array  # second / first, in order

    @property
    def comparisons(self) -> int:
        return (self.ratios.size > 0) + (sum(self.alone) > 0)


def comparisons(finishes: Iterable[Finish]) -> Comparisons:
    """All pairs of lanes of a race that have a seed in common."""
    lanes: dict[int, dict[int, float]] = {}
    for finish in finishes:
        epochs = finish.epochs_to_target
        lanes.setdefault(finish.lane, {})[finish.seed] = inf if epochs is None else epochs
    return compare(lanes)


def compare(lanes: Mapping[int, Epochs]) -> Comparisons:
    """All pairs of lanes, given by the epochs of each run, that have a seed in common."""
    runs = [(lane, *_in_order(lanes[lane])) for lane in sorted(lanes)]
    pairs = [pair for one, other in combinations(runs, 2) if (pair := _pair(*one, *other)).seeds]
    count = sum(pair.comparisons for pair in pairs)
    return Comparisons([_judged(pair, max(1, count)) for pair in pairs], count)


def sign_test(count: int, of: int) -> float:
    """The p of a coin that fell ``count`` times on the one side: 2·P(B <= min(count, of - count)), B ~ Bin(of, ½)."""
    return min(1.0, 2.0 * float(_tails(of)[min(count, of - count)]))


def _in_order(epochs: Epochs) -> tuple[Array, Array]:
    by_seed = np.array(sorted(epochs.items()), dtype=np.float64).reshape(-1, 2)
    return by_seed[:, 0], by_seed[:, 1]


def _pair(lane: int, seeds: Array, epochs: Array, other: int, other_seeds: Array, other_epochs: Array) -> _Pair:
    if not np.array_equal(seeds, other_seeds):  # while a sweep goes on
        seeds, here, there = np.intersect1d(seeds, other_seeds, assume_unique=True, return_indices=True)
        epochs, other_epochs = epochs[here], other_epochs[there]
    one, two = np.isfinite(epochs), np.isfinite(other_epochs)
    either = one | two
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = np.sort(other_epochs[either] / epochs[either])
    ratios[np.isnan(ratios)] = 1.0  # 0 / 0: both were there from the start
    return _Pair(
        lanes=(lane, other),
        seeds=len(seeds),
        finished=(int(one.sum()), int(two.sum())),
        alone=(int((one & ~two).sum()), int((two & ~one).sum())),
        ratios=np.sort(ratios),
    )


def _judged(pair: _Pair, count: int) -> Comparison:
    ratios = pair.ratios
    wins, losses = int((ratios > 1.0).sum()), int((ratios < 1.0).sum())
    finished, sooner, lanes = pair.finished, (wins, losses), pair.lanes
    ratio = _middle(ratios)
    if (ratio, wins, finished[0]) < (1.0, losses, finished[1]):
        with np.errstate(divide="ignore"):
            ratios = 1.0 / ratios[::-1]
        ratio, finished, sooner, lanes = _middle(ratios), finished[::-1], sooner[::-1], lanes[::-1]
    p = min(1.0, count * _p_of_most(sooner[0], ratios.size))
    often_p = min(1.0, count * sign_test(pair.alone[0], sum(pair.alone)))
    interval = _interval(ratios, _LEVEL / count)
    verdict: Verdict = "unsure"
    if not ratios.size:
        verdict = "nothing"
    elif interval.low > 1.0:
        verdict = "ahead" if interval.low == inf else "sooner"
    return Comparison(
        faster=lanes[0],
        slower=lanes[1],
        seeds=pair.seeds,
        finished=finished,
        sooner=sooner,
        ratio=ratio if ratios.size else None,
        interval=interval if ratios.size else None,
        p=p,
        verdict=verdict,
        often_p=often_p,
        often="clear" if often_p <= _LEVEL else "unsure" if sum(pair.alone) else "same",
    )


def _p_of_most(wins: int, of: int) -> float:
    return min(1.0, 2.0 * float(_tails(of)[of - wins]))


def _middle(ordered: Array) -> float:
    """The median, of an even number the geometric mean of the two in the middle: whose ratio it is does not matter."""
    if not ordered.size:
        return 1.0
    below, above = ordered[(ordered.size - 1) // 2], ordered[ordered.size // 2]
    if below == 0.0 and above == inf:
        return 1.0  # as many seeds for the one as for the other
    return float(below if below == above else np.sqrt(below) * np.sqrt(above))


def _interval(ordered: Array, level: float) -> Interval:
    k = int(np.searchsorted(_tails(ordered.size), level / 2.0, side="right"))
    return Interval(float(ordered[k - 1]), float(ordered[-k])) if k else Interval(0.0, inf)


@lru_cache(maxsize=256)
def _tails(n: int) -> Array:
    """P(B <= k) for k = 0..n, where B ~ Binomial(n, ½): the sum of n! / (i! (n - i)!) / 2ⁿ over i <= k."""
    log_factorials = np.concatenate(([0.0], np.cumsum(np.log(np.arange(1.0, n + 1.0)))))
    return np.asarray(np.cumsum(np.exp(log_factorials[n] - log_factorials - log_factorials[::-1] - n * log(2.0))))
