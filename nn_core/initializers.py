"""Initialisers: the weights before the first step.

All-zero weights would make every unit of a layer compute the same and learn the same; random ones break the
tie. Biases need no luck and start at 0.1.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

INITIAL_BIAS = 0.1


@dataclass(frozen=True)
class Initializer:
    """``draw(generator, inputs, units)`` gives the initial weights of a layer, shape (inputs, units)."""

    key: str
    name: str
    formula: str
    draw: Callable[[np.random.Generator, int, int], NDArray[np.float64]]


def _uniform(generator: np.random.Generator, inputs: int, units: int) -> NDArray[np.float64]:
    return generator.uniform(-0.5, 0.5, (inputs, units))


def _glorot(generator: np.random.Generator, inputs: int, units: int) -> NDArray[np.float64]:
    limit = np.sqrt(6.0 / (inputs + units))
    return generator.uniform(-limit, limit, (inputs, units))


def _he(generator: np.random.Generator, inputs: int, units: int) -> NDArray[np.float64]:
    return generator.normal(0.0, np.sqrt(2.0 / max(1, inputs)), (inputs, units))


def _lecun(generator: np.random.Generator, inputs: int, units: int) -> NDArray[np.float64]:
    return generator.normal(0.0, np.sqrt(1.0 / max(1, inputs)), (inputs, units))


MATCHED = "matched"

INITIALIZERS: dict[str, Initializer] = {
    initializer.key: initializer
    for initializer in (
        Initializer("uniform", "Uniform", "U(−0.5, 0.5)", _uniform),
        Initializer("glorot", "Glorot (Xavier)", "U(−l, l), l = √(6 / (inputs + units))", _glorot),
        Initializer("he", "He (Kaiming)", "N(0, 2 / inputs)", _he),
        Initializer("lecun", "LeCun", "N(0, 1 / inputs)", _lecun),
        # Each layer is drawn as its activation suggests, see ``Activation.initializer``; this is for the rest.
        Initializer(MATCHED, "Matched to the activation", "Glorot, He or LeCun, as the activation suggests", _glorot),
    )
}


def suited(initializer: str, suggested: str) -> Initializer:
    """The initialiser of a layer whose activation suggests one: that, if they are to be matched."""
    return INITIALIZERS[suggested if initializer == MATCHED else initializer]
