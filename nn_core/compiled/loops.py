"""The registries' functions as loops over vectors, each to be compiled by itself and called by its address.

A loop is made around the very function that the NumPy engine calls. An activation is compiled together with the
sum that it is applied to, forward, and with the errors that it passes on, backward: a value that goes from one to
the other stays in the processor instead of waiting for memory, which in a narrow network takes as long as the sum.

In training z and e (pre-activations, errors) are rows of ``columns`` numbers, a (activations) of ``width``, the same
unless units have pieces; w, g and their like are ``count`` numbers, one for each parameter of the network. When nothing
is learned, the units of a layer are one after the other, each with ``BLOCK`` rows side by side: no unit is filled up.
These loops are made twice, for float64 and, where it is for a picture only, for float32.

Where a layer learns parameters of its activation (so many, ``learns``, of the layer or of each unit), they are read
from their place, see ``plan.py``; else the loops are told the one parameter.
"""

from collections.abc import Callable
from typing import Any

from numba import njit, types

from ..activations import select
from .learned import each_of, folded, more_of_each, parameter_of
from .plan import BLOCK, VECTOR_WIDTH
from .pointers import POINTER, SINGLE_POINTER, at, get, load, store, vector_width
from .vectors import inline, splat, sums

Loop = Callable[..., None]


_COUNT, _NUMBER = types.intp, types.float64
# Few arguments, as in a narrow network each of them costs. ``extra`` is what only some loops need: the noise of a noisy
# layer or what is drawn for it, the sizes of a coupled one, backward the place of dE/dp where parameters are learned.
# parameter, weights, biases, x, stride of x, inputs, rows, width, extra, z, a
FORWARD = (_NUMBER, POINTER, POINTER, POINTER, _COUNT, _COUNT, _COUNT, _COUNT, POINTER, POINTER, POINTER)
# parameter, weights of the next layer, its columns, its e, rows, width, dropout_mask, extra, z, a, e
BACKWARD = (_NUMBER, POINTER, _COUNT, POINTER, _COUNT, _COUNT, POINTER, POINTER, POINTER, POINTER, POINTER)
# parameter, weights, biases, x, inputs, columns, width, units, z, a
INFERENCE = (_NUMBER, POINTER, POINTER, POINTER, _COUNT, _COUNT, _COUNT, _COUNT, POINTER, POINTER)
DRAWING = tuple(SINGLE_POINTER if argument is POINTER else argument for argument in INFERENCE)
# parameter, z, a, y, e, is_output, rows, width
LOSS = (_NUMBER, POINTER, POINTER, POINTER, POINTER, POINTER, _COUNT, _COUNT)
STEP = (POINTER, POINTER, POINTER, POINTER, POINTER, _COUNT, _NUMBER, _COUNT)
PENALTY = (POINTER, POINTER, POINTER, POINTER, _COUNT, _NUMBER)


@inline
def weighted_sum(weights: Any, biases: Any, x: Any, inputs: Any, width: Any) -> Any:
    """The x W + b of four units, for one row: in two sums, so that neither waits for the other."""
    even, odd = load(biases, 0), splat(0.0)
    i = 1
    while i < inputs:
        even = even + splat(get(x, i - 1)) * load(weights, 0)
        odd = odd + splat(get(x, i)) * load(weights, width)
        weights = at(weights, 2 * width)
        i += 2
    if i == inputs:
        even = even + splat(get(x, i - 1)) * load(weights, 0)
    return even + odd


@inline
def input_gradient(weights: Any, width: Any, e: Any, dropout_mask: Any, place: Any, dropped: Any) -> Any:
    """The dE/dx = dE/dz W^T of four inputs, for one row; times the factors of dropout at ``place``, if there are."""
    grad_z = load(e, 0)
    p, q = grad_z * load(weights, 0), grad_z * load(weights, width)
    r, s = grad_z * load(weights, 2 * width), grad_z * load(weights, 3 * width)
    j = VECTOR_WIDTH
    while j < width:
        grad_z = load(e, j)
        p, q = p + grad_z * load(weights, j), q + grad_z * load(weights, width + j)
        r, s = r + grad_z * load(weights, 2 * width + j), s + grad_z * load(weights, 3 * width + j)
        j += VECTOR_WIDTH
    grad_x = sums(p, q, r, s)
    return grad_x * load(dropout_mask, place) if dropped else grad_x


