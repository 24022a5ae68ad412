"""The vectors' functions against NumPy's in higher precision, in units of the last place (ulp)."""

import ctypes

import numpy as np
import pytest
from hypothesis import given, strategies as st

from nn_core.compiled.library import library
from tests.cases import every

_POINTER, _COUNT = ctypes.c_void_p, ctypes.c_ssize_t
_PENALTY = ctypes.CFUNCTYPE(None, _POINTER, _POINTER, _POINTER, _POINTER, _COUNT, ctypes.c_double)


def _exp(z, p):
    return np.exp(z)


def _expm1(z, p):
    return np.expm1(z)


def _tanh(z, p):
    return np.tanh(z)


def _softplus(z, p):
    return np.logaddexp(z, p)


def _sine(z, p):
    return np.sin(z) + 0.0 * np.cos(z)


def _root(z, p):
    return np.sqrt(np.abs(z))


def _logarithm(z, p):
    return np.log(np.abs(z))


def _arctangent(z, p):
    return np.arctan(z)


def _clipped(z, p):
    return np.minimum(np.maximum(z, -1.0), 1.0)


def _sign(z, p):
    return np.sign(z)


ERRORS = {
    _exp: 2,
    _expm1: 2,
    _tanh: 3,
    _softplus: 5,
    _sine: 1,
    _root: 1,
    _logarithm: 1,
    _arctangent: 1,
    _clipped: 0,
    _sign: 0,
}

numbers = st.floats(allow_nan=True, allow_infinity=True)


def _of_one(function):
    """As the derivative of a penalty, which is a function of one number."""

    def derivative(w):
        return function(w, 0.0)

    return derivative


DERIVATIVES = {function: _of_one(function) for function in ERRORS}


def _compiled(function, z):
    """The function of many numbers: a regularizer's penalty, w = stepped - is_weight amount R'(w), is the way to it."""
    w = np.concatenate([np.asarray(z, dtype=float), np.zeros(-len(z) % 4)])
    nothing, all_ones = np.zeros_like(w), np.ones_like(w)
    arrays = (array.ctypes.data for array in (w, nothing, all_ones, nothing))
    _PENALTY(library().address("penalty", DERIVATIVES[function], False))(*arrays, len(w), -1.0)
    return w


@every(("function", "ulps"), ERRORS.items())
def test_errors_stay_within_a_few_units_in_the_last_place(function, ulps):
    generator = np.random.default_rng(0)
    sizes = [1e-300, 1e-12, 1e-6, 1e-3, 0.1, 0.5, 1.0, 3.0, 20.0, 100.0, 700.0]
    z = np.concatenate([generator.uniform(-size, size, 20_000) for size in sizes])
    z = z[np.abs(z) > 1e-290]  # of smaller ones the root of the sum of squares is rounded differently by longdouble
    with np.errstate(under="ignore"):
        exact = function(z.astype(np.longdouble), 0.0)
        error = np.abs((_compiled(function, z)[: len(z)] - exact) / np.spacing(np.abs(exact.astype(float))))
    assert error.max() <= ulps + 0.5  # half a unit is the rounding of the exact value


@given(z=st.lists(numbers, min_size=1, max_size=8))
def test_no_number_whatever_gives_nonsense(z):
    for function in ERRORS:
        with np.errstate(all="ignore"):
            expected = function(np.array(z), 0.0)
        actual = _compiled(function, z)[: len(z)]
        np.testing.assert_allclose(actual, expected, rtol=1e-14, atol=1e-300, err_msg=function.__name__)


def test_exp_is_0_far_below_and_infinite_far_above():
    assert _compiled(_exp, [-1e6, -708.0, 709.7, 710.0]).tolist() == [0.0, 0.0, pytest.approx(np.exp(709.7)), np.inf]
