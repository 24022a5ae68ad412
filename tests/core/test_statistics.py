"""Statistics of runs, on data whose answers are known."""

from math import inf, nan

import numpy as np
import pytest

from nn_core.study.race import RunResult
from nn_core.study.statistics import (
    Interval,
    Spread,
    bootstrap,
    quantile,
    ratio_of_medians,
    reached,
    spread,
    summary,
    wilson,
)
from tests.cases import every


def _finish(epochs, seed=0, lane=0, **fields):
    """A run that took so many epochs; None for one that never got there."""
    defaults = {
        "epochs": epochs or 1000, "train_loss": 0.1, "test_loss": 0.2, "train_score": 0.9, "test_score": 0.8,
        "diverged": False, "seconds": 0.5,
    }  # fmt: skip
    return RunResult(lane=lane, seed=seed, epochs_to_target=epochs, **{**defaults, **fields})


def _lane(epochs, lane=0):
    return [_finish(each, seed, lane) for seed, each in enumerate(epochs)]


@every("n", [1, 2, 3, 4, 5, 10, 101])
@every("q", [0.0, 0.025, 0.25, 0.5, 0.75, 1.0])
def test_finite_quantiles_are_those_of_numpy(n, q):
    values = np.random.default_rng(n).integers(0, 50, (3, n)).astype(float)
    np.testing.assert_allclose(quantile(values, q), np.quantile(values, q, axis=-1), rtol=1e-14)


@every(
    ("values", "expected"),
    [
        ([5], Spread(5, 5, 5)),
        ([1, 2, 3, 4, 5], Spread(3, 2, 4)),
        ([4, 1, 3, 2], Spread(2.5, 1.75, 3.25)),
        ([1, 2, 3, 4, inf], Spread(3, 2, 4)),
        ([1, 2, 3, inf], Spread(2.5, 1.75, inf)),
        ([1, 2, inf, inf], Spread(inf, 1.75, inf)),
        ([1, 2, 3, inf, inf], Spread(3, 2, inf)),
        ([1, inf, inf], Spread(inf, inf, inf)),
        ([inf], Spread(inf, inf, inf)),
    ],
)
def test_what_never_came_counts_as_infinite(values, expected):
    assert spread(values) == expected


def test_leaving_out_the_runs_that_never_got_there_would_flatter():
    assert summary(_lane([100, 200, 300, None, None])).epochs.median == 300
    assert summary(_lane([100, 200, 300])).epochs.median == 200


def test_of_nothing_there_are_no_figures():
    with pytest.raises(ValueError, match=r"^values must be one or more, got none"):
        spread([])
    with pytest.raises(ValueError, match=r"^values must be one or more, got none"):
        summary([])


def test_a_summary_has_every_figure_of_the_lane():
    finishes = [
        _finish(10, 0, train_loss=1.0, test_loss=4.0, train_score=0.5, test_score=0.4, seconds=2.0),
        _finish(30, 1, train_loss=2.0, test_loss=5.0, train_score=0.6, test_score=0.5, seconds=3.0),
        _finish(None, 2, train_loss=3.0, test_loss=6.0, train_score=0.7, test_score=0.6, seconds=4.0, diverged=True),
        _finish(None, 3, train_loss=4.0, test_loss=7.0, train_score=0.8, test_score=0.7, seconds=5.0),
    ]
    of = summary(finishes)
    assert (of.runs, of.never, of.never_share, of.diverged) == (4, 2, 0.5, 1)
    assert of.epochs == Spread(inf, 25.0, inf)
    assert of.train_loss == Spread(2.5, 1.75, 3.25)
    assert of.test_loss == Spread(5.5, 4.75, 6.25)
    assert of.train_score.median == pytest.approx(0.65)
    assert of.test_score.median == pytest.approx(0.55)
    assert of.seconds == Spread(3.5, 2.75, 4.25)


def test_the_interval_of_the_share_is_wilsons():
    # Wilson (1927), as in every table: 0 of 10 is 0 to 27.75 %, 10 of 100 is 5.52 to 17.44 %
    none = summary(_lane([1] * 10)).never_interval
    assert (none.low, none.high) == pytest.approx((0.0, 0.2775), abs=1e-4)
    some = summary(_lane([1] * 90 + [None] * 10)).never_interval
    assert (some.low, some.high) == pytest.approx((0.0552, 0.1744), abs=1e-4)


@every("runs", [1, 2, 3, 7, 10, 30, 100, 333])
def test_none_and_all_are_the_ends_of_wilsons_interval_to_the_last_digit(runs):
    """For p = 0 the formula is 0 to z²/(n + z²), for p = 1 it is n/(n + z²) to 1; z = 1.959963984540054 for 95 %."""
    z2 = 1.959963984540054**2
    none, all_ = wilson(0, runs), wilson(runs, runs)
    assert (none.low, all_.high) == (0.0, 1.0)
    assert (none.high, all_.low) == pytest.approx((z2 / (runs + z2), runs / (runs + z2)), rel=1e-12)


