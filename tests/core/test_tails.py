"""f and f' of every activation function keep their digits wherever they are tiny, in NumPy and compiled."""

import numpy as np
import pytest
from exact import EXACT, exactly

from nn_core import ACTIVATIONS
from tests.cases import every
from tests.core.test_compiled_activations import _backward, _forward

DIGITS = 3e-13  # of the exponentials of large numbers: an argument of 700, rounded, is as much
LEAST = 1e-300  # what is smaller is as good as 0: compiled, e^z is 0 below -707
ROUNDING = np.finfo(float).eps

# These slopes come from a, which is why they cost next to nothing. Where a has been rounded to 1 (or -1), they are 0.
FROM_A = {"sigmoid": 1.0, "glu": 1.0, "tanh": 2.0, "dynamic-tanh": 6.0, "softmax": 1.0}


def _points():
    generator = np.random.default_rng(0)
    sizes = [1e-300, 1e-12, 1e-6, 1e-3, 0.1, 1.0, 3.0, 10.0, 20.0, 40.0, 100.0, 300.0, 745.0]
    drawn = [generator.uniform(-size, size, 3) for size in sizes]
    named = [
        -745.0,
        -700.0,
        -40.0,
        -39.7,
        -37.5,
        -36.0,
        -20.0,
        -1.0,
        -0.5,
        0.0,
        0.5,
        1.0,
        34.0,
        36.0,
        40.0,
        745.0,
        5e-9,
    ]
    return np.concatenate([*drawn, named])


Z = _points()
assert len(Z) % 4 == 0

CASES = [
    pytest.param(key, p, id=f"{key}-{p:g}")
    for key, activation in ACTIVATIONS.items()
    for p in sorted(
        {activation.parameter.default, activation.parameter.minimum, activation.parameter.maximum}
        if activation.parameter
        else {0.0}
    )
]


def _check(actual, expected, allowed=0.0):
    error = np.abs(actual - expected)
    bad = error > DIGITS * np.abs(expected) + np.maximum(LEAST, allowed)
    assert not bad.any(), list(zip(Z[bad], actual[bad], expected[bad], strict=True))


def test_every_function_of_the_registry_is_written_down_exactly():
    assert set(EXACT) == set(ACTIVATIONS)


@pytest.mark.rest
@every(("key", "p"), CASES)
def test_values_and_slopes_have_all_their_digits(key, p):
    activation, (f, df) = ACTIVATIONS[key], EXACT[key]
    values, slopes = (np.array([exactly(function, z, p) for z in Z.tolist()]) for function in (f, df))
    if key == "maxout":
        slopes[Z == 0.0] = -1.0
    rounded = np.where(np.abs(values) > 0.5, ROUNDING * FROM_A.get(key, 0.0) / (p if key == "softmax" else 1.0), 0.0)
    with np.errstate(under="ignore"):
        p = activation.starting(p)
        a = activation.f(Z, p)
        _check(a, values)
        _check(activation.df(Z, a, p), slopes, rounded)
    if not activation.coupled:
        a = _forward(activation, p, Z)
        _check(a, values)
        _check(_backward(activation, p, Z, a, np.ones_like(Z))[0], slopes, rounded)


def test_the_left_tails_that_were_wrong():
    """Sigmoid was 30 % off at -36 and 0 at -40; mish' had the wrong sign at -39.7."""
    z = np.array([-36.0, -40.0, -39.7, -700.0])
    f = {key: ACTIVATIONS[key].f(z, ACTIVATIONS[key].default) for key in ("sigmoid", "swish", "mish", "softplus")}
    np.testing.assert_allclose(f["sigmoid"], np.exp(z), rtol=1e-13)
    np.testing.assert_allclose(f["swish"], z * np.exp(z), rtol=1e-13)
    np.testing.assert_allclose(f["mish"], z * np.exp(z), rtol=1e-13)
    np.testing.assert_allclose(f["softplus"], np.exp(z), rtol=1e-13)
    np.testing.assert_allclose(ACTIVATIONS["mish"].df(z, f["mish"], 0.0), (1.0 + z) * np.exp(z), rtol=1e-13)
    np.testing.assert_allclose(ACTIVATIONS["swish"].df(z, f["swish"], 1.0), (1.0 + z) * np.exp(z), rtol=1e-13)


def test_a_hidden_softmax_of_two_has_the_tail_of_a_sigmoid():
    z = np.array([[-36.0, 0.0], [-700.0, 0.0], [0.0, -36.0]])
    shares = ACTIVATIONS["softmax"].coupled.forward(z, 1.0)
    np.testing.assert_allclose(shares[:, 0], ACTIVATIONS["softmax"].f(z[:, 0] - z[:, 1], 1.0), rtol=1e-13)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_sigmoid_stays_in_its_precision_and_says_what_is_not_a_number(dtype):
    z = np.array([-np.inf, -1000.0, 0.0, 1000.0, np.inf, np.nan], dtype=dtype)
    with np.errstate(under="ignore"):
        a = ACTIVATIONS["sigmoid"].f(z, 0.0)
    assert a.dtype == dtype
    np.testing.assert_array_equal(a, np.array([0.0, 0.0, 0.5, 1.0, 1.0, np.nan], dtype=dtype))
