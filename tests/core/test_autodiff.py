"""Against an independent automatic differentiation: HIPS autograd, which knows nothing of our derivatives.

The functions are written here once more, straight from their textbook formulas. Values, slopes, the gradients of
whole networks and whole training runs must agree.
"""

from itertools import cycle

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import elementwise_grad, grad

from nn_core import ACTIVATIONS, OPTIMIZERS, Experiment, advance, make_dataset, start
from nn_core.network.network import Network
from tests.cases import every

LAMBDA, ALPHA = 1.0507009873554805, 1.6732632423543772


def _erf(z):
    from autograd.scipy.special import erf  # brings all of SciPy, which no other case needs

    return erf(z)


def _where(condition, yes, no):
    return anp.where(condition, yes, no)


TEXTBOOK = {
    "linear": lambda z, p: p * z,
    "sigmoid": lambda z, p: 1 / (1 + anp.exp(-z)),
    "tanh": lambda z, p: (anp.exp(z) - anp.exp(-z)) / (anp.exp(z) + anp.exp(-z)),
    "arctan": lambda z, p: anp.arctan(z),
    "gudermannian": lambda z, p: 2 * anp.arctan(anp.tanh(z / 2)),
    "erf": lambda z, p: _erf(z),
    "generalised-logistic": lambda z, p: (1 + anp.exp(-z)) ** -p,
    "algebraic": lambda z, p: z / (1 + anp.abs(z) ** p) ** (1 / p),
    "relu": lambda z, p: _where(z > 0, z, 0 * z),
    "leaky-relu": lambda z, p: _where(z > 0, z, p * z),
    "prelu": lambda z, p: _where(z > 0, z, p * z),
    "prelu-per-unit": lambda z, p: _where(z > 0, z, p * z),
    "learned-elu": lambda z, p: _where(z > 0, z, p * (anp.exp(z) - 1)),
    "learned-swish": lambda z, p: z / (1 + anp.exp(-p * z)),
    "star-relu": lambda z, p: p[0] * _where(z > 0, z, 0 * z) ** 2 + p[1],
    "dynamic-tanh": lambda z, p: 2 / (1 + anp.exp(-2 * p * z)) - 1,
    "noisy-relu": lambda z, p: _where(z > 0, z, 0 * z),
    "elu": lambda z, p: _where(z > 0, z, p * (anp.exp(z) - 1)),
    "selu": lambda z, p: LAMBDA * _where(z > 0, z, ALPHA * (anp.exp(z) - 1)),
    "softplus": lambda z, p: anp.log(1 + anp.exp(z)),
    "swish": lambda z, p: z / (1 + anp.exp(-p * z)),
    "gelu": lambda z, p: z * 0.5 * (1 + _erf(z / anp.sqrt(2.0))),
    "mish": lambda z, p: z * anp.tanh(anp.log(1 + anp.exp(z))),
    "hard-tanh": lambda z, p: anp.clip(z, -1, 1),
    "hard-swish": lambda z, p: z * anp.clip(z + 3, 0, 6) / 6,
    "sine": lambda z, p: anp.sin(p * z),
    "gaussian": lambda z, p: anp.exp(-(z**2)),
    "squared-relu": lambda z, p: _where(z > 0, z, 0 * z) ** 2,
    "step": lambda z, p: _where(z > 0, 1 + 0 * z, 0 * z),
    "hard-sigmoid": lambda z, p: anp.clip(z + 3, 0, 6) / 6,
    "sparse-sigmoid": lambda z, p: anp.clip(z + 1, 0, 2) / 2,
    "softsign": lambda z, p: z / (1 + anp.abs(z)),
    "log-sigmoid": lambda z, p: anp.log(1 / (1 + anp.exp(-z))),
    "relu6": lambda z, p: anp.clip(z, 0, 6),
    "sparse-plus": lambda z, p: _where(z <= -1, 0 * z, _where(z >= 1, z, (z + 1) ** 2 / 4)),
    "celu": lambda z, p: _where(z > 0, z, p * (anp.exp(z / p) - 1)),
    "rrelu": lambda z, p: _where(z > 0, z, (1 / 8 + 1 / 3) / 2 * z),
    "gelu-tanh": lambda z, p: 0.5 * z * (1 + anp.tanh(anp.sqrt(2 / anp.pi) * (z + 0.044715 * z**3))),
    "squareplus": lambda z, p: (z + anp.sqrt(z**2 + p)) / 2,
    "snake": lambda z, p: z + anp.sin(p * z) ** 2 / p,
    "lisht": lambda z, p: z * anp.tanh(z),
    "exponential": lambda z, p: anp.exp(z),
    "tanhshrink": lambda z, p: z - anp.tanh(z),
    "softshrink": lambda z, p: _where(z > p, z - p, _where(z < -p, z + p, 0 * z)),
    "hardshrink": lambda z, p: _where(anp.abs(z) > p, z, 0 * z),
    "threshold": lambda z, p: _where(z > p, z, 0 * z),
}