def forward(f: Any, noisy: bool = False, drawn: bool = False, learns: int = 0, per_unit: bool = False) -> Loop:
    """A layer forward: z = x W + b, with noise in training if it is noisy, and a = f(z); f(z, e) of what is drawn."""
    parameter_at = parameter_of(load if per_unit else get, learns, per_unit)

    def loop(
        parameter: Any, weights: Any, biases: Any, x: Any, stride: Any, inputs: Any, rows: Any, width: Any,
        extra: Any, z: Any, a: Any,
    ) -> None:  # fmt: skip
        row = 0
        while row < rows:
            j = 0
            while j < width:
                total = weighted_sum(at(weights, j), at(biases, j), x, inputs, width)
                if noisy:
                    total = total + load(extra, j)
                store(z, j, total)
                p = load(extra, j) if drawn else parameter_at(parameter, at(biases, width), j, width)
                store(a, j, f(total, p))
                j += VECTOR_WIDTH
            x, extra, z, a = at(x, stride), at(extra, width), at(z, width), at(a, width)
            row += 1

    return loop


@inline
def summed(weights: Any, bias: Any, x: Any, inputs: Any, columns: Any) -> Any:
    """The x W + b of one unit, for as many rows as are loaded at once; they lie side by side."""
    total = bias
    i = 0
    while i < inputs:
        total = total + splat(get(weights, 0)) * load(x, 0)
        weights, x = at(weights, columns), at(x, BLOCK)
        i += 1
    return total


def inference(f: Any, combined: Any = None, learns: int = 0, per_unit: bool = False) -> Loop:
    """A layer forward when nothing is learned: z = x W + b and a = f(z), of ``BLOCK`` rows, unit by unit.

    Where units have several pieces, ``combined`` makes one z of the first and the others.
    """
    several = combined is not None
    parameter_at = parameter_of(get, learns, per_unit)

    def loop(
        parameter: Any, weights: Any, biases: Any, x: Any, inputs: Any, columns: Any, width: Any, units: Any,
        z: Any, a: Any,
    ) -> None:  # fmt: skip
        unit = 0
        while unit < units:
            bias = splat(get(biases, unit))
            p = parameter_at(parameter, at(biases, width), unit, width)
            row = 0
            while row < BLOCK:
                total = summed(at(weights, unit), bias, at(x, row), inputs, columns)
                if several:
                    first = total, at(weights, unit), at(biases, unit)
                    total = combined(*first, at(x, row), inputs, columns, width, parameter)
                store(z, row, total)
                store(a, row, f(total, p))
                row += vector_width(x)
            z, a = at(z, BLOCK), at(a, BLOCK)
            unit += 1

    return loop


def backward(df: Any, dropped: bool = False, slopes: Any = None, learns: int = 0, per_unit: bool = False) -> Loop:
    """A hidden layer backward: dE/dz = f'(z) times what the next layer hands back; with ``slopes`` also all dE/dp."""
    if slopes is None:
        slopes = njit(lambda z, a, parameter: ())  # never called
    parameter_at = parameter_of(load if per_unit else get, learns, per_unit)
    add = more_of_each(learns)

    def loop(
        parameter: Any, weights: Any, next_columns: Any, next_e: Any, rows: Any, width: Any,
        dropout_mask: Any, extra: Any, z: Any, a: Any, e: Any,
    ) -> None:  # fmt: skip
        apart = width if per_unit else VECTOR_WIDTH
        place = at(weights, -learns * apart)
        if learns:
            k = 0
            while k < learns * apart:
                store(extra, k, splat(0.0))
                k += VECTOR_WIDTH
        row = 0
        while row < rows:
            four = weights
            j = 0
            while j < width:
                grad_a = input_gradient(four, next_columns, next_e, dropout_mask, j, dropped)
                p = parameter_at(parameter, place, j, width)
                if learns:
                    add(extra, j if per_unit else 0, apart, grad_a, slopes(load(z, j), load(a, j), p))
                store(e, j, grad_a * df(load(z, j), load(a, j), p))
                four = at(four, VECTOR_WIDTH * next_columns)
                j += VECTOR_WIDTH
            next_e, dropout_mask = at(next_e, next_columns), at(dropout_mask, width)
            z, a, e = at(z, width), at(a, width), at(e, width)
            row += 1
        if learns and not per_unit:
            k = 0
            while k < learns:
                folded(at(extra, k * VECTOR_WIDTH))
                k += 1

    return loop


