"""More patterns: each by its formula, what noise does to it, and that a network can learn it."""

import math

import numpy as np
import pytest
from hypothesis import given, strategies as st

from nn_core import DATASETS, Experiment, advance, evaluate, make_dataset, start
from nn_core.__main__ import main
from nn_core.common.random_streams import NOISE, POINTS, generator
from nn_core.patterns import moonlit_water
from tests.cases import every

ABOVE = {
    "above-line": lambda x: 0.5 * x + 1,
    "above-sine": lambda x: 3 * math.sin(x),
    "above-cubic": lambda x: x * x * x / 15 - 1.5 * x,
    "above-abs": lambda x: abs(x) - 3,
}
CURVES = {
    "curve-sine": math.sin,
    "curve-step": lambda x: 1 if x >= 0 else -1,
    "curve-abs": lambda x: abs(x) / 3 - 1,
}
SHAPES = ["moons", "bullseye", "checkerboard"]
LABEL_NOISE_ONLY = ["checkerboard", *ABOVE, *CURVES]  # their points stay where they are


def _generate(key, n=2000, noise=0.0, seed=0):
    """Points and labels in the order of generation; noise in percent."""
    return DATASETS[key].generate(generator(seed, POINTS), generator(seed, NOISE), n, noise / 100.0)


def _experiment(key, **choices):
    return Experiment(problem=DATASETS[key].problem, dataset=key, **choices)


def test_moons_are_two_half_rings_that_reach_into_each_other():
    points, labels = _generate("moons")
    upper, lower = points[labels > 0] - [-1.5, -0.75], points[labels < 0] - [1.5, 0.75]
    assert len(upper) == len(lower) == 1000
    assert upper[:, 1].min() >= -1e-12
    assert lower[:, 1].max() <= 1e-12
    for moon in (upper, lower):
        radius = np.hypot(*moon.T)
        assert 2.7 - 1e-12 <= radius.min() < 2.71
        assert 3.29 < radius.max() <= 3.3 + 1e-12
    # neither a line at any angle nor a step along X1 tells them apart
    inside = points[(labels > 0) & (points[:, 0] > 0.5)]
    assert len(inside) > 100
    assert inside[:, 1].max() > points[labels < 0][:, 1].min()


def test_bullseye_is_a_disc_and_three_rings_that_alternate():
    points, labels = _generate("bullseye")
    ring, within = np.divmod(np.hypot(*points.T), 1.5)
    assert within.max() <= 1.0 + 1e-12
    np.testing.assert_array_equal(np.unique(ring, return_counts=True), [[0, 1, 2, 3], [500] * 4])
    np.testing.assert_array_equal(labels, [1.0 if k in (0, 2) else -1.0 for k in ring])


