"""Training: its contract (pure, exact, the same everywhere) and its arithmetic against a loop written out by hand."""

import hashlib
import math
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from core_strategies import experiments
from hypothesis import given, settings, strategies as st

import nn_core
from nn_core import DivergedError, Experiment, LayerParameters, TrainingState, advance, evaluate, progress, start
from tests.cases import every

pytestmark = pytest.mark.usefixtures("each_engine")

QUICK = Experiment(samples=40, hidden=[{"units": 3}])


def _outcome(experiment, state, epochs):
    """The bytes that training ends with, and whether it got there."""
    try:
        return advance(experiment, state, epochs).to_bytes(), True
    except DivergedError as error:
        return error.state.to_bytes(), False


@settings(max_examples=60)
@given(experiments(), st.integers(0, 4), st.integers(0, 4))
def test_training_in_two_goes_is_training_in_one(experiment, a, b):
    first, whole = _outcome(experiment, start(experiment), a)
    if whole:
        first, whole = _outcome(experiment, TrainingState.from_bytes(experiment, first), b)
    assert (first, whole) == _outcome(experiment, start(experiment), a + b)


@settings(max_examples=40)
@given(experiments(), st.integers(1, 3))
def test_the_given_state_is_not_changed(experiment, epochs):
    state = start(experiment)
    before = state.to_bytes()
    _outcome(experiment, state, epochs)
    evaluate(experiment, state)
    assert state.to_bytes() == before


_OF_ANOTHER_PROCESS = """
import hashlib, sys
from nn_core import Experiment, advance, start
for line in sys.stdin:
    experiment = Experiment.model_validate_json(line)
    state = advance(experiment, start(experiment), 20, engine=sys.argv[1])
    print(hashlib.sha256(state.to_bytes()).hexdigest())
"""


def test_the_same_experiments_give_the_same_bytes_here_and_in_another_process(each_engine):
    experiments_ = [
        Experiment(noise=30, seed=9, samples=101, features=["x", "sin y", "xy"]),
        Experiment(problem="regression", samples=100, hidden=[{"units": 5, "activation": "swish"}], seed=2**32 - 1),
    ]
    here = [
        [hashlib.sha256(advance(its, start(its), 20).to_bytes()).hexdigest() for its in experiments_] for _ in range(2)
    ]
    there = subprocess.run(
        [sys.executable, "-c", _OF_ANOTHER_PROCESS, each_engine],
        input="\n".join(experiment.model_dump_json() for experiment in experiments_),
        env=os.environ | {"PYTHONHASHSEED": "12345"},
        capture_output=True, text=True, check=True, cwd=Path(nn_core.__file__).parents[1],
    )  # fmt: skip
    assert here == [there.stdout.split()] * 2


def test_another_seed_gives_other_weights():
    other = Experiment(samples=40, hidden=[{"units": 3}], seed=1)
    assert not np.any(start(other).layers[0].weights == start(QUICK).layers[0].weights)


def test_training_starts_from_uniform_weights_and_biases_of_a_tenth():
    wide = Experiment(hidden=[{"units": 16}] * 8)
    state = start(wide)
    assert state.epoch == 0
    weights = np.concatenate([layer.weights.ravel() for layer in state.layers])
    assert 0.49 < np.abs(weights).max() <= 0.5
    assert weights.var() == pytest.approx(1.0 / 12.0, rel=0.1)
    assert abs(weights.mean()) < 0.03
    assert {value for layer in state.layers for value in layer.biases} == {0.1}
    assert not any(layer.pruned.any() for layer in state.layers)


def test_biases_start_where_the_experiment_says_those_of_the_output_too():
    zeros = Experiment(hidden=[], features=["x", "y", "xy"], initializer="zeros", initial_bias=0)
    state = start(zeros)
    assert not state.layers[0].weights.any()
    assert not state.layers[0].biases.any()
    metrics = evaluate(zeros, state)
    assert metrics.train_loss == metrics.test_loss == 0.5  # tanh 0 is 0, and every label 1 away from it
    shifted = Experiment(initial_bias=-0.25)
    assert {value for layer in start(shifted).layers for value in layer.biases} == {-0.25}
    for before, after in zip(start(Experiment()).layers, start(shifted).layers, strict=True):
        np.testing.assert_array_equal(before.weights, after.weights)
    losses = [evaluate(e, advance(e, start(e), 20)).test_loss for e in (Experiment(), shifted)]
    assert abs(losses[0] - losses[1]) > 1e-4


def test_first_weights_do_not_depend_on_the_data():
    noisy = Experiment(samples=100, noise=40, dataset="xor", train_percent=70, hidden=[{"units": 3}])
    assert start(noisy).to_bytes() == start(QUICK).to_bytes()


