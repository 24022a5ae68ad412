"""Datasets: the formulas of TensorFlow Playground, the noise, and the split."""

import math

import numpy as np
import pytest
from core_strategies import experiments
from hypothesis import given, settings

from nn_core import DATASETS, OUTPUT_LAYERS, Experiment, make_dataset
from nn_core.common.random_streams import NOISE, POINTS, generator
from tests.cases import every

LABEL_NOISE_ONLY = ["circle", "xor", "reg-plane", "reg-gauss", "reg-picture"]  # their points stay where they are


def _generate(key, n=2000, noise=0.0, seed=0):
    """Points and labels in the order of generation; noise in percent."""
    kind = DATASETS[key]
    classes = [Experiment(problem=kind.problem, dataset=key).classes] if kind.most > 1 else []
    return kind.generate(generator(seed, POINTS), generator(seed, NOISE), n, noise / 100.0, *classes)


def _experiment(key, **choices):
    return Experiment(problem=DATASETS[key].problem, dataset=key, **choices)


def _rows(points, labels):
    return sorted(zip(*points.T.tolist(), labels.tolist(), strict=True))


def test_circle_is_a_disc_of_radius_2_5_and_a_ring_from_3_5_to_5():
    points, labels = _generate("circle")
    radius = np.hypot(*points.T)
    assert np.all((radius <= 2.5) | ((radius >= 3.5 - 1e-12) & (radius <= 5.0 + 1e-12)))
    np.testing.assert_array_equal(labels, np.where(radius < 2.5, 1.0, -1.0))
    assert (labels == 1.0).sum() == 1000
    # radius and angle are uniform, so the disc is denser in the middle
    assert radius[labels == 1.0].mean() == pytest.approx(1.25, abs=0.1)
    assert radius[labels == -1.0].mean() == pytest.approx(4.25, abs=0.06)
    assert np.abs(points.mean(axis=0)).max() < 0.3


def test_xor_is_positive_where_the_product_is_and_keeps_off_the_axes():
    points, labels = _generate("xor")
    assert np.abs(points).min() >= 0.3
    assert np.abs(points).max() <= 5.3
    np.testing.assert_array_equal(labels, np.where(points[:, 0] * points[:, 1] >= 0.0, 1.0, -1.0))
    quadrants = np.unique(np.sign(points), axis=0, return_counts=True)[1]
    assert len(quadrants) == 4
    assert quadrants.min() > 400


@pytest.mark.parametrize(("noise", "variance"), [(0, 0.5), (10, 1.2), (50, 4.0)])
def test_gauss_is_two_clouds_with_variance_growing_with_the_noise(noise, variance):
    data = [_generate("gauss", noise=noise, seed=seed) for seed in range(10)]
    for _, labels in data:
        np.testing.assert_array_equal(labels, np.repeat([1.0, -1.0], 1000))
    deviations = np.concatenate([points - 2.0 * labels[:, np.newaxis] for points, labels in data])
    assert np.abs(deviations.mean(axis=0)).max() < 0.06  # the means are (2, 2) and (-2, -2)
    np.testing.assert_allclose(deviations.var(axis=0), variance, rtol=0.05)
    assert abs(np.corrcoef(deviations.T)[0, 1]) < 0.03


