"""Comparisons of lanes, on data whose answers are known."""

from math import inf

import numpy as np
import pytest

from nn_core.study.comparison import compare, comparisons, holm
from nn_core.study.race import RunResult
from nn_core.study.statistics import Interval
from tests.cases import every


def _lane(epochs, first=0):
    """Runs with the seeds from ``first`` on; None for one that never got there."""
    return {first + i: inf if each is None else each for i, each in enumerate(epochs)}


CAP = 1000


def _pair(one, other, cap=CAP):
    (pair,) = compare({0: _lane(one), 1: _lane(other)}, cap).pairs
    return pair


def _mixed(seed, n=40, lanes=4):
    """Lanes of different speed that fail with different shares, and a few ties."""
    rng = np.random.default_rng(seed)
    runs = {}
    for lane in range(lanes):
        epochs = rng.integers(1, 30 * (1 + lane), n).astype(float)
        epochs[rng.random(n) < 0.15 * lane] = inf
        runs[lane] = dict(enumerate(epochs))
    return runs


def test_twenty_of_twenty_against_none_of_twenty_is_a_sure_winner():
    for one, other, faster in (([5] * 20, [None] * 20, 0), ([None] * 20, list(range(1, 21)), 1)):
        pair = _pair(one, other)
        assert (pair.faster, pair.slower, pair.verdict, pair.often) == (faster, 1 - faster, "ahead", "clear")
        assert (pair.finished, pair.sooner, pair.seeds) == ((20, 0), (20, 0), 20)
        assert (pair.ratio, pair.interval.high) == (inf, inf)
        assert pair.interval.low > CAP / 20
        assert pair.p == pytest.approx(2 * 2 * 0.5**20)  # two comparisons: speed, and how often


def test_it_is_one_among_twelve_lanes_too():
    lanes = {lane: _lane([10 + lane] * 20) for lane in range(11)} | {11: _lane([None] * 20)}
    against = [pair for pair in compare(lanes, CAP).pairs if pair.slower == 11]
    assert [pair.verdict for pair in against] == ["ahead"] * 11
    assert {pair.often for pair in against} == {"clear"}


def test_where_neither_finished_nothing_can_be_said():
    pair = _pair([None] * 20, [None] * 20)
    assert (pair.verdict, pair.often, pair.ratio, pair.interval) == ("nothing", "same", None, None)
    assert (pair.p, pair.often_p) == (1.0, 1.0)
    assert compare({0: _lane([None] * 20), 1: _lane([None] * 20)}, CAP).count == 0


def test_a_slow_lane_that_got_there_once_is_still_surely_behind():
    pair = _pair([5] * 20, [None] * 19 + [50])
    assert (pair.faster, pair.verdict, pair.finished, pair.ratio) == (0, "sooner", (20, 1), inf)


def test_a_run_given_up_at_the_cap_might_have_needed_one_epoch_more():
    pair = _pair([900] * 20, [None] * 10 + [950] * 10)
    assert (pair.verdict, pair.told, pair.ratio) == ("sooner", True, inf)  # the median is between 950 / 900 and inf
    assert (pair.interval.low, pair.interval.high) == (950 / 900, inf)
    late = _pair([1000] * 20, [None] * 20)
    assert (late.verdict, late.interval.low) == ("ahead", 1001 / 1000)
    both = _pair([100] * 10 + [None] * 10, [None] * 10 + [100] * 10)
    assert both.interval.low == pytest.approx(100 / 1001) or both.interval.low == 0.0


def test_shares_that_never_finished_are_compared():
    fails = [50 if seed % 25 < 12 else None for seed in range(50)]  # 52 %
    pair = _pair(fails, [100] * 50)
    assert (pair.verdict, pair.often) == ("unsure", "clear")
    assert (pair.faster, pair.finished) == (1, (50, 24))
    assert pair.interval.low < 1.0 < pair.interval.high
    assert pair.often_p == pytest.approx(2 * 2 * 0.5**26)