def test_wilsons_interval_of_a_half_lies_about_it():
    """p = 1/2 with n = 4: the middle is 1/2, and the half-width z·√(1/16 + z²/64) / (1 + z²/4) = z / (2·√(4 + z²))."""
    z = 1.959963984540054
    half = z / (2.0 * np.sqrt(4.0 + z * z))
    found = wilson(2, 4)
    assert (found.low, found.high) == pytest.approx((0.5 - half, 0.5 + half), rel=1e-12)


@pytest.mark.parametrize(("count", "pieces"), [(7, 1), (100, 5), (1000, 50)])
def test_the_bootstrap_draws_9999_times_and_never_more_than_200_000_numbers_at_once(count, pieces):
    """The figures of the draws are 0, 1, ..., 9998: the percentiles 2.5 and 97.5 are 0.025 and 0.975 of 9998."""
    sizes = []

    def number_of_the_draw(values):
        first = sum(sizes)
        sizes.append(len(values))
        assert values.size <= 200_000
        return np.arange(first, first + len(values), dtype=float)

    interval = bootstrap(number_of_the_draw, np.arange(count, dtype=float))
    assert (sum(sizes), len(sizes)) == (9999, pieces)
    assert (interval.low, interval.high) == pytest.approx((249.95, 9748.05), rel=1e-12)


def test_whoever_has_the_runs_can_draw_the_same_interval_again():
    """With NumPy alone: 9,999 draws by PCG64 from the seed 0, and the percentiles of their medians."""
    epochs = np.array([3.0, 5.0, 9.0, 12.0, 40.0, 41.0, 77.0])
    places = np.random.Generator(np.random.PCG64(0)).integers(0, 7, (9999, 7))
    medians = np.median(epochs[places], axis=1)
    assert ratio_of_medians(epochs, np.ones(7))[1] == Interval(*np.quantile(medians, [0.025, 0.975]))
    means = bootstrap(lambda values: values.mean(axis=1), epochs)
    expected = np.quantile(epochs[places].mean(axis=1), [0.025, 0.975])
    assert (means.low, means.high) == pytest.approx(tuple(expected), rel=1e-12)


def test_the_interval_of_the_median_is_about_that_of_its_order_statistics():
    epochs = np.random.default_rng(1).permutation(np.arange(1, 401))
    interval = summary(_lane(epochs.tolist())).epochs_interval
    # the ranks between which the median of 400 lies with 95 %: 200 -+ 1.96 * sqrt(400) / 2
    assert interval.low == pytest.approx(200.5 - 19.6, abs=2)
    assert interval.high == pytest.approx(200.5 + 19.6, abs=2)


def test_the_interval_of_a_median_may_be_infinite_and_a_single_run_has_none():
    assert summary(_lane([7])).epochs_interval is None
    assert summary(_lane([None])).epochs_interval is None
    assert summary(_lane([None] * 20)).epochs_interval == Interval(inf, inf)
    half = summary(_lane([10, None] * 10)).epochs_interval
    assert (half.low, half.high) == (10.0, inf)


def test_the_same_runs_give_the_same_interval_in_any_order():
    epochs = [3, 5, 9, 12, 40, None]
    assert summary(_lane(epochs)).epochs_interval == summary(_lane(epochs)).epochs_interval


def test_the_curve_climbs_by_each_run_and_ends_at_the_share_that_got_there():
    assert reached(_lane([30, 10, None, 10])) == ([0, 10, 30], [0.0, 0.5, 0.75])
    assert reached(_lane([None, None])) == ([0], [0.0])
    assert reached([]) == ([0], [0.0])


def test_the_curve_is_one_minus_the_kaplan_meier_estimate():
    from scipy import stats  # late: it takes a second, and every worker collects this file

    rng = np.random.default_rng(2)
    epochs = [int(n) if n < 800 else None for n in rng.integers(1, 1000, 150)]
    at, shares = reached(_lane(epochs))
    there = [n for n in epochs if n is not None]
    censored = stats.CensoredData(uncensored=there, right=[1000] * (150 - len(there)))
    survival = stats.ecdf(censored).sf
    np.testing.assert_allclose(1.0 - np.array(shares[1:]), survival.evaluate(at[1:]), atol=1e-12)


def test_not_a_number_is_no_one_s_median():
    with pytest.raises(ValueError, match="must be numbers, got nan"):
        spread([1.0, nan])


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    ("over", "under", "ratio", "low", "high"),
    [
        ([0, 0, 0], [4, 5, 6], 0.0, 0.0, 0.0),
        ([4, 5, 6], [0, 0, 0], inf, inf, inf),
        ([0, 0, 0], [0, 0, 0], 1.0, 1.0, 1.0),
        ([inf, inf, inf], [0, 0, 0], inf, inf, inf),
    ],
)
def test_who_is_there_from_the_start_is_compared_without_a_division_by_zero(over, under, ratio, low, high):
    found, interval = ratio_of_medians(np.array(over, dtype=float), np.array(under, dtype=float))
    assert (found, interval) == (ratio, Interval(low, high))


@pytest.mark.filterwarnings("error")
def test_numbers_as_far_apart_as_they_can_be_have_a_middle():
    apart = spread([-1.7e308, 1.7e308])
    assert (apart.median, apart.lower, apart.upper) == pytest.approx((0.0, -0.85e308, 0.85e308))
    assert spread([-1.7e308, inf]) == Spread(inf, inf, inf)
