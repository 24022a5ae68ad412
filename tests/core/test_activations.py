"""Every activation function: values, slopes, range, kinks, and no overflow anywhere.

What the registry says of a function is measured here, so an entry added to ACTIVATIONS is tested by being there
(and asks for one line in KNOWN, worked out by hand).
"""

import numpy as np
import pytest

from nn_core import ACTIVATIONS


def _parameters(activation):
    p = activation.parameter
    return [p.minimum, p.default, p.maximum] if p else [0.0]


def _default(activation):
    return activation.parameter.default if activation.parameter else 0.0


CASES = [pytest.param(a, p, id=f"{a.key}-{p:g}") for a in ACTIVATIONS.values() for p in _parameters(a)]
ENTRIES = [pytest.param(a, id=a.key) for a in ACTIVATIONS.values()]
WIDE = np.linspace(-1000.0, 1000.0, 40_001)  # holds 0

# key: [(z, parameter, f(z), f'(z))], worked out without the core; the first z of each is where a kink is or could be
KNOWN = {
    "linear": [(0.0, 1.0, 0.0, 1.0), (3.0, 1.0, 3.0, 1.0), (-2.0, 0.5, -1.0, 0.5)],
    "step": [(0.0, 0.0, 0.0, 0.0), (1e-9, 0.0, 1.0, 0.0), (-1e-9, 0.0, 0.0, 0.0), (7.0, 0.0, 1.0, 0.0)],
    "sigmoid": [
        (0.0, 0.0, 0.5, 0.25),
        (1.0, 0.0, 0.7310585786300049, 0.19661193324148185),
        (-2.0, 0.0, 0.11920292202211755, 0.10499358540350652),
    ],
    "tanh": [(0.0, 0.0, 0.0, 1.0), (0.5, 0.0, 0.46211715726000973, 0.7864477329659274)],
    "relu": [(0.0, 0.0, 0.0, 0.0), (2.5, 0.0, 2.5, 1.0), (-2.5, 0.0, 0.0, 0.0)],
    "leaky-relu": [
        (0.0, 0.01, 0.0, 0.01),
        (0.0, 0.3, 0.0, 0.3),
        (2.5, 0.01, 2.5, 1.0),
        (-2.5, 0.01, -0.025, 0.01),
        (-2.0, 0.0, 0.0, 0.0),
    ],
    "elu": [
        (0.0, 1.0, 0.0, 1.0),
        (0.0, 2.0, 0.0, 2.0),
        (0.5, 2.0, 0.5, 1.0),
        (-1.0, 1.0, -0.6321205588285577, 0.36787944117144233),
        (-1.0, 2.0, -1.2642411176571153, 0.7357588823428847),
    ],
    "selu": [
        (0.0, 0.0, 0.0, 1.7580993408473768),
        (1.0, 0.0, 1.0507009873554805, 1.0507009873554805),
        (-1.0, 0.0, -1.1113307378125625, 0.6467686030348143),
    ],
    "softplus": [
        (0.0, 0.0, 0.6931471805599453, 0.5),
        (1.0, 0.0, 1.3132616875182228, 0.7310585786300049),
        (-2.0, 0.0, 0.1269280110429726, 0.11920292202211755),
    ],
    "swish": [
        (0.0, 1.0, 0.0, 0.5),
        (1.0, 1.0, 0.7310585786300049, 0.9276705118714867),
        (-2.0, 1.0, -0.2384058440442351, -0.0907842487848955),
        (1.0, 2.0, 0.8807970779778824, 0.8807970779778824 + 2.0 * 0.10499358540350652),
        (3.0, 0.0, 1.5, 0.5),
    ],
}


def test_every_registered_activation_has_values_worked_out_by_hand():
    assert set(ACTIVATIONS) - set(KNOWN) == set()


@pytest.mark.parametrize(
    ("key", "z", "p", "value", "slope"), [(key, *row) for key, rows in KNOWN.items() for row in rows]
)
def test_value_and_slope_are_those_worked_out_by_hand(key, z, p, value, slope):
    activation = ACTIVATIONS[key]
    z = np.array([z])
    a = activation.f(z, p)
    assert a[0] == pytest.approx(value, rel=1e-12, abs=1e-15)
    assert activation.df(z, a, p)[0] == pytest.approx(slope, rel=1e-12, abs=1e-15)


