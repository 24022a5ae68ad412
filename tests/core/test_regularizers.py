"""Regularizers: what they take from the weights, when, and that L1 prunes for good.

Most tests feed the network points at the origin: the inputs are 0, so the loss has no say in the weights and what moves
them is the penalty alone.
"""

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from nn_core import REGULARIZERS, Experiment, LayerParameters, TrainingState, advance, start

pytestmark = pytest.mark.usefixtures("each_engine")

RATE = 0.5


def _at_the_origin(regularization, *, learning_rate=0.1, rate=RATE, label=0.7):
    return Experiment(
        problem="regression",
        dataset="custom",
        points=[[0.0, 0.0, label]] * 10,
        hidden=[],
        batch_size=5,
        learning_rate=learning_rate,
        regularization=regularization,
        regularization_rate=rate,
    )


def _state(*weights, bias=0.1):
    return TrainingState((LayerParameters(np.array([[w] for w in weights]), np.array([bias])),))


def _weights(experiment, state, epochs=1):
    return advance(experiment, state, epochs).layers[0].weights.ravel()


def test_derivatives_by_hand():
    w = np.array([-2.0, -0.5, 0.0, 3.0])
    np.testing.assert_array_equal(REGULARIZERS["none"].derivative(w), [0.0, 0.0, 0.0, 0.0])
    np.testing.assert_array_equal(REGULARIZERS["l1"].derivative(w), [-1.0, -1.0, 0.0, 1.0])
    np.testing.assert_array_equal(REGULARIZERS["l2"].derivative(w), w)
    assert [key for key, entry in REGULARIZERS.items() if entry.prunes_at_zero] == ["l1"]


@pytest.mark.parametrize("key", REGULARIZERS)
def test_rate_0_is_the_same_as_no_regularization(key):
    plain = Experiment(samples=60)
    experiment = Experiment(samples=60, regularization=key, regularization_rate=0.0)
    assert advance(experiment, start(experiment), 5).to_bytes() == advance(plain, start(plain), 5).to_bytes()


def test_none_takes_nothing_whatever_the_rate():
    np.testing.assert_array_equal(_weights(_at_the_origin("none", rate=10.0), _state(0.4, -0.3), 7), [0.4, -0.3])


@pytest.mark.parametrize("learning_rate", [0.1, 0.2])
def test_l2_shrinks_by_one_minus_learning_rate_times_rate_per_update(learning_rate):
    weights = _weights(_at_the_origin("l2", learning_rate=learning_rate), _state(0.4, -0.3), epochs=7)
    np.testing.assert_allclose(weights, np.multiply([0.4, -0.3], (1.0 - learning_rate * RATE) ** 7), rtol=1e-13)


@pytest.mark.parametrize("learning_rate", [0.1, 0.05])
def test_l1_takes_the_same_from_every_weight_per_update(learning_rate):
    weights = _weights(_at_the_origin("l1", learning_rate=learning_rate), _state(0.4, -0.3), epochs=5)
    penalty = 5 * learning_rate * RATE
    np.testing.assert_allclose(weights, [0.4 - penalty, -0.3 + penalty], rtol=1e-13)


def test_l1_sets_a_weight_that_would_cross_zero_to_exactly_zero():
    layer = advance(_at_the_origin("l1"), _state(0.03, -0.04), epochs=1).layers[0]  # the penalty is 0.05
    np.testing.assert_array_equal(layer.weights, [[0.0], [0.0]])
    assert layer.pruned.all()


def test_l1_prunes_also_where_the_product_of_the_two_weights_is_too_small_for_a_float():
    experiment = _at_the_origin("l1", learning_rate=1.0, rate=1e-170)
    layer = advance(experiment, _state(5e-171, 1.0), epochs=1).layers[0]
    np.testing.assert_array_equal(layer.weights, [[0.0], [1.0]])
    np.testing.assert_array_equal(layer.pruned, [[True], [False]])


def test_weight_that_starts_at_zero_is_not_pruned_and_pays_nothing():
    layer = advance(_at_the_origin("l1"), _state(0.0, 0.0), epochs=3).layers[0]
    np.testing.assert_array_equal(layer.weights, [[0.0], [0.0]])
    assert not layer.pruned.any()