def _square(x, y):
    """+1 and -1 in turn over rows and columns of side 3 that begin at -6."""
    column, row = int((x + 6) // 3), int((y + 6) // 3)
    return 1.0 if column % 2 == row % 2 else -1.0


def test_checkerboard_is_four_by_four_squares_that_alternate():
    points, labels = _generate("checkerboard")
    np.testing.assert_array_equal(labels, [_square(x, y) for x, y in points])
    squares, counts = np.unique(np.floor(points / 3.0), axis=0, return_counts=True)
    assert len(squares) == 16
    assert counts.min() > 80


@pytest.mark.parametrize("key", ABOVE)
def test_what_lies_above_the_curve_is_positive(key):
    points, labels = _generate(key)
    np.testing.assert_array_equal(labels, [1.0 if y > ABOVE[key](x) else -1.0 for x, y in points])
    assert 5.9 < np.abs(points).max() <= 6.0
    assert abs(labels.mean()) < 0.25


@pytest.mark.parametrize("key", CURVES)
def test_a_curve_has_its_points_on_the_line_and_its_values_as_labels(key):
    points, labels = _generate(key)
    assert not points[:, 1].any()
    assert 5.9 < np.abs(points[:, 0]).max() <= 6.0
    np.testing.assert_allclose(labels, [CURVES[key](x) for x in points[:, 0]], atol=1e-14)
    assert np.abs(labels).max() <= 1.0
    assert np.ptp(labels) > 1.9


@every("key", DATASETS)
def test_a_kind_is_a_curve_when_its_points_lie_on_the_line(key):
    assert DATASETS[key].curve == (not make_dataset(_experiment(key, noise=50)).points[:, 1].any())


@given(st.sampled_from([*SHAPES, *ABOVE, *CURVES]), st.integers(0, 2**32 - 1), st.integers(10, 300))
def test_without_noise_all_points_lie_within_the_axes(key, seed, n):
    points, labels = _generate(key, n, seed=seed)
    assert np.abs(points).max() <= 6.0
    assert np.abs(labels).max() <= 1.0


@every("key", LABEL_NOISE_ONLY)
def test_label_noise_leaves_the_points_alone_and_changes_more_labels_the_more_there_is(key):
    points, labels = _generate(key)
    changed = [0.0]
    for noise in (10, 25, 50):
        noisy, its = _generate(key, noise=noise)
        np.testing.assert_array_equal(noisy, points)
        changed.append(np.abs(its - labels).mean())
    assert np.all(np.diff(changed) > 0.01)


@pytest.mark.parametrize("key", CURVES)
def test_noise_of_a_curve_moves_the_label_in_proportion(key):
    _, clean = _generate(key)
    for noise in (10, 50):
        moved = (_generate(key, noise=noise)[1] - clean) / (noise / 100.0)
        assert 0.98 < np.abs(moved).max() <= 1.0 + 1e-12
        assert moved.var() == pytest.approx(1.0 / 3.0, rel=0.1)


@pytest.mark.parametrize("key", ABOVE)
def test_noise_of_a_half_plane_is_uniform_up_to_5_per_axis(key):
    flipped = np.mean([np.mean(_generate(key, noise=20, seed=s)[1] != _generate(key, seed=s)[1]) for s in range(20)])
    rng = np.random.default_rng(0)  # the same by another hand: noise 20 is U(-1, 1)
    points = rng.uniform(-6.0, 6.0, (20_000, 2))
    moved = points + rng.uniform(-1.0, 1.0, points.shape)
    expected = np.mean(
        [(b > ABOVE[key](a)) != (d > ABOVE[key](c)) for (a, b), (c, d) in zip(points, moved, strict=True)]
    )
    assert flipped == pytest.approx(expected, rel=0.1)


def test_noise_of_moons_moves_the_same_points_up_to_2_each_way():
    clean, labels = _generate("moons")
    for noise in (10, 50):
        points, same = _generate("moons", noise=noise)
        np.testing.assert_array_equal(labels, same)
        moved = (points - clean) / (noise / 100.0)
        assert 1.96 < np.abs(moved).max() <= 2.0 + 1e-12


def test_noise_of_the_bullseye_moves_points_along_the_radius():
    clean, labels = _generate("bullseye")
    points, same = _generate("bullseye", noise=20)
    np.testing.assert_array_equal(labels, same)
    across = clean[:, 0] * points[:, 1] - clean[:, 1] * points[:, 0]
    np.testing.assert_allclose(across, 0.0, atol=1e-12)
    moved = np.hypot(*(points - clean).T)
    assert 0.29 < moved.max() <= 0.3 + 1e-12


LEARNED = {  # features and units with which 600 epochs at the learning rate 0.03 get below a test loss
    "moons": (["x", "y"], [8], 0.05),
    "bullseye": (["x^2", "y^2"], [8, 8], 0.05),
    "checkerboard": (["x", "y", "sin x", "sin y"], [8, 8], 0.2),
    "above-line": (["x", "y"], [], 0.05),
    "above-sine": (["sin x", "y"], [], 0.05),
    "above-cubic": (["x", "y"], [8], 0.05),
    "above-abs": (["x", "y"], [4], 0.05),
    "curve-sine": (["x"], [8, 4], 0.05),
    "curve-step": (["x"], [2], 0.05),
    "curve-abs": (["x"], [4], 0.005),
}


@every("key", LEARNED)
def test_a_small_network_learns_the_pattern(key):
    features, units, target = LEARNED[key]
    experiment = _experiment(key, features=features, hidden=[{"units": n} for n in units])
    before = evaluate(experiment, start(experiment)).test_loss
    after = evaluate(experiment, advance(experiment, start(experiment), 600)).test_loss
    assert after < min(target, before / 2.0)


def test_the_command_line_trains_them(capsys):
    assert main(["train", "--dataset", "moons", "--epochs", "3"]) == 0
    assert main(["train", "--dataset", "curve-sine", "--epochs", "3", "--features", "x"]) == 0
    assert "R²" in capsys.readouterr().out


def test_the_picture_has_an_edge_and_ripples_of_the_same_length():
    points, labels = _generate("reg-picture")
    assert np.abs(labels).max() <= 1.0
    (x, y), r = points.T, np.hypot(points[:, 0] - 2.0, points[:, 1] - 3.0)
    sky = y > 0
    assert set(labels[sky]) == {1.0, -0.6}
    assert labels[sky & (r < 1.6)].min() == 1.0
    assert labels[sky & (r > 1.6)].max() == -0.6
    np.testing.assert_allclose(labels[~sky], 0.9 * np.sin(4.0 * r[~sky]), atol=1e-14)
    crest, trough = moonlit_water(np.array([2.0, 2.0]), 3.0 - np.array([4.5, 5.5]) * np.pi / 4.0)
    assert (crest, trough) == (pytest.approx(0.9), pytest.approx(-0.9))
    assert np.abs(x).max() <= 6.0
