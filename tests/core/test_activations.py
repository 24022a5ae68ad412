"""Every activation function: values, slopes, and no overflow anywhere.

An entry added to ACTIVATIONS is tested by being there (and asks for one line in KNOWN, worked out by hand). What
the registry says of a function is measured in test_activation_facts.py. Of a layer with coupled units this is about
the function that pictures it, see ``Coupled``.
"""

import numpy as np
import pytest

from nn_core import ACTIVATIONS
from tests.cases import every


def _parameters(activation):
    p = activation.parameter
    return [p.minimum, p.default, p.maximum] if p else [0.0]


CASES = [pytest.param(a, a.starting(p), id=f"{a.key}-{p:g}") for a in ACTIVATIONS.values() for p in _parameters(a)]
PARAMETRIC = [pytest.param(a, id=a.key) for a in ACTIVATIONS.values() if a.parameter]
WIDE = np.linspace(-1000.0, 1000.0, 40_001)  # holds 0

STRAIGHT_THROUGH = [
    (0.0, 1.0, 0.0, 1.0),
    (1.0, 1.0, 1.0, 1.0),
    (-1.0, 1.0, 0.0, 1.0),
    (1.001, 1.0, 1.0, 0.0),
    (-1.001, 1.0, 0.0, 0.0),
]
# key: [(z, parameter, f(z), f'(z))], worked out without the core; the first z of each is where a kink is or could be
KNOWN = {
    "linear": [(0.0, 1.0, 0.0, 1.0), (3.0, 1.0, 3.0, 1.0), (-2.0, 0.5, -1.0, 0.5)],
    "step": [
        (0.0, 0.0, 0.0, 0.0),
        (1e-9, 0.0, 1.0, 0.0),
        (-1e-9, 0.0, 0.0, 0.0),
        (7.0, 0.0, 1.0, 0.0),
        *STRAIGHT_THROUGH,
    ],
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
    "arctan": [
        (0.0, 0.0, 0.0, 1.0),
        (1.0, 0.0, 0.7853981633974483, 0.5),
        (-2.5, 0.0, -1.1902899496825317, 0.13793103448275862),
    ],
    "gudermannian": [
        (0.0, 0.0, 0.0, 1.0),
        (1.0, 0.0, 0.8657694832396586, 0.6480542736638853),
        (-3.0, 0.0, -1.4713043411171927, 0.0993279274194332),
    ],
    "erf": [
        (0.0, 0.0, 0.0, 1.1283791670955126),
        (0.5, 0.0, 0.5204998778130465, 0.8787825789354448),
        (-1.2, 0.0, -0.9103139782296353, 0.26734434700353915),
        (3.0, 0.0, 0.9999779095030014, 0.00013925305194674786),
        (5.0, 0.0, 0.9999999999984626, 1.5670866531017336e-11),
    ],
    "generalised-logistic": [
        (0.0, 1.0, 0.5, 0.25),
        (0.0, 2.0, 0.25, 0.25),
        (1.5, 5.0, 0.36528902482395953, 0.3331902084711196),
        (-2.0, 0.5, 0.3452577617116197, 0.1520510138323893),
        (-30.0, 0.1, 0.049787068367863466, 0.004978706836785881),
    ],
    "algebraic": [
        (0.0, 2.0, 0.0, 1.0),
        (0.0, 1.0, 0.0, 1.0),
        (0.0, 8.0, 0.0, 1.0),
        (1.0, 2.0, 0.7071067811865476, 0.3535533905932738),
        (-2.0, 2.0, -0.8944271909999159, 0.08944271909999159),
        (-3.0, 1.0, -0.75, 0.0625),
        (0.5, 3.0, 0.4807498567691361, 0.8546664120340198),
        (2.0, 8.0, 0.9995127886740456, 0.001944577409871684),
        (1000.0, 8.0, 1.0, 1e-27),
    ],
    "prelu-per-unit": [(2.5, 0.25, 2.5, 1.0), (-2.0, 0.25, -0.5, 0.25)],
    "learned-elu": [(2.5, 1.0, 2.5, 1.0), (-1.0, 0.5, -0.31606027941427883, 0.18393972058572117)],
    "learned-swish": [(0.0, 1.0, 0.0, 0.5), (-1.0, 0.0, -0.5, 0.5), (1.0, 1.0, 0.7310585786300049, 0.9276705118714869)],
    "star-relu": [
        (-2.0, (0.5, -0.25), -0.25, 0.0),
        (0.0, (0.5, -0.25), -0.25, 0.0),
        (3.0, (0.5, -0.25), 4.25, 3.0),
        (1.0, (-1.0, 2.0), 1.0, -2.0),
    ],
    "dynamic-tanh": [(0.0, 0.5, 0.0, 0.5), (2.0, 0.5, 0.7615941559557649, 0.20998717080701307)],
    "prelu": [(0.0, 0.25, 0.0, 0.25), (2.5, 0.25, 2.5, 1.0), (-2.0, 0.25, -0.5, 0.25), (-2.0, 1.0, -2.0, 1.0)],
    "noisy-relu": [(0.0, 0.1, 0.0, 0.0), (2.5, 0.1, 2.5, 1.0), (-2.5, 1.0, 0.0, 0.0)],
    "gelu": [
        (0.0, 0.0, 0.0, 0.5),
        (1.0, 0.0, 0.8413447460685429, 1.0833154705876864),
        (-2.0, 0.0, -0.04550026389635842, -0.0852318010781969),
        (0.5, 0.0, 0.34573123063700656, 0.8674951246561629),
    ],
    "mish": [
        (0.0, 0.0, 0.0, 0.6),
        (1.0, 0.0, 0.8650983882673103, 1.0490362200997922),
        (-2.0, 0.0, -0.2525014826957089, -0.10835509242039394),
        (-20.0, 0.0, -4.122307240628761e-08, -3.916191874348969e-08),
        (20.0, 0.0, 20.0, 1.0),
    ],
    "hard-tanh": [
        (1.0, 0.0, 1.0, 1.0),
        (-1.0, 0.0, -1.0, 0.0),
        (0.25, 0.0, 0.25, 1.0),
        (-1.5, 0.0, -1.0, 0.0),
        (1.5, 0.0, 1.0, 0.0),
    ],
    "hard-swish": [
        (-3.0, 0.0, 0.0, 0.0),
        (3.0, 0.0, 3.0, 1.5),
        (0.0, 0.0, 0.0, 0.5),
        (1.0, 0.0, 2.0 / 3.0, 5.0 / 6.0),
        (-1.5, 0.0, -0.375, 0.0),
        (-4.0, 0.0, 0.0, 0.0),
        (4.0, 0.0, 4.0, 1.0),
    ],
    "sine": [
        (0.0, 1.0, 0.0, 1.0),
        (2.0, 1.0, 0.9092974268256817, -0.4161468365471424),
        (-1.0, 2.5, -0.5984721441039565, -2.002859038867334),
    ],
    "gaussian": [
        (0.0, 0.0, 1.0, 0.0),
        (1.0, 0.0, 0.36787944117144233, -0.7357588823428847),
        (-2.0, 0.0, 0.01831563888873418, 0.07326255555493671),
    ],
    "squared-relu": [(0.0, 0.0, 0.0, 0.0), (-2.0, 0.0, 0.0, 0.0), (1.5, 0.0, 2.25, 3.0)],
    "hard-sigmoid": [
        (-3.0, 0.0, 0.0, 0.0),
        (3.0, 0.0, 1.0, 0.0),
        (0.0, 0.0, 0.5, 1.0 / 6.0),
        (1.5, 0.0, 0.75, 1.0 / 6.0),
        (-7.0, 0.0, 0.0, 0.0),
        (7.0, 0.0, 1.0, 0.0),
    ],
    "sparse-sigmoid": [
        (-1.0, 0.0, 0.0, 0.0),
        (1.0, 0.0, 1.0, 0.0),
        (0.5, 0.0, 0.75, 0.5),
        (-1.5, 0.0, 0.0, 0.0),
        (1.5, 0.0, 1.0, 0.0),
    ],
    "softsign": [(0.0, 0.0, 0.0, 1.0), (1.0, 0.0, 0.5, 0.25), (-3.0, 0.0, -0.75, 0.0625)],
    "log-sigmoid": [
        (0.0, 0.0, -0.6931471805599453, 0.5),
        (-1.0, 0.0, -1.3132616875182228, 0.7310585786300049),
        (2.0, 0.0, -0.1269280110429726, 0.11920292202211755),
    ],
    "relu6": [
        (0.0, 0.0, 0.0, 0.0),
        (6.0, 0.0, 6.0, 0.0),
        (2.5, 0.0, 2.5, 1.0),
        (-1.0, 0.0, 0.0, 0.0),
        (7.0, 0.0, 6.0, 0.0),
    ],
    "sparse-plus": [
        (-1.0, 0.0, 0.0, 0.0),
        (1.0, 0.0, 1.0, 1.0),
        (0.0, 0.0, 0.25, 0.5),
        (-0.5, 0.0, 0.0625, 0.25),
        (3.0, 0.0, 3.0, 1.0),
        (-3.0, 0.0, 0.0, 0.0),
    ],
    "celu": [
        (0.0, 1.0, 0.0, 1.0),
        (0.0, 3.0, 0.0, 1.0),
        (0.5, 2.0, 0.5, 1.0),
        (-2.0, 2.0, -1.2642411176571153, 0.36787944117144233),
        (-1.0, 1.0, -0.6321205588285577, 0.36787944117144233),
    ],
    "rrelu": [(0.0, 0.0, 0.0, 11.0 / 48.0), (2.5, 0.0, 2.5, 1.0), (-4.8, 0.0, -1.1, 11.0 / 48.0)],
    "gelu-tanh": [
        (0.0, 0.0, 0.0, 0.5),
        (1.0, 0.0, 0.8411919906082767, 1.0829640838457826),
        (-2.0, 0.0, -0.04540230591222498, -0.08609925662361838),
        (-30.5, 0.0, 0.0, 0.0),
        (30.5, 0.0, 30.5, 1.0),
    ],
    "squareplus": [
        (0.0, 4.0, 1.0, 0.5),
        (1.5, 4.0, 2.0, 0.8),
        (-1.5, 4.0, 0.5, 0.2),
        (1.0, 0.1, 1.0244044240850757, 0.9767312946227961),
    ],
    "snake": [
        (0.0, 1.0, 0.0, 1.0),
        (1.0, 1.0, 1.7080734182735712, 1.9092974268256817),
        (-1.0, 2.5, -0.8567324370926453, 1.9589242746631386),
    ],
    "lisht": [
        (0.0, 0.0, 0.0, 0.0),
        (1.0, 0.0, 0.7615941559557649, 1.1815684975697909),
        (-0.5, 0.0, 0.23105857863000487, -0.8553410237429735),
    ],
    "exponential": [
        (0.0, 0.0, 1.0, 1.0),
        (1.0, 0.0, 2.718281828459045, 2.718281828459045),
        (-2.0, 0.0, 0.1353352832366127, 0.1353352832366127),
        (76.0, 0.0, 7.466483993598003e32, 3.7332419967990015e32),
    ],
    "tanhshrink": [
        (0.0, 0.0, 0.0, 0.0),
        (0.5, 0.0, 0.03788284273999027, 0.21355226703407257),
        (-1e-3, 0.0, -3.333332000000540e-10, 9.999993333337e-07),
    ],
    "softshrink": [
        (0.5, 0.5, 0.0, 0.0),
        (-0.5, 0.5, 0.0, 0.0),
        (2.0, 0.5, 1.5, 1.0),
        (-2.0, 0.5, -1.5, 1.0),
        (0.25, 0.5, 0.0, 0.0),
        (3.0, 2.0, 1.0, 1.0),
    ],
    "hardshrink": [
        (0.5, 0.5, 0.0, 0.0),
        (-0.5, 0.5, 0.0, 0.0),
        (2.0, 0.5, 2.0, 1.0),
        (-2.0, 0.5, -2.0, 1.0),
        (1.5, 2.0, 0.0, 0.0),
    ],
    "threshold": [
        (1.0, 1.0, 0.0, 0.0),
        (1.5, 1.0, 1.5, 1.0),
        (0.5, 1.0, 0.0, 0.0),
        (-2.0, 0.0, 0.0, 0.0),
        (0.5, 0.0, 0.5, 1.0),
    ],
    "glu": [(0.0, 0.0, 0.5, 0.25), (1.0, 0.0, 0.7310585786300049, 0.19661193324148185)],
    "reglu": [(0.0, 0.0, 0.0, 0.0), (2.0, 0.0, 2.0, 1.0), (-2.0, 0.0, 0.0, 0.0)],
    "geglu": [(0.0, 0.0, 0.0, 0.5), (1.0, 0.0, 0.8413447460685429, 1.0833154705876864)],
    "swiglu": [(0.0, 0.0, 0.0, 0.5), (1.0, 0.0, 0.7310585786300049, 0.9276705118714867)],
    "maxout": [(0.0, 2.0, 0.0, -1.0), (1.5, 2.0, 1.5, 1.0), (-1.5, 2.0, 1.5, -1.0)],
    "softmax": [(0.0, 1.0, 0.5, 0.25), (1.0, 0.5, 0.8807970779778824, 2.0 * 0.10499358540350652)],
}


def test_every_registered_activation_has_values_worked_out_by_hand():
    assert set(ACTIVATIONS) - set(KNOWN) == set()


@every(("key", "z", "p", "value", "slope"), [(key, *row) for key, rows in KNOWN.items() for row in rows])
def test_value_and_slope_are_those_worked_out_by_hand(key, z, p, value, slope):
    activation = ACTIVATIONS[key]
    z = np.array([z])
    a = activation.f(z, p)
    assert a[0] == pytest.approx(value, rel=1e-12, abs=1e-15)
    assert activation.df(z, a, p)[0] == pytest.approx(slope, rel=1e-12, abs=1e-15)


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
