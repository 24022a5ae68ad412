"""The gain of an activation: how large weights must be for a signal, or a gradient, to keep its size.

    signal    1 / √E[f(z)²]        gradient    1 / √E[f'(z)²]        z ~ N(0, 1)

With weights N(0, g² / inputs), a layer's z has the variance g² E[a²] of the activations a before it, so that with the
signal's gain it is 1 in every layer; dE/dx has the variance g² E[f'(z)²] times that of dE/da. He's initializer has
g = √2, for ReLU, and LeCun's g = 1; so has Glorot's where layers have as many units as inputs.

The mean is an integral over the normal density, by Gauss and Legendre's rule between the kinks. A gated unit's value
is N(0, 1), too: E[a²] is that of the gate, and a gradient gets through by both sums, E[g²] + E[g'²]. What couples units
otherwise, maxout and softmax, and what is drawn in training is measured on random numbers, the same each time.

Sources: K. He and others, 2015, https://arxiv.org/abs/1502.01852; G. Klambauer and others, 2017,
https://arxiv.org/abs/1706.02515 (SELU); PyTorch's, https://docs.pytorch.org/docs/stable/nn.init.html
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..activations import Activation
from ..common import random_streams
from ..common.deadline import check

Array = NDArray[np.float64]

UNITS = 16  # of a layer whose units are coupled: a softmax has smaller outputs the more there are
_SAMPLES = 8192
_DRAWS = 64
_END = 12.0  # beyond it the density is below 1e-31
_STEP, _NODES = 0.25, 12

# What PyTorch's calculate_gain gives, where it knows a function.
PYTORCH: dict[str, Callable[[float], float]] = {
    "linear": lambda p: 1.0,  # noqa: ARG005 - it has no slope
    "sigmoid": lambda p: 1.0,  # noqa: ARG005
    "tanh": lambda p: 5.0 / 3.0,  # noqa: ARG005
    "relu": lambda p: float(np.sqrt(2.0)),  # noqa: ARG005
    "leaky-relu": lambda p: float(np.sqrt(2.0 / (1.0 + p * p))),
    "selu": lambda p: 0.75,  # noqa: ARG005
}


@dataclass(frozen=True)
class Gain:
    """What keeps a signal, and what keeps a gradient; None where nothing gets through."""

    signal: float | None
    gradient: float | None


def gain(activation: Activation, p: float) -> Gain:
    """The gain of an activation with the parameter p, 0 where it has none."""
    signal, gradient = _moments(activation, p)
    return Gain(_inverse(signal), _inverse(gradient))


def _inverse(moment: float) -> float | None:
    """1 / √moment."""
    return float(1.0 / np.sqrt(moment)) if moment > 0.0 else None


def _moments(activation: Activation, p: float) -> tuple[float, float]:
    """E[f(z)²] and E[f'(z)²]."""
    if activation.coupled and not activation.sums:
        return _coupled(activation, p)
    spread = float(np.sqrt(1.0 + p * p)) if activation.noise else 1.0  # z and its noise
    z, weight = _rule(tuple(kink / spread for kink in activation.facts_at(p).kinks))
    z = spread * z
    if activation.drawn:
        generator = random_streams.generator(0, random_streams.CHANCE)
        z, weight = np.repeat(z[:, np.newaxis], _DRAWS, axis=1), weight[:, np.newaxis] / _DRAWS
        a = activation.drawn.f(z, activation.drawn.sample(generator, (len(z), _DRAWS)))
    else:
        a = activation.f(z, p)
    signal = float((weight * np.square(a)).sum())
    gradient = float((weight * np.square(activation.df(z, a, p))).sum())
    return signal, gradient + signal if activation.sums else gradient


def _rule(kinks: tuple[float, ...]) -> tuple[Array, Array]:
    """Points and weights with which the sum of weight · g(z) is E[g(z)] of z ~ N(0, 1)."""
    inside = [kink for kink in kinks if abs(kink) < _END]
    edges = np.unique([*np.arange(-_END, _END + _STEP, _STEP), *inside])
    nodes, weights = np.polynomial.legendre.leggauss(_NODES)
    half, middle = np.diff(edges)[:, np.newaxis] / 2.0, (edges[:-1, np.newaxis] + edges[1:, np.newaxis]) / 2.0
    z = (middle + half * nodes).ravel()
    return z, (half * weights).ravel() * np.exp(-z * z / 2.0) / np.sqrt(2.0 * np.pi)


def _coupled(activation: Activation, p: float) -> tuple[float, float]:
    """The same of random z and a random dE/da, by the layer's own passes; dE/dz is summed over a unit's columns."""
    check()
    generator = random_streams.generator(0, random_streams.POINTS)
    z = generator.standard_normal((_SAMPLES, UNITS * activation.pieces(p)))
    a = activation.forward(z, p)
    grad_a: Any = generator.standard_normal(a.shape)
    grad_z = activation.backward(grad_a, z, a, p)
    return float(np.mean(a * a)), float(np.sum(grad_z * grad_z) / np.sum(grad_a * grad_a))
