"""Loops for maxout and softmax, which are no map of one z to one a.

They are written out here, as ``activations/coupled.py`` has them for NumPy, and take what all loops of their direction
take, see ``loops.py``.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from ..activations import select
from .loops import Loop, handed_back, weighted_sum
from .plan import LANES
from .vectors import at, get, inline, load, put, splat, store


@inline
def _sizes(extra: Any) -> Any:
    """(units, columns), which stand in memory as numbers like all others."""
    return int(get(extra, 0)), int(get(extra, 1))


@inline
def _sums(weights: Any, biases: Any, x: Any, inputs: Any, columns: Any, z: Any) -> None:
    """The pre-activations of one row."""
    j = 0
    while j < columns:
        store(z, j, weighted_sum(at(weights, j), at(biases, j), x, inputs, columns))
        j += LANES


@inline
def _largest(z: Any, j: Any, width: Any, columns: Any) -> Any:
    """The largest pieces of the four units at j."""
    best = load(z, j)
    k = j + width
    while k < columns:
        best = np.maximum(best, load(z, k))
        k += width
    return best


def maxout_forward() -> Loop:
    """The largest of a unit's pieces."""

    def loop(
        parameter: Any, weights: Any, biases: Any, x: Any, stride: Any, inputs: Any, rows: Any, width: Any,
        extra: Any, z: Any, a: Any,
    ) -> None:  # fmt: skip
        _units, columns = _sizes(extra)
        row = 0
        while row < rows:
            _sums(weights, biases, x, inputs, columns, z)
            j = 0
            while j < width:
                store(a, j, _largest(z, j, width, columns))
                j += LANES
            x, z, a = at(x, stride), at(z, columns), at(a, width)
            row += 1

    return loop


def maxout_backward(dropped: bool) -> Loop:
    """The whole error to the largest piece, of equal ones to the first."""

    def loop(
        parameter: Any, weights: Any, next_columns: Any, next_e: Any, rows: Any, width: Any,
        kept: Any, extra: Any, z: Any, a: Any, e: Any,
    ) -> None:  # fmt: skip
        _units, columns = _sizes(extra)
        row = 0
        while row < rows:
            four = weights
            j = 0
            while j < width:
                error = handed_back(four, next_columns, next_e)
                if dropped:
                    error = error * load(kept, j)
                best = _largest(z, j, width, columns)
                k = j
                while k < columns:
                    is_largest = load(z, k) == best
                    store(e, k, select(is_largest, error, 0.0))
                    error = select(is_largest, 0.0, error)
                    k += width
                four = at(four, LANES * next_columns)
                j += LANES
            next_e, z, e = at(next_e, next_columns), at(z, columns), at(e, columns)
            if dropped:
                kept = at(kept, width)
            row += 1

    return loop


def softmax_forward() -> Loop:
    """Shares of one whole; what fills up the row gets none."""

    def loop(
        parameter: Any, weights: Any, biases: Any, x: Any, stride: Any, inputs: Any, rows: Any, width: Any,
        extra: Any, z: Any, a: Any,
    ) -> None:  # fmt: skip
        units, columns = _sizes(extra)
        row = 0
        while row < rows:
            _sums(weights, biases, x, inputs, columns, z)
            highest = get(z, 0)
            k = 1
            while k < units:
                highest = max(highest, get(z, k))
                k += 1
            j = 0
            while j < width:
                store(a, j, np.exp((load(z, j) - highest) / parameter))
                j += LANES
            total = 0.0
            k = 0
            while k < units:
                total += get(a, k)
                k += 1
            while k < width:
                put(a, k, 0.0)
                k += 1
            j = 0
            while j < width:
                store(a, j, load(a, j) / total)
                j += LANES
            x, z, a = at(x, stride), at(z, width), at(a, width)
            row += 1

    return loop


def softmax_backward(dropped: bool) -> Loop:
    """The full Jacobian: e <- a (e - sum of e a) / t."""

    def loop(
        parameter: Any, weights: Any, next_columns: Any, next_e: Any, rows: Any, width: Any,
        kept: Any, extra: Any, z: Any, a: Any, e: Any,
    ) -> None:  # fmt: skip
        units, _columns = _sizes(extra)
        row = 0
        while row < rows:
            four = weights
            j = 0
            while j < width:
                error = handed_back(four, next_columns, next_e)
                if dropped:
                    error = error * load(kept, j)
                store(e, j, error)
                four = at(four, LANES * next_columns)
                j += LANES
            common = 0.0
            k = 0
            while k < units:
                common += get(e, k) * get(a, k)
                k += 1
            j = 0
            while j < width:
                store(e, j, load(a, j) * (load(e, j) - splat(common)) / parameter)
                j += LANES
            next_e, a, e = at(next_e, next_columns), at(a, width), at(e, width)
            if dropped:
                kept = at(kept, width)
            row += 1

    return loop


COUPLED: dict[str, Callable[..., Loop]] = {
    "maxout forward": maxout_forward,
    "maxout backward": maxout_backward,
    "softmax forward": softmax_forward,
    "softmax backward": softmax_backward,
}
