"""The bare loop: training as one would write it in C, sample by sample, unit by unit, one number at a time.

Compiled by Numba, with math.tanh and math.exp as they come and nothing vectorized by hand. It knows no optimizers,
no regularizers, no other losses: just the arithmetic that cannot be left out. It is the yardstick of the engines.

All parameters lie in one flat array: for every layer, for every unit its bias and then its weights.

A yardstick should not be slower than it need be, hence the slices: of an index that is a sum Numba asks whether it
counts from the end, of a slice's own index it doesn't. They are made where they are used, over and over: of one that
is kept over a loop Numba counts the references, atomically, and the whole takes two to four times as long.
"""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from nn_core import Experiment, TrainingState, make_dataset

Array = NDArray[np.float64]

TANH, RELU, SIGMOID = range(3)
CODES = {"tanh": TANH, "relu": RELU, "sigmoid": SIGMOID}


def trainer(experiment: Experiment, state: TrainingState) -> Callable[[int], Array]:
    """A function that trains from ``state`` for so many epochs and gives the flat parameters."""
    data, parameters = make_dataset(experiment), flat(state)
    sizes = np.array([len(experiment.features), *(units for _, units in experiment.layer_sizes)])
    codes = np.array([CODES[key] for key in (*(layer.activation for layer in experiment.hidden), experiment.output)])
    targets = np.ascontiguousarray(data.train_y[:, 0])
    batch, rate = experiment.batch_size, experiment.learning_rate

    def train(epochs: int) -> Array:
        trained = parameters.copy()
        _train(trained, sizes, codes, data.train_x, targets, batch, rate, epochs)
        return trained

    return train


def flat(state: TrainingState) -> Array:
    """The parameters of a state in the order of the bare loop."""
    layers = [np.vstack([layer.biases, layer.weights]).T.ravel() for layer in state.layers]
    return np.concatenate(layers)


# The type is given here because what Numba decorates has none. Numba's own error model would test every divisor.
_compiled: Callable[[Callable[..., Any]], Callable[..., Any]] = njit(nogil=True, error_model="numpy")


@_compiled
def _activate(z: float, code: int) -> float:
    if code == TANH:
        return math.tanh(z)
    if code == RELU:
        return max(z, 0.0)
    return 1.0 / (1.0 + math.exp(-z))


@_compiled
def _slope(a: float, code: int) -> float:
    """The derivative at the activation a."""
    if code == TANH:
        return 1.0 - a * a
    if code == RELU:
        return 1.0 if a > 0.0 else 0.0
    return a * (1.0 - a)


@_compiled
def _forward(parameters: Array, sizes: NDArray[np.int64], codes: NDArray[np.int64], a: Array) -> None:
    """Fill ``a``, which begins with the features of a sample, with the activations of all units."""
    begin, p = 0, 0
    for layer in range(len(codes)):
        inputs, stop = sizes[layer], begin + sizes[layer]
        for unit in range(sizes[layer + 1]):
            x, weights = a[begin:stop], parameters[p + 1 : p + 1 + inputs]
            z = parameters[p]
            for i in range(inputs):
                z += weights[i] * x[i]
            a[stop + unit] = _activate(z, codes[layer])
            p += 1 + inputs
        begin = stop


@_compiled
def _backward(
    parameters: Array, sizes: NDArray[np.int64], codes: NDArray[np.int64], a: Array, errors: Array, gradient: Array
) -> None:
    """Add a sample's gradient; ``errors`` ends with dE/da of the output unit, the rest is filled."""
    stop, end = len(a), len(parameters)
    for layer in range(len(codes) - 1, -1, -1):
        inputs, units = sizes[layer], sizes[layer + 1]
        stop -= units
        end -= units * (1 + inputs)
        begin = stop - inputs
        for i in range(inputs):
            errors[begin + i] = 0.0
        for unit in range(units):
            p = end + unit * (1 + inputs)
            x, passed = a[begin:stop], errors[begin:stop]
            weights, changes = parameters[p + 1 : p + 1 + inputs], gradient[p + 1 : p + 1 + inputs]
            error = errors[stop + unit] * _slope(a[stop + unit], codes[layer])
            gradient[p] += error
            for i in range(inputs):
                changes[i] += error * x[i]
            if layer > 0:  # nobody asks how the loss feels the features
                for i in range(inputs):
                    passed[i] += error * weights[i]


@_compiled
def _train(
    parameters: Array, sizes: NDArray[np.int64], codes: NDArray[np.int64], x: Array, y: Array,
    batch: int, rate: float, epochs: int,
) -> None:  # fmt: skip
    """Train: after each batch one step of plain gradient descent on the mean of half the squared error."""
    a, errors, gradient = np.zeros(sizes.sum()), np.zeros(sizes.sum()), np.zeros(len(parameters))
    samples = len(x)
    for _ in range(epochs):
        for first in range(0, samples, batch):
            last = min(first + batch, samples)
            for sample in range(first, last):
                for i in range(sizes[0]):
                    a[i] = x[sample, i]
                _forward(parameters, sizes, codes, a)
                errors[-1] = a[-1] - y[sample]
                _backward(parameters, sizes, codes, a, errors, gradient)
            step = rate / (last - first)
            for i in range(len(parameters)):
                parameters[i] -= step * gradient[i]
                gradient[i] = 0.0