def loss(gradient: Any, df: Any = None) -> Loop:
    """The output layer backward: dE/dz of the mean loss for targets y, and 0 where no output is.

    ``df`` is the derivative of the output layer's activation; a loss from logits has it inside.
    """
    if df is None:

        def slope(z: Any, a: Any, parameter: Any) -> float:
            return 1.0

        df = njit(slope)

    def loop(parameter: Any, z: Any, a: Any, y: Any, e: Any, is_output: Any, rows: Any, width: Any) -> None:
        share = splat(1.0 / rows)
        j = 0
        while j < width:
            mask = load(is_output, j) * share
            k = j
            while k < rows * width:
                grad_a = gradient(load(z, k), load(a, k), load(y, k))
                store(e, k, grad_a * mask * df(load(z, k), load(a, k), parameter))
                k += width
            j += VECTOR_WIDTH

    return loop


def step(update: Any, slots: int, decay: float, of_different_age: bool) -> Loop:
    """What the optimizer makes of w and its gradient g; its slots are one after the other in ``memory``.

    Where parameters are of different age, what is pruned follows, and then for each how many updates it had made before
    this run began; else ``updates`` is for all.
    """
    recall, remember = each_of(load, slots), _remember(slots)

    def loop(
        w: Any, stepped: Any, g: Any, memory: Any, is_weight: Any, count: Any, learning_rate: Any, updates: Any
    ) -> None:
        k = 0
        while k < count:
            made = load(memory, (slots + 1) * count + k) + updates if of_different_age else updates
            change, remembered = update(load(g, k), recall(memory, k, count), learning_rate, made)
            remember(memory, k, count, remembered)
            before = load(w, k)
            after = before + change
            if decay != 0.0:
                after = after - learning_rate * decay * before * load(is_weight, k)
            store(stepped, k, after)
            k += VECTOR_WIDTH

    return loop


def _remember(slots: int) -> Any:
    """A function that stores them."""
    if slots == 0:
        return njit(lambda *nothing: None)
    rest = _remember(slots - 1)

    def remember(memory: Any, k: Any, count: Any, remembered: Any) -> None:
        store(memory, k, remembered[0])
        rest(at(memory, count), k, count, remembered[1:])

    return njit(remember)


def penalty(derivative: Any, prunes_at_zero: bool) -> Loop:
    """w ← stepped − rate R'(w), with w as it was before the step; biases have no penalty."""

    def loop(w: Any, stepped: Any, is_weight: Any, pruned: Any, count: Any, amount: Any) -> None:
        k = 0
        while k < count:
            store(w, k, load(stepped, k) - load(is_weight, k) * amount * derivative(load(w, k)))
            k += VECTOR_WIDTH

    def pruning_loop(w: Any, stepped: Any, is_weight: Any, pruned: Any, count: Any, amount: Any) -> None:
        k = 0
        while k < count:
            before, wanted, dead = load(w, k), load(stepped, k), load(pruned, k)
            after = wanted - load(is_weight, k) * amount * derivative(before)
            crosses = select(wanted > 0.0, after, -after) < 0.0
            crosses_at_all = select(wanted == 0.0, 0.0, select(crosses, 1.0, 0.0))
            store(pruned, k, select(dead > 0.0, dead, crosses_at_all))
            store(w, k, select(dead > 0.0, before, select(crosses_at_all > 0.0, 0.0, after)))
            k += VECTOR_WIDTH

    return pruning_loop if prunes_at_zero else loop
