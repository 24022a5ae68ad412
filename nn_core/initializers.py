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


INITIALIZERS: dict[str, Initializer] = {
    initializer.key: initializer for initializer in (Initializer("uniform", "Uniform", "U(−0.5, 0.5)", _uniform),)
}
