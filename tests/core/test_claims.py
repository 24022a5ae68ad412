"""Ten claims that textbooks make of activations, measured; where one does not hold, what holds instead.

The page of the activations tells these figures and sets up the experiments.
"""

import numpy as np
import pytest

from nn_core import (
    ACTIVATIONS,
    DivergedError,
    Experiment,
    advance,
    diagnose,
    evaluate,
    make_dataset,
    predict,
    start,
)
from nn_core.network import Network
from nn_core.race import lanes, run_to_target

SEEDS = range(12)
Z = np.linspace(-9.0, 9.0, 181)


def _hidden(key, *units):
    return [{"units": n, "activation": key} for n in units]


def _median_epochs(keys, target):
    base = Experiment(hidden=_hidden("tanh", 3, 3))
    medians = {}
    for lane in lanes(base, keys):
        runs = [run_to_target(lane.experiment.model_copy(update={"seed": seed}), target, 3000) for seed in SEEDS]
        medians[lane.name] = float(np.median([run.epochs_to_target or np.inf for run in runs]))
    return medians


def test_1_tanh_is_about_ten_times_as_fast_as_sigmoid_and_relu_a_little_faster_than_tanh():
    """docs/activations-race.md: 9.7 (8.9 to 10.7) and 1.39 (1.25 to 1.53) with 200 seeds."""
    medians = _median_epochs(["sigmoid", "tanh", "relu"], 0.01)
    assert 6 < medians["sigmoid"] / medians["tanh"] < 16
    assert 1 < medians["tanh"] / medians["relu"] < 2.2


def test_2_stacked_linear_layers_are_one_linear_layer():
    experiment = Experiment(dataset="xor", hidden=_hidden("linear", 5, 4, 3))
    state = advance(experiment, start(experiment), 50)
    weights, biases = np.eye(2), np.zeros(2)
    for layer in state.layers:
        weights, biases = weights @ layer.weights, biases @ layer.weights + layer.biases
    points = np.random.default_rng(0).uniform(-6, 6, (100, 2))
    np.testing.assert_allclose(predict(experiment, state, points), np.tanh(points @ weights + biases), rtol=1e-10)
    assert evaluate(experiment, state).train_score < 0.7


def _passed_on(key, initializer):
    """The gradient of the first layer as a share of that of the last hidden one, six layers of eight units."""
    shares = []
    for seed in SEEDS:
        experiment = Experiment(hidden=_hidden(key, *[8] * 6), seed=seed, initializer=initializer)
        norms = diagnose(experiment, start(experiment)).gradient_norms
        shares.append(norms[0] / norms[-2])
    return np.median(shares)


@pytest.mark.parametrize("initializer", ["uniform", "matched"])
def test_3_the_gradient_of_a_deep_sigmoid_network_vanishes_but_that_of_tanh_and_relu_hardly(initializer):
    """A ten-thousandth of it arrives; of tanh's 0.5 to 0.6 and of ReLU's 0.3 to 0.5: ReLU is not ahead of tanh."""
    assert _passed_on("sigmoid", initializer) < 1e-3
    assert 0.3 < _passed_on("tanh", initializer) < 0.9
    assert 0.2 < _passed_on("relu", initializer) < 0.8


@pytest.mark.parametrize("bias", [0.1, 0.0])
def test_4_about_half_of_random_relus_are_exactly_zero(bias):
    """With the biases of 0.1 that training starts with 47 %, without them half."""
    shares = []
    for seed in range(40):
        experiment = Experiment(hidden=_hidden("relu", 8, 8, 8), seed=seed, initializer="he")
        layers = [type(layer)(layer.weights, np.full_like(layer.biases, bias)) for layer in start(experiment).layers]
        passes = Network(experiment).forward(layers, make_dataset(experiment).train_x)
        shares.append(np.mean([np.mean(layer.a == 0.0) for layer in passes[:-1]]))
    assert 0.42 < np.mean(shares) < 0.55


