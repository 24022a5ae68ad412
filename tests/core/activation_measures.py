"""How each entry of the ``Facts`` of an activation is measured, from f and f' alone.

What can be read off a picture is measured in a window around 0, what happens far out up to 1000, and whether a bound is
approached up to a thousand million.
"""

from dataclasses import fields

import numpy as np
import pytest

from nn_core.activations import Facts

WINDOW = np.arange(-8 * 64, 8 * 64 + 1) / 64.0  # in steps that are exact, so that a straight line is found to be one
FINE = np.arange(-8000, 8001) / 1000.0
FINER = np.arange(-32000, 32001) / 4000.0
NEAR = 5.0  # a bound that is approached only is not yet reached here, by more than roundings
FAR = np.concatenate([np.linspace(-1000.0, 1000.0, 20_001), [-1e9, 1e9]])


def value_of(activation, z):
    return activation.f(z, activation.default)


def slope_of(activation, z):
    return activation.df(z, value_of(activation, z), activation.default)


def _stretch(activation):
    """A power of 2 by which z is stretched so that a parameter that multiplies z is near 1."""
    default = activation.parameter.default if activation.parameter else 0.0
    p = {
        "swish": default,
        "learned-swish": default,
        "dynamic-tanh": default,
        "softmax": 1.0 / (default or 1.0),
        "celu": 1.0 / (default or 1.0),
        "relu6": 0.5,  # which reaches its bound at 6
    }.get(activation.key)
    return 2.0 ** -np.round(np.log2(p)) if p else 1.0


def _lowest_near(activation, sign):
    """The smallest value of f (with sign -1: of -f) near 0, on a grid that is refined where it is."""
    near = NEAR * _stretch(activation)
    z = np.linspace(-near, near, 10_001)
    for _ in range(3):
        values = sign * value_of(activation, z)
        best = z[values.argmin()]
        z = np.clip(best + np.linspace(-1.0, 1.0, 2_001) * (z[1] - z[0]), -near, near)
    return sign * values.min()


def _bound(activation, sign):
    lowest = min(sign * _lowest_near(activation, sign), (sign * value_of(activation, FAR)).min())
    return sign * (lowest if lowest > -1e5 else -np.inf)


def _reaches(activation, sign):
    return bool(sign * _lowest_near(activation, sign) <= sign * _bound(activation, sign) + 1e-13)


def _kinks(activation):
    """Where two neighboring difference quotients of f do not match; a bend of curvature c makes c d of it."""
    d = FINER[1] - FINER[0]
    slopes = np.diff(value_of(activation, FINER)) / d
    found = FINER[1:-1][np.abs(np.diff(slopes)) > 0.02 * np.maximum(1.0, np.abs(slopes[1:]))]
    groups = np.split(found, np.flatnonzero(np.diff(found) > 1.5 * d) + 1) if found.size else []
    return tuple(float(np.mean(group)) for group in groups)


def _linear(activation):
    start, one = value_of(activation, np.array([0.0, 1.0]))
    return bool(np.allclose(value_of(activation, WINDOW), start + WINDOW * (one - start)))


def _continuous(activation):
    values = value_of(activation, FINE)
    return bool(np.all(np.abs(np.diff(values)) < 0.1 * np.maximum(1.0, np.abs(values[1:]))))


def has_jump(values):
    """Whether a function has a jump: ``values`` gives it on any grid. The steps of others shrink with the grid's."""
    coarse, fine = (np.abs(np.diff(values(np.arange(-8 * n, 8 * n + 1) / n))).max() for n in (32, 128))
    return bool(fine > max(0.5 * coarse, 1e-5))


def _quotients(activation, order):
    """The derivative of f' of this order, on a grid, by quotients of differences."""
    return lambda z: np.diff(slope_of(activation, z), order) / (z[1] - z[0]) ** order


def _smooth(activation):
    """No jump in f and its first four derivatives, nor an odd power of abs(z) in f', which tells all apart."""
    jumps = has_jump(lambda z: value_of(activation, z)) or any(
        has_jump(_quotients(activation, order)) for order in range(4)
    )
    return not jumps and not _has_odd_power(activation)


def _has_odd_power(activation):
    """Whether f'(z) = f'(-z), and f'(z) - f'(0) is as c abs(z)^k near 0 with a k that is not even."""
    h = np.array([0.05, 0.1])
    right, left = slope_of(activation, h), slope_of(activation, -h)
    rise = np.abs(right - slope_of(activation, np.zeros(2)))
    if not np.allclose(right, left, rtol=0.0, atol=1e-15) or rise[0] < 1e-13:
        return False
    power = np.log2(rise[1] / rise[0])
    return bool(abs(power - 2.0 * round(power / 2.0)) > 0.5)


def _monotonic(activation):
    return bool(np.all(np.diff(value_of(activation, np.linspace(-50.0, 50.0, 100_001))) >= -1e-12))


def _monotonic_slope(activation):
    """F' is monotonic if and only if f is convex or concave, which f alone shows, even where it has no f'."""
    bends = np.diff(value_of(activation, WINDOW * _stretch(activation)), 2)
    return bool(np.all(bends >= -1e-12) or np.all(bends <= 1e-12))


def _zero_centered(activation):
    z = np.arange(-12_000, 12_001) / 1000.0  # the trapezoidal rule: for kinks on the grid better than Gauss's
    return bool(abs(np.sum(value_of(activation, z) * np.exp(-0.5 * z * z)) / 1000.0 / np.sqrt(2.0 * np.pi)) < 1e-6)


def _identity_near_zero(activation):
    z = np.array([-1e-6, 0.0, 1e-6])
    value = np.allclose(value_of(activation, z), z, rtol=0.0, atol=1e-9)
    return bool(value and np.allclose(slope_of(activation, z), 1.0, atol=1e-5))


def _saturates(activation, side):
    return bool(np.abs(slope_of(activation, side * np.linspace(900.0, 1000.0, 1001))).max() < 1e-3)


def _near(activation):
    return np.linspace(-NEAR, NEAR, 10_001) * _stretch(activation)


def _sparse(activation):
    return bool(np.sum(value_of(activation, _near(activation)) == 0.0) > 100)


def _can_die(activation):
    return bool(np.sum(slope_of(activation, _near(activation)) == 0.0) > 100)


def _values(activation):
    found = np.unique(value_of(activation, FINE))
    return tuple(found.tolist()) if len(found) < 10 else ()


MEASURES = {
    "infimum": lambda a: _bound(a, 1),
    "supremum": lambda a: _bound(a, -1),
    "reaches_infimum": lambda a: _reaches(a, 1),
    "reaches_supremum": lambda a: _reaches(a, -1),
    "kinks": _kinks,
    "linear": _linear,
    "continuous": _continuous,
    "smooth": _smooth,
    "monotonic": _monotonic,
    "monotonic_slope": _monotonic_slope,
    "zero_centered": _zero_centered,
    "identity_near_zero": _identity_near_zero,
    "saturates_left": lambda a: _saturates(a, -1),
    "saturates_right": lambda a: _saturates(a, 1),
    "sparse": _sparse,
    "can_die": _can_die,
    "values": _values,
}
BOOLEANS = [field.name for field in fields(Facts) if field.type is bool]


def agrees(said, measured):
    if isinstance(said, bool):
        return said is measured
    if isinstance(said, float):  # a bound that is only approached is 1e-9 away from 1e9
        return said == pytest.approx(measured, rel=0.0, abs=2e-9)
    return len(said) == len(measured) and said == pytest.approx(measured, abs=1.1e-3)
