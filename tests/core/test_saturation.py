"""Saturation is relative to a function's own steepest slope: against suprema in closed form, and over the registry."""

from math import e, pi, sqrt

import numpy as np
import pytest

from nn_core import ACTIVATIONS, Experiment, LayerParameters, TrainingState, diagnose
from nn_core.activations.custom import PARAMETER, custom
from nn_core.activations.shrinkage import SHRINKAGE
from nn_core.insight.saturation import FLAT, flat_below, steepest
from tests.cases import every

Z = np.random.default_rng(7).standard_normal(4000)


def _parameters(activation):
    its = activation.parameter
    values = [*np.linspace(its.minimum, its.maximum, 7).tolist(), its.default] if its else [0.0]
    return [activation.starting(value) for value in values]


def _slopes(activation, p, z=Z):
    return np.abs(activation.df(z, activation.f(z, p), p)) * np.ones_like(z)


EVERY = [(activation, p) for activation in ACTIVATIONS.values() for p in _parameters(activation)]


@every(
    ("key", "p", "expected"),
    [
        ("sigmoid", 0.0, 0.25),
        ("tanh", 0.0, 1.0),
        ("erf", 0.0, 2 / sqrt(pi)),
        ("gaussian", 0.0, sqrt(2 / e)),
        ("sine", 2.5, 2.5),
        ("elu", 3.0, 3.0),
        ("selu", 0.0, 1.0507009873554805 * 1.6732632423543772),
        ("linear", 0.3, 0.3),
        ("relu", 0.0, 1.0),
        ("leaky-relu", 0.01, 1.0),
        ("step", 0.0, 0.0),
        ("maxout", 3.0, 1.0),
        ("softmax", 1.0, 0.25),
        ("softmax", 10.0, 0.025),
    ],
)
def test_the_steepest_slope_of_a_function(key, p, expected):
    assert steepest(ACTIVATIONS[key], p) == pytest.approx(expected, rel=1e-4)


@every(
    ("formula", "expected"),
    [
        ("tanh(0.1*z)", 0.1),
        ("tanh(z/100000)", 1e-5),
        ("sigmoid(20*(z-1.234))", 5.0),
        ("sigmoid(z-30)", 0.25),
        ("sin(10*z)", 10.0),
        ("1/(1+z^2)", 3 * sqrt(3) / 8),
        ("10000*z", 10_000.0),
        ("abs(z)", 1.0),
        # Those without a steepest slope: half of what they go up and down between -1 and 1
        ("exp(z)", (e - 1 / e) / 2),
        ("exp(-z)", (e - 1 / e) / 2),
        ("z^2", 1.0),
        ("z^3", 1.0),
        ("max(0,z)^2", 0.5),
    ],
)
def test_the_steepest_slope_of_a_formula(formula, expected):
    assert steepest(custom(formula, None), PARAMETER.default) == pytest.approx(expected, rel=0.02)


def test_a_slope_that_grows_the_closer_one_looks_has_no_largest_value():
    root = custom(
        "sqrt(abs(z-0.00314))", None
    )  # the sharpest that passes: its pole lies between the points of all grids
    assert steepest(root, 1.0) == pytest.approx(1.0, rel=0.15)
    assert (_slopes(root, 1.0) < flat_below(root, 1.0)).mean() == 0.0


@every(("activation", "p"), EVERY)
def test_no_function_is_flat_everywhere_around_zero(activation, p):
    """Of z ~ N(0, 1) some samples, and of a smooth function most, lie where it is not flat."""
    flat = (_slopes(activation, p) < flat_below(activation, p)).mean()
    if activation in SHRINKAGE and activation.parameter:  # by as much as its limit says
        assert flat == (activation.f(Z, p) == 0.0).mean() < 1.0
    else:
        assert flat <= (0.75 if activation.facts.smooth else 0.6)
    assert np.isfinite(steepest(activation, p))


@pytest.mark.parametrize("p", [0.1, 0.5, 1.0, 3.0])
def test_a_line_is_nowhere_flat(p):
    z = np.linspace(-1e6, 1e6, 1001)
    for line in (ACTIVATIONS["linear"], custom(f"{p / 1000}*z+1", None)):
        assert not (_slopes(line, p, z) < flat_below(line, p)).any()


@pytest.mark.parametrize("formula", ["tanh(0.1*z)", "sigmoid(0.01*z)", "0.001*z", "softplus(z)/50"])
def test_a_gentle_function_is_not_saturated_for_being_gentle(formula):
    hidden = [{"units": 4, "activation": "custom", "formula": formula}]
    experiment = Experiment(hidden=hidden)
    layers = (
        LayerParameters(np.full((2, 4), 0.3), np.zeros(4)),
        LayerParameters(np.ones((4, 1)), np.zeros(1)),
    )
    assert diagnose(experiment, TrainingState(layers)).saturated == 0.0


@pytest.mark.parametrize("units", [2, 8, 16])
def test_a_softmax_whose_units_share_evenly_is_saturated_only_where_its_shares_are_small(units):
    """Its slope a (1 - a) / T is 10% of the steepest one at a = 0.026."""
    experiment = Experiment(hidden=[{"units": units, "activation": "softmax"}])
    layers = (
        LayerParameters(np.zeros((2, units)), np.zeros(units)),
        LayerParameters(np.ones((units, 1)), np.zeros(1)),
    )
    assert diagnose(experiment, TrainingState(layers)).saturated == 0.0


@pytest.mark.parametrize(("bias", "saturated"), [(3.4, 0.0), (-3.4, 0.0), (3.9, 1.0), (-3.9, 1.0)])
def test_a_sigmoid_is_saturated_from_where_its_slope_is_a_tenth_of_a_quarter(bias, saturated):
    """s (1 - s) = 0.025 at z = 3.637."""
    assert FLAT == 0.1
    experiment = Experiment(hidden=[{"units": 1, "activation": "sigmoid"}])
    layers = (
        LayerParameters(np.full((2, 1), 0.01), np.array([bias])),
        LayerParameters(np.ones((1, 1)), np.zeros(1)),
    )
    assert diagnose(experiment, TrainingState(layers)).saturated == saturated


def test_a_slope_that_is_learned_counts_as_it_is_now():
    experiment = Experiment(hidden=[{"units": 1, "activation": "prelu"}])
    output = LayerParameters(np.ones((1, 1)), np.zeros(1))
    for slope, saturated in ((0.05, 1.0), (0.25, 0.0)):
        layer = LayerParameters(np.zeros((2, 1)), np.array([-2.0]), learned=np.array([slope]))
        assert diagnose(experiment, TrainingState((layer, output))).saturated == saturated
