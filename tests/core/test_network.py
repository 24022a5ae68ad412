"""Backpropagation: against central differences for every activation, and against numbers worked out on paper."""

import math
from dataclasses import replace
from itertools import cycle

import numpy as np
import pytest
from core_strategies import activation_of

from nn_core import ACTIVATIONS, OUTPUT_LAYERS, Experiment, LayerParameters, TrainingState, advance, evaluate, predict
from nn_core.activations import Parameter
from nn_core.network.network import Network
from tests.cases import every

STEP = 1e-4  # of the central differences, which are of fourth order
LARGE = 20.0  # a loss of which the rounding would drown the differences
QUICKEST = 5.0  # of waves: for those that are quicker in three layers no step is small enough; autograd has them
MARGIN = 0.01  # how far every pre-activation must stay from a kink; a step moves none by a tenth of that


def _activations():
    cases = []
    for activation in ACTIVATIONS.values():
        p = activation.parameter
        # that of the step lets the gradient of another function pass, which has a test of its own
        largest = p and min(p.maximum, QUICKEST if activation.frequency else p.maximum)
        values = (p.default, largest) if p and activation.key != "step" else (None,)
        cases.extend((activation, value) for value in values)
    return cases


DEPTHS = (1, 2, 3)


def _in_turn():
    """(activation, its parameter, output layer, depth): every activation with every depth, output layers one after
    another."""
    layers = cycle(OUTPUT_LAYERS.values())
    for activation, value in _activations():
        for depth in DEPTHS:
            yield activation, value, next(layers), depth


def _pairs():
    """The same for every activation with every output layer, depths one after another."""
    for row, (activation, value) in enumerate(_activations()):
        for column, layer in enumerate(OUTPUT_LAYERS.values()):
            yield activation, value, layer, DEPTHS[(row + column) % len(DEPTHS)]


def _experiment(layer, activation, parameter, depth):
    hidden = [{"units": 3, "activation": activation.key, "parameter": parameter}] * depth
    return Experiment(problem=layer.problem, output=layer.activation, loss=layer.loss, hidden=hidden)


def _draw(experiment, layer, seed):
    rng = np.random.default_rng(seed)
    layers = [
        LayerParameters(
            rng.normal(0.0, 0.8, size),
            rng.normal(0.0, 0.5, size[1]),
            learned=np.array(learned),
        )
        for size, learned in zip(experiment.weight_shapes, experiment.learned, strict=True)
    ]
    labels = rng.integers(0, experiment.classes, 4) if layer.several else rng.choice([-1.0, 1.0], 4)
    y = layer.targets(labels, experiment.classes)
    return layers, rng.uniform(-2.0, 2.0, (4, 2)), y


def _far_from_kinks(network, passes):
    for here, (activation, p) in zip(passes, network.activations, strict=True):
        if activation.coupled and activation.coupled.learns_shape:
            pieces = np.sort(np.split(here.z, int(p), axis=1), axis=0)
            if np.min(pieces[-1] - pieces[-2]) < MARGIN:
                return False
        # a family may have its kink at 0 for other parameters than the default, as ELU has
        kinks = activation.facts.kinks if activation.facts.smooth else (0.0, *activation.facts.kinks)
        if any(np.min(np.abs(here.z - kink)) < MARGIN for kink in kinks):
            return False
    return True


def _far_from_bends(loss, outputs, y):
    """Whether no output is where the absolute error, Huber's or the hinge loss has its bend."""
    error = np.abs(outputs - y)
    bends = {"absolute": error, "huber": np.abs(error - 1.0), "hinge": np.abs(1.0 - y * outputs)}
    return loss not in bends or np.min(bends[loss]) > MARGIN


def _well_placed(experiment, layer):
    """Parameters and data of the first seed with no pre-activation near a kink and an error that reaches all layers.

    At a kink a central difference measures the mean of the two slopes, so there it says nothing about f'. A layer
    of which every unit is dead would pass for any f', so only a function that is flat everywhere may have one.
    """
    network = Network(experiment)
    flat = [not np.any(f.df(z := np.linspace(-3.0, 3.0, 50), f.f(z, p), p)) for f, p in network.activations]
    for seed in range(500):
        layers, x, y = _draw(experiment, layer, seed)
        passes = network.forward(layers, x)
        reached = all(np.abs(dw).max() > 1e-4 for dw, *_ in network.backward(layers, passes, y))
        if network.mean_loss(passes[-1], y) > LARGE:
            continue
        if _far_from_kinks(network, passes) and _far_from_bends(layer.loss, passes[-1].a, y) and (reached or any(flat)):
            return layers, x, y
    raise AssertionError("no seed keeps clear of the kinks")


def _numeric_gradients(network, layers, x, y):
    def loss(index, name, position, amount):
        values = getattr(layers[index], name).copy()
        values[position] += amount
        changed = [*layers[:index], replace(layers[index], **{name: values}), *layers[index + 1 :]]
        return network.mean_loss(network.forward(changed, x)[-1], y)

    def slopes(index, name):
        slope = np.empty_like(getattr(layers[index], name))
        for position in np.ndindex(slope.shape):
            near, far = (
                loss(index, name, position, amount) - loss(index, name, position, -amount)
                for amount in (STEP, 2 * STEP)
            )
            slope[position] = (8 * near - far) / (12 * STEP)
        return slope

    return [tuple(slopes(index, name) for name in ("weights", "biases", "learned")) for index in range(len(layers))]


