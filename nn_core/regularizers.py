"""Regularisers: a price on large weights, so that the simplest explanation of the data wins.

After each update by the gradient a weight w moves once more, by learning rate x regularisation rate x R'(w).
Biases are free of charge.
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
    return 0.0 * w


def _l2(w: Any) -> Any:
    return w


REGULARIZERS: dict[str, Regularizer] = {
    regularizer.key: regularizer
    for regularizer in (
        Regularizer("none", "None", "0", _none),
        Regularizer("l1", "L1", "|w|", np.sign, prunes_at_zero=True),
        Regularizer("l2", "L2", "½·w²", _l2),
    )
}
