"""What a layer does with its pre-activations z: forward a = f(z), and backward from dE/da to dE/dz.

The network (network.py) knows no more of a layer than these two functions. The plain case is ``Activated``:

    forward    a     = f(z)
    backward   dE/dz = dE/da * f'(z)
               dE/dp = sum of dE/da * df/dp    where a parameter p of f is learned, over samples, and over the units
                                               that share it

What else there is (a fused loss here, noise and dropout in noise.py) wraps around it and has the same two functions.
"""

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from ..activations import Activation
from ..common.deadline import check
from ..state.parameters import read_only

Array = NDArray[Any]

NOT_LEARNED = read_only(np.empty(0))  # dE/dp where there is no p


class LayerFunction(Protocol):
    """The function of a layer; all arrays are (samples, units), or columns where a unit has several."""

    def forward(self, z: Array) -> Array:
        """The activations a."""

    def backward(self, grad_a: Array, z: Array, a: Array) -> tuple[Array, Array]:
        """dE/dz, and all dE/dp in one row, from dE/da."""


@dataclass(frozen=True)
class Activated:
    """An activation with its parameter, or with its parameters."""

    activation: Activation
    p: Any

    def forward(self, z: Array) -> Array:
        """a = f(z)."""
        check()
        a: Array = self.activation.forward(z, self.p)
        return a

    def backward(self, grad_a: Array, z: Array, a: Array) -> tuple[Array, Array]:
        """dE/dz = dE/da * f'(z)."""
        check()
        grad_p = NOT_LEARNED
        if self.activation.learned:
            over = 0 if self.activation.learned.per_unit else None
            slopes = self.activation.learned.slopes(z, a, self.p)
            grad_p = np.concatenate([np.atleast_1d(np.sum(grad_a * slope, axis=over)) for slope in slopes])
        return self.activation.backward(grad_a, z, a, self.p), grad_p


@dataclass(frozen=True)
class FusedOutput:
    """An output layer whose loss contains the activation: what comes from the loss is dE/dz already.

    Sigmoid or softmax, and cross-entropy: dE/dz = a - y, in which nothing has been rounded to 0 or 1.
    """

    function: LayerFunction

    def forward(self, z: Array) -> Array:
        """As without."""
        return self.function.forward(z)

    def backward(self, grad_a: Array, z: Array, a: Array) -> tuple[Array, Array]:  # noqa: ARG002
        """Handed on as it is."""
        return grad_a, NOT_LEARNED
