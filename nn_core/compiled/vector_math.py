"""NumPy's functions for vectors, so that the registries' own expressions compile to them.

Everything that has an exponential in it rests on one reduction: with n the whole number nearest to x / log 2 and
r = x - n log 2 (so abs(r) <= 0.35),

    e^x = 2^n e^r        e^r = 1 + r + r^2 / 2! + ... + r^13 / 13!

The rest of the series is below 4e-18. No branches, no tables, no calls: four values of tanh take less time than
one call of the C library. The errors are at most 3 units in the last place (5 of softplus), as a test
measures; exp gives 0 below -707 where IEEE would still have denormal numbers.

Logarithms of 1 + u, for u in 0..1, come from log(1 + u) = 2 artanh(u / (2 + u)) = 2 (s + s^3 / 3 + s^5 / 5 + ...).
The arctangent is that of Stephen Moshier's Cephes library (atan.c): the argument is brought below 0.66 by
atan x = pi / 2 - atan(1 / x) or pi / 4 + atan((x - 1) / (x + 1)), where a quotient of polynomials serves; its error
is 1 unit in the last place.
"""

import operator
from math import e, factorial, log2
from typing import Any

import numpy as np
from numba import types
from numba.extending import overload

from ..activations import select
from .vectors import SINGLES, VECTOR, VectorType, common, inline, libm, llvm_function, power_of_two, widened

_LOG2_E = log2(e)
_LOG_2_HIGH, _LOG_2_LOW = 6.93145751953125e-1, 1.42860682030941723212e-6  # their sum is log 2; n times HIGH is exact
_ROUND = 1.5 * 2.0**52  # adding it leaves no bits for a fraction: the sum holds the nearest whole number
_LOG_2_HIGH_SINGLE, _LOG_2_LOW_SINGLE, _ROUND_SINGLE = 0.693359375, -2.12194440054690583e-4, 1.5 * 2.0**23
_FLAT = 20.0  # tanh rounds to 1 from here on
_C2, _C3, _C4, _C5, _C6, _C7, _C8, _C9, _C10, _C11, _C12, _C13 = (1.0 / factorial(k) for k in range(2, 14))
_S0, _S1, _S2, _S3, _S4, _S5, _S6, _S7, _S8 = (2.0 / (2 * k + 1) for k in range(9))
_S9, _S10, _S11, _S12, _S13, _S14, _S15, _S16 = (2.0 / (2 * k + 1) for k in range(9, 17))

_U0, _U1, _U2 = -6.485021904942025371773e1, -1.228866684490136173410e2, -7.500855792314704667340e1
_U3, _U4 = -1.615753718733365076637e1, -8.750608600031904122785e-1
_V0, _V1, _V2 = 1.945506571482613964425e2, 4.853903996359136964868e2, 4.328810604912902668951e2
_V3, _V4 = 1.650270098316988542046e2, 2.485846490142306297962e1
_PI_4, _PI_4_LOW = 0.7853981633974483, 3.061616997868383e-17  # their sum is pi / 4
_TAN_3_PI_8 = 1.0 + 2.0**0.5


_absolute = llvm_function("fabs", 1)
_copy_sign = llvm_function("copysign", 2)


@inline
def _reduced(x: Any) -> Any:
    """(t, e^r - 1), where the low bits of t hold n. The series is summed as a tree: fewer steps in a row."""
    t = x * _LOG2_E + _ROUND
    n = t - _ROUND
    r = x - n * _LOG_2_HIGH - n * _LOG_2_LOW
    r2 = r * r
    r4 = r2 * r2
    low = (_C2 + r * _C3) + r2 * (_C4 + r * _C5)
    middle = (_C6 + r * _C7) + r2 * (_C8 + r * _C9)
    high = (_C10 + r * _C11) + r2 * (_C12 + r * _C13)
    return t, r + r2 * (low + r4 * middle + (r4 * r4) * high)


@inline
def _reduced_singles(x: Any) -> Any:
    """The same, as exact as float32 is."""
    t = x * _LOG2_E + _ROUND_SINGLE
    n = t - _ROUND_SINGLE
    r = x - n * _LOG_2_HIGH_SINGLE - n * _LOG_2_LOW_SINGLE
    r2 = r * r
    low = (_C2 + r * _C3) + r2 * (_C4 + r * _C5)
    return t, r + r2 * (low + (r2 * r2) * (_C6 + r * _C7))


