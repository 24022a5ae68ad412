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

from .common.select import select

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Loss:
    """A loss per sample, ``value(z, a, y)``, and its gradient.

    All arguments have the shape (samples, outputs); the loss of a sample is the sum over its outputs.
    ``gradient(z, a, y)`` is dE/da, or with ``from_logits`` dE/dz, in which the derivative of the output activation is
    already contained; that is of z and y alone, unless the outputs are coupled.
    """

    key: str
    name: str
    formula: str
    value: Callable[[Array, Array, Array], Array]
    gradient: Callable[[Array, Array, Array], Any]
    from_logits: bool = False


def _squared(z: Array, a: Array, y: Array) -> Array:
    """E = ½ (a − y)². Keras and PyTorch have the mean squared error without the ½: their gradients are twice these."""
    return 0.5 * (a - y) ** 2


def _squared_gradient(z: Array, a: Array, y: Array) -> Array:
    """dE/da = a − y."""
    return a - y


def _cross_entropy(z: Array, a: Array, y: Array) -> Array:
    """E = −y log a − (1 − y) log(1 − a), with a = σ(z).

    From z, as (1 − y) z + log(1 + e^−z) where z > 0, else −y z + log(1 + e^z): nothing is subtracted that could be as
    large. PyTorch's BCEWithLogitsLoss, and Keras's binary cross-entropy with from_logits, are the same.
    """
    loss: Array = select(z > 0, 1.0 - y, -y) * z + np.log1p(np.exp(-np.absolute(z)))
    return loss


def _cross_entropy_gradient(z: Array, a: Array, y: Array) -> Array:
    """dE/dz = a − y = (1 − y) a − y (1 − a), from z: there a and 1 − a are both at hand with all their digits."""
    shrunk = np.exp(-np.absolute(z))
    gradient: Array = ((1.0 - y) * select(z < 0, shrunk, 1.0) - y * select(z < 0, 1.0, shrunk)) / (1.0 + shrunk)
    return gradient


def _absolute(z: Array, a: Array, y: Array) -> Array:
    """E = |a − y|."""
    return np.abs(a - y)


def _absolute_gradient(z: Array, a: Array, y: Array) -> Array:
    """dE/da = sign(a − y), 0 at the kink, as in PyTorch."""
    return np.sign(a - y)


def _huber(z: Array, a: Array, y: Array) -> Array:
    """E = ½ (a − y)² where |a − y| ≤ 1, else |a − y| − ½: as in Keras and PyTorch with δ = 1.

    P. J. Huber, 1964, https://doi.org/10.1214/aoms/1177703732
    """
    distance = np.abs(a - y)
    loss: Array = select(distance > 1.0, distance - 0.5, 0.5 * distance * distance)
    return loss


def _huber_gradient(z: Array, a: Array, y: Array) -> Array:
    """dE/da = a − y, but from −1 to 1."""
    return np.maximum(np.minimum(a - y, 1.0), -1.0)


def _hinge(z: Array, a: Array, y: Array) -> Array:
    """E = max(0, 1 − y a), with the targets y = −1 and 1.

    C. Cortes and V. Vapnik, 1995, https://doi.org/10.1007/BF00994018
    """
    return np.maximum(1.0 - y * a, 0.0)


def _hinge_gradient(z: Array, a: Array, y: Array) -> Any:
    """dE/da = −y where y a < 1, else 0, which is also taken at the kink."""
    return select(y * a < 1.0, -y, 0.0 * y)  # compiled, so no array is made of it


def _categorical(z: Array, a: Array, y: Array) -> Array:
    """E = −log a of the right class, with a = softmax(z); for each output −y log a.

    From z: −log aᵢ = (max z − zᵢ) + log(1 + sum of all other e^(zⱼ − max z)). PyTorch's CrossEntropyLoss is the same.
    """
    first = z.argmax(axis=-1, keepdims=True)
    behind = np.take_along_axis(z, first, axis=-1) - z
    shares = np.exp(-behind)
    np.put_along_axis(shares, first, 0.0, axis=-1)
    loss: Array = y * (behind + np.log1p(shares.sum(axis=-1, keepdims=True)))
    return loss


def _categorical_gradient(z: Array, a: Array, y: Array) -> Array:
    """dE/dz = a − y, where the right class has −(sum of all other a), which keeps its digits where a is nearly 1."""
    others = a * (1.0 - y)
    gradient: Array = others - y * others.sum(axis=-1, keepdims=True)
    return gradient