def test_pruned_weight_ignores_a_gradient_that_would_revive_it():
    pruned = np.array([[True], [False]])
    state = TrainingState((LayerParameters(np.zeros((2, 1)), np.array([0.0]), pruned=pruned),))
    experiment = Experiment(
        problem="regression", features=["x", "y"], hidden=[], regularization="l1", regularization_rate=1e-3
    )
    layer = advance(experiment, state, epochs=20).layers[0]  # the plane wants 0.1 of both
    assert layer.weights[0, 0] == 0.0
    assert layer.weights[1, 0] == pytest.approx(0.1, abs=0.03)
    np.testing.assert_array_equal(layer.pruned, pruned)


@pytest.mark.parametrize(("key", "penalty"), [("l1", 0.1 * RATE), ("l2", 0.1 * RATE * 0.06)])
def test_penalty_is_taken_from_the_weight_before_the_gradient_step(key, penalty):
    # x = 1, output 0.06 - 0.16 = -0.1, label 0.9: dE/dw = -1 and the step is +0.1, away from 0.06 to 0.16 (the label of
    # the second case sends it to -0.04: the sign has changed by then, but the penalty is still that of +0.06)
    for label, stepped in ((0.9, 0.16), (-1.1, -0.04)):
        experiment = Experiment(
            problem="regression", dataset="custom", points=[[1.0, 0.0, label]] * 10, features=["x"], hidden=[],
            train_percent=10, batch_size=1, learning_rate=0.1, regularization=key, regularization_rate=RATE,
        )  # fmt: skip
        layer = advance(experiment, _state(0.06, bias=-0.16), epochs=1).layers[0]
        assert layer.weights[0, 0] == pytest.approx(stepped - penalty, rel=1e-12)
        assert not layer.pruned.any()


@pytest.mark.parametrize("key", REGULARIZERS)
def test_biases_are_free_of_charge(key):
    # weights have no influence at the origin: the bias alone goes from 0.1 to 0.7 by 0.1 of the error per update
    layer = advance(_at_the_origin(key, rate=2.0), _state(0.4, -0.3), epochs=3).layers[0]
    assert layer.biases[0] == pytest.approx(0.7 - 0.6 * 0.9**3, rel=1e-13)
    resting = advance(_at_the_origin(key, rate=2.0, label=0.25), _state(0.4, -0.3, bias=0.25), epochs=3).layers[0]
    assert resting.biases[0] == 0.25


@settings(max_examples=15)
@given(
    seed=st.integers(0, 2**32 - 1),
    rate=st.floats(0.01, 0.5),
    activation=st.sampled_from(["tanh", "relu", "swish"]),
    dataset=st.sampled_from(["circle", "xor", "gauss", "spiral"]),
)
def test_a_pruned_weight_stays_exactly_zero_for_the_whole_run(seed, rate, activation, dataset):
    experiment = Experiment(
        dataset=dataset, seed=seed, samples=60, learning_rate=0.1, regularization="l1", regularization_rate=rate,
        hidden=[{"units": 3, "activation": activation}, {"units": 2, "activation": activation}],
    )  # fmt: skip
    state, dead = start(experiment), None
    for _ in range(25):
        state = advance(experiment, state, 3)
        pruned = [layer.pruned for layer in state.layers]
        for layer in state.layers:
            assert np.all(layer.weights[layer.pruned] == 0.0)
        if dead is not None:
            assert all(np.all(now[before]) for now, before in zip(pruned, dead, strict=True))
        dead = pruned


def test_l1_makes_a_network_sparse_and_the_other_regularizers_do_not():
    def run(key):
        experiment = Experiment(samples=100, learning_rate=0.1, regularization=key, regularization_rate=0.05)
        return advance(experiment, start(experiment), 60).layers

    assert sum(layer.pruned.sum() for layer in run("l1")) > 3
    for key in ("none", "l2"):
        assert not any(layer.pruned.any() or np.any(layer.weights == 0.0) for layer in run(key))
