"""Diagnostics: dead and saturated units and gradient norms, against networks made by hand."""

from dataclasses import replace

import numpy as np
import pytest

from nn_core import (
    ACTIVATIONS,
    Experiment,
    LayerParameters,
    TrainingState,
    diagnose,
    evaluate,
    gradients,
    make_dataset,
    start,
)
from nn_core.initializers import INITIALIZERS, MATCHED, resolve_initializer
from nn_core.network.network import Network


def _network(key, biases, scale=0.01):
    """One hidden layer of units with these biases and small weights."""
    experiment = Experiment(hidden=[{"units": len(biases), "activation": key}])
    hidden = LayerParameters(np.full((2, len(biases)), scale), np.array(biases, dtype=float))
    return experiment, TrainingState((hidden, LayerParameters(np.ones((len(biases), 1)), np.zeros(1))))


def test_a_relu_that_is_never_above_zero_is_dead():
    diagnostics = diagnose(*_network("relu", [-5.0, 5.0, -5.0, 5.0]))
    assert diagnostics.dead == 0.5
    assert diagnostics.saturated == 0.0


def test_a_leaky_relu_there_is_saturated_but_not_dead():
    diagnostics = diagnose(*_network("leaky-relu", [-5.0, 5.0]))
    assert diagnostics.dead == 0.0
    assert diagnostics.saturated == 0.5


@pytest.mark.parametrize(("key", "bias"), [("tanh", 4.0), ("sigmoid", -6.0)])
def test_units_far_out_on_a_sigmoid_are_saturated(key, bias):
    diagnostics = diagnose(*_network(key, [bias, 0.0, 0.0, 0.0]))
    assert diagnostics.dead == 0.0
    assert diagnostics.saturated == 0.25


def test_nothing_can_be_learned_through_a_step():
    assert diagnose(*_network("step", [0.0, 1.0])).dead == 1.0


def test_about_half_of_random_relus_are_above_zero_and_none_is_dead():
    experiment = Experiment(hidden=[{"units": 16, "activation": "relu"}])
    assert diagnose(experiment, start(experiment)).dead == 0.0


def test_without_hidden_layers_nothing_is_dead():
    experiment = Experiment(hidden=[])
    diagnostics = diagnose(experiment, start(experiment))
    assert (diagnostics.dead, diagnostics.saturated) == (0.0, 0.0)
    assert len(diagnostics.gradient_norms) == 1


def test_gradient_norms_are_the_lengths_of_the_gradients():
    experiment = Experiment()
    state, data, network = start(experiment), make_dataset(experiment), Network(experiment)
    gradients = network.backward(state.layers, network.forward(state.layers, data.train_x), data.train_y)
    expected = [np.sqrt((weights**2).sum()) for weights, *_ in gradients]
    assert diagnose(experiment, state).gradient_norms == pytest.approx(expected)


def test_the_gradient_of_a_deep_sigmoid_network_vanishes_towards_the_input():
    experiment = Experiment(hidden=[{"units": 8, "activation": "sigmoid"}] * 6)
    norms = diagnose(experiment, start(experiment)).gradient_norms
    assert norms[0] < norms[3] < norms[6]
    assert norms[0] < norms[6] / 1000


@pytest.mark.parametrize(
    ("key", "deviation"),
    [
        ("uniform", 1.0 / np.sqrt(12.0)),
        ("glorot", np.sqrt(2.0 / (60 + 40))),
        ("he", np.sqrt(2.0 / 60)),
        ("lecun", np.sqrt(1.0 / 60)),
    ],
)
def test_initializers_draw_with_their_standard_deviation(key, deviation):
    weights = INITIALIZERS[key].sample(np.random.default_rng(0), 60, 40)
    assert weights.shape == (60, 40)
    assert weights.std() == pytest.approx(deviation, rel=0.05)
    assert abs(weights.mean()) < 0.1 * deviation


def test_matched_draws_each_layer_as_its_activation_suggests():
    hidden = [{"units": 4, "activation": key} for key in ("relu", "selu", "tanh")]
    experiment = Experiment(hidden=hidden, initializer=MATCHED)
    assert [ACTIVATIONS[layer.activation].initializer for layer in experiment.hidden] == ["he", "lecun", "glorot"]
    relu_only = Experiment(hidden=hidden, initializer="he")
    matched, he = start(experiment), start(relu_only)
    np.testing.assert_array_equal(matched.layers[0].weights, he.layers[0].weights)
    assert not np.array_equal(matched.layers[1].weights, he.layers[1].weights)


def test_every_activation_suggests_an_initializer_there_is():
    for activation in ACTIVATIONS.values():
        assert resolve_initializer(MATCHED, activation.initializer).key == activation.initializer != MATCHED
        assert resolve_initializer("uniform", activation.initializer).key == "uniform"


def _moved(state, layer, name, place, by):
    changed = getattr(state.layers[layer], name).copy()
    changed[place] += by
    layers = list(state.layers)
    layers[layer] = replace(layers[layer], **{name: changed})
    return replace(state, layers=tuple(layers))


@pytest.mark.parametrize(
    "fields",
    [
        {"hidden": [{"units": 3, "dropout": 0.5}, {"units": 2, "activation": "swish"}]},
        {"hidden": []},
        {"hidden": [{"units": 3, "activation": "prelu"}, {"units": 2, "activation": "maxout", "parameter": 3}]},
        {"hidden": [{"units": 3, "activation": "softmax"}], "problem": "regression", "samples": 60},
        {"hidden": [{"units": 3}], "problem": "multi-class", "classes": 4},
        {"hidden": [{"units": 3}], "output": "sigmoid", "loss": "cross-entropy"},
        {"hidden": [{"units": 2}], "regularization": "l2", "regularization_rate": 0.3},
    ],
)
def test_gradients_are_the_slopes_of_the_mean_training_loss(fields):
    experiment = Experiment(**fields)
    state, step = start(experiment), 1e-6
    found = gradients(experiment, state)
    assert len(found) == len(state.layers)
    for index, parts in enumerate(found):
        for name, gradient in zip(("weights", "biases", "learned"), parts, strict=True):
            assert gradient.shape == getattr(state.layers[index], name).shape
            for place in np.ndindex(gradient.shape):
                up, down = (
                    evaluate(experiment, _moved(state, index, name, place, by)).train_loss for by in (step, -step)
                )
                slope = (up - down) / (2 * step)
                assert gradient[place] == pytest.approx(slope, rel=1e-4, abs=1e-7), (index, name, place)
