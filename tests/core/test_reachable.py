"""What can be reached with some data: guessing, lines and neighbors beside what is known of the patterns."""

from math import log

import numpy as np
import pytest
from core_strategies import any_experiments
from hypothesis import HealthCheck, given, settings

from nn_core import DATASETS, Experiment, make_dataset
from nn_core.insight.contradictions import highest_accuracy
from nn_core.insight.reachable import measure, reachable
from tests.cases import every


def found(dataset, **fields):
    return reachable(Experiment(problem=DATASETS[dataset].problem, dataset=dataset, **fields))


@pytest.mark.parametrize(
    ("fields", "guess"),
    [
        ({}, 0.5),
        ({"output": "sigmoid", "loss": "cross-entropy"}, log(2.0)),
        ({"output": "linear", "loss": "hinge"}, 1.0),
        ({"problem": "multi-class", "classes": 4}, log(4.0)),
    ],
)
def test_guessing_even_classes_costs_what_the_formulas_say(fields, guess):
    assert reachable(Experiment(samples=2000, train_percent=90, **fields)).guess == pytest.approx(guess, rel=0.01)


def test_guessing_numbers_costs_their_variance_or_their_distance_from_the_median():
    for loss, of in (
        ("squared", lambda y: 0.5 * y.var()),
        ("absolute", lambda y: np.abs(y - np.median(y)).mean()),
    ):
        chosen = Experiment(problem="regression", dataset="reg-gauss", loss=loss)
        assert reachable(chosen).guess == pytest.approx(of(make_dataset(chosen).train_y))


FINE = "reg-picture"  # ripples that are hardly wider than its points are apart


@every("key", [key for key in DATASETS if key != FINE])
def test_without_noise_neighbors_know_nearly_everything(key):
    assert found(key).score > 0.9


def test_neighbors_know_half_of_a_picture_with_fine_ripples():
    assert 0.4 < found(FINE).score < 0.6


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("gauss", 1.0),
        ("reg-plane", 1.0),
        ("above-line", 0.99),
        ("blobs", 1.0),
        ("half-planes", 0.97),
    ],
)
def test_lines_reach_what_lines_divide(key, line):
    assert found(key).line >= line - 1e-9


@every("key", ["circle", "xor", "spiral", "bullseye", "checkerboard", "reg-gauss", "arms", "rings"])
def test_lines_do_not_reach_what_is_bent(key):
    assert found(key).line < 0.7


@pytest.mark.parametrize(
    ("key", "chosen", "feature"),
    [
        ("xor", ("x", "y"), "xy"),
        ("circle", ("x", "y", "x^2"), "y^2"),
        ("curve-sine", ("x",), "sin x"),
        ("circle", ("x", "y"), None),  # takes two
        ("gauss", ("x", "y"), None),  # needs none
    ],
)
def test_a_feature_with_which_a_line_would_do_is_found(key, chosen, feature):
    assert found(key, features=chosen).feature == feature


@pytest.mark.parametrize("key", ["gauss", "circle", "xor", "reg-plane", "blobs"])
def test_noise_takes_away_what_can_be_reached(key):
    clean, some, much = (found(key, noise=noise).score for noise in (0, 25, 80))
    assert clean > some > much


def test_overlapping_clouds_allow_what_their_formula_says():
    """Two normal clouds at a distance d of their means: a line gets Φ(d / 2σ) right, and nothing gets more."""
    share = 0.9214  # Φ(√8 / √4), with noise 50: σ² = 0.5 + 7 · 0.5
    scores = [found("gauss", noise=50, seed=seed).score for seed in range(10)]
    assert np.mean(scores) == pytest.approx(share, abs=0.025)


@given(any_experiments())
@settings(max_examples=60, suppress_health_check=list(HealthCheck))
def test_every_experiment_has_numbers(chosen):
    data = make_dataset(chosen)
    measured = measure(chosen, data)
    assert all(np.isfinite([measured.guess, measured.line, measured.score]))
    assert measured.line <= 1.0 + 1e-9
    assert measured.score <= 1.0 + 1e-9
    assert measured.most == highest_accuracy(chosen, data)
    assert (measured.train, measured.test) == (len(data.train_x), len(data.test_x))
    assert measured.feature is None or measured.feature not in chosen.features
