"""Slopes of every activation against central differences, in z and in what is learned, and at kinks by convention."""

import numpy as np
import pytest

from nn_core import ACTIVATIONS
from tests.cases import every
from tests.core.activation_cases import CASES


@every(("activation", "p"), [case for case in CASES if case.id != "step-1"])  # which is made up
def test_slope_agrees_with_central_differences_away_from_kinks(activation, p):
    h = 1e-4
    z = np.concatenate([np.arange(-400, 401) / 100.0 + 0.003, [-900.0, -80.0, -20.0, 20.0, 80.0, 900.0]])
    z = z[[all(abs(value - kink) > 4 * h for kink in activation.facts_at(p).kinks) for value in z]]
    near, far = (activation.f(z + step, p) - activation.f(z - step, p) for step in (h, 2 * h))
    measured = (8 * near - far) / (12 * h)  # Richardson's: the error is h⁴ of the fifth derivative
    slope = activation.df(z, activation.f(z, p), p)
    # relative; where the slope has all but vanished (or the value is large) rounding sets the limit
    scale = np.maximum(np.abs(measured), np.where(np.abs(z) > 4.1, 1.0, 1e-4))
    assert np.max(np.abs(slope - measured) / scale) < 1e-6


def _moved(p, index, step):
    """p with one of its numbers moved."""
    if not isinstance(p, tuple):
        return p + step
    return tuple(value + step * (place == index) for place, value in enumerate(p))


@pytest.mark.parametrize("activation", [a for a in ACTIVATIONS.values() if a.learned], ids=lambda a: a.key)
def test_slopes_in_learned_parameters_agree_with_central_differences(activation):
    z, h = np.linspace(-5.0, 5.0, 1001), 1e-6
    for p in map(activation.starting, (-0.7, 0.1, 0.25, 0.9)):  # a learned parameter may become negative
        slopes = activation.learned.slopes(z, activation.f(z, p), p)
        narrow = activation.learned.slopes(z.astype(np.float32), z.astype(np.float32), p)
        assert len(slopes) == len(narrow) == len(activation.learns)
        for index, (slope, its) in enumerate(zip(slopes, narrow, strict=True)):
            measured = (activation.f(z, _moved(p, index, h)) - activation.f(z, _moved(p, index, -h))) / (2 * h)
            np.testing.assert_allclose(slope, measured, atol=1e-8)
            assert its.dtype == np.float32
            assert np.any(slope)


@pytest.mark.parametrize("activation", [a for a in ACTIVATIONS.values() if a.learned], ids=lambda a: a.key)
def test_slopes_in_learned_parameters_are_finite_wherever_z_is(activation):
    z = np.array([-1e30, -1e9, -1e3, 0.0, 1e3, 1e9, 1e30])
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        for slope in activation.learned.slopes(z, activation.f(z, activation.default), activation.default):
            assert np.isfinite(slope).all()


@every(
    ("key", "p", "slope"),
    [
        ("relu", 0.0, 0.0),
        ("noisy-relu", 0.5, 0.0),
        ("squared-relu", 0.0, 0.0),
        ("step", 0.0, 0.0),
        ("leaky-relu", 0.2, 0.2),
        ("leaky-relu", 0.0, 0.0),
        ("prelu", 0.6, 0.6),
        ("elu", 3.0, 3.0),
        ("celu", 3.0, 1.0),
        ("rrelu", 0.0, 11 / 48),
        ("relu6", 0.0, 0.0),
        ("threshold", 0.0, 0.0),
        ("hardshrink", 0.25, 0.0),
    ],
)
@every("zero", [0.0, -0.0])
def test_slope_at_the_kink_follows_the_convention(key, p, slope, zero):
    z = np.array([zero])
    assert ACTIVATIONS[key].df(z, ACTIVATIONS[key].f(z, p), p)[0] == slope
