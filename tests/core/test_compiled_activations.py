"""Every activation function within the compiled loops that training calls, against the same function in NumPy."""

import ctypes

import numpy as np
import pytest

from nn_core import ACTIVATIONS
from nn_core.compiled.library import library
from nn_core.compiled.plan import VECTOR_WIDTH
from tests.cases import every

_POINTER, _COUNT, _NUMBER = ctypes.c_void_p, ctypes.c_ssize_t, ctypes.c_double
_FORWARD = ctypes.CFUNCTYPE(None, _NUMBER, *[_POINTER] * 3, *[_COUNT] * 4, *[_POINTER] * 3)
_BACKWARD = ctypes.CFUNCTYPE(None, _NUMBER, _POINTER, _COUNT, _POINTER, _COUNT, _COUNT, *[_POINTER] * 5)

Z = np.concatenate([np.linspace(-40.0, 40.0, 8_001), np.linspace(-1000.0, 1000.0, 1_999), np.zeros(4)])


def _forward(activation, p, z):
    """f(z), of a layer with one row and no inputs, where z is what the biases are."""
    sums, a = np.empty_like(z), np.empty_like(z)
    loop = _FORWARD(library().address("forward", activation.f, False))
    loop(p, None, z.ctypes.data, None, 0, 0, 1, len(z), None, sums.ctypes.data, a.ctypes.data)
    np.testing.assert_array_equal(sums, z)
    return a


def _backward(activation, p, z, a, errors):
    """(f'(z) times the errors, their sum times df/dp), of one row, under a layer that hands back the errors."""
    weights, one = np.zeros((len(z), VECTOR_WIDTH)), np.eye(1, VECTOR_WIDTH)
    weights[:, 0] = errors
    learned, e = np.zeros(VECTOR_WIDTH), np.empty_like(z)
    loop = _BACKWARD(library().address("backward", activation.df, False, *filter(None, [activation.learned])))
    given = (array.ctypes.data for array in (learned, z, a, e))
    loop(p, weights.ctypes.data, VECTOR_WIDTH, one.ctypes.data, 1, len(z), None, *given)
    return e, learned.sum()


def _check(actual, expected, largest_factor):
    # Near 0 an error is one of what was summed, such as 1 - a^2, times the z or parameter beside it; see test_tails.py.
    allowed = 1e-13 * np.abs(expected) + np.finfo(float).eps * np.maximum(np.abs(Z), 1.0) * largest_factor
    assert np.all(np.abs(actual - expected) <= allowed)


def _parameters(activation):
    return {activation.default, activation.parameter.maximum} if activation.parameter else {0.0}


@every("activation", ACTIVATIONS.values())
def test_compiled_function_and_slope_agree_with_numpy(activation):
    for p in _parameters(activation):
        expected, a = activation.f(Z, p), _forward(activation, p, Z)
        _check(a, expected, max(p, 1.0))
        slopes, _ = _backward(activation, p, Z, a, np.ones_like(Z))
        _check(slopes, activation.df(Z, expected, p), max(p, 1.0))


@pytest.mark.parametrize("activation", [a for a in ACTIVATIONS.values() if a.learned], ids=lambda a: a.key)
def test_compiled_slope_by_a_learned_parameter_agrees_with_numpy(activation):
    first = np.eye(1, VECTOR_WIDTH).ravel()  # an error for one unit only, as the loop sums over them
    for p in _parameters(activation):
        a = _forward(activation, p, Z)
        fours = zip(
            np.repeat(Z, VECTOR_WIDTH).reshape(-1, VECTOR_WIDTH),
            np.repeat(a, VECTOR_WIDTH).reshape(-1, VECTOR_WIDTH),
            strict=True,
        )
        actual = np.array([_backward(activation, p, z, its, first)[1] for z, its in fours])
        _check(actual, activation.learned(Z, activation.f(Z, p), p), max(p, 1.0))