def _softmax(z, t):
    shares = anp.exp(z / t)
    return shares / anp.sum(shares, axis=1, keepdims=True)


def _maxout(z, k):
    return anp.max(anp.stack(anp.split(z, int(k), axis=1)), axis=0)


def _gated(gate):
    def layer(z, p):
        value, its_gate = anp.split(z, 2, axis=1)
        return value * gate(its_gate)

    return layer


GATED = {
    "glu": _gated(lambda z: 1 / (1 + anp.exp(-z))),
    "reglu": _gated(lambda z: anp.maximum(z, 0)),
    "geglu": _gated(lambda z: z * (1 + _erf(z / anp.sqrt(2))) / 2),
    "swiglu": _gated(lambda z: z / (1 + anp.exp(-z))),
}
LAYERS = {"softmax": _softmax, "maxout": _maxout, **GATED, **TEXTBOOK}
Z = np.arange(-60, 61) / 10.0 + 0.0123  # off all kinks


def test_every_activation_is_written_here_too():
    assert set(LAYERS) == set(ACTIVATIONS)


@every("key", TEXTBOOK)
def test_values_and_slopes_agree(key):
    activation = ACTIVATIONS[key]
    bounds = activation.parameter
    parameters = [bounds.minimum, bounds.default, bounds.maximum] if bounds else [0.0]
    if key == "step":
        parameters = [0.0]  # the straight-through slope is made up, not differentiated
    for p in map(activation.starting, parameters):
        a = activation.f(Z, p)
        np.testing.assert_allclose(a, TEXTBOOK[key](Z, p), rtol=1e-12, atol=1e-14)
        slopes = elementwise_grad(TEXTBOOK[key])(Z, p)
        np.testing.assert_allclose(activation.df(Z, a, p), slopes, rtol=1e-10, atol=1e-13)
        if activation.learned:
            several = np.reshape(p, -1)
            for index, slope in enumerate(activation.learned.slopes(Z, a, p)):
                by_parameter = elementwise_grad(_of_one_parameter(key, several, index), 1)(
                    Z, several[index] * np.ones_like(Z)
                )
                np.testing.assert_allclose(slope, by_parameter, rtol=1e-12, atol=1e-13)


def _of_one_parameter(key, several, index):
    """A function of z and one of several parameters."""
    if len(several) == 1:
        return TEXTBOOK[key]
    return lambda z, p: TEXTBOOK[key](z, tuple(p if place == index else value for place, value in enumerate(several)))


def _shape(function, learned):
    """The p of a layer from its learned numbers, which autograd traces."""
    units = len(learned) // len(function.learns)
    parts = [learned[units * i : units * (i + 1)] for i in range(len(function.learns))]
    return parts[0] if len(parts) == 1 else tuple(parts)


def _outputs(experiment, parameters, x):
    """The network once more: z of the last layer."""
    for (weights, biases, learned), layer in zip(parameters, [*experiment.hidden, None], strict=True):
        z = anp.dot(x, weights) + biases
        if layer is None:
            return z
        p = _shape(layer.function, learned) if len(learned) else layer.parameter or 0.0
        x = LAYERS[layer.activation](z, p)
    raise AssertionError


LOSSES = {
    ("tanh", "squared"): lambda z, y: anp.sum((anp.tanh(z) - y) ** 2) / 2 / len(y),
    ("linear", "squared"): lambda z, y: anp.sum((z - y) ** 2) / 2 / len(y),
    ("linear", "absolute"): lambda z, y: anp.sum(anp.abs(z - y)) / len(y),
    ("linear", "huber"): lambda z, y: anp.sum(
        _where(anp.abs(z - y) > 1, anp.abs(z - y) - 0.5, (z - y) ** 2 / 2)
    ) / len(y),
    ("linear", "hinge"): lambda z, y: anp.sum(_where(y * z < 1, 1 - y * z, 0 * z)) / len(y),
    ("sigmoid", "cross-entropy"): lambda z, y: -anp.sum(
        y * anp.log(1 / (1 + anp.exp(-z))) + (1 - y) * anp.log(1 / (1 + anp.exp(z)))
    ) / y.size,
    ("softmax", "categorical-cross-entropy"): lambda z, y: -anp.sum(y * anp.log(_softmax(z, 1.0))) / len(y),
}  # fmt: skip


