"""Where an activation is flat: its slope is small beside the steepest slope that it has anywhere.

    flat(z)  where  |f'(z)| < 0.1 S,    S = sup |f'|

S is the function's own, at its parameter: a quarter for the sigmoid, 0.1 for tanh(0.1 z). So "saturated" says where on
its curve a unit works, not how steep the curve is as a whole. A line is nowhere flat, and neither is a step, whose
slope is 0 everywhere: its units are dead.

S is measured on a grid from -50 to 50, and once more closely where it is largest. A slope that still grows at the end
of the grid (exp, z²), or at a point the closer one looks (the root of abs(z)), has no largest value. Its S is the mean
of abs(f') from -1 to 1, which is finite for every f that is: half of what f goes up and down there.
"""

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..activations import Activation
from ..common.flushing import flushing

FLAT = 0.1  # of the steepest slope

_END = 50.0
_NEAR = 6.0  # finely until here
_FINE, _COARSE = 0.01, 0.1
_CLOSER = 40  # so many times finer around the largest slope
_GROWTH = 1.1  # a slope that grows by more than this has no largest value

_ENDS = np.arange(_NEAR + _COARSE, _END + _COARSE / 2, _COARSE)
_GRID = np.concatenate([-_ENDS[::-1], np.arange(-600, 601) * _FINE, _ENDS])
_OUTER = np.abs(_GRID) > 0.8 * _END
_INNER = np.abs(_GRID) <= 1.0


def _slopes(activation: Activation, p: Any, z: NDArray[np.float64]) -> NDArray[np.float64]:
    """abs(f'), and 0 where that is no finite number."""
    with flushing(), np.errstate(all="ignore"):
        slopes = np.asarray(activation.steepness(z, p), dtype=np.float64)
    return np.where(np.isfinite(slopes), np.broadcast_to(slopes, z.shape), 0.0)


@lru_cache(maxsize=256)
def steepest(activation: Activation, p: Any) -> float:
    """S, the largest abs(f') of an activation with a parameter; 0 if f' is 0 everywhere. About 2,000 slopes of work."""
    slopes = _slopes(activation, p, _GRID)
    at = int(slopes.argmax())
    largest = float(slopes[at])
    step = _FINE if abs(_GRID[at]) < _NEAR else _COARSE
    closer = float(_slopes(activation, p, _GRID[at] + np.linspace(-step, step, 2 * _CLOSER + 1)).max())
    bounded = slopes[_OUTER].max() <= _GROWTH * slopes[~_OUTER].max() and closer <= _GROWTH * largest
    return max(largest, closer) if bounded else float(slopes[_INNER].mean())


def flat_below(activation: Activation, p: Any) -> float:
    """The abs(f') below which the function is flat."""
    return FLAT * steepest(activation, p)


def flat_below_of_units(activation: Activation, p: Any, units: int) -> NDArray[np.float64]:
    """The same for each unit of a layer, (units,), or (1,) where all have the same function."""
    return np.array([flat_below(activation, own) for own in activation.each_unit(p, units)])
