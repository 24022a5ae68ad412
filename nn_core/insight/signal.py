"""The signal through depth: what becomes of numbers, and of gradients, on their way through many layers.

Before any training, a deep network is a long chain of the same two things: a multiplication by random weights and an
activation function. Forward, each layer hands on its outputs; backward, each layer hands on the error

    dE/dz = dE/da * f'(z)         times the slope of the activation
    dE/dx = dE/dz W^T             times the weights

If the two together make the error a little smaller, many layers make it vanish, and the first ones learn nothing; if
they make it a little larger, it explodes. That is why the size of the weights is matched to the activation.

Here standard normal inputs go forward and a random error of size 1 goes backward, through layers without biases.
"""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from ..activations import ACTIVATIONS, Activation
from ..common import random_streams
from ..common.deadline import check
from ..common.flushing import flushing
from ..experiment.experiment import MAX_SEED
from ..initializers import INITIALIZERS, resolve_initializer, sample_sums

Array = NDArray[np.float64]
Verdict = Literal["vanishes", "keeps", "explodes", "zero", "overflows", "single"]

SAMPLES = 256
MAX_DEPTH = 30
MAX_WIDTH = 64
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
LARGEST = 1e30  # numbers that grow beyond it are of no use to anybody

# A gradient that shrinks by 0.8 per layer has a tenth of its size left after ten layers; one that grows by its inverse
# has ten times as much. In between the luck of the draw decides more than the choice of the activation does.
SHRINKS = 0.8
GROWS = 1 / SHRINKS


@dataclass(frozen=True)
class Signal:
    """What each layer shows, from the first to the last.

    ``quantiles`` are those of the outputs, as ``QUANTILES`` says, and ``zeros`` the share of outputs that are exactly
    0. ``gradients`` are the root mean squares of dE/dz. Where the outputs grow beyond ``LARGEST``, the later layers
    are missing, and all gradients; gradients that grow beyond it stay at it.

    ``factor`` is by how much the gradient changes from a layer to the one before, the geometric mean; None if there
    is but one layer, or no gradient. The ``verdict`` on it: it "vanishes", "keeps" its size or "explodes"; it is
    "zero" in the first layer; the outputs have grown beyond bounds ("overflows"), or there is only a "single" layer.
    """

    quantiles: tuple[tuple[float, ...], ...]
    zeros: tuple[float, ...]
    gradients: tuple[float, ...]
    factor: float | None
    verdict: Verdict

    @property
    def zero_share(self) -> float:
        """The share of all outputs that are exactly 0."""
        return sum(self.zeros) / len(self.zeros) if self.zeros else 0.0


@dataclass(frozen=True)
class _Layer:
    weights: Array
    z: Array
    a: Array


def propagate(activation_key: str, parameter: Any, initializer_key: str, depth: int, width: int, seed: int) -> Signal:
    """Send a signal forward and an error backward through ``depth`` layers of ``width`` units each.

    A layer's random numbers depend on the seed and on its place alone, so a deeper network begins like a less deep one.

    Raises:
        ValueError: an argument is not allowed; the message names it.
    """
    _check(activation_key, initializer_key, depth, width, seed)
    activation = ACTIVATIONS[activation_key]
    with flushing(), np.errstate(over="ignore", under="ignore", invalid="ignore"):
        layers = _forward(activation, parameter, initializer_key, depth, width, seed)
        quantiles = tuple(tuple(np.quantile(layer.a, QUANTILES).tolist()) for layer in layers)
        zeros = tuple(float(np.mean(layer.a == 0.0)) for layer in layers)
        if len(layers) < depth:
            return Signal(quantiles, zeros, (), None, "overflows")
        gradients = _backward(activation, parameter, layers, seed)
    return Signal(quantiles, zeros, gradients, *_judge(gradients))


def _check(activation: str, initializer: str, depth: int, width: int, seed: int) -> None:
    for name, key, registry in (
        ("activation", activation, tuple(ACTIVATIONS)),
        ("initializer", initializer, tuple(INITIALIZERS)),
    ):
        if key not in registry:
            raise ValueError(f"{name} must be one of {', '.join(registry)}, got {key!r}")
    for name, value, low, high in (
        ("depth", depth, 1, MAX_DEPTH),
        ("width", width, 1, MAX_WIDTH),
        ("seed", seed, 0, MAX_SEED),
    ):
        if not low <= value <= high:
            raise ValueError(f"{name} must be {low} to {high}, got {value!r}")


def _forward(activation: Activation, p: Any, initializer: str, depth: int, width: int, seed: int) -> list[_Layer]:
    """The layers that the signal gets through before it grows beyond bounds."""
    chosen = resolve_initializer(initializer, activation.initializer)
    x = random_streams.generator(seed, random_streams.POINTS).standard_normal((SAMPLES, width))
    columns = width * activation.pieces(p)
    layers: list[_Layer] = []
    for index in range(depth):
        check()
        fitting = chosen.of_layer(first=index == 0, omega=activation.omega(p))
        generator = random_streams.generator(seed, random_streams.WEIGHTS, index)
        weights = sample_sums(fitting, generator, width, columns, len(activation.sums) or 1)
        z = x @ weights
        if activation.noise and p:
            chance = random_streams.generator(seed, random_streams.CHANCE, index)
            z = z + chance.normal(0.0, p, z.shape)
        if activation.drawn:
            chance = random_streams.generator(seed, random_streams.CHANCE, index)
            a = activation.drawn.f(z, activation.drawn.sample(chance, z.shape))
        else:
            a = activation.forward(z, p)
        if not np.abs(a).max() <= LARGEST:
            break
        layers.append(_Layer(weights, z, a))
        x = a
    return layers


def _backward(activation: Activation, p: Any, layers: list[_Layer], seed: int) -> tuple[float, ...]:
    """The root mean square of dE/dz for each layer, from the first to the last."""
    grad_a = random_streams.generator(seed, random_streams.NOISE).standard_normal(layers[-1].a.shape)
    grad_a = grad_a / _size(grad_a)
    scale = 1.0  # of the gradient; kept apart, so that no square of it overflows
    gradients = []
    for layer in reversed(layers):
        check()
        grad_z = activation.backward(grad_a, layer.z, layer.a, p)
        size = _size(grad_z)
        scale = min(scale * size, LARGEST)
        gradients.append(scale)
        grad_a = (grad_z / size if size > 0.0 else grad_z) @ layer.weights.T
    return tuple(gradients[::-1])


def _size(values: Array) -> float:
    """The root mean square, also of numbers whose squares would be too large or too small."""
    largest = float(np.abs(values).max())
    return largest * float(np.sqrt(np.mean((values / largest) ** 2))) if largest > 0.0 else 0.0


def _judge(gradients: tuple[float, ...]) -> tuple[float | None, Verdict]:
    first, last = gradients[0], gradients[-1]
    if not first:
        return None, "zero"
    if len(gradients) == 1:
        return None, "single"
    factor = (first / last) ** (1.0 / (len(gradients) - 1))
    return factor, "vanishes" if factor < SHRINKS else "explodes" if factor > GROWS else "keeps"
