"""Every activation function, compiled for vectors, against the same function in NumPy."""

import ctypes

import numpy as np
import pytest

from nn_core import ACTIVATIONS
from nn_core.compiled.library import library

_POINTER = ctypes.c_void_p
_TOLL = ctypes.CFUNCTYPE(None, _POINTER, _POINTER, _POINTER, _POINTER, ctypes.c_ssize_t, ctypes.c_double)


def _of_one_number(function, *arguments):
    """Function(z, ...) as the derivative of a penalty, which is the way to call compiled functions of one number."""
    if len(arguments) == 1:
        (p,) = arguments
        return lambda z: function(z, p)
    f, p = arguments
    return lambda z: function(z, f(z, p), p)


def _compiled(function, z):
    w = z.copy()
    nothing, all_ones = np.zeros_like(w), np.ones_like(w)
    arrays = (array.ctypes.data for array in (w, nothing, all_ones, nothing))
    _TOLL(library().address("toll", function, False))(*arrays, len(w), -1.0)
    return w


def _agree(function, z, largest_factor):
    expected, actual = function(z), _compiled(function, z)
    # Near 0 an error is one of what was summed, such as 0.5 + 0.5 tanh, times the z or parameter beside it.
    allowed = 1e-13 * np.abs(expected) + np.finfo(float).eps * np.maximum(np.abs(z), 1.0) * largest_factor
    assert np.all(np.abs(actual - expected) <= allowed)


@pytest.mark.parametrize("part", ["f", "df", "learned"])
@pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=lambda a: a.key)
def test_compiled_function_agrees_with_numpy(activation, part):
    function = getattr(activation, part)
    z = np.concatenate([np.linspace(-40.0, 40.0, 8_001), np.linspace(-1000.0, 1000.0, 1_999), np.zeros(4)])
    for p in {activation.default, activation.parameter.maximum} if activation.parameter else [0.0]:
        if part == "f":
            _agree(_of_one_number(function, p), z, max(p, 1.0))
        elif function:
            _agree(_of_one_number(function, activation.f, p), z, max(p, 1.0))
