"""Between what numbers a formula lies over an interval of z, and whether it is defined all over it.

Interval arithmetic: each operation is done with the least and the greatest that its arguments may be. What comes out is
never too narrow, but may be too wide, as z - z is here anything from -1 to 1 over [0, 1]. The narrower the interval,
the closer: so a pole is found by cutting, however narrow it is.

*Defined* is meant as in mathematics: exp(z) is, however large it is; 1/z is not if z may be 0, and log(z) is not if z
may be 0 or less. R. E. Moore, Interval Analysis, Prentice-Hall, 1966.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, reduce
from math import e, inf, pi
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..common.erf import erf
from .tree import Node, postorder

Array = NDArray[Any]

_LEAST = 5e-324  # what exp is at least
_ROUNDINGS = 8.0 * np.finfo(float).eps  # of the functions


class Interval(NamedTuple):
    """Bounds, element by element, and whether all between them is defined. What is true is 1, what is not is 0."""

    low: Array
    high: Array
    defined: Array


def _outward(low: Array, high: Array, defined: Array) -> Interval:
    """Wider by some roundings; infinity minus infinity may be anything."""
    low, high = low - _ROUNDINGS * np.abs(low), high + _ROUNDINGS * np.abs(high)
    return Interval(np.where(np.isnan(low), -inf, low), np.where(np.isnan(high), inf, high), defined)


def _all_defined(*xs: Interval) -> Array:
    return reduce(np.logical_and, (x.defined for x in xs))


def _rising(function: Callable[..., Any], least: float = -inf, most: float = inf) -> Callable[..., Interval]:
    """Of a function that rises with all its arguments, between two bounds that it never leaves."""

    def of(*xs: Interval) -> Interval:
        low, high = function(*(x.low for x in xs)), function(*(x.high for x in xs))
        wide = _outward(low, high, _all_defined(*xs))
        return Interval(np.maximum(wide.low, least), np.minimum(wide.high, most), wide.defined)

    return of


def _even(function: Callable[[Array], Array]) -> Callable[[Interval], Interval]:
    """Of a function of abs(x) that rises with it."""

    def of(x: Interval) -> Interval:
        sizes = np.abs(x.low), np.abs(x.high)
        nearest = np.where((x.low <= 0.0) & (x.high >= 0.0), 0.0, np.minimum(*sizes))
        return _outward(function(nearest), function(np.maximum(*sizes)), x.defined)

    return of


def _wave(function: Callable[[Array], Array]) -> Callable[[Interval], Interval]:
    """Sine or cosine: they change no faster than their argument."""

    def of(x: Interval) -> Interval:
        reach = 0.5 * (x.high - x.low)
        middle = function(x.low + reach)
        wide = _outward(middle - reach, middle + reach, x.defined)
        return Interval(np.maximum(wide.low, -1.0), np.minimum(wide.high, 1.0), x.defined)

    return of


def _times(x: Interval, y: Interval) -> Interval:
    products = [a * b for a in (x.low, x.high) for b in (y.low, y.high)]
    products = [np.where(np.isnan(product), 0.0, product) for product in products]  # no number is infinite
    return _outward(reduce(np.minimum, products), reduce(np.maximum, products), _all_defined(x, y))


def _inverse(x: Interval) -> Interval:
    beside = (x.low > 0.0) | (x.high < 0.0)
    low, high = np.where(beside, 1.0 / x.high, -inf), np.where(beside, 1.0 / x.low, inf)
    return _outward(low, high, x.defined & beside)


def _log(x: Interval) -> Interval:
    return _outward(np.log(np.maximum(x.low, 0.0)), np.log(np.maximum(x.high, 0.0)), x.defined & (x.low > 0.0))


def _sqrt(x: Interval) -> Interval:
    return _outward(np.sqrt(np.maximum(x.low, 0.0)), np.sqrt(np.maximum(x.high, 0.0)), x.defined & (x.low >= 0.0))


def _tan(x: Interval) -> Interval:
    turns = np.floor(x.low / pi + 0.5), np.floor(x.high / pi + 0.5)
    beside = (turns[0] == turns[1]) & (x.high - x.low < pi)
    wide = _outward(np.tan(x.low), np.tan(x.high), x.defined & beside)
    return Interval(np.where(beside, wide.low, -inf), np.where(beside, wide.high, inf), wide.defined)


def _power(x: Interval, y: Interval) -> Interval:
    exponent = float(y.low.flat[0])
    if np.all(y.low == y.high) and np.all(y.low == exponent) and exponent.is_integer():
        size = abs(exponent)
        whole = (_rising if size % 2.0 else _even)(lambda base: np.float_power(base, size))(x)
        return whole if exponent >= 0.0 else _inverse(whole)
    fits = (x.low > 0.0) | ((x.low >= 0.0) & (y.low > 0.0))
    grown = _FUNCTIONS["exp"](_times(y, _log(x)))
    return Interval(np.where(fits, grown.low, -inf), np.where(fits, grown.high, inf), _all_defined(x, y) & fits)


def _where(condition: Interval, x: Interval, y: Interval) -> Interval:
    always, never = condition.low == 1.0, condition.high == 0.0
    low = np.where(always, x.low, np.where(never, y.low, np.minimum(x.low, y.low)))
    high = np.where(always, x.high, np.where(never, y.high, np.maximum(x.high, y.high)))
    return Interval(low, high, condition.defined & (x.defined | never) & (y.defined | always))


def _truth(surely: Array, perhaps: Array, *xs: Interval) -> Interval:
    return Interval(np.where(surely, 1.0, 0.0), np.where(perhaps, 1.0, 0.0), _all_defined(*xs))


def _equal(x: Interval, y: Interval) -> Interval:
    alone = (x.low == x.high) & (y.low == y.high) & (x.low == y.low)
    return _truth(alone, (x.low <= y.high) & (y.low <= x.high), x, y)


def _at_most(x: Interval, y: Interval) -> Interval:
    return _truth(x.high <= y.low, x.low <= y.high, x, y)


def _below(x: Interval, y: Interval) -> Interval:
    return _truth(x.high < y.low, x.low < y.high, x, y)


_FUNCTIONS: dict[str, Callable[..., Interval]] = {
    "+": _rising(lambda *xs: reduce(np.add, xs)),
    "*": lambda *xs: reduce(_times, xs),
    "/": lambda x, y: _times(x, _inverse(y)),
    "**": _power,
    "neg": lambda x: Interval(-x.high, -x.low, x.defined),
    "<": _below,
    "<=": _at_most,
    ">": lambda x, y: _below(y, x),
    ">=": lambda x, y: _at_most(y, x),
    "==": _equal,
    "and": lambda *xs: Interval(*(reduce(np.minimum, part) for part in zip(*xs, strict=True))),
    "or": lambda *xs: Interval(
        reduce(np.maximum, (x.low for x in xs)), reduce(np.maximum, (x.high for x in xs)), _all_defined(*xs)
    ),
    "not": lambda x: Interval(1.0 - x.high, 1.0 - x.low, x.defined),
    "exp": _rising(np.exp, _LEAST),
    "log": _log,
    "sqrt": _sqrt,
    "sin": _wave(np.sin),
    "cos": _wave(np.cos),
    "tan": _tan,
    "atan": _rising(np.arctan),
    "sinh": _rising(np.sinh),
    "cosh": _even(np.cosh),
    "tanh": _rising(np.tanh, -1.0, 1.0),
    "sigmoid": _rising(lambda x: 0.5 + 0.5 * np.tanh(0.5 * x), _LEAST, 1.0),
    "softplus": _rising(lambda x: np.logaddexp(x, 0.0), _LEAST),
    "erf": _rising(erf, -1.0, 1.0),
    "relu": _rising(lambda x: np.maximum(x, 0.0)),
    "abs": _even(lambda x: x),
    "sign": _rising(np.sign, -1.0, 1.0),
    "floor": _rising(np.floor),
    "min": _rising(lambda *xs: reduce(np.minimum, xs)),
    "max": _rising(lambda *xs: reduce(np.maximum, xs)),
    "clip": _rising(lambda x, low, high: np.minimum(np.maximum(x, low), high)),
    "where": _where,
}


def _bounds(node: Node, given: Sequence[Interval], ends: Mapping[str, tuple[Any, Any]]) -> Interval:
    """The bounds of one part, given those of its arguments, or of the names."""
    if node.args:
        return _FUNCTIONS[node.op](*given)
    low, high = (np.asarray(end, float) for end in ends.get(node.op, (node.value, node.value)))
    return Interval(low, high, np.ones(low.shape, bool))


_CONSTANTS = {"pi": (pi, pi), "e": (e, e)}
_ANYTHING = {**_CONSTANTS, "z": (-inf, inf), "a": (-inf, inf)}


def bounds(tree: Node, low: Array, high: Array, p: float) -> Interval:
    """The bounds of a formula with the parameter p, for z from ``low`` to ``high``, element by element."""
    ends = {**_CONSTANTS, "z": (low, high), "a": (p, p)}
    found: dict[Node, Interval] = {}
    with np.errstate(all="ignore"):
        for node in postorder(tree):
            found[node] = _bounds(node, [found[arg] for arg in node.args], ends)
    return Interval(*(np.broadcast_to(part, np.shape(low)) for part in found[tree]))


@lru_cache(maxsize=4096)
def _anywhere(node: Node) -> Interval:
    with np.errstate(all="ignore"):
        return _bounds(node, [_anywhere(arg) for arg in node.args], _ANYTHING)


def anywhere(tree: Node) -> tuple[float, float, bool]:
    """Its bounds for whatever z and a are, and whether it is defined for all of them."""
    for node in postorder(tree):  # so that nothing is deep
        found = _anywhere(node)
    return float(found.low), float(found.high), bool(found.defined)


def is_defined(node: Node) -> bool:
    """Whether a part of a formula is a number for whatever z and a are."""
    return anywhere(node)[2]


def is_never_zero(node: Node) -> bool:
    """Whether it is a number, and not 0, for whatever z and a are."""
    low, high, defined = anywhere(node)
    return defined and (low > 0.0 or high < 0.0)
