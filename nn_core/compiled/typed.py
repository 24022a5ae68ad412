"""Layers with a typed formula: the kernels follow its program, see ``formulas.py``.

Such a layer passes z on in the loops that all layers have; then its program is done for all of its numbers.
"""

from typing import Any

import numba
from numba import types

from .loops import Loop
from .plan import CHUNK, STEPS
from .pointers import POINTER, SINGLE_POINTER, at, caller, get, load, record, records, store, vector_width
from .vectors import inline

# to, size, then each argument and its stride
OPERATION = (POINTER, types.intp, POINTER, types.intp, POINTER, types.intp, POINTER, types.intp)
DRAWN_OPERATION = tuple(SINGLE_POINTER if argument is POINTER else argument for argument in OPERATION)

_call_operation = caller(*OPERATION)
_steps_at = records(types.CPointer(numba.from_dtype(STEPS)))


def operation(function: Any, arguments: int) -> Loop:
    """The loop for an operation of so many arguments."""
    one, two = arguments == 1, arguments == 2

    def loop(to: Any, size: Any, x: Any, x_stride: Any, y: Any, y_stride: Any, c: Any, c_stride: Any) -> None:
        k = 0
        while k < size:
            if one:
                store(to, k, function(load(x, k * x_stride)))
            elif two:
                store(to, k, function(load(x, k * x_stride), load(y, k * y_stride)))
            else:
                store(to, k, function(load(x, k * x_stride), load(y, k * y_stride), load(c, k * c_stride)))
            k += vector_width(to)

    return loop


@inline
def _all_finite(numbers: Any, size: Any, scratch: Any) -> Any:
    """Whether all of them are; there must be at least one."""
    first = load(numbers, 0)
    total = first - first  # 0, or not a number
    k = vector_width(numbers)
    while k < size:
        value = load(numbers, k)
        total = total + (value - value)
        k += vector_width(numbers)
    store(scratch, 0, total)
    k = 0
    while k < vector_width(numbers):
        if get(scratch, k) != 0.0:
            return False
        k += 1
    return True


def _following(times: bool = False, summed: bool = False) -> Any:
    """What puts f(z) of ``count`` numbers to their place; or multiplies what is there by it; or sums those products.

    The sum, of each place in a vector by itself, is added to what is at ``total``.
    """

    def follow(memory: Any, address: Any, z: Any, count: Any, to: Any, total: Any) -> None:
        steps = _steps_at(address)
        head = record(steps, 0)
        first = 0
        while first < count:
            size = min(CHUNK, count - first)
            place = at(memory, head.to)
            k = 0
            while k < size:
                store(place, k, load(z, first + k))
                k += vector_width(z)
            number = 1
            while number <= head.loop:
                step = record(steps, number)
                x, y, c = at(memory, step.x), at(memory, step.y), at(memory, step.c)
                arguments = (x, step.x_stride, y, step.y_stride, c, step.c_stride)
                if step.loop:
                    _call_operation(step.loop, (at(memory, step.to), size, *arguments))
                elif _all_finite(x, size, y):
                    number += step.to
                number += 1
            result = at(memory, head.x)
            k = 0
            while k < size:
                value = load(result, k * head.x_stride)
                if summed:
                    store(total, 0, load(total, 0) + load(to, first + k) * value)
                else:
                    store(to, first + k, load(to, first + k) * value if times else value)
                k += vector_width(z)
            first += size

    return inline(follow)


follow, follow_back, follow_summed = _following(), _following(times=True), _following(summed=True)
