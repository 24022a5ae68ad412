"""Where a formula has no number, however narrow the place is: 1/(z - 0.123456), log(abs(z - pi)).

The interval is cut into cells. Bounds say of a cell that the formula is defined all over it, or that it may not be; of
those that may not, smaller cells are looked at, until they are as small as numbers are. There it has a pole if it grows
towards it: what only touches the edge of what is defined, as where(z > 0, sqrt(z), 0) does, is left alone.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from ..common.deadline import check
from .bounds import bounds, is_defined
from .tree import Node

_CELLS, _CUT, _ROUNDS, _MOST = 400, 8, 18, 1024
_NEAR, _FAR = 1e-12, 1e-4  # from a place, how far away values are compared
_GROWS, _SLOPE_GROWS = 1e3, 1e6  # so many times: 1/sqrt(x) does by 1e4, 1/x by 1e8, the slope of log(x) as well

Function = Callable[[Any], Any]


def _grows(f: Function, z: Any, times: float) -> Any:
    """Whether f is so many times as large close to z as it is further away."""
    near, far = (
        np.fmax(*(np.abs(f(z + side * away * np.maximum(1.0, np.abs(z)))) for side in (-1.0, 1.0)))
        for away in (_NEAR, _FAR)
    )
    return ~(near <= times * (far + 1e-12))


def pole(tree: Node, f: Function, slope: Function | None, p: float, low: float, high: float) -> float | None:
    """A z in the interval at which a formula with the parameter p has no number, the one found nearest to 0, or None.

    ``f`` computes the formula, ``slope`` its derivative: that of a logarithm grows faster than the logarithm.
    """
    if is_defined(tree):
        return None
    edges = np.linspace(low, high, _CELLS + 1)
    lows, highs = edges[:-1], edges[1:]
    for _ in range(_ROUNDS):
        check()
        unclear = ~bounds(tree, lows, highs, p).defined
        lows, highs = lows[unclear], highs[unclear]
        if not len(lows):
            return None
        z = lows + 0.5 * (highs - lows)
        values = f(z)
        everything = np.concatenate([z, lows, highs])
        lost = ~np.isfinite(np.concatenate([values, f(lows), f(highs)]))
        if lost.any():
            return _nearest(everything[lost])
        if len(lows) > _MOST:
            largest = np.argsort(np.abs(values))[-_MOST:]
            lows, highs = lows[largest], highs[largest]
        shares = np.arange(_CUT + 1) / _CUT
        edges = lows[:, None] + shares * (highs - lows)[:, None]
        edges[:, -1] = highs
        lows, highs = edges[:, :-1].ravel(), edges[:, 1:].ravel()
        narrow = lows < highs
        lows, highs = lows[narrow], highs[narrow]
        if not len(lows):
            break
    grown = _grows(f, z, _GROWS if slope else _SLOPE_GROWS)
    if slope:
        grown = grown | _grows(slope, z, _SLOPE_GROWS)
    return _nearest(z[grown]) if grown.any() else None


def _nearest(z: Any) -> float:
    return float(min(z, key=abs))