LOSSES: dict[str, Loss] = {
    loss.key: loss
    for loss in (
        Loss("squared", "squared error", "½·(a − y)²", _squared, _squared_gradient),
        Loss(
            "cross-entropy", "cross-entropy", "−y·log a − (1 − y)·log(1 − a)", _cross_entropy, _cross_entropy_gradient,
            from_logits=True,
        ),
        Loss("absolute", "absolute error", "|a − y|", _absolute, _absolute_gradient),
        Loss("huber", "Huber loss", "½·(a − y)² where |a − y| ≤ 1, else |a − y| − ½", _huber, _huber_gradient),
        Loss("hinge", "hinge loss", "max(0, 1 − y·a)", _hinge, _hinge_gradient),
        Loss(
            "categorical-cross-entropy", "categorical cross-entropy", "−log a of the right class", _categorical,
            _categorical_gradient, from_logits=True,
        ),
    )
}  # fmt: skip


@dataclass(frozen=True)
class OutputLayer:
    """What the last layer does for a problem: its activation, its loss, and its targets.

    With one output, ``low`` and ``high`` are the targets of the labels -1 and +1, and half-way between them lies the
    decision boundary. With several, the targets are 0 and 1: for ``one_hot`` the label is the number of the one class
    that is right, else it is the sum of 2^j over all labels j that hold. ``mean`` is for a loss that is the mean over
    the outputs, not their sum.
    """

    problem: str
    activation: str
    loss: str
    low: float
    high: float
    outputs: tuple[int, int] = (1, 1)  # from, to
    one_hot: bool = False
    mean: bool = False

    @property
    def several(self) -> bool:
        """Whether there is an output for each class or label."""
        return self.outputs[1] > 1

    @property
    def boundary(self) -> float:
        """The output at which one prediction becomes the other: half-way between the targets."""
        return 0.5 * (self.high + self.low)

    def targets(self, labels: NDArray[Any], outputs: int = 1) -> NDArray[Any]:
        """Labels (n,) as targets (n, outputs)."""
        if not self.several:
            return (labels * self._half + self.boundary)[:, np.newaxis]
        numbers = labels.astype(np.int64)[:, np.newaxis]
        classes = np.arange(outputs)
        return np.asarray(numbers == classes if self.one_hot else numbers >> classes & 1, dtype=np.float64)

    def centered(self, outputs: NDArray[Any]) -> NDArray[Any]:
        """Outputs in low..high as values in -1..+1, whose sign is the predicted class, or whether the label holds."""
        return (outputs - self.boundary) / self._half

    def hits(self, outputs: NDArray[Any], targets: NDArray[Any]) -> NDArray[np.bool_]:
        """Where the predictions are right: (n,), or with labels (n, labels)."""
        if self.one_hot:
            return np.asarray(outputs.argmax(axis=1) == targets.argmax(axis=1))
        right = (outputs >= self.boundary) == (targets >= self.boundary)
        return np.asarray(right if self.several else right[:, 0])

    @property
    def _half(self) -> float:
        return 0.5 * (self.high - self.low)


OUTPUT_LAYERS: dict[tuple[str, str, str], OutputLayer] = {
    (layer.problem, layer.activation, layer.loss): layer
    for layer in (
        # The first entry of a problem is its default.
        OutputLayer("classification", "tanh", "squared", -1.0, 1.0),
        OutputLayer("classification", "sigmoid", "cross-entropy", 0.0, 1.0),
        OutputLayer("classification", "linear", "hinge", -1.0, 1.0),
        OutputLayer("regression", "linear", "squared", -1.0, 1.0),
        OutputLayer("regression", "linear", "absolute", -1.0, 1.0),
        OutputLayer("regression", "linear", "huber", -1.0, 1.0),
        OutputLayer("multi-class", "softmax", "categorical-cross-entropy", 0.0, 1.0, (3, 6), one_hot=True),
        OutputLayer("multi-label", "sigmoid", "cross-entropy", 0.0, 1.0, (2, 3), mean=True),
    )
}

PROBLEMS: tuple[str, ...] = tuple(dict.fromkeys(layer.problem for layer in OUTPUT_LAYERS.values()))


def output_layers(problem: str) -> list[OutputLayer]:
    """The output layers that fit a problem, its default first."""
    return [layer for layer in OUTPUT_LAYERS.values() if layer.problem == problem]
