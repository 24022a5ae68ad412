"""Optimisers: from a gradient to a change of the parameters.

An optimiser sees the mean gradient g of a mini-batch and the learning rate, and says what to add to a
parameter. What it must remember between updates (a velocity, say) lives in slots: arrays of the parameter's
shape that start at zero and travel in the training state.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

Slots = tuple[Any, ...]

MOMENTUM = 0.9
DECAY = 0.999  # of the mean square, for Adam
SHORT_DECAY = 0.9  # for RMSprop
TINY = 1e-8
ADAMW_DECAY = 0.01


@dataclass(frozen=True)
class Optimizer:
    """``step(g, slots, learning_rate, updates)`` gives (change, new slots).

    ``updates`` counts the updates made before this one, for optimisers that correct their first steps: those that the
    slots come from, which are fewer for a parameter that was added later. It is one number for all, or one for each;
    the expressions work element by element. Before a step, weights (not biases) shrink by learning rate x ``decay``.
    """

    key: str
    name: str
    formula: str
    step: Callable[[Any, Slots, float, Any], tuple[Any, Slots]]
    slots: tuple[str, ...] = ()
    decay: float = 0.0


def _sgd(g: Any, slots: Slots, learning_rate: float, updates: Any) -> tuple[Any, Slots]:
    return -learning_rate * g, slots


def _momentum(g: Any, slots: Slots, learning_rate: float, updates: Any) -> tuple[Any, Slots]:
    velocity = MOMENTUM * slots[0] + g
    return -learning_rate * velocity, (velocity,)


def _nesterov(g: Any, slots: Slots, learning_rate: float, updates: Any) -> tuple[Any, Slots]:
    velocity = MOMENTUM * slots[0] + g
    return -learning_rate * (g + MOMENTUM * velocity), (velocity,)


def _rmsprop(g: Any, slots: Slots, learning_rate: float, updates: Any) -> tuple[Any, Slots]:
    """As in Keras and PyTorch, s begins at 0 and is not corrected for it: the first step is η / sqrt(0.1) = 3.2 η."""
    square = SHORT_DECAY * slots[0] + (1.0 - SHORT_DECAY) * (g * g)
    return -learning_rate * g / (np.sqrt(square) + TINY), (square,)


def _adam(g: Any, slots: Slots, learning_rate: float, updates: Any) -> tuple[Any, Slots]:
    mean = MOMENTUM * slots[0] + (1.0 - MOMENTUM) * g
    square = DECAY * slots[1] + (1.0 - DECAY) * (g * g)
    # both start at zero, which the first updates make up for
    rate = learning_rate / (1.0 - MOMENTUM ** (updates + 1.0))
    root = np.sqrt(square * (1.0 / (1.0 - DECAY ** (updates + 1.0)))) + TINY
    return -rate * mean / root, (mean, square)


OPTIMIZERS: dict[str, Optimizer] = {
    optimizer.key: optimizer
    for optimizer in (
        Optimizer("sgd", "SGD", "w ← w − η·g", _sgd),
        Optimizer("momentum", "Momentum", "v ← 0.9·v + g, w ← w − η·v", _momentum, ("velocity",)),
        Optimizer("nesterov", "Nesterov", "v ← 0.9·v + g, w ← w − η·(g + 0.9·v)", _nesterov, ("velocity",)),
        Optimizer("rmsprop", "RMSprop", "s ← 0.9·s + 0.1·g², w ← w − η·g / √s", _rmsprop, ("mean square",)),
        Optimizer(
            "adam",
            "Adam",
            "m ← 0.9·m + 0.1·g, s ← 0.999·s + 0.001·g², w ← w − η·m̂ / √ŝ",
            _adam,
            ("mean", "mean square"),
        ),
        Optimizer(
            "adamw", "AdamW", "as Adam, and before it w ← w − 0.01·η·w", _adam, ("mean", "mean square"), ADAMW_DECAY
        ),
    )
}  # fmt: skip