@pytest.mark.parametrize("n", [11, 500])
def test_spiral_is_exactly_the_formula(n):
    points, labels = _generate("spiral", n)
    index = 0
    for label, count, turn in ((1.0, n // 2, 0.0), (-1.0, n - n // 2, math.pi)):
        for i in range(count):
            r = 5.0 * i / count
            t = 1.75 * i / count * 2.0 * math.pi + turn
            np.testing.assert_allclose(points[index], [r * math.sin(t), r * math.cos(t)], atol=1e-13)
            assert labels[index] == label
            index += 1
    assert index == n


def test_spiral_satisfies_the_relation_of_radius_and_angle_after_the_shuffle():
    data = make_dataset(Experiment(dataset="spiral"))
    radius = np.hypot(*data.points.T)
    angle = 1.75 * radius / 5.0 * 2.0 * np.pi + np.where(data.labels > 0, 0.0, np.pi)
    np.testing.assert_allclose(data.points[:, 0], radius * np.sin(angle), atol=1e-12)
    np.testing.assert_allclose(data.points[:, 1], radius * np.cos(angle), atol=1e-12)


def test_plane_is_a_tenth_of_the_sum():
    points, labels = _generate("reg-plane")
    assert 5.9 < np.abs(points).max() <= 6.0
    np.testing.assert_allclose(labels, (points[:, 0] + points[:, 1]) / 10.0, atol=1e-15)


def _tallest_cone(point):
    cones = {(-4, 2.5): 1, (0, 2.5): -1, (4, 2.5): 1, (-4, -2.5): -1, (0, -2.5): 1, (4, -2.5): -1}
    return max((sign * max(0.0, 1.0 - math.dist(point, center) / 2.0) for center, sign in cones.items()), key=abs)


def test_multi_gaussian_is_the_tallest_of_six_cones():
    points, labels = _generate("reg-gauss", 1000)
    np.testing.assert_allclose(labels, [_tallest_cone(point) for point in points], atol=1e-14)
    assert labels.min() < -0.8
    assert labels.max() > 0.8
    assert np.mean(labels == 0.0) == pytest.approx(1.0 - 6 * math.pi * 2**2 / 12**2, abs=0.06)


# Of the reference (measured on the original); for xor also by integration: a coordinate changes sign with probability
# (5s - 0.3)^2 / (100s), and the label when exactly one of the two does.
@every(
    ("key", "noise", "share", "tolerance"),
    [
        ("circle", 5, 0.012, 0.004),
        ("circle", 10, 0.026, 0.005),
        ("circle", 25, 0.081, 0.008),
        ("circle", 50, 0.25, 0.012),
        ("xor", 5, 0.0, 0.0),
        ("xor", 10, 0.009, 0.003),
        ("xor", 25, 0.073, 0.007),
        ("xor", 50, 0.18, 0.01),
        *[("xor", n, 2 * (q := (n / 20 - 0.3) ** 2 / n) * (1 - q), 0.006) for n in (10, 25, 50, 80)],
    ],
)
def test_noise_flips_the_share_of_labels_that_it_does_in_the_original(key, noise, share, tolerance):
    flipped = [np.mean(_generate(key, noise=noise, seed=s)[1] != _generate(key, seed=s)[1]) for s in range(20)]
    assert abs(np.mean(flipped) - share) <= tolerance


@every("seed", range(3))
@every("key", DATASETS)
def test_the_most_noise_that_a_link_can_bring_still_gives_data_to_learn_from(key, seed):
    experiment = _experiment(key, noise=80, seed=seed)
    data, clean = make_dataset(experiment), make_dataset(_experiment(key, seed=seed))
    assert np.isfinite(data.points).all()
    assert np.abs(data.points).max() < 20.0
    if experiment.problem == "regression":
        assert np.abs(data.labels).max() < 3.0
    else:
        assert set(data.labels) == set(clean.labels)
    right = np.abs(data.labels - clean.labels) < 0.25
    moved = np.abs(data.points - clean.points).max()
    assert moved > 0.5 or 0.2 < right.mean() < 1.0  # points are elsewhere, or labels are others, but not all of them


@pytest.mark.parametrize("key", LABEL_NOISE_ONLY)
def test_label_noise_leaves_the_points_alone_and_changes_labels(key):
    clean = make_dataset(_experiment(key, seed=5))
    for noise in (10, 25, 50):
        noisy = make_dataset(_experiment(key, seed=5, noise=noise))
        np.testing.assert_array_equal(noisy.points, clean.points)
        assert np.any(noisy.labels != clean.labels)


def test_noise_of_the_plane_is_uniform_up_to_6_per_axis():
    points, labels = _generate("reg-plane", noise=50)
    moved = 10.0 * labels - points.sum(axis=1)  # the sum of two U(-3, 3)
    assert 5.5 < np.abs(moved).max() <= 6.0
    assert moved.var() == pytest.approx(2 * 3.0**2 / 3.0, rel=0.1)


def test_noise_of_the_multi_gaussian_is_uniform_up_to_6_per_axis():
    changed = [
        np.abs(_generate("reg-gauss", noise=10, seed=s)[1] - _generate("reg-gauss", seed=s)[1]) for s in (1, 2, 3)
    ]
    rng = np.random.default_rng(0)  # the same by another hand: noise 10 is U(-0.6, 0.6)
    points = rng.uniform(-6.0, 6.0, (6000, 2))
    moved = points + rng.uniform(-0.6, 0.6, (6000, 2))
    expected = np.mean([abs(_tallest_cone(a) - _tallest_cone(b)) for a, b in zip(moved, points, strict=True)])
    assert np.mean(changed) == pytest.approx(expected, rel=0.07)


@pytest.mark.parametrize("noise", [10, 50])
def test_noise_of_the_spiral_moves_the_points_in_proportion(noise):
    clean, labels = _generate("spiral")
    points, same = _generate("spiral", noise=noise)
    np.testing.assert_array_equal(labels, same)
    moved = (points - clean) / (noise / 100.0)
    assert 0.98 < np.abs(moved).max() <= 1.0 + 1e-12
    assert moved.var() == pytest.approx(1.0 / 3.0, rel=0.1)


def test_noise_of_gauss_stretches_the_clouds():
    clean, labels = _generate("gauss")
    points, _ = _generate("gauss", noise=50)
    centers = 2.0 * labels[:, np.newaxis]
    np.testing.assert_allclose(points - centers, (clean - centers) * math.sqrt(4.0 / 0.5), atol=1e-12)


@every("key", DATASETS)
def test_another_seed_gives_other_data_and_the_same_seed_the_same(key):
    first, again, other = (make_dataset(_experiment(key, seed=seed, noise=20)) for seed in (1, 1, 2))
    assert first.points.tobytes() == again.points.tobytes()
    assert first.labels.tobytes() == again.labels.tobytes()
    assert np.any(first.points != other.points)


@every("key", DATASETS)
def test_training_set_of_40_percent_begins_that_of_60(key):
    small, large = (make_dataset(_experiment(key, train_percent=percent)) for percent in (40, 60))
    np.testing.assert_array_equal(large.train_x[: len(small.train_x)], small.train_x)
    np.testing.assert_array_equal(large.train_y[: len(small.train_y)], small.train_y)
    assert len(large.train_x) == len(small.train_x) * 3 // 2


@every("key", DATASETS)
def test_training_and_test_set_share_all_points_out_between_them(key):
    experiment = _experiment(key, noise=30, seed=3, features=["x", "y"])
    data = make_dataset(experiment)
    points, labels = _generate(key, experiment.samples, 30.0, 3)
    assert _rows(data.points, data.labels) == _rows(points, labels)
    assert np.any(data.points != points)  # shuffled
    np.testing.assert_array_equal(np.concatenate([data.train_x, data.test_x]), data.points)
    assert len(data.train_x) == experiment.samples // 2
    if DATASETS[key].problem == "classification":  # both classes in both sets
        assert max(np.abs(data.train_y.mean()), np.abs(data.test_y.mean())) < 0.3


def test_targets_follow_the_output_layer():
    tanh, sigmoid = (make_dataset(Experiment(output=output)) for output in ("tanh", "sigmoid"))
    assert set(tanh.train_y.ravel()) == {-1.0, 1.0}
    np.testing.assert_array_equal(sigmoid.train_y, (tanh.train_y + 1.0) / 2.0)
    np.testing.assert_array_equal(sigmoid.labels, tanh.labels)


@settings(max_examples=60)
@given(experiments(max_samples=300))
def test_every_dataset_keeps_its_promises(experiment):
    data = make_dataset(experiment)
    n, train = experiment.samples, int(experiment.samples * experiment.train_percent) // 100
    assert data.points.shape == (n, 2)
    assert data.labels.shape == (n,)
    assert data.train_x.shape == (train, len(experiment.features))
    assert data.test_x.shape == (n - train, len(experiment.features))
    assert data.train_y.shape == (train, experiment.classes)
    assert data.test_y.shape == (n - train, experiment.classes)
    assert all(np.isfinite(a).all() and a.dtype == np.float64 for a in vars(data).values())
    layer = OUTPUT_LAYERS[experiment.problem, experiment.output, experiment.loss]
    expected = layer.targets(data.labels, experiment.classes)
    np.testing.assert_array_equal(np.concatenate([data.train_y, data.test_y]), expected)
    if experiment.problem == "classification":
        assert set(data.labels) <= {-1.0, 1.0}
    elif layer.several:
        assert set(data.labels) <= set(range(experiment.classes if layer.one_hot else 2**experiment.classes))
    else:
        assert np.abs(data.labels).max() <= 1.8 + 1e-12  # (6 + 3 + 6 + 3) / 10
    again = make_dataset(experiment)
    assert all(a.tobytes() == b.tobytes() for a, b in zip(vars(data).values(), vars(again).values(), strict=True))