def test_a_lane_can_be_sooner_and_finish_less_often():
    pair = _pair([10] * 85 + [None] * 15, [20] * 100)
    assert (pair.faster, pair.verdict, pair.often, pair.finished) == (0, "sooner", "clear", (85, 100))


@pytest.mark.parametrize("seed", range(5))
def test_the_p_values_are_those_of_scipy(seed):
    from scipy import stats  # late: it takes a second, and every worker collects this file

    runs = _mixed(seed)
    found = compare(runs, CAP)
    raw = []
    for pair in found.pairs:
        one, other = (np.array([runs[lane][s] for s in range(40)]) for lane in (pair.faster, pair.slower))
        either = np.isfinite(one) | np.isfinite(other)
        wins = int((one < other)[either].sum())
        against = int(either.sum()) - wins  # ties, too
        raw.append(min(1.0, 2 * stats.binom.cdf(against, either.sum(), 0.5)))
        alone = [int((np.isfinite(a) & np.isinf(b)).sum()) for a, b in ((one, other), (other, one))]
        raw.append(stats.binomtest(alone[0], sum(alone)).pvalue)
    assert found.count == len(raw)
    adjusted = [p for pair in found.pairs for p in (pair.p, pair.often_p)]
    assert adjusted == pytest.approx(holm(raw), rel=1e-9)


def test_holm_multiplies_step_by_step():
    # Holm (1979): 0.01·4, 0.02·3 = 0.06, 0.03·2 = 0.06, 0.04·1 is no smaller than the one before
    assert holm([0.03, 0.01, 0.04, 0.02]) == pytest.approx([0.06, 0.04, 0.06, 0.06])
    assert holm([0.9, 0.8]) == [1.0, 1.0]
    assert holm([]) == []


@every("seed", range(20))
def test_no_interval_contradicts_its_verdict(seed):
    for pair in compare(_mixed(seed, n=5 + 3 * seed, lanes=6), CAP).pairs:
        if pair.verdict == "nothing":
            continue
        assert pair.interval.low <= pair.ratio <= pair.interval.high
        assert pair.ratio >= 1.0
        if pair.verdict == "unsure":
            assert pair.interval.low <= 1.0 <= pair.interval.high
            assert not pair.told
        else:
            assert pair.sooner[0] > pair.sooner[1]
        assert pair.told == (pair.interval.low > 1.0)


def test_a_clear_direction_may_come_without_a_number():
    # 18 of 20 are clear by Holm's steps among many sure ones; in the interval, one of 136, is still 1
    lanes = {lane: _lane([2**lane] * 20) for lane in range(15)}
    lanes |= {15: _lane([10**5] * 20), 16: _lane([2 * 10**5] * 18 + [99_999] * 2)}
    found = compare(lanes, 10**6)
    (pair,) = (pair for pair in found.pairs if (pair.faster, pair.slower) == (15, 16))
    assert (found.count, pair.verdict, pair.told) == (136, "sooner", False)
    assert pair.interval.low < 1.0


def test_the_interval_of_one_pair_is_that_of_order_statistics():
    ratios = np.arange(101, 151) / 100.0
    pair = _pair([100] * 50, np.round(100 * ratios).tolist())
    # Conover: of 50 the 18th and the 33rd enclose the median with 95 %
    assert (pair.interval.low, pair.interval.high) == pytest.approx((1.18, 1.33))
    assert pair.ratio == pytest.approx(np.sqrt(1.25 * 1.26))


def test_lanes_are_compared_by_seed():
    fast = [7, 100, 13, 55, 81, 999, 4, 350]
    pair = _pair(fast, [3 * epochs for epochs in fast])
    assert (pair.faster, pair.slower, pair.seeds, pair.verdict) == (0, 1, 8, "sooner")
    assert (pair.ratio, pair.interval.low, pair.interval.high) == pytest.approx((3.0, 3.0, 3.0))
    turned = _pair([3 * epochs for epochs in fast], fast)
    assert (turned.faster, turned.sooner, turned.p) == (1, pair.sooner, pair.p)
    assert turned.ratio == pytest.approx(3.0)