def _loss(experiment):
    function = LOSSES[experiment.output, experiment.loss]
    return lambda parameters, x, y: function(_outputs(experiment, parameters, x), y)


def _parameters(state):
    return [(layer.weights, layer.biases, layer.learned) for layer in state.layers]


PROBLEMS = [
    {},
    {"output": "sigmoid", "loss": "cross-entropy"},
    {"output": "linear", "loss": "hinge"},
    {"problem": "regression"},
    {"problem": "regression", "loss": "absolute"},
    {"problem": "regression", "loss": "huber"},
    {"problem": "multi-class", "classes": 4},
    {"problem": "multi-label", "classes": 3},
]


@pytest.mark.rest
@every("choices", PROBLEMS)
@every("key", LAYERS)
def test_gradients_of_whole_networks_agree(key, choices):
    hidden = [{"units": units, "activation": key} for units in (4, 3)]
    experiment = Experiment(hidden=hidden, samples=40, **choices)
    state, data, network = start(experiment), make_dataset(experiment), Network(experiment)
    ours = network.backward(state.layers, network.forward(state.layers, data.train_x), data.train_y)
    theirs = grad(_loss(experiment))(_parameters(state), data.train_x, data.train_y)
    for mine, its in zip(ours, theirs, strict=True):
        for one, other in zip(mine, its, strict=True):
            np.testing.assert_allclose(one, other, rtol=1e-9, atol=1e-12)


def _step(key, g, memory, rate, count):
    """The optimizers once more, as their papers have them; memory is a dict of arrays."""
    m, v = memory.get("m", 0.0 * g), memory.get("v", 0.0 * g)
    if key == "sgd":
        return -rate * g
    if key in ("momentum", "nesterov"):
        memory["v"] = v = 0.9 * v + g
        return -rate * (v if key == "momentum" else g + 0.9 * v)
    if key == "rmsprop":
        memory["v"] = v = 0.9 * v + 0.1 * g**2
        return -rate * g / (np.sqrt(v) + 1e-8)
    memory["m"], memory["v"] = m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2
    return -rate * (m / (1 - 0.9**count)) / (np.sqrt(v / (1 - 0.999**count)) + 1e-8)


def _train(experiment, epochs):
    data, slope = make_dataset(experiment), grad(_loss(experiment))
    parameters = [list(map(np.copy, layer)) for layer in _parameters(start(experiment))]
    memory = [[{} for _ in layer] for layer in parameters]
    count = 0
    for _ in range(epochs):
        for first in range(0, len(data.train_x), experiment.batch_size):
            now = slice(first, first + experiment.batch_size)
            gradients = slope(parameters, data.train_x[now], data.train_y[now])
            count += 1
            for layer, gradient, slots in zip(parameters, gradients, memory, strict=True):
                decay = experiment.learning_rate * 0.01 * layer[0] if experiment.optimizer == "adamw" else 0.0
                for index, g in enumerate(gradient):
                    layer[index] = layer[index] + _step(
                        experiment.optimizer, g, slots[index], experiment.learning_rate, count
                    )
                layer[0] = layer[0] - decay
    return parameters


@pytest.mark.rest
@every(
    ("key", "optimizer"),
    [  # a step is the same for all weights whatever they feed, but for a parameter that is learned, too
        *[(key, optimizer) for key in ("tanh", "prelu") for optimizer in OPTIMIZERS],
        *zip(
            ["sigmoid", "relu", "maxout", "softmax", "gelu", "swish", "selu", "sine", *GATED],
            cycle(OPTIMIZERS),
            strict=False,
        ),
    ],
)
def test_whole_runs_of_both_engines_agree(key, optimizer):
    experiment = Experiment(
        hidden=[{"units": 4, "activation": key}, {"units": 3, "activation": key}],
        samples=60, learning_rate=0.003, optimizer=optimizer, problem="multi-class",
    )  # fmt: skip
    expected = _train(experiment, 20)
    for engine in ("numpy", "compiled"):
        ours = _parameters(advance(experiment, start(experiment), 20, engine=engine))
        for layer, theirs in zip(ours, expected, strict=True):
            for mine, its in zip(layer, theirs, strict=True):
                np.testing.assert_allclose(mine, its, rtol=1e-8, atol=1e-10)
