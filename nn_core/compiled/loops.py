"""The registries' functions as loops over vectors, each to be compiled by itself and called by its address.

A loop is made around the very function that the NumPy engine calls. z, a and e (pre-activations, activations,
errors) are rows of ``width`` numbers, of which the first ``units`` in each row are real; w, g and their like are
``count`` numbers, one for each parameter of the network.
"""

from collections.abc import Callable
from typing import Any

from numba import njit, types

from ..activations import select
from .plan import LANES
from .vectors import POINTER, at, load, splat, store

Loop = Callable[..., None]

_COUNT, _NUMBER = types.intp, types.float64
FORWARD = (_NUMBER, POINTER, POINTER, _COUNT, _COUNT, _COUNT)
BACKWARD = (_NUMBER, POINTER, POINTER, POINTER, _COUNT, _COUNT, _COUNT)
LOSS = (POINTER, POINTER, POINTER, POINTER, POINTER, _COUNT, _COUNT)
STEP = (POINTER, POINTER, POINTER, POINTER, _COUNT, _NUMBER, _COUNT)
TOLL = (POINTER, POINTER, POINTER, POINTER, _COUNT, _NUMBER)


def forward(f: Any) -> Loop:
    """The activations a = f(z)."""

    def loop(parameter: Any, z: Any, a: Any, rows: Any, width: Any, units: Any) -> None:
        k = 0
        while k < rows * width:
            store(a, k, splat(f(load(z, k), parameter)))
            k += LANES

    return loop


def backward(df: Any) -> Loop:
    """dE/dz = dE/da f'(z), in place."""

    def loop(parameter: Any, z: Any, a: Any, e: Any, rows: Any, width: Any, units: Any) -> None:
        k = 0
        while k < rows * width:
            store(e, k, load(e, k) * df(load(z, k), load(a, k), parameter))
            k += LANES

    return loop


def loss(gradient: Any) -> Loop:
    """dE/da, or dE/dz of a loss from logits, of the mean loss for targets y; 0 where no output is."""

    def loop(z: Any, a: Any, y: Any, e: Any, is_output: Any, rows: Any, width: Any) -> None:
        share = splat(1.0 / rows)
        j = 0
        while j < width:
            mask = load(is_output, j) * share
            k = j
            while k < rows * width:
                store(e, k, gradient(load(z, k), load(a, k), load(y, k)) * mask)
                k += width
            j += LANES

    return loop


def step(update: Any, slots: int) -> Loop:
    """What the optimiser makes of w and its gradient g; its slots are one after the other in ``memory``."""
    recall, remember = _recall(slots), _remember(slots)

    def loop(w: Any, stepped: Any, g: Any, memory: Any, count: Any, learning_rate: Any, updates: Any) -> None:
        k = 0
        while k < count:
            change, kept = update(load(g, k), recall(memory, k, count), learning_rate, updates)
            remember(memory, k, count, kept)
            store(stepped, k, load(w, k) + change)
            k += LANES

    return loop


def _recall(slots: int) -> Any:
    """A function that gives the vectors at k of all slots as a tuple."""
    if slots == 0:
        return njit(lambda *nothing: ())
    rest = _recall(slots - 1)
    return njit(lambda memory, k, count: (load(memory, k), *rest(at(memory, count), k, count)))


def _remember(slots: int) -> Any:
    """A function that stores them."""
    if slots == 0:
        return njit(lambda *nothing: None)
    rest = _remember(slots - 1)

    def remember(memory: Any, k: Any, count: Any, kept: Any) -> None:
        store(memory, k, splat(kept[0]))
        rest(at(memory, count), k, count, kept[1:])

    return njit(remember)


def toll(derivative: Any, kills: bool) -> Loop:
    """What the regulariser leaves of ``stepped``, with w as it was before the step; biases are free of charge."""

    def loop(w: Any, stepped: Any, is_weight: Any, killed: Any, count: Any, amount: Any) -> None:
        k = 0
        while k < count:
            store(w, k, load(stepped, k) - load(is_weight, k) * amount * derivative(load(w, k)))
            k += LANES

    def killing_loop(w: Any, stepped: Any, is_weight: Any, killed: Any, count: Any, amount: Any) -> None:
        k = 0
        while k < count:
            before, wanted, dead = load(w, k), load(stepped, k), load(killed, k)
            after = wanted - load(is_weight, k) * amount * derivative(before)
            crosses = select(wanted > 0.0, after, -after) < 0.0
            crosses_at_all = select(wanted == 0.0, 0.0, select(crosses, 1.0, 0.0))
            store(killed, k, select(dead > 0.0, dead, crosses_at_all))
            store(w, k, select(dead > 0.0, before, select(crosses_at_all > 0.0, 0.0, after)))
            k += LANES

    return killing_loop if kills else loop
