"""Loops for maxout, softmax and gated units, which are no map of one z to one a.

They are written out here, as ``activations/coupled.py`` and ``gated.py`` have them for NumPy; those of gated units are
made around the gate, which is the f of their record. They take what all loops of their direction take, see
``loops.py``: the same skeleton in each direction, around what a row of units does together.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from ..activations import select
from .loops import Loop, inference, input_gradient, summed, weighted_sum
from .plan import BLOCK, VECTOR_WIDTH
from .pointers import at, get, load, put, store, vector_width
from .vectors import inline, splat, sums


@inline
def _sizes(extra: Any) -> Any:
    """(units, columns), which stand in memory as numbers like all others."""
    return int(get(extra, 0)), int(get(extra, 1))


@inline
def _largest(z: Any, j: Any, width: Any, columns: Any) -> Any:
    """The largest pieces of the four units at j."""
    best = load(z, j)
    k = j + width
    while k < columns:
        best = np.maximum(best, load(z, k))
        k += width
    return best


def _forward(activate: Any) -> Loop:
    """A coupled layer forward: the pre-activations of a row, and what ``activate`` makes of them all together."""

    def loop(
        parameter: Any, weights: Any, biases: Any, x: Any, stride: Any, inputs: Any, rows: Any, width: Any,
        extra: Any, z: Any, a: Any,
    ) -> None:  # fmt: skip
        sizes = _sizes(extra)
        columns = sizes[1]
        row = 0
        while row < rows:
            j = 0
            while j < columns:
                store(z, j, weighted_sum(at(weights, j), at(biases, j), x, inputs, columns))
                j += VECTOR_WIDTH
            activate(parameter, z, a, width, sizes)
            x, z, a = at(x, stride), at(z, columns), at(a, width)
            row += 1

    return loop


def _backward(pass_on: Any, dropped: bool) -> Loop:
    """A coupled layer backward: the dE/da of a row, and what ``pass_on`` makes of them in their place."""

    def loop(
        parameter: Any, weights: Any, next_columns: Any, next_e: Any, rows: Any, width: Any,
        dropout_mask: Any, extra: Any, z: Any, a: Any, e: Any,
    ) -> None:  # fmt: skip
        sizes = _sizes(extra)
        columns = sizes[1]
        row = 0
        while row < rows:
            four = weights
            j = 0
            while j < width:
                store(e, j, input_gradient(four, next_columns, next_e, dropout_mask, j, dropped))
                four = at(four, VECTOR_WIDTH * next_columns)
                j += VECTOR_WIDTH
            pass_on(parameter, z, a, e, width, sizes)
            next_e, dropout_mask = at(next_e, next_columns), at(dropout_mask, width)
            z, a, e = at(z, columns), at(a, width), at(e, columns)
            row += 1

    return loop


@inline
def _maxout(parameter: Any, z: Any, a: Any, width: Any, sizes: Any) -> None:
    """The largest of a unit's pieces."""
    j = 0
    while j < width:
        store(a, j, _largest(z, j, width, sizes[1]))
        j += VECTOR_WIDTH


@inline
def _maxout_errors(parameter: Any, z: Any, a: Any, e: Any, width: Any, sizes: Any) -> None:
    """The whole error to the largest piece, of equal ones to the first."""
    j = 0
    while j < width:
        grad_a, best = load(e, j), _largest(z, j, width, sizes[1])
        k = j
        while k < sizes[1]:
            is_largest = load(z, k) == best
            store(e, k, select(is_largest, grad_a, 0.0))
            grad_a = select(is_largest, 0.0, grad_a)
            k += width
        j += VECTOR_WIDTH


def _gated(gate: Any) -> Any:
    """What ``gate`` makes of the second z of a unit, times its first."""

    @inline
    def activate(parameter: Any, z: Any, a: Any, width: Any, sizes: Any) -> None:
        j = 0
        while j < width:
            store(a, j, load(z, j) * gate(load(z, j + width), parameter))
            j += VECTOR_WIDTH

    return activate


def _gated_errors(gate: Any, slope: Any) -> Any:
    """The error times the gate to the value; times the value and the gate's slope to the gate."""

    @inline
    def pass_on(parameter: Any, z: Any, a: Any, e: Any, width: Any, sizes: Any) -> None:
        j = 0
        while j < width:
            grad_a, at_gate = load(e, j), load(z, j + width)
            passed = gate(at_gate, parameter)
            store(e, j, grad_a * passed)
            store(e, j + width, grad_a * load(z, j) * slope(at_gate, passed, parameter))
            j += VECTOR_WIDTH

    return pass_on