def test_only_seeds_that_both_have_run_are_compared():
    lanes = {0: _lane([10, 20, 30, 1000, 1000]), 1: _lane([60, 80], first=2), 2: _lane([5], first=99)}
    (pair,) = compare(lanes, CAP).pairs
    assert (pair.faster, pair.slower, pair.seeds, pair.sooner) == (1, 0, 2, (1, 1))


def test_few_runs_are_never_sure():
    for n in (1, 2, 5):
        found = compare({0: _lane([1] * n), 1: _lane([1000] * n), 2: _lane([None] * n)}, CAP)
        assert {pair.verdict for pair in found.pairs} == {"unsure"}
        assert {(pair.interval.low, pair.interval.high) for pair in found.pairs} == {(0.0, inf)}
        assert n < found.fewest
    assert compare({}, CAP).pairs == []
    assert compare({0: {}, 1: _lane([3])}, CAP).pairs == []


@pytest.mark.parametrize("lanes", [2, 3, 12])
def test_the_fewest_seeds_are_just_enough(lanes):
    def verdicts(n):
        found = compare({lane: _lane([1 + lane] * n) for lane in range(lanes)}, CAP)
        return found.fewest, {pair.verdict for pair in found.pairs}

    fewest, _ = verdicts(1)
    assert verdicts(fewest) == (fewest, {"sooner"})
    assert verdicts(fewest - 1) == (fewest, {"unsure"})


def test_what_is_all_the_same_is_not_different():
    pair = _pair([10] * 50, [10] * 50)
    assert (pair.verdict, pair.often, pair.ratio, pair.interval) == ("unsure", "same", 1.0, Interval(1.0, 1.0))
    ties = _pair([10] * 48 + [9, 9], [10] * 50)  # the two that differ say nothing yet
    assert (ties.verdict, ties.ratio) == ("unsure", 1.0)


def test_a_target_that_is_met_from_the_start_is_no_error():
    both, one = _pair([0] * 20, [0] * 20), _pair([0] * 20, [1] * 20)
    assert (both.ratio, both.verdict) == (1.0, "unsure")
    assert (one.faster, one.ratio, one.finished) == (0, inf, (20, 20))


def test_each_fails_where_the_other_does_not():
    pair = _pair([10, None] * 10, [None, 10] * 10)
    assert (pair.verdict, pair.often, pair.ratio) == ("unsure", "unsure", 1.0)
    assert (pair.interval.low, pair.interval.high) == (0.0, inf)


def test_runs_of_a_race_are_compared_whatever_their_order():
    ends = [
        RunResult(lane, seed, epochs, epochs or 500, 0.1, 0.1, 1.0, 1.0, diverged=epochs is None, seconds=0.1)
        for lane, row in enumerate([[10, 20, None, 40], [30, 50, 60, None], [None, None, 1, 2]])
        for seed, epochs in enumerate(row)
    ]
    assert comparisons(ends, 500) == comparisons(ends[::-1], 500)
    assert len(comparisons(ends, 500).pairs) == 3


def test_ten_thousand_seeds_are_no_trouble():
    from scipy import stats  # late, as above

    rng = np.random.default_rng(0)
    one = rng.integers(100, 1000, 10_000).astype(float)
    pair = _pair(one.tolist(), (one * rng.choice([0.9, 1.3], 10_000, p=[0.4, 0.6])).tolist())
    assert (pair.faster, pair.verdict) == (0, "sooner")
    assert pair.p == pytest.approx(2 * stats.binom.sf(pair.sooner[0] - 1, 10_000, 0.5), rel=1e-6)
