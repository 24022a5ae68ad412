"""Regularizers: a penalty on large weights, so that the simplest explanation of the data wins.

    w ← w − η λ R'(w)

with the learning rate η, the regularization rate λ and the penalty R, after each step of the optimizer and with w as it
was before that. Biases are free. As in TensorFlow Playground; Keras and PyTorch add λ R'(w) to the gradient instead, so
that the optimizer's memory sees it. With SGD that is the same.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Regularizer:
    """The derivative R'(w) of the penalty R.

    With ``prunes_at_zero`` set, a weight that the penalty would push across zero becomes exactly zero and stays so:
    the network becomes sparse.
    """

    key: str
    name: str
    formula: str
    derivative: Callable[[Any], Any]
    prunes_at_zero: bool = False


def _none(w: Any) -> Any:
    """R = 0."""
    return 0.0 * w


def _l1(w: Any) -> Any:
    """R = |w|, R'(w) = sign(w), 0 at 0.

    A weight that it would carry across 0 is pruned. In Keras it would go to and fro about 0.

    R. Tibshirani, 1996, https://doi.org/10.1111/j.2517-6161.1996.tb02080.x
    """
    return np.sign(w)


def _l2(w: Any) -> Any:
    """R = ½ w², R'(w) = w. Keras's L2 has no ½: half of its rate does the same.

    A. E. Hoerl and R. W. Kennard, 1970, https://doi.org/10.1080/00401706.1970.10488634
    """
    return w


REGULARIZERS: dict[str, Regularizer] = {
    regularizer.key: regularizer
    for regularizer in (
        Regularizer("none", "None", "0", _none),
        Regularizer("l1", "L1", "|w|", _l1, prunes_at_zero=True),
        Regularizer("l2", "L2", "½·w²", _l2),
    )
}
