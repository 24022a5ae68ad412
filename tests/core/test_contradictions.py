"""Points that no network can get right: the same features with different labels."""

import numpy as np
import pytest

from nn_core import DATASETS, Experiment, advance, evaluate, make_dataset, start
from nn_core.insight.contradictions import highest_accuracy
from tests.cases import every

SEEDS = range(1000)


def _highest(experiment):
    return highest_accuracy(experiment, make_dataset(experiment))


def _one_by_one(x, y):
    """The same, counted in plain Python."""
    groups = {}
    for features, label in zip((x + 0.0).tolist(), y.tolist(), strict=True):
        groups.setdefault(tuple(features), []).append(tuple(label))
    return sum(max(labels.count(label) for label in labels) for labels in groups.values()) / len(y)


def _own(points, **fields):
    return Experiment(dataset="custom", points=points, **fields)


def test_the_spirals_first_points_make_a_test_accuracy_of_1_impossible_for_a_quarter_of_the_seeds():
    spiral = Experiment(dataset="spiral")
    highest = np.array([_highest(spiral.model_copy(update={"seed": seed})) for seed in SEEDS])
    both_train, both_test = (highest < 1.0).mean(axis=0)
    expected = 250 / 500 * 249 / 499  # that a shuffle of 500 puts both of them into one half
    error = 4.0 * np.sqrt(expected * (1.0 - expected) / len(SEEDS))
    assert both_train == pytest.approx(expected, abs=error)
    assert both_test == pytest.approx(expected, abs=error)
    assert set(highest.ravel()) == {1.0, 249 / 250}


def test_the_two_points_are_at_the_origin_with_both_labels_and_any_noise_parts_them():
    for seed in (0, 1, 2):
        data = make_dataset(Experiment(dataset="spiral", seed=seed))
        at_origin = data.labels[~data.points.any(axis=1)]
        assert sorted(at_origin) == [-1.0, 1.0]
    assert all(_highest(Experiment(dataset="spiral", seed=seed, noise=1)) == (1.0, 1.0) for seed in range(20))


@every("key", [kind.key for kind in DATASETS.values() if kind.problem != "regression"])
def test_no_other_pattern_contradicts_itself(key):
    problem = DATASETS[key].problem
    for seed in range(5):
        highest = _highest(Experiment(problem=problem, dataset=key, seed=seed))
        assert highest == (1.0, 1.0) or key == "spiral"


@every("features", [("x",), ("x^2", "y^2"), ("xy",), ("x", "y"), ()])
@every("problem", ["classification", "multi-class"])
def test_the_highest_accuracy_is_what_counting_gives(features, problem):
    random = np.random.default_rng(3)
    count = 2 if problem == "classification" else 3
    labels = random.integers(0, count, 60) * (2.0 if count == 2 else 1.0) - (count == 2)
    points = np.column_stack([random.integers(-2, 3, (60, 2)), labels]).tolist()
    experiment = _own(points, problem=problem, features=features)
    data = make_dataset(experiment)
    train, test = highest_accuracy(experiment, data)
    assert train == pytest.approx(_one_by_one(data.train_x, data.train_y))
    assert test == pytest.approx(_one_by_one(data.test_x, data.test_y))
    assert train < 1.0


def test_of_several_labels_each_counts_by_itself():
    points = [[0.0, 0.0, 0.0], [0.0, 0.0, 1.0], *([1.0, float(i), 3.0] for i in range(8))]
    experiment = _own(points, problem="multi-label", classes=2, train_points=5)
    assert _highest(experiment) == (9 / 10, 1.0)  # of 5 times 2 labels, one is wrong


def test_regression_has_no_accuracy():
    points = [[0.0, 0.0, float(i)] for i in range(12)]
    assert _highest(_own(points, problem="regression")) == (1.0, 1.0)


def test_no_training_gets_beyond_it():
    points = [[float(i % 4), 0.0, 1.0 if i % 3 else -1.0] for i in range(24)]
    experiment = _own(points, learning_rate=0.3)
    highest = _highest(experiment)
    metrics = evaluate(experiment, advance(experiment, start(experiment), 300))
    assert metrics.train_score <= highest[0] < 1.0
    assert metrics.test_score <= highest[1] < 1.0