def _exponentials(reduced: Any, lowest: float, highest: float) -> dict[Any, Any]:
    """What rests on a reduction; beyond ``lowest`` and ``highest``, e^x is 0 and infinite."""

    @inline
    def exp(x: Any) -> Any:
        t, grown = reduced(select(x > highest, highest, x))
        half = power_of_two(t - 1.0)  # 2^n itself would be infinite where e^x is not yet
        return select(x < lowest, 0.0, (half + half * grown) * 2.0)

    @inline
    def expm1(x: Any) -> Any:
        t, grown = reduced(select(x > highest, highest, select(x < -40.0, -40.0, x)))
        half = power_of_two(t - 1.0)
        return (half * grown + (half - 0.5)) * 2.0

    @inline
    def tanh(x: Any) -> Any:
        size = _absolute(x)
        t, grown = reduced(select(size > _FLAT, _FLAT, size) * 2.0)
        power = power_of_two(t)
        grown = power * grown + (power - 1.0)
        return _copy_sign(grown / (grown + 2.0), x)

    return {np.exp: exp, np.expm1: expm1, np.tanh: tanh}


@inline
def _log1p_unit(u: Any) -> Any:
    """log(1 + u) for u in 0..1."""
    s = u / (u + 2.0)
    q = s * s
    q2 = q * q
    q4 = q2 * q2
    q8 = q4 * q4
    first = (_S0 + q * _S1) + q2 * (_S2 + q * _S3) + q4 * ((_S4 + q * _S5) + q2 * (_S6 + q * _S7))
    second = (_S8 + q * _S9) + q2 * (_S10 + q * _S11) + q4 * ((_S12 + q * _S13) + q2 * (_S14 + q * _S15))
    return s * (first + q8 * (second + q8 * _S16))


@inline
def _maximum(x: Any, y: Any) -> Any:
    return select(y == y, select(x < y, y, x), y)  # what is not a number stays so


@inline
def _minimum(x: Any, y: Any) -> Any:
    return select(y == y, select(x > y, y, x), y)


@inline
def _logaddexp(x: Any, y: Any) -> Any:
    return _maximum(x, y) + _log1p_unit(np.exp(-_absolute(x - y)))


@inline
def _arctan(x: Any) -> Any:
    size = _absolute(x)
    quarter, half = select(size > 0.66, 1.0, 0.0), select(size > _TAN_3_PI_8, 1.0, 0.0)
    r = select(size > 0.66, (size - 1.0) / (size + 1.0), size)
    r = select(size > _TAN_3_PI_8, -1.0 / size, r)
    q = r * r
    above = (((_U4 * q + _U3) * q + _U2) * q + _U1) * q + _U0
    below = ((((q + _V4) * q + _V3) * q + _V2) * q + _V1) * q + _V0
    return _copy_sign((quarter + half) * _PI_4 + (r + r * (q * (above / below)) + (quarter + half) * _PI_4_LOW), x)


@inline
def _sign(x: Any) -> Any:
    return select(x > 0.0, 1.0, select(x < 0.0, -1.0, x))


_UNARY: dict[Any, Any] = {
    np.absolute: _absolute,
    np.arctan: _arctan,
    np.cos: llvm_function("cos", 1),
    np.cosh: libm("cosh", 1),
    np.floor: llvm_function("floor", 1),
    np.log: llvm_function("log", 1),
    np.sign: _sign,
    np.sin: llvm_function("sin", 1),
    np.sinh: libm("sinh", 1),
    np.sqrt: llvm_function("sqrt", 1),
    np.tan: libm("tan", 1),
}
_OF_KIND: dict[VectorType, dict[Any, Any]] = {
    VECTOR: _UNARY | _exponentials(_reduced, -707.0, 709.8),
    SINGLES: _UNARY | _exponentials(_reduced_singles, -86.0, 88.8),
}
_BINARY: dict[Any, Any] = {
    np.logaddexp: _logaddexp,
    np.maximum: _maximum,
    np.minimum: _minimum,
    np.power: libm("pow", 2),
}


def _overload_unary(function: Any) -> None:
    @overload(function, strict=False)
    def choose(x: Any) -> Any:
        if not isinstance(x, VectorType):
            return None
        implementation = _OF_KIND[x][function]
        return lambda x: implementation(x)


def _overload_binary(function: Any, implementation: Any) -> None:
    @overload(function, strict=False)
    def choose(x: Any, y: Any) -> Any:
        return (lambda x, y: implementation(widened(x, y), widened(y, x))) if common(x, y) else None


@overload(operator.pow, strict=False)
def _pow(x: Any, y: Any) -> Any:
    """A positive number to the power of a vector: no other power is asked for."""
    return (lambda x, y: np.exp(np.log(x) * y)) if isinstance(x, types.Float) and isinstance(y, VectorType) else None


for _function in _OF_KIND[VECTOR]:
    _overload_unary(_function)
for _function, _implementation in _BINARY.items():
    _overload_binary(_function, _implementation)
