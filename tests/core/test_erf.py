"""The error function and the normal distribution, against the C library's and SciPy's."""

import math

import numpy as np
import pytest
from scipy import special

from nn_core.common.erf import erf, normal, normal_density

EDGES = np.array([0.84375, 4.0, 0.84375 * 2.0**0.5, 4.0 * 2.0**0.5])  # where one approximation follows another
SIZES = (1e-300, 1e-9, 1e-3, 0.5, 1.0, 3.0, 10.0)
DENSE = np.concatenate(
    [
        *(np.random.default_rng(0).uniform(-size, size, 20_000) for size in SIZES),
        *(side * np.nextafter(EDGES, way) for side in (-1.0, 1.0) for way in (0.0, EDGES, 9.0)),
    ]
)


def test_erf_is_right_to_2_units_in_the_last_place():
    exact = np.array([math.erf(x) for x in DENSE])  # right to less than one unit itself
    assert np.max(np.abs(erf(DENSE) - exact) / np.spacing(np.abs(exact))) <= 2
    np.testing.assert_allclose(erf(DENSE), special.erf(DENSE), rtol=5e-16)


def test_erf_is_odd_and_goes_to_1():
    np.testing.assert_array_equal(erf(-DENSE), -erf(DENSE))
    assert erf(np.array([-1000.0, 0.0, 6.0, 1000.0])).tolist() == [-1.0, 0.0, 1.0, 1.0]


def test_erf_in_32_bits():
    narrow = DENSE.astype(np.float32)
    assert erf(narrow).dtype == np.float32
    np.testing.assert_allclose(erf(narrow), special.erf(narrow.astype(float)), rtol=3e-7, atol=1e-40)


def test_normal_distribution_is_right_in_the_tail_too():
    assert np.max(np.abs(normal(DENSE) - special.ndtr(DENSE))) < 3e-16
    z = np.linspace(-37.0, 0.0, 10_001)
    # z^2 / 2 is rounded before the exponential is taken of it
    exact = 0.5 * special.erfcx(-z * 0.5**0.5) * np.exp(-np.longdouble(0.5) * z * z).astype(float)
    assert np.max(np.abs(normal(z) / exact - 1.0) / (8.0 + z * z / 2)) < np.finfo(float).eps


def test_density_is_that_of_the_standard_normal_distribution():
    z = np.linspace(-6.0, 6.0, 1001)
    measured = (special.ndtr(z + 1e-5) - special.ndtr(z - 1e-5)) / 2e-5
    np.testing.assert_allclose(normal_density(z), measured, atol=1e-10)
    assert np.trapezoid(normal_density(z), z) == pytest.approx(1.0, abs=1e-8)
