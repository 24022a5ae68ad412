"""Optimisers: from a gradient to a change of the parameters.

An optimiser sees the mean gradient g of a mini-batch and the learning rate, and says what to add to a
parameter. What it must remember between updates (a velocity, say) lives in slots: arrays of the parameter's
shape that start at zero and travel in the training state.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Slots = tuple[Any, ...]


@dataclass(frozen=True)
class Optimizer:
    """``step(g, slots, learning_rate, updates)`` gives (change, new slots).

    ``updates`` counts the updates made before this one, for optimisers that correct their first steps.
    The expressions work element by element.
    """

    key: str
    name: str
    formula: str
    step: Callable[[Any, Slots, float, int], tuple[Any, Slots]]
    slots: tuple[str, ...] = ()


def _sgd(g: Any, slots: Slots, learning_rate: float, updates: int) -> tuple[Any, Slots]:
    return -learning_rate * g, slots


OPTIMIZERS: dict[str, Optimizer] = {
    optimizer.key: optimizer for optimizer in (Optimizer("sgd", "SGD", "w ← w − η·g", _sgd),)
}
