"""Looking into a layer: figures of each layer, and the pre-activations of one, against the network itself."""

import numpy as np
import pytest

from nn_core import (
    ACTIVATIONS,
    Experiment,
    LayerParameters,
    TrainingState,
    advance,
    diagnose,
    look_into,
    make_dataset,
    start,
)
from nn_core.insight.diagnostics import BINS, COVERED, CURVE_POINTS, MOSTLY, SMALLEST_LIMIT, slopes_of
from nn_core.insight.saturation import FLAT, steepest
from nn_core.network.network import Network
from tests.cases import every

MIXED = [{"units": 5, "activation": key} for key in ("relu", "prelu", "maxout", "softmax", "sigmoid", "step")]


def _trained(hidden, epochs=20, **fields):
    experiment = Experiment(hidden=hidden, **fields)
    return experiment, advance(experiment, start(experiment), epochs)


def _passes(experiment, state):
    data = make_dataset(experiment)
    return Network(experiment), Network(experiment).forward(state.layers, data.train_x), data


def test_the_figures_of_each_layer_are_those_of_the_network():
    experiment, state = _trained(MIXED)
    network, passes, data = _passes(experiment, state)
    gradients = network.backward(state.layers, passes, data.train_y)
    layers = diagnose(experiment, state).layers
    assert len(layers) == len(MIXED)
    steepest = [1.0, 1.0, 1.0, 0.25, 0.25, 0.0]  # of MIXED, the softmax like the sigmoid
    slopes = slopes_of(network, state.layers, passes)
    for its, slope, limit, (weights, *_) in zip(layers, slopes, steepest, gradients, strict=False):
        dead = [unit.max() == 0.0 for unit in slope.T]
        saturated = [
            (unit < FLAT * limit).mean() > MOSTLY and not gone for unit, gone in zip(slope.T, dead, strict=True)
        ]
        assert its.dead == np.mean(dead)
        assert its.saturated == np.mean(saturated)
        assert its.mean_slope == pytest.approx(slope.mean())
        assert its.gradient_norm == pytest.approx(np.sqrt((weights**2).sum()))
    assert layers[5].dead == 1.0


def test_the_whole_is_the_mean_of_its_layers():
    experiment, state = _trained([{"units": 4, "activation": "relu"}, {"units": 12, "activation": "step"}])
    diagnostics = diagnose(experiment, state)
    first, second = diagnostics.layers
    assert diagnostics.dead == pytest.approx((4 * first.dead + 12 * second.dead) / 16)
    assert [its.gradient_norm for its in diagnostics.layers] == list(diagnostics.gradient_norms[:2])


def test_without_hidden_layers_there_is_no_layer():
    experiment = Experiment(hidden=[])
    assert diagnose(experiment, start(experiment)).layers == ()
    with pytest.raises(ValueError, match=r"^layer must be .*, got 0$"):
        look_into(experiment, start(experiment), 0)


@pytest.mark.parametrize("layer", [-1, 2, 100])
def test_a_layer_that_is_not_there_is_refused(layer):
    experiment = Experiment()
    with pytest.raises(ValueError, match=f"^layer must be .*, got {layer}$"):
        look_into(experiment, start(experiment), layer)


@pytest.mark.parametrize("layer", range(len(MIXED)))
def test_every_pre_activation_is_counted_once_and_in_its_bin(layer):
    experiment, state = _trained(MIXED)
    diagnostics, seen = look_into(experiment, state, layer)
    assert diagnostics == diagnose(experiment, state)
    _, passes, _ = _passes(experiment, state)
    z = passes[layer].z.ravel()
    pieces = 2 if MIXED[layer]["activation"] == "maxout" else 1
    assert seen.counts.sum() == z.size == experiment.train_samples * 5 * pieces
    expected, _ = np.histogram(np.clip(z, -seen.limit, seen.limit), BINS, (-seen.limit, seen.limit))
    assert np.abs(np.cumsum(seen.counts) - np.cumsum(expected)).max() <= 1  # one on the edge of two bins
    assert (np.abs(z) <= seen.limit).mean() >= COVERED


@every("key", ACTIVATIONS)
def test_the_curves_are_those_of_the_activation(key):
    experiment, state = _trained([{"units": 3, "activation": key}], epochs=2)
    _, seen = look_into(experiment, state, 0)
    activation = ACTIVATIONS[key]
    p = experiment.hidden[0].p
    if activation.learned:
        np.testing.assert_array_equal(seen.start, activation.f(np.linspace(-seen.limit, seen.limit, CURVE_POINTS), p))
        p = activation.mean_of_units(state.layers[0].learned)
    z = np.linspace(-seen.limit, seen.limit, CURVE_POINTS)
    assert z[BINS] == 0.0
    f = activation.f(z, p)
    np.testing.assert_array_equal(seen.f, f)
    np.testing.assert_array_equal(seen.df, activation.df(z, f, p))
    np.testing.assert_array_equal(seen.flat, activation.steepness(z, p) < FLAT * steepest(activation, p))
    if not activation.sums:
        np.testing.assert_array_equal(activation.steepness(z, p), np.abs(seen.df))


def test_a_learned_slope_is_drawn_as_it_is_now():
    experiment, state = _trained([{"units": 3, "activation": "prelu"}], epochs=50)
    _, seen = look_into(experiment, state, 0)
    assert seen.df[0] == state.layers[0].learned[0] != experiment.hidden[0].parameter


@pytest.mark.parametrize(
    ("bias", "limit"),
    [(0.0, SMALLEST_LIMIT), (2.9, SMALLEST_LIMIT), (3.1, 4.0), (-7.0, 8.0), (9.0, 10.0), (11.0, 15.0), (3e5, 3e5)],
)
def test_the_range_is_round_and_symmetric(bias, limit):
    experiment = Experiment(hidden=[{"units": 1}])
    hidden = LayerParameters(np.zeros((2, 1)), np.array([bias]))
    _, seen = look_into(experiment, TrainingState((hidden, LayerParameters(np.ones((1, 1)), np.zeros(1)))), 0)
    assert seen.limit == pytest.approx(limit)
    assert seen.counts.sum() == seen.counts.max() == experiment.train_samples
    assert (seen.counts.argmax() >= BINS // 2) == (bias >= 0)


@every("size", [1e12, 1e200])
@every("key", ["relu", "linear", "tanh", "softmax", "maxout", "swish"])
def test_weights_beyond_all_bounds_do_no_harm(key, size):
    experiment = Experiment(hidden=[{"units": 2, "activation": key}] * 8)
    state = start(experiment)
    huge = TrainingState(tuple(LayerParameters(np.full_like(i.weights, size), i.biases) for i in state.layers))
    for layer in (0, 7):
        _, seen = look_into(experiment, huge, layer)
        assert np.isfinite(seen.limit)
        assert seen.counts.sum() <= experiment.train_samples * 4


def test_looking_changes_nothing():
    experiment, state = _trained(MIXED)
    before = state.to_bytes()
    look_into(experiment, state, 1)
    assert state.to_bytes() == before
