"""What a layer learns beside its weights: read by the loops from its place, and its gradient put to its own.

Each parameter of an activation has four numbers of memory, of which it is the first, or a row where each unit has its
own; see ``plan.py``.
"""

from typing import Any

from numba import njit

from .plan import VECTOR_WIDTH
from .pointers import at, get, load, put, store
from .vectors import inline


def each_of(read: Any, count: int) -> Any:
    """A function that reads so many numbers, or vectors, as a tuple: one at k, and each further ``apart`` more."""
    if count == 0:
        return njit(lambda *nothing: ())
    rest = each_of(read, count - 1)
    return njit(lambda memory, k, apart: (read(memory, k), *rest(at(memory, apart), k, apart)))


def parameter_of(read: Any, learns: int, per_unit: bool) -> Any:
    """A function that gives the p of f at the unit j, or at the vector of them, where the learned ones are at a place.

    ``read`` is what reads one of them; it is a function of the parameter of the layer, the place, j and the width.
    """
    if not learns:
        return njit(lambda parameter, place, j, width: parameter)
    several = each_of(read, learns)
    if per_unit:
        everything = njit(lambda parameter, place, j, width: several(place, j, width))
    else:
        everything = njit(lambda parameter, place, j, width: several(place, 0, VECTOR_WIDTH))
    if learns > 1:
        return everything
    return njit(lambda parameter, place, j, width: everything(parameter, place, j, width)[0])


def more_of_each(count: int) -> Any:
    """A function that adds an error times so many slopes to the vectors at k, each ``apart`` further than the last."""
    if count == 0:
        return njit(lambda *nothing: None)
    rest = more_of_each(count - 1)

    def add(memory: Any, k: Any, apart: Any, grad_a: Any, slopes: Any) -> None:
        store(memory, k, load(memory, k) + grad_a * slopes[0])
        rest(at(memory, apart), k, apart, grad_a, slopes[1:])

    return njit(add)


@inline
def folded(place: Any) -> None:
    """The sum of four numbers instead of the first, and zeros."""
    put(place, 0, get(place, 0) + get(place, 1) + get(place, 2) + get(place, 3))
    put(place, 1, 0.0)
    put(place, 2, 0.0)
    put(place, 3, 0.0)
