"""Losses and output layers: how wrong is the network, and in which direction is it wrong?

A loss compares the network's output a with the target y. Its gradient is where backpropagation starts. A
loss "from logits" is computed from the pre-activation z of the output unit, which stays exact where a has
been rounded to 0 or 1.

An output layer is a pair that belongs together: the activation of the output unit, and the loss. It also
says which targets stand for the two classes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Loss:
    """A loss per sample, ``value(z, a, y)``, and its gradient.

    All arguments have the shape (samples, outputs). ``gradient(z, a, y)`` is dE/da, or with ``from_logits``
    dE/dz, in which the derivative of the output activation is already contained.
    """

    key: str
    name: str
    formula: str
    value: Callable[[Array, Array, Array], Array]
    gradient: Callable[[Array, Array, Array], Array]
    from_logits: bool = False


def _squared(z: Array, a: Array, y: Array) -> Array:
    return 0.5 * (a - y) ** 2


def _squared_gradient(z: Array, a: Array, y: Array) -> Array:
    return a - y


def _cross_entropy(z: Array, a: Array, y: Array) -> Array:
    return np.logaddexp(z, 0.0) - y * z  # = -y log a - (1 - y) log(1 - a), with a = sigmoid(z)


def _cross_entropy_gradient(z: Array, a: Array, y: Array) -> Array:
    return a - y


LOSSES: dict[str, Loss] = {
    loss.key: loss
    for loss in (
        Loss("squared", "squared error", "½·(a − y)²", _squared, _squared_gradient),
        Loss(
            "cross-entropy",
            "cross-entropy",
            "−y·log a − (1 − y)·log(1 − a)",
            _cross_entropy,
            _cross_entropy_gradient,
            from_logits=True,
        ),
    )
}


@dataclass(frozen=True)
class OutputLayer:
    """What the last layer does for a problem: its activation, its loss, and the scale of its targets.

    ``low`` and ``high`` are the targets of the labels -1 and +1. Half-way between them lies the decision
    boundary.
    """

    problem: str
    activation: str
    loss: str
    low: float
    high: float

    def targets(self, labels: NDArray[Any]) -> NDArray[Any]:
        """Labels in -1..+1 as targets in low..high; the inverse of ``centred``."""
        return labels * self._half + self._middle

    def centred(self, outputs: NDArray[Any]) -> NDArray[Any]:
        """Outputs in low..high as values in -1..+1, whose sign is the predicted class."""
        return (outputs - self._middle) / self._half

    @property
    def _middle(self) -> float:
        return 0.5 * (self.high + self.low)

    @property
    def _half(self) -> float:
        return 0.5 * (self.high - self.low)


OUTPUT_LAYERS: dict[tuple[str, str, str], OutputLayer] = {
    (layer.problem, layer.activation, layer.loss): layer
    for layer in (
        # The first entry of a problem is its default.
        OutputLayer("classification", "tanh", "squared", -1.0, 1.0),
        OutputLayer("classification", "sigmoid", "cross-entropy", 0.0, 1.0),
        OutputLayer("regression", "linear", "squared", -1.0, 1.0),
    )
}

PROBLEMS: tuple[str, ...] = tuple(dict.fromkeys(layer.problem for layer in OUTPUT_LAYERS.values()))


def output_layers(problem: str) -> list[OutputLayer]:
    """The output layers that fit a problem, its default first."""
    return [layer for layer in OUTPUT_LAYERS.values() if layer.problem == problem]
