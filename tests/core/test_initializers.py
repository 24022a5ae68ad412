"""Initializers: the spread that their formulas promise, right angles, and no tie-break where there is none."""

import numpy as np
import pytest

from nn_core import ACTIVATIONS, INITIALIZERS, Experiment, advance, start
from nn_core.datasets import AXIS_LIMIT
from nn_core.initializers import MATCHED, REACH, resolve_initializer
from nn_core.network.network import Network
from tests.cases import every

INPUTS, UNITS = 120, 80
DEVIATIONS = {  # worked out from the formulas: a uniform distribution over -l..l has the standard deviation l / sqrt(3)
    "uniform": 0.5 / np.sqrt(3),
    "glorot": np.sqrt(2 / (INPUTS + UNITS)),
    "glorot-normal": np.sqrt(2 / (INPUTS + UNITS)),
    "he": np.sqrt(2 / INPUTS),
    "he-uniform": np.sqrt(2 / INPUTS),
    "lecun": np.sqrt(1 / INPUTS),
    "lecun-uniform": np.sqrt(1 / INPUTS),
    "orthogonal": np.sqrt(1 / INPUTS),
    "siren": np.sqrt(2 / INPUTS),  # where there is no ω
    "zeros": 0.0,
    "constant": 0.0,
    MATCHED: np.sqrt(2 / (INPUTS + UNITS)),
}
UNIFORM = {"uniform", "glorot", "he-uniform", "lecun-uniform", "siren", MATCHED}


def _draw(key, inputs=INPUTS, units=UNITS, seed=0):
    return INITIALIZERS[key].sample(np.random.default_rng(seed), inputs, units)


@every("key", INITIALIZERS)
def test_the_spread_is_that_of_the_formula(key):
    weights = _draw(key)
    assert weights.shape == (INPUTS, UNITS)
    assert weights.std() == pytest.approx(DEVIATIONS[key], rel=0.03, abs=1e-12)
    assert abs(weights.mean()) < 0.02 or key == "constant"
    if key in UNIFORM:
        assert np.abs(weights).max() == pytest.approx(DEVIATIONS[key] * np.sqrt(3), rel=0.01)


@pytest.mark.parametrize(("inputs", "units"), [(5, 3), (3, 5), (4, 4), (1, 1), (1, 6), (6, 1)])
def test_orthogonal_weights_are_at_right_angles(inputs, units):
    weights = _draw("orthogonal", inputs, units)
    square = weights.T @ weights if inputs >= units else weights @ weights.T
    np.testing.assert_allclose(square, np.eye(min(inputs, units)), atol=1e-14)


def test_orthogonal_weights_are_as_often_negative_as_positive():
    first = [_draw("orthogonal", 3, 3, seed)[0, 0] > 0 for seed in range(400)]
    assert 0.4 < np.mean(first) < 0.6


@every("key", INITIALIZERS)
def test_no_inputs_give_no_weights(key):
    assert _draw(key, 0, 3).shape == (0, 3)


@pytest.mark.parametrize("key", ["zeros", "constant"])
def test_equal_weights_stay_equal_within_a_layer(key):
    experiment = Experiment(initializer=key, hidden=[{"units": 4}])
    hidden, _output = advance(experiment, start(experiment), 20).layers
    assert np.ptp(hidden.weights, axis=1).max() == 0.0


@every("key", ACTIVATIONS)
def test_every_activation_suggests_an_initializer_that_is_drawn_when_matched(key):
    suggested = ACTIVATIONS[key].initializer
    assert resolve_initializer(MATCHED, suggested) is INITIALIZERS[suggested]
    matched, chosen = (
        start(Experiment(initializer=i, hidden=[{"units": 5, "activation": key}])) for i in (MATCHED, suggested)
    )
    np.testing.assert_array_equal(matched.layers[0].weights, chosen.layers[0].weights)


def _bounds(experiment):
    return [float(np.abs(layer.weights).max()) for layer in start(experiment).layers]


@pytest.mark.parametrize("omega", [1.0, 8.0, 30.0])
def test_siren_depends_on_the_first_layer_and_on_omega(omega):
    sine = {"units": 16, "activation": "sine", "parameter": omega}
    first, second, third, output = _bounds(Experiment(initializer="siren", hidden=[sine] * 3))
    assert first == pytest.approx(1 / (AXIS_LIMIT * 2), rel=0.1)
    for bound in (second, third, output):
        assert bound == pytest.approx(np.sqrt(6 / 16) / omega, rel=0.2)
        assert bound <= np.sqrt(6 / 16) / omega
    assert REACH == AXIS_LIMIT  # the inputs of the paper go from -1 to 1


def test_siren_keeps_the_size_of_omega_z_in_every_layer():
    """0.5 is the variance of a sine's outputs; see the paper's theorem 1.8."""
    experiment = Experiment(initializer="siren", hidden=[{"units": 16, "activation": "sine", "parameter": 30}] * 8)
    spreads = []
    for seed in range(5):
        network, state = Network(experiment), start(experiment.model_copy(update={"seed": seed}))
        passes = network.forward(state.layers, np.random.default_rng(seed).uniform(-6, 6, (500, 2)))
        spreads.append([np.std(30 * layer.z) for layer in passes[1:-1]])
    assert np.mean(spreads, axis=0) == pytest.approx(np.ones(7), abs=0.25)


def test_siren_of_layers_without_a_sine_is_he_uniform():
    layers = [{"units": 16, "activation": key} for key in ("relu", "tanh", "relu")]
    _, *rest = _bounds(Experiment(initializer="siren", hidden=layers))
    assert rest == pytest.approx([np.sqrt(6 / 16)] * 3, rel=0.2)
    mixed = [{"units": 16, "activation": "sine", "parameter": 30}, {"units": 16, "activation": "relu"}]
    _, relu, output = _bounds(Experiment(initializer="siren", hidden=mixed))
    assert (relu, output) == (pytest.approx(np.sqrt(6 / 16), rel=0.2), pytest.approx(np.sqrt(6 / 16), rel=0.2))
