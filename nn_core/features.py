"""Features: the properties of a point (x, y) that the network gets to see.

A network fed with x^2 and y^2 needs no hidden layer to draw a circle. Choosing good features makes learning
easy; deep networks are there to find features by themselves.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Feature:
    """``f(x, y)`` of the raw coordinates, never normalized; angles are in radians."""

    key: str
    label: str
    f: Callable[[Any, Any], Any]


FEATURES: dict[str, Feature] = {
    feature.key: feature
    for feature in (
        Feature("x", "X₁", lambda x, y: x),
        Feature("y", "X₂", lambda x, y: y),
        Feature("x^2", "X₁²", lambda x, y: x * x),
        Feature("y^2", "X₂²", lambda x, y: y * y),
        Feature("xy", "X₁X₂", lambda x, y: x * y),
        Feature("sin x", "sin X₁", lambda x, y: np.sin(x)),
        Feature("sin y", "sin X₂", lambda x, y: np.sin(y)),
        Feature("cos x", "cos X₁", lambda x, y: np.cos(x)),
        Feature("cos y", "cos X₂", lambda x, y: np.cos(y)),
    )
}


def featurize(keys: Sequence[str], points: NDArray[Any]) -> NDArray[Any]:
    """The features of ``points`` (n, 2) as columns (n, len(keys)), in the order of ``keys``."""
    columns = np.empty((len(points), len(keys)), dtype=points.dtype)
    for column, key in enumerate(keys):
        columns[:, column] = FEATURES[key].f(points[:, 0], points[:, 1])
    return columns