def _dead(key, rate):
    shares = []
    for seed in SEEDS:
        experiment = Experiment(hidden=_hidden(key, 8, 8), seed=seed, learning_rate=rate)
        try:
            state = advance(experiment, start(experiment), 100)
        except DivergedError as error:
            state = error.state
        shares.append(diagnose(experiment, state).dead)
    return np.mean(shares)


def test_5_relus_die_at_a_high_learning_rate_and_leaky_ones_do_not():
    """After 100 epochs: 1 % of them at the rate 0.03, more than a third at 3."""
    assert _dead("relu", 0.03) < 0.05
    assert _dead("relu", 3.0) > 0.2
    assert _dead("leaky-relu", 3.0) == 0.0


def test_5_a_dead_relu_stays_dead():
    experiment = Experiment(hidden=_hidden("relu", 8, 8), learning_rate=3.0, seed=3)
    state = advance(experiment, start(experiment), 100)
    dead = np.all(Network(experiment).forward(state.layers, make_dataset(experiment).train_x)[0].a == 0.0, axis=0)
    later = advance(experiment.model_copy(update={"learning_rate": 0.03}), state, 100)
    if dead.any():
        np.testing.assert_array_equal(later.layers[0].weights[:, dead], state.layers[0].weights[:, dead])
    assert _dead("relu", 3.0) > 0.0


def test_6_a_network_of_steps_cannot_be_trained_by_its_gradient():
    experiment = Experiment(hidden=_hidden("step", 4, 2))
    before = start(experiment)
    after = advance(experiment, before, 100)
    for layer in (0, 1):  # only the output layer learns
        np.testing.assert_array_equal(after.layers[layer].weights, before.layers[layer].weights)
    assert np.any(after.layers[2].weights != before.layers[2].weights)


def test_7_softmax_gives_shares_and_for_two_the_sigmoid_of_the_difference():
    softmax, sigmoid = ACTIVATIONS["softmax"].coupled, ACTIVATIONS["sigmoid"]
    z = np.random.default_rng(0).normal(0.0, 5.0, (200, 4))
    shares = softmax.forward(z, 1.0)
    assert shares.min() >= 0.0
    np.testing.assert_allclose(shares.sum(axis=1), 1.0, rtol=1e-14)
    np.testing.assert_allclose(softmax.forward(z[:, :2], 1.0)[:, 0], sigmoid.f(z[:, 0] - z[:, 1], 0.0), atol=1e-15)


def test_8_tanh_is_a_stretched_sigmoid():
    np.testing.assert_allclose(np.tanh(Z), 2.0 * ACTIVATIONS["sigmoid"].f(2.0 * Z, 0.0) - 1.0, atol=1e-15)
    ours, typed = lanes(Experiment(hidden=_hidden("tanh", 3, 3)), ["tanh", "=2*sigmoid(2*z) - 1"])
    losses = [evaluate(lane.experiment, advance(lane.experiment, start(lane.experiment), 30)) for lane in (ours, typed)]
    assert losses[0].test_loss == pytest.approx(losses[1].test_loss, rel=1e-9)


def test_9_relu_is_scale_invariant():
    relu = ACTIVATIONS["relu"].f
    for a in (0.0, 0.5, 3.0):
        np.testing.assert_allclose(relu(a * Z, 0.0), a * relu(Z, 0.0), rtol=1e-15)
    assert not np.allclose(np.tanh(3.0 * Z), 3.0 * np.tanh(Z))


def test_10_more_units_in_one_hidden_layer_fit_the_spiral_and_a_linear_one_never_does():
    """With tanh and the rate 0.1 for 3,000 epochs: 60 % with 2 units, 98 % with 16; linear 58 % whatever the units."""

    def fit(key, units):
        experiment = Experiment(dataset="spiral", hidden=_hidden(key, units), learning_rate=0.1)
        return evaluate(experiment, advance(experiment, start(experiment), 3000)).train_score

    scores = [fit("tanh", units) for units in (2, 8, 16)]
    assert scores[0] < 0.7 < scores[1] < scores[2]
    assert scores[2] > 0.93
    assert fit("linear", 16) == pytest.approx(fit("linear", 2), abs=0.03)
    assert fit("linear", 16) < 0.65