def _gated_inference(gate: Any) -> Loop:
    """See ``loops.inference``."""

    @inline
    def through_gate(
        value: Any, weights: Any, biases: Any, x: Any, inputs: Any, columns: Any, width: Any, parameter: Any
    ) -> Any:
        at_gate = summed(at(weights, width), splat(get(biases, width)), x, inputs, columns)
        return value * gate(at_gate, parameter)

    return inference(_same, through_gate)


@inline
def _softmax(parameter: Any, z: Any, a: Any, width: Any, sizes: Any) -> None:
    """Shares of one whole; what fills up the row gets none."""
    units = sizes[0]
    highest = get(z, 0)
    k = 1
    while k < units:
        highest = max(highest, get(z, k))
        k += 1
    j = 0
    while j < width:
        store(a, j, np.exp((load(z, j) - highest) / parameter))
        j += VECTOR_WIDTH
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
        j += VECTOR_WIDTH


@inline
def _softmax_errors(parameter: Any, z: Any, a: Any, e: Any, width: Any, sizes: Any) -> None:
    """The full Jacobian: e <- a (e - sum of e a) / t."""
    common = 0.0
    k = 0
    while k < sizes[0]:
        common += get(e, k) * get(a, k)
        k += 1
    j = 0
    while j < width:
        store(e, j, load(a, j) * (load(e, j) - splat(common)) / parameter)
        j += VECTOR_WIDTH


def _softmax_loss() -> Loop:
    """See ``loops.loss``; the right class gets what all others have together, with the sign turned: a - 1, exactly."""

    def loop(parameter: Any, z: Any, a: Any, y: Any, e: Any, is_output: Any, rows: Any, width: Any) -> None:
        share = splat(1.0 / rows)
        row = 0
        while row < rows:
            others = splat(0.0)
            j = 0
            while j < width:
                others = others + load(a, j) * (1.0 - load(y, j))
                j += VECTOR_WIDTH
            total = sums(others, others, others, others)
            j = 0
            while j < width:
                grad_z = load(a, j) * (1.0 - load(y, j)) - load(y, j) * total
                store(e, j, grad_z * (load(is_output, j) * share))
                j += VECTOR_WIDTH
            a, y, e = at(a, width), at(y, width), at(e, width)
            row += 1

    return loop


@inline
def _same(z: Any, parameter: Any) -> Any:
    return z


@inline
def _largest_sum(
    best: Any, weights: Any, biases: Any, x: Any, inputs: Any, columns: Any, width: Any, parameter: Any
) -> Any:
    """The largest piece of one unit, for the rows of a vector; none of them has to be kept."""
    piece = width
    while piece < columns:
        best = np.maximum(best, summed(at(weights, piece), splat(get(biases, piece)), x, inputs, columns))
        piece += width
    return best


def _softmax_inference() -> Loop:
    """See ``loops.inference``; here the units of a row share one whole."""
    sums = inline(inference(_same))

    def loop(
        parameter: Any, weights: Any, biases: Any, x: Any, inputs: Any, columns: Any, width: Any, units: Any,
        z: Any, a: Any,
    ) -> None:  # fmt: skip
        sums(parameter, weights, biases, x, inputs, columns, width, units, z, a)
        row = 0
        while row < BLOCK:
            highest = load(z, row)
            end = units * BLOCK + row
            unit = row + BLOCK
            while unit < end:
                highest = np.maximum(highest, load(z, unit))
                unit += BLOCK
            whole = 0.0 * highest
            unit = row
            while unit < end:
                share = np.exp((load(z, unit) - highest) / parameter)
                store(a, unit, share)
                whole = whole + share
                unit += BLOCK
            unit = row
            while unit < end:
                store(a, unit, load(a, unit) / whole)
                unit += BLOCK
            row += vector_width(z)

    return loop


COUPLED: dict[str, Callable[..., Loop]] = {
    "maxout forward": lambda: _forward(_maxout),
    "maxout backward": lambda dropped: _backward(_maxout_errors, dropped),
    "maxout inference": lambda: inference(_same, _largest_sum),
    "maxout drawing": lambda: inference(_same, _largest_sum),
    "gated forward": lambda gate: _forward(_gated(gate)),
    "gated backward": lambda gate, slope, dropped: _backward(_gated_errors(gate, slope), dropped),
    "gated inference": _gated_inference,
    "gated drawing": _gated_inference,
    "softmax inference": _softmax_inference,
    "softmax drawing": _softmax_inference,
    "softmax forward": lambda: _forward(_softmax),
    "softmax loss": _softmax_loss,
    "softmax backward": lambda dropped: _backward(_softmax_errors, dropped),
}
