"""Optimizers: from a gradient to a change of the parameters.

An optimizer sees the mean gradient g of a mini-batch and the learning rate η, and says what to add to a parameter w.
What it must remember between updates lives in slots, arrays of the parameter's shape that start at zero and travel in
the training state: a velocity, or the moments m (a running mean of g) and v (of g²).

All work number by number. The updates t of a number count from when it came under this optimizer: where PyTorch and
Keras have one t for all, a unit that is added in mid-run has its own here, and the same first steps as one at epoch 0.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

Slots = tuple[Any, ...]

MOMENTUM = 0.9  # of the velocity
RHO = 0.9  # of v, for RMSprop
BETA1 = 0.9  # of m, for Adam
BETA2 = 0.999  # of v, for Adam
EPSILON = 1e-8
WEIGHT_DECAY = 0.01  # for AdamW


@dataclass(frozen=True)
class Optimizer:
    """``step(g, slots, learning_rate, updates)`` gives (change, new slots).

    ``updates`` counts the updates made before this one, t - 1, for bias correction. It is one number for all, or one
    for each; the expressions work element by element. Weights (not biases) also lose learning rate x ``decay`` of
    themselves. The names of ``slots`` are those in files.
    """

    key: str
    name: str
    formula: str
    step: Callable[[Any, Slots, float, Any], tuple[Any, Slots]]
    slots: tuple[str, ...] = ()
    decay: float = 0.0


def _sgd(g: Any, slots: Slots, learning_rate: float, updates: Any) -> tuple[Any, Slots]:
    """w ← w − η g: stochastic gradient descent.

    H. Robbins and S. Monro, 1951, https://doi.org/10.1214/aoms/1177729586
    """
    return -learning_rate * g, slots


def _momentum(g: Any, slots: Slots, learning_rate: float, updates: Any) -> tuple[Any, Slots]:
    """v ← μ v + g, w ← w − η v: momentum, with the velocity v and μ = 0.9.

    As in PyTorch. Keras has η within the velocity, which is the same as long as η stays the same. The velocity grows
    to up to 10 g, so that the learning rate has to be smaller than with SGD.

    B. T. Polyak, 1964, https://doi.org/10.1016/0041-5553(64)90137-5
    """
    velocity = MOMENTUM * slots[0] + g
    return -learning_rate * velocity, (velocity,)


def _nesterov(g: Any, slots: Slots, learning_rate: float, updates: Any) -> tuple[Any, Slots]:
    """v ← μ v + g, w ← w − η (g + μ v): momentum with a look ahead, as if g were taken where the velocity leads.

    As in PyTorch; Keras has η within the velocity.

    I. Sutskever and others, 2013, https://proceedings.mlr.press/v28/sutskever13.html
    """
    velocity = MOMENTUM * slots[0] + g
    return -learning_rate * (g + MOMENTUM * velocity), (velocity,)


def _rmsprop(g: Any, slots: Slots, learning_rate: float, updates: Any) -> tuple[Any, Slots]:
    """v ← ρ v + (1 − ρ) g², w ← w − η g / (√v + ε): RMSprop, with ρ = 0.9 and ε = 1e-8.

    Steps of about the same size for all parameters. As in Keras and PyTorch, v begins at 0 and there is no bias
    correction: the first step is η / √0.1 = 3.2 η. PyTorch has ρ = 0.99; Keras has ε = 1e-7 within the root.

    T. Tieleman and G. Hinton, lecture 6.5 of "Neural Networks for Machine Learning", Coursera, 2012
    """
    v = RHO * slots[0] + (1.0 - RHO) * (g * g)
    return -learning_rate * g / (np.sqrt(v) + EPSILON), (v,)


def _adam(g: Any, slots: Slots, learning_rate: float, updates: Any) -> tuple[Any, Slots]:
    """m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², w ← w − η m̂ / (√v̂ + ε): Adam.

    β₁ = 0.9, β₂ = 0.999 and ε = 1e-8. Both moments begin at 0, so they are divided by what is missing, the bias
    correction: m̂ = m / (1 − β₁ᵗ) and v̂ = v / (1 − β₂ᵗ) at the update t. As in the paper's Algorithm 1 and in PyTorch.
    Keras has ε = 1e-7 beside the uncorrected √v, so that it counts more in the first steps.

    D. P. Kingma and J. Ba, 2015, https://arxiv.org/abs/1412.6980
    """
    m = BETA1 * slots[0] + (1.0 - BETA1) * g
    v = BETA2 * slots[1] + (1.0 - BETA2) * (g * g)
    rate = learning_rate / (1.0 - BETA1 ** (updates + 1.0))
    root = np.sqrt(v * (1.0 / (1.0 - BETA2 ** (updates + 1.0)))) + EPSILON
    return -rate * m / root, (m, v)


# AdamW is Adam, and beside it w ← w − 0.01 η w, with w before the update: the decay is not scaled by √v̂ as a penalty in
# the loss would be. Of weights only: PyTorch's default decays biases, too; Keras's is 0.004.
# I. Loshchilov and F. Hutter, 2019, https://arxiv.org/abs/1711.05101

OPTIMIZERS: dict[str, Optimizer] = {
    optimizer.key: optimizer
    for optimizer in (
        Optimizer("sgd", "SGD", "w ← w − η·g", _sgd),
        Optimizer("momentum", "Momentum", "v ← 0.9·v + g, w ← w − η·v", _momentum, ("velocity",)),
        Optimizer("nesterov", "Nesterov", "v ← 0.9·v + g, w ← w − η·(g + 0.9·v)", _nesterov, ("velocity",)),
        Optimizer("rmsprop", "RMSprop", "v ← 0.9·v + 0.1·g², w ← w − η·g / √v", _rmsprop, ("mean square",)),
        Optimizer(
            "adam",
            "Adam",
            "m ← 0.9·m + 0.1·g, v ← 0.999·v + 0.001·g², w ← w − η·m̂ / √v̂",
            _adam,
            ("mean", "mean square"),
        ),
        Optimizer(
            "adamw", "AdamW", "as Adam, and before it w ← w − 0.01·η·w", _adam, ("mean", "mean square"), WEIGHT_DECAY
        ),
    )
}  # fmt: skip
