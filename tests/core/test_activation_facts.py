"""What the registry says of every activation function is what is measured (activation_measures.py).

With several values of the parameter, where there is one. The texts are looked at in test_activation_texts.py.
"""

from dataclasses import fields, replace

import numpy as np
import pytest

from nn_core import ACTIVATIONS
from nn_core.activations import Facts
from nn_core.activations.rectifiers import RECTIFIERS
from nn_core.activations.sigmoids import SIGMOIDS
from tests.cases import every
from tests.core.activation_measures import BOOLEANS, FINER, MEASURES, agrees, has_jump, slope_of, value_of


def _at(activation, p):
    """The activation as if p were its default."""
    if activation.parameter is None:
        return activation
    parameter = replace(activation.parameter, default=p)
    return replace(activation, parameter=parameter, facts=activation.facts_at(activation.starting(p)))


def _positions(parameter):
    """The ends of a slider, places between them, its default, and 0 and 1, where families have special members."""
    low, high, step = parameter.minimum, parameter.maximum, parameter.step
    between = [low + step * round(share * (high - low) / step) for share in (0.15, 0.4, 0.7)]
    wanted = {low, high, parameter.default, 0.0, 1.0, low + step, *between}
    if parameter.maximum - parameter.minimum <= 10 * parameter.step:
        wanted |= set(np.arange(low, high + step / 2, step).tolist())
    return sorted({round(p, 9) for p in wanted if low <= p <= high})


SLOW = 5.0  # a quicker wave is the same one at another scale, as a test says, and too fine for the grids here
# Gated ones are functions of two numbers: test_gated.py measures theirs.
OF_ONE = [a for a in ACTIVATIONS.values() if not a.sums]
ALL = [pytest.param(a, id=a.key) for a in ACTIVATIONS.values()]
EVERY = [
    pytest.param(_at(a, p), id=f"{a.key}:{p:g}" if a.parameter else a.key)
    for a in OF_ONE
    for p in (_positions(a.parameter) if a.parameter else [0.0])
    if p <= SLOW or not a.frequency
]


def _wrong(activation):
    """The names of the facts that are not what is measured."""
    return [name for name, m in MEASURES.items() if not agrees(getattr(activation.facts, name), m(activation))]


def test_every_fact_has_its_measure():
    assert set(MEASURES) == {field.name for field in fields(Facts)}
    assert len(BOOLEANS) == 13


@every("activation", EVERY)
def test_facts_are_what_is_measured(activation):
    assert _wrong(activation) == []


@every("activation", ALL)
def test_facts_with_the_default_parameter_are_the_facts(activation):
    assert activation.facts_at(activation.default) == activation.facts_at(None) == activation.facts


@every("activation", OF_ONE)
def test_a_fact_turned_into_its_opposite_is_found_out(activation):
    passed = [name for name in BOOLEANS if agrees(not getattr(activation.facts, name), MEASURES[name](activation))]
    assert passed == []


@every("name", BOOLEANS)
def test_every_fact_is_true_of_some_and_false_of_others(name):
    assert {getattr(activation.facts, name) for activation in ACTIVATIONS.values()} == {True, False}


@every(
    ("key", "name", "value"),
    [
        ("tanh", "supremum", 1.001),
        ("tanh", "supremum", np.inf),
        ("relu", "supremum", 1000.0),
        ("swish", "infimum", -0.27846),
        ("relu", "kinks", ()),
        ("relu", "kinks", (0.01,)),
        ("tanh", "kinks", (0.0,)),
        ("hard-tanh", "kinks", (-1.0,)),
    ],
)
def test_wrong_bounds_and_kinks_are_found_out(key, name, value):
    activation = ACTIVATIONS[key]
    assert _wrong(replace(activation, facts=replace(activation.facts, **{name: value}))) == [name]


@every("activation", EVERY)
def test_differentiable_means_that_neither_f_nor_its_slope_has_a_jump(activation):
    jumps = [
        has_jump(lambda z: value_of(activation, z)),
        has_jump(lambda z: np.diff(value_of(activation, z)) / (z[1] - z[0])),
    ]
    assert activation.facts.differentiable == (not any(jumps))


@every("activation", [entry for entry in EVERY if entry.id != "step:1"])  # its slope is made up
def test_slope_does_not_jump_but_at_the_kinks(activation):
    slope = slope_of(activation, FINER)
    for z in FINER[1:][np.abs(np.diff(slope)) > 0.02 * np.maximum(1.0, np.abs(slope[1:]))]:
        assert any(abs(z - kink) < 1.1e-3 for kink in activation.facts.kinks), f"f' jumps at {z}"


@every(
    ("key", "p", "changed"),
    [
        ("algebraic", 1.0, ["smooth"]),
        ("algebraic", 3.0, ["smooth"]),
        ("algebraic", 4.0, []),
        ("algebraic", 5.0, ["smooth"]),
        ("algebraic", 7.0, ["smooth"]),
        ("prelu", 0.0, ["infimum", "reaches_infimum", "saturates_left", "sparse", "can_die"]),
        ("prelu", 1.0, ["kinks", "linear", "smooth", "zero_centered", "identity_near_zero"]),
        ("linear", 2.0, ["identity_near_zero"]),
        ("elu", 2.0, ["infimum", "kinks", "monotonic_slope", "identity_near_zero"]),
        ("leaky-relu", 0.0, ["infimum", "reaches_infimum", "saturates_left", "sparse", "can_die"]),
        (
            "swish",
            0.0,
            ["infimum", "reaches_infimum", "linear", "monotonic", "monotonic_slope", "saturates_left", "zero_centered"],
        ),
        ("sine", 2.0, ["identity_near_zero"]),
    ],
)
def test_with_another_parameter_other_facts_hold_and_are_measured(key, p, changed):
    activation = ACTIVATIONS[key]
    assert set(changed) == set(_wrong(replace(_at(activation, p), facts=activation.facts)))
    if set(changed) & set(BOOLEANS):
        assert activation.facts_at(p) != activation.facts


def test_a_quick_wave_is_a_slow_one_at_another_scale():
    sine = ACTIVATIONS["sine"]
    assert [a.key for a in ACTIVATIONS.values() if a.frequency] == ["sine"]
    z = np.linspace(-8.0, 8.0, 4001)
    for p in (12.3, 30.0):
        assert sine.facts_at(p) == sine.facts_at(SLOW)
        np.testing.assert_allclose(sine.f(z, p), sine.f(z * p / SLOW, SLOW), atol=1e-12)
        slopes = [sine.df(at, sine.f(at, w), w) for at, w in ((z, p), (z * p / SLOW, SLOW))]
        np.testing.assert_allclose(slopes[0], slopes[1] * p / SLOW, atol=1e-10)


def test_initializers_are_those_that_suit_the_family():
    assert {activation.initializer for activation in SIGMOIDS} == {"glorot"}
    assert {a.key: a.initializer for a in RECTIFIERS if a.initializer != "he"} == {"selu": "lecun"}
