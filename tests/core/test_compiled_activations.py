"""Every activation function within the compiled loops that training calls, against the same function in NumPy."""

import ctypes

import numpy as np
import pytest

from nn_core import ACTIVATIONS
from nn_core.compiled.functions import backward_loop, forward_loop
from nn_core.compiled.library import library
from nn_core.compiled.plan import VECTOR_WIDTH
from tests.cases import every

_POINTER, _COUNT, _NUMBER = ctypes.c_void_p, ctypes.c_ssize_t, ctypes.c_double
_FORWARD = ctypes.CFUNCTYPE(None, _NUMBER, *[_POINTER] * 3, *[_COUNT] * 4, *[_POINTER] * 3)
_BACKWARD = ctypes.CFUNCTYPE(None, _NUMBER, _POINTER, _COUNT, _POINTER, _COUNT, _COUNT, *[_POINTER] * 5)

Z = np.concatenate([np.linspace(-40.0, 40.0, 8_001), np.linspace(-1000.0, 1000.0, 1_999), np.zeros(4)])


def _learned(activation, p, width):
    """What a layer has learned, as it lies in memory: for each parameter four numbers, or a row of them."""
    if not activation.learned:
        return np.empty(0)
    row = np.ones(width) if activation.learned.per_unit else np.eye(1, VECTOR_WIDTH)[0]
    return np.concatenate([value * row for value in np.reshape(p, -1)])


def _forward(activation, p, z):
    """f(z), of a layer with one row and no inputs, where z is what the biases are; then comes what is learned."""
    sums, a, biases = np.empty_like(z), np.empty_like(z), np.append(z, _learned(activation, p, len(z)))
    address = library().address("forward", activation.f, False) if activation.coupled else forward_loop(activation)
    told = 0.0 if activation.learned else p
    given = (None, 0, 0, 1, len(z), None, sums.ctypes.data, a.ctypes.data)
    _FORWARD(address)(told, None, biases.ctypes.data, *given)
    np.testing.assert_array_equal(sums, z)
    return a


def _backward(activation, p, z, a, errors):
    """(f'(z) times the errors, for each parameter the sum of them times df/dp), under a layer that hands them back."""
    weights, one = np.zeros((len(z), VECTOR_WIDTH)), np.eye(1, VECTOR_WIDTH)
    weights[:, 0] = errors
    learned = _learned(activation, p, len(z))
    memory, slopes, e = np.append(learned, weights), np.empty_like(learned), np.empty_like(z)
    address = library().address("backward", activation.df, False) if activation.coupled else backward_loop(activation)
    told = 0.0 if activation.learned else p
    given = (array.ctypes.data for array in (slopes, z, a, e))
    after = memory.ctypes.data + learned.nbytes
    _BACKWARD(address)(told, after, VECTOR_WIDTH, one.ctypes.data, 1, len(z), None, *given)
    return e, slopes.reshape(len(activation.learns), -1).sum(axis=1) if activation.learned else ()


def _check(actual, expected, largest_factor):
    # Near 0 an error is one of what was summed, such as 1 - a^2, times the z or parameter beside it; see test_tails.py.
    allowed = 1e-13 * np.abs(expected) + np.finfo(float).eps * np.maximum(np.abs(Z), 1.0) * largest_factor
    assert np.all(np.abs(actual - expected) <= allowed)


def _parameters(activation):
    parameter = activation.parameter
    return {activation.starting(p) for p in (parameter.default, parameter.maximum)} if parameter else {0.0}


@every("activation", ACTIVATIONS.values())
def test_compiled_function_and_slope_agree_with_numpy(activation):
    for p in _parameters(activation):
        expected, a = activation.f(Z, p), _forward(activation, p, Z)
        _check(a, expected, np.max(np.append(p, 1.0)))
        slopes, _ = _backward(activation, p, Z, a, np.ones_like(Z))
        _check(slopes, activation.df(Z, expected, p), np.max(np.append(p, 1.0)))


@pytest.mark.parametrize("activation", [a for a in ACTIVATIONS.values() if a.learned], ids=lambda a: a.key)
def test_compiled_slopes_by_learned_parameters_agree_with_numpy(activation):
    first = np.eye(1, VECTOR_WIDTH).ravel()  # an error for one unit only, as the loop sums over them
    some = Z[::9]
    for p in _parameters(activation):
        a = activation.f(some, p)
        fours = zip(
            np.repeat(some, VECTOR_WIDTH).reshape(-1, VECTOR_WIDTH), np.repeat(a, 4).reshape(-1, 4), strict=True
        )
        actual = np.array([_backward(activation, p, z, its, first)[1] for z, its in fours])
        for slopes, expected in zip(actual.T, activation.learned.slopes(some, a, p), strict=True):
            np.testing.assert_allclose(slopes, expected, rtol=1e-13, atol=1e-13 * np.abs(some).max())