def _worst_error(experiment, layer):
    """The largest relative error over all weights and biases; below 1e-4 rounding limits the measurement to 1e-10."""
    network = Network(experiment)
    layers, x, y = _well_placed(experiment, layer)
    gradients = network.backward(layers, network.forward(layers, x), y)
    measured = _numeric_gradients(network, layers, x, y)
    pairs = [
        (g, m) for ours, theirs in zip(gradients, measured, strict=True) for g, m in zip(ours, theirs, strict=True)
    ]
    assert all(g.shape == m.shape for g, m in pairs)
    return max(np.max(np.abs(g - m) / np.maximum(np.abs(m), 1e-4)) for g, m in pairs if g.size)


@every(("activation", "parameter", "layer", "depth"), [*_in_turn()])
def test_gradients_agree_with_central_differences(activation, parameter, layer, depth):
    assert _worst_error(_experiment(layer, activation, parameter, depth), layer) < 1e-6


@pytest.mark.rest
@every(("activation", "parameter", "layer", "depth"), [*_pairs()])
def test_gradients_of_every_pair_agree_with_central_differences(activation, parameter, layer, depth):
    assert _worst_error(_experiment(layer, activation, parameter, depth), layer) < 1e-6


@every("layer", OUTPUT_LAYERS.values())
def test_gradients_without_a_hidden_layer_agree_with_central_differences(layer):
    assert _worst_error(_experiment(layer, ACTIVATIONS["tanh"], None, 0), layer) < 1e-6


def test_the_straight_through_step_passes_the_gradient_where_z_is_small():
    layer = OUTPUT_LAYERS["regression", "linear", "squared"]
    step = Network(_experiment(layer, ACTIVATIONS["step"], 1.0, 1))
    layers, x, y = _draw(step.experiment, layer, 0)
    passes = step.forward(layers, x)
    inside = np.abs(passes[0].z) <= 1.0
    assert 0 < inside.sum() < inside.size
    error = (passes[-1].a - y) / len(y) @ layers[1].weights.T
    np.testing.assert_allclose(step.backward(layers, passes, y)[0].weights, x.T @ (error * inside), rtol=1e-13)


def _slightly_wrong(z, a, p):
    return 1.0 - a * a + 1e-5


@pytest.mark.parametrize("layer", OUTPUT_LAYERS.values(), ids=map("-".join, OUTPUT_LAYERS))
def test_gradients_of_an_activation_added_at_run_time_agree_too(monkeypatch, layer):
    bent = activation_of(
        "bent", lambda z, p: z + p * np.sqrt(1.0 + z * z), lambda z, a, p: 1.0 + p * z / np.sqrt(1.0 + z * z)
    )
    bent = replace(bent, parameter=Parameter("p", "bend", 0.5, 0.0, 1.0, 0.1))
    monkeypatch.setitem(ACTIVATIONS, "bent", bent)
    assert _worst_error(_experiment(layer, bent, 0.7, 2), layer) < 1e-6


def test_gradient_check_notices_a_wrong_slope(monkeypatch):
    wrong = replace(ACTIVATIONS["tanh"], df=_slightly_wrong)
    monkeypatch.setitem(ACTIVATIONS, "tanh", wrong)
    layer = OUTPUT_LAYERS["regression", "linear", "squared"]
    assert _worst_error(_experiment(layer, wrong, None, 1), layer) > 1e-6


def test_gradient_of_a_batch_is_the_mean_over_its_samples():
    layer = OUTPUT_LAYERS["classification", "tanh", "squared"]
    experiment = _experiment(layer, ACTIVATIONS["tanh"], None, 2)
    network = Network(experiment)
    layers, x, y = _draw(experiment, layer, 0)
    whole = network.backward(layers, network.forward(layers, x), y)
    single = [network.backward(layers, network.forward(layers, x[i : i + 1]), y[i : i + 1]) for i in range(4)]
    for index, (weights, biases, _learned) in enumerate(whole):
        np.testing.assert_allclose(weights, np.mean([g[index].weights for g in single], axis=0), atol=1e-15)
        np.testing.assert_allclose(biases, np.mean([g[index].biases for g in single], axis=0), atol=1e-15)