def _by_hand(points, state, batch, rate, l2):
    """One epoch of a network of tanh units and a linear output, one number at a time. Gives all weights and biases."""
    hidden, output = state.layers
    w, b = hidden.weights.tolist(), hidden.biases.tolist()
    v, c = output.weights.ravel().tolist(), float(output.biases[0])
    units = range(len(b))
    for first in range(0, len(points), batch):
        part = points[first : first + batch]
        dw, db, dv, dc = [[0.0] * len(b), [0.0] * len(b)], [0.0] * len(b), [0.0] * len(b), 0.0
        for *x, label in part:
            h = [math.tanh(x[0] * w[0][j] + x[1] * w[1][j] + b[j]) for j in units]
            error = (sum(v[j] * h[j] for j in units) + c - label) / len(part)
            dc += error
            for j in units:
                dv[j] += error * h[j]
                back = error * v[j] * (1.0 - h[j] ** 2)
                db[j] += back
                for i in (0, 1):
                    dw[i][j] += back * x[i]
        w = [[w[i][j] - rate * dw[i][j] - rate * l2 * w[i][j] for j in units] for i in (0, 1)]
        v = [v[j] - rate * dv[j] - rate * l2 * v[j] for j in units]
        b = [b[j] - rate * db[j] for j in units]
        c -= rate * dc
    return [*w[0], *w[1], *b, *v, c]


@every("l2", [0.0, 0.3])
@every("batch", [1, 4, 5, 11])  # 11 samples: with 4 the last batch has 3, with 5 it has 1
def test_an_epoch_goes_once_through_the_samples_in_order_and_a_short_last_batch_is_an_update(batch, l2):
    rng = np.random.default_rng(5)
    points = rng.uniform(-2.0, 2.0, (22, 3)).tolist()
    experiment = Experiment(
        problem="regression", dataset="custom", points=points, hidden=[{"units": 2}], batch_size=batch,
        learning_rate=0.2, regularization="l2" if l2 else "none", regularization_rate=l2,
    )  # fmt: skip
    state = start(experiment)
    hidden, output = advance(experiment, state, epochs=1).layers
    trained = [*hidden.weights.ravel(), *hidden.biases, *output.weights.ravel(), *output.biases]
    np.testing.assert_allclose(trained, _by_hand(points[:11], state, batch, 0.2, l2), rtol=1e-11)


@pytest.mark.parametrize("regularization", ["none", "l1", "l2"])
def test_learning_rate_0_changes_nothing_but_the_epoch(regularization):
    experiment = Experiment(samples=40, learning_rate=0, regularization=regularization, regularization_rate=1.0)
    state = start(experiment)
    after = advance(experiment, state, epochs=3)
    assert after.epoch == 3
    assert TrainingState(after.layers, 0).to_bytes() == state.to_bytes()


def test_no_epochs_give_the_state_back():
    state = advance(QUICK, start(QUICK), 2)
    assert advance(QUICK, state, epochs=0).to_bytes() == state.to_bytes()


@pytest.mark.parametrize("choices", [{"epochs": -1}, {"engine": "magic"}])
def test_epochs_and_engines_that_are_not_allowed_are_refused(choices):
    with pytest.raises(ValueError, match="must be"):
        advance(QUICK, start(QUICK), **choices)


@every("activation", ["relu", "linear"])
@every("run", [advance, lambda e, s, epochs: list(progress(e, s, every=epochs))])
def test_divergence_raises_with_the_last_finite_state(activation, run):
    experiment = Experiment(problem="regression", learning_rate=10, hidden=[{"units": 4, "activation": activation}])
    with pytest.raises(DivergedError, match="diverged after epoch") as caught:
        run(experiment, start(experiment), epochs=1000)
    state = caught.value.state
    assert str(state.epoch) in str(caught.value)
    assert state.largest() <= 1e12
    assert state.to_bytes() == advance(experiment, start(experiment), state.epoch).to_bytes()
    with pytest.raises(DivergedError):  # and not an epoch earlier than need be
        advance(experiment, state, epochs=1)


def test_a_weight_beyond_1e12_is_divergence_and_one_of_1e12_is_not():
    experiment = Experiment(problem="regression", hidden=[], learning_rate=0, samples=20)
    for weight, diverges in ((1e12, False), (-1e12, False), (1.001e12, True), (-1.001e12, True), (math.nan, True)):
        state = TrainingState((LayerParameters(np.array([[weight], [0.0]]), np.zeros(1)),))
        assert _outcome(experiment, state, 1)[1] is not diverges


@pytest.mark.parametrize("far", [0, 9], ids=["training", "test"])
def test_a_loss_beyond_all_bounds_is_divergence_in_progress(far):
    points = [[0.1 * i, 0.0, 0.0] for i in range(10)]
    points[far] = [1e6, 0.0, 0.0]  # the others are close to 0, where the loss is small
    experiment = Experiment(
        problem="regression", dataset="custom", points=points, train_percent=90, learning_rate=0,
        hidden=[{"units": 2, "activation": "linear"}],
    )  # fmt: skip
    layers = (
        LayerParameters(np.array([[10.0, 10.0], [0.0, 0.0]]), np.zeros(2)),
        LayerParameters(np.array([[1.0], [1.0]]), np.zeros(1)),
    )
    with pytest.raises(DivergedError):
        next(progress(experiment, TrainingState(layers)))