@pytest.mark.parametrize(("activation", "p"), CASES)
def test_slope_agrees_with_central_differences_away_from_kinks(activation, p):
    h = 1e-5
    z = np.concatenate([np.arange(-400, 401) / 100.0 + 0.003, [-900.0, -80.0, -20.0, 20.0, 80.0, 900.0]])
    z = z[[all(abs(value - kink) > 2 * h for kink in activation.kinks) for value in z]]
    measured = (activation.f(z + h, p) - activation.f(z - h, p)) / (2 * h)
    slope = activation.df(z, activation.f(z, p), p)
    # relative; where the slope has all but vanished (or the value is large) rounding sets the limit
    scale = np.maximum(np.abs(measured), np.where(np.abs(z) > 4.1, 1.0, 1e-4))
    assert np.max(np.abs(slope - measured) / scale) < 1e-6


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize(("activation", "p"), CASES)
def test_neither_overflow_nor_nan_between_minus_and_plus_1000(activation, p, dtype):
    z = WIDE.astype(dtype)
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        a = activation.f(z, p)
        slope = activation.df(z, a, p)
    assert np.isfinite(a).all()
    assert np.isfinite(slope).all()
    assert a.dtype == slope.dtype == dtype
    assert a.shape == slope.shape == z.shape


@pytest.mark.parametrize(("activation", "p"), CASES)
def test_float32_agrees_with_float64(activation, p):
    z = np.linspace(-20.0, 20.0, 4001)
    a, narrow = activation.f(z, p), activation.f(z.astype(np.float32), p)
    np.testing.assert_allclose(narrow, a, rtol=1e-5, atol=1e-5)
    slope = activation.df(z.astype(np.float32), narrow, p)
    np.testing.assert_allclose(slope, activation.df(z, a, p), rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("activation", ENTRIES)
def test_infimum_and_supremum_bound_the_values_and_are_approached(activation):
    far = np.array([-1e9, 1e9])
    a = activation.f(np.concatenate([WIDE, np.linspace(-10.0, 10.0, 200_001), far]), _default(activation))
    assert activation.infimum < activation.supremum
    assert a.min() >= activation.infimum - 1e-12
    assert a.max() <= activation.supremum + 1e-12
    assert a.min() < (activation.infimum + 1e-6 if np.isfinite(activation.infimum) else -1e6)
    assert a.max() > (activation.supremum - 1e-6 if np.isfinite(activation.supremum) else 1e6)


@pytest.mark.parametrize("activation", ENTRIES)
def test_monotonic_is_said_of_those_and_only_those_that_never_fall(activation):
    a = activation.f(np.linspace(-50.0, 50.0, 100_001), _default(activation))
    assert bool(np.all(np.diff(a) >= -1e-12)) == activation.monotonic


def _measured_kinks(activation, p):
    """Where the slope jumps, from values of f alone: two neighbouring difference quotients that do not match."""
    d = 1e-3
    z = np.arange(-8000, 8001) * d
    jump = np.abs(np.diff(np.diff(activation.f(z, p)) / d))  # a bend of curvature c makes c * d of it
    return z[1:-1][jump > 0.04]


@pytest.mark.parametrize("activation", ENTRIES)
def test_every_kink_named_is_one_and_no_other_exists(activation):
    measured = np.concatenate([_measured_kinks(activation, p) for p in _parameters(activation)])
    for kink in activation.kinks:
        assert np.any(np.abs(measured - kink) < 1.5e-3), f"no kink at {kink}"
    for z in measured:
        assert any(abs(z - kink) < 1.5e-3 for kink in activation.kinks), f"there is a kink at {z}"


@pytest.mark.parametrize(
    ("key", "p", "slope"),
    [("relu", 0.0, 0.0), ("step", 0.0, 0.0), ("leaky-relu", 0.2, 0.2), ("leaky-relu", 0.0, 0.0), ("elu", 3.0, 3.0)],
)
@pytest.mark.parametrize("zero", [0.0, -0.0])
def test_slope_at_the_kink_follows_the_convention(key, p, slope, zero):
    z = np.array([zero])
    assert ACTIVATIONS[key].df(z, ACTIVATIONS[key].f(z, p), p)[0] == slope


@pytest.mark.parametrize("activation", [a for a in ACTIVATIONS.values() if a.parameter], ids=lambda a: a.key)
def test_parameter_has_a_sensible_range_and_makes_a_difference(activation):
    p = activation.parameter
    assert p.minimum < p.maximum
    assert p.minimum <= p.default <= p.maximum
    assert 0.0 < p.step <= p.maximum - p.minimum
    z = np.array([-2.0, -0.5, 0.5, 2.0])
    assert not np.allclose(activation.f(z, p.minimum), activation.f(z, p.maximum))


def test_tanh_is_a_stretched_sigmoid():
    z = np.linspace(-10.0, 10.0, 2001)
    doubled = 2.0 * ACTIVATIONS["sigmoid"].f(2.0 * z, 0.0) - 1.0
    np.testing.assert_allclose(ACTIVATIONS["tanh"].f(z, 0.0), doubled, atol=1e-15)


def test_softplus_and_swish_approach_relu_far_from_zero():
    z = np.array([-60.0, 60.0])
    relu = ACTIVATIONS["relu"].f(z, 0.0)
    np.testing.assert_allclose(ACTIVATIONS["softplus"].f(z, 0.0), relu, atol=1e-12)
    np.testing.assert_allclose(ACTIVATIONS["swish"].f(z, 1.0), relu, atol=1e-12)