# One hidden ReLU unit and a linear output, worked out on paper. The one training sample is x = (2, -1), label 1.
#
#     hidden   w = (0.5, -0.25), b = 0.1     z = 0.5*2 + 0.25*1 + 0.1 = 1.35     h = 1.35
#     output   v = 2, c = -0.5               o = 2*1.35 - 0.5 = 2.2
#     loss     E = (2.2 - 1)^2 / 2 = 0.72
#     dE/do = 1.2    dE/dv = 1.2*1.35 = 1.62    dE/dc = 1.2
#     dE/dh = 1.2*2 = 2.4, f'(1.35) = 1    dE/dw = 2.4*(2, -1) = (4.8, -2.4)    dE/db = 2.4
#
# One update with learning rate 0.1:
#
#     w = (0.5 - 0.48, -0.25 + 0.24) = (0.02, -0.01)    b = 0.1 - 0.24 = -0.14
#     v = 2 - 0.162 = 1.838                             c = -0.5 - 0.12 = -0.62
#
# Then the penalty, from the weights before the update. L2 with rate 0.5 takes 0.1*0.5*w = (0.025, -0.0125), of v 0.1.
# L1 with rate 0.05 takes 0.005*sign(w). L1 with rate 0.5 takes 0.05, which carries both w across 0: they are pruned.

START = TrainingState(
    (
        LayerParameters(np.array([[0.5], [-0.25]]), np.array([0.1])),
        LayerParameters(np.array([[2.0]]), np.array([-0.5])),
    )
)


def _paper(**choices):
    return Experiment(
        problem="regression",
        dataset="custom",
        points=[[2.0, -1.0, 1.0]] + [[1.0, 1.0, 0.5]] * 9,
        train_percent=10,
        hidden=[{"units": 1, "activation": "relu"}],
        batch_size=1,
        learning_rate=0.1,
        **choices,
    )


def test_forward_and_loss_of_one_hidden_unit_on_paper():
    assert predict(_paper(), START, np.array([[2.0, -1.0]]))[0, 0] == pytest.approx(2.2, rel=1e-14)
    # the test samples: z = 0.5 - 0.25 + 0.1 = 0.35, o = 0.2, E = 0.3^2 / 2
    metrics = evaluate(_paper(), START)
    assert metrics.train_loss == pytest.approx(0.72, rel=1e-14)
    assert metrics.test_loss == pytest.approx(0.045, rel=1e-14)


def test_gradients_of_one_hidden_unit_on_paper():
    network = Network(_paper())
    passes = network.forward(START.layers, np.array([[2.0, -1.0]]))
    assert passes[0].z[0, 0] == pytest.approx(1.35)
    (dw, db, _), (dv, dc, _) = network.backward(START.layers, passes, np.array([[1.0]]))
    np.testing.assert_allclose(dw, [[4.8], [-2.4]], rtol=1e-14)
    np.testing.assert_allclose(db, [2.4], rtol=1e-14)
    np.testing.assert_allclose(dv, [[1.62]], rtol=1e-14)
    np.testing.assert_allclose(dc, [1.2], rtol=1e-14)


@pytest.mark.parametrize(
    ("regularization", "rate", "w", "v", "pruned"),
    [
        ("none", 0.5, (0.02, -0.01), 1.838, (False, False)),
        ("l2", 0.5, (0.02 - 0.025, -0.01 + 0.0125), 1.838 - 0.1, (False, False)),
        ("l1", 0.05, (0.015, -0.005), 1.833, (False, False)),
        ("l1", 0.5, (0.0, 0.0), 1.788, (True, True)),
    ],
)
def test_one_update_of_one_hidden_unit_on_paper(regularization, rate, w, v, pruned):
    experiment = _paper(regularization=regularization, regularization_rate=rate)
    hidden, output = advance(experiment, START, epochs=1).layers
    np.testing.assert_allclose(hidden.weights.ravel(), w, rtol=1e-12)
    np.testing.assert_allclose(output.weights, [[v]], rtol=1e-14)
    np.testing.assert_allclose(hidden.biases, [-0.14], rtol=1e-14)  # no penalty on biases
    np.testing.assert_allclose(output.biases, [-0.62], rtol=1e-14)
    assert tuple(hidden.pruned.ravel()) == pruned
    assert not output.pruned.any()


def test_a_tanh_unit_under_a_sigmoid_output_by_hand():
    x, w, b, v, c, y = (0.5, -1.5), (0.8, 0.4), -0.2, 1.5, 0.3, 1.0
    h = math.tanh(x[0] * w[0] + x[1] * w[1] + b)  # tanh(-0.4)
    o = 1.0 / (1.0 + math.exp(-(v * h + c)))
    error = o - y  # cross-entropy and sigmoid together
    hidden_error = error * v * (1.0 - h * h)
    experiment = Experiment(output="sigmoid", hidden=[{"units": 1}])
    layers = (
        LayerParameters(np.array([[w[0]], [w[1]]]), np.array([b])),
        LayerParameters(np.array([[v]]), np.array([c])),
    )
    network = Network(experiment)
    passes = network.forward(layers, np.array([x]))
    assert passes[-1].a[0, 0] == pytest.approx(o, rel=1e-14)
    assert network.mean_loss(passes[-1], np.array([[y]])) == pytest.approx(-math.log(o), rel=1e-12)
    (dw, db, _), (dv, dc, _) = network.backward(layers, passes, np.array([[y]]))
    np.testing.assert_allclose([dv[0, 0], dc[0]], [error * h, error], rtol=1e-12)
    np.testing.assert_allclose([dw[0, 0], dw[1, 0], db[0]], np.multiply(hidden_error, [*x, 1.0]), rtol=1e-12)
