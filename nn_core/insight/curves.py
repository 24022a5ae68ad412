"""Activation functions as curves: f, its slope and its kinks over the z that a learner looks at.

Also softmax as what it is for: a way to turn some numbers into shares of one whole.
"""

from dataclasses import dataclass
from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..activations import ACTIVATIONS, Activation

STEPS_PER_UNIT = 20
END = 6
GRID: tuple[float, ...] = tuple(
    step / STEPS_PER_UNIT for step in range(-END * STEPS_PER_UNIT, END * STEPS_PER_UNIT + 1)
)

_SLOW = 5.0  # a wave up to this ω is drawn well by the grid: 25 points
_NEAR = 1e-9  # so close to a kink are the slopes taken that are compared
_JUMP = 1e-6


@dataclass(frozen=True)
class Kink:
    """Where the slope jumps (or f itself does): z, and f and f' as the core takes them right there."""

    z: float
    f: float
    df: float


@dataclass(frozen=True)
class Curve:
    """The values f and slopes f' of an activation over ``GRID``, and its kinks.

    Of a quick wave there are so many times as many points, evenly from one end of the grid to the other.
    """

    f: tuple[float, ...]
    df: tuple[float, ...]
    kinks: tuple[Kink, ...]


def curve(activation: Activation, p: Any) -> Curve:
    """The curve of an activation with its p. Noise is left out, as in a trained network."""
    times = max(1, ceil(activation.omega(p) / _SLOW))
    z = np.arange(-END * STEPS_PER_UNIT * times, END * STEPS_PER_UNIT * times + 1) / (STEPS_PER_UNIT * times)
    f, df = _values(activation, z, p)
    return Curve(tuple(f.tolist()), tuple(df.tolist()), _kinks(activation, p))


def _values(activation: Activation, z: NDArray[np.float64], p: Any) -> tuple[NDArray[np.float64], ...]:
    a = activation.f(z, p)
    return np.asarray(a, dtype=np.float64), np.asarray(activation.df(z, a, p), dtype=np.float64)


def _kinks(activation: Activation, p: Any) -> tuple[Kink, ...]:
    """Those of the facts; of a typed formula, of which there are none, one at 0 is looked for."""
    found = []
    for z in sorted({0.0, *activation.facts_at(p).kinks}):
        f, df = _values(activation, np.array([z - _NEAR, z, z + _NEAR]), p)
        if abs(f[2] - f[0]) > _JUMP or abs(df[2] - df[0]) > _JUMP:
            found.append(Kink(z, float(f[1]), float(df[1])))
    return tuple(found)


def shares(logits: tuple[float, ...], temperature: float) -> tuple[float, ...]:
    """Softmax: what share of the whole each of the numbers gets."""
    softmax = ACTIVATIONS["softmax"].coupled
    if softmax is None:
        raise LookupError("softmax is no longer a coupled layer")
    parts: list[float] = softmax.forward(np.array([logits], dtype=np.float64), temperature)[0].tolist()
    return tuple(parts)
