"""Every activation function is finite wherever a run can come, alike in both precisions, and what its family says.

An entry added to ACTIVATIONS is tested by being there. Values worked out by hand are in test_activation_values.py,
slopes in test_activation_slopes.py; what the registry says of a function is measured in test_activation_facts.py.
"""

import numpy as np
import pytest

from nn_core import ACTIVATIONS
from tests.cases import every
from tests.core.activation_cases import CASES

PARAMETRIC = [pytest.param(a, id=a.key) for a in ACTIVATIONS.values() if a.parameter]
WIDE = np.linspace(-1000.0, 1000.0, 40_001)  # holds 0


@every(("activation", "p"), CASES)
def test_what_a_run_can_reach_gives_finite_numbers(activation, p):
    """Up to 1e9 and beyond, where squares, cubes and exponentials would long have been too large."""
    z = np.array([-1e100, -1e30, -1e9, -1e3, 1e3, 1e9, 1e30, 1e100])
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        a = activation.f(z, p)
        slope = activation.df(z, a, p)
    assert np.isfinite(a).all()
    assert np.isfinite(slope).all()


@every("dtype", [np.float32, np.float64])
@every(("activation", "p"), CASES)
def test_neither_overflow_nor_nan_between_minus_and_plus_1000(activation, p, dtype):
    z = WIDE.astype(dtype)
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        a = activation.f(z, p)
        slope = activation.df(z, a, p)
    assert np.isfinite(a).all()
    assert np.isfinite(slope).all()
    assert a.dtype == slope.dtype == dtype
    assert a.shape == slope.shape == z.shape


@every(("activation", "p"), CASES)
def test_float32_agrees_with_float64(activation, p):
    narrow = np.linspace(-20.0, 20.0, 4001).astype(np.float32)
    z = narrow.astype(np.float64)  # so that only the roundings inside of f are seen, not that of z
    omega = activation.omega(p)  # of a wave the product with z is rounded, too
    a = activation.f(z, p)
    np.testing.assert_allclose(activation.f(narrow, p), a, rtol=1e-5, atol=1e-5 * omega)
    slope = activation.df(narrow, activation.f(narrow, p), p)
    np.testing.assert_allclose(slope, activation.df(z, a, p), rtol=1e-4, atol=2e-5 * omega**2)


@every("activation", PARAMETRIC)
def test_parameter_has_a_sensible_range_and_makes_a_difference(activation):
    p = activation.parameter
    assert p.minimum < p.maximum
    assert p.minimum <= p.default <= p.maximum
    assert 0.0 < p.step <= p.maximum - p.minimum
    z = np.array([-2.0, -0.5, 0.5, 2.0])
    ends = [
        np.append(a := activation.f(z, value), activation.df(z, a, value))
        for value in map(activation.starting, (p.minimum, p.maximum))
    ]
    of_pieces = activation.coupled is not None and activation.coupled.learns_shape
    assert np.allclose(*ends) == (activation.noise or of_pieces)  # which f itself knows nothing of


def test_tanh_is_a_stretched_sigmoid():
    z = np.linspace(-10.0, 10.0, 2001)
    doubled = 2.0 * ACTIVATIONS["sigmoid"].f(2.0 * z, 0.0) - 1.0
    np.testing.assert_allclose(ACTIVATIONS["tanh"].f(z, 0.0), doubled, atol=1e-15)


def test_softplus_and_swish_approach_relu_far_from_zero():
    z = np.array([-60.0, 60.0])
    relu = ACTIVATIONS["relu"].f(z, 0.0)
    np.testing.assert_allclose(ACTIVATIONS["softplus"].f(z, 0.0), relu, atol=1e-12)
    np.testing.assert_allclose(ACTIVATIONS["swish"].f(z, 1.0), relu, atol=1e-12)


def test_families_hold_the_functions_they_generalize():
    z = np.linspace(-30.0, 30.0, 2001)

    def f(key, p=0.0):
        return ACTIVATIONS[key].f(z, p)

    np.testing.assert_allclose(f("generalised-logistic", 1.0), f("sigmoid"), atol=1e-15)
    np.testing.assert_allclose(f("algebraic", 1.0), z / (1.0 + np.abs(z)), rtol=1e-14)
    np.testing.assert_allclose(f("algebraic", 2.0), z / np.sqrt(1.0 + z * z), rtol=1e-14)
    np.testing.assert_array_equal(f("leaky-relu", 0.0), f("relu"))
    np.testing.assert_array_equal(f("noisy-relu", 1.0), f("relu"))
    np.testing.assert_array_equal(f("squared-relu"), f("relu") ** 2)
    np.testing.assert_allclose(f("softsign"), f("algebraic", 1.0), rtol=1e-14)
    np.testing.assert_array_equal(f("celu", 1.0), f("elu", 1.0))
    np.testing.assert_array_equal(f("log-sigmoid"), -ACTIVATIONS["softplus"].f(-z, 0.0))
    np.testing.assert_array_equal(f("threshold", 0.0), f("relu"))
    np.testing.assert_allclose(f("hard-swish"), z * f("hard-sigmoid"), rtol=1e-15)
    np.testing.assert_array_equal(f("sparse-sigmoid"), ACTIVATIONS["sparse-plus"].df(z, f("sparse-plus"), 0.0))
    np.testing.assert_allclose(f("gelu-tanh"), f("gelu"), atol=5e-4)
    np.testing.assert_allclose(f("gudermannian"), np.arcsin(f("tanh")), atol=1e-7)  # arcsin is steep at 1


def test_gelu_in_the_left_tail_is_tiny_and_never_nonsense():
    gelu, z = ACTIVATIONS["gelu"], np.array([-30.0, -100.0, -1000.0])
    a = gelu.f(z, 0.0)
    slope = gelu.df(z, a, 0.0)
    assert a[0] == pytest.approx(-1.472014178144456e-196, rel=1e-12)
    assert slope[0] == pytest.approx(-4.416031690708495e-195, rel=1e-12)
    assert not np.any(a[1:])
    assert not np.any(slope[1:])
