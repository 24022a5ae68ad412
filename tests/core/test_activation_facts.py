"""What the registry says of every activation function, measured: each entry of its ``Facts``, from f and f' alone.

With several values of the parameter, where there is one. What can be read off a picture is measured in a window
around 0, what happens far out up to 1000, and whether a bound is approached up to a thousand million.
"""

import re
from dataclasses import fields, replace

import numpy as np
import pytest

from nn_core import ACTIVATIONS
from nn_core.activations import Facts
from nn_core.activations.rectifiers import RECTIFIERS
from nn_core.activations.sigmoids import SIGMOIDS
from tests.cases import every


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


# Gated ones are functions of two numbers: test_gated.py measures theirs.
OF_ONE = [a for a in ACTIVATIONS.values() if not a.sums]
ALL = [pytest.param(a, id=a.key) for a in ACTIVATIONS.values()]
EVERY = [
    pytest.param(_at(a, p), id=f"{a.key}:{p:g}" if a.parameter else a.key)
    for a in OF_ONE
    for p in (_positions(a.parameter) if a.parameter else [0.0])
]
WINDOW = np.arange(-8 * 64, 8 * 64 + 1) / 64.0  # in steps that are exact, so that a straight line is found to be one
FINE = np.arange(-8000, 8001) / 1000.0
FINER = np.arange(-32000, 32001) / 4000.0
NEAR = 5.0  # a bound that is approached only is not yet reached here, by more than roundings
FAR = np.concatenate([np.linspace(-1000.0, 1000.0, 20_001), [-1e9, 1e9]])


def _f(activation, z):
    return activation.f(z, activation.default)


def _slope(activation, z):
    return activation.df(z, _f(activation, z), activation.default)


def _stretch(activation):
    """A power of 2 by which z is stretched so that a parameter that multiplies z is near 1."""
    default = activation.parameter.default if activation.parameter else 0.0
    p = {
        "swish": default,
        "learned-swish": default,
        "dynamic-tanh": default,
        "softmax": 1.0 / (default or 1.0),
        "celu": 1.0 / (default or 1.0),
        "relu6": 0.5,  # which reaches its bound at 6
    }.get(activation.key)
    return 2.0 ** -np.round(np.log2(p)) if p else 1.0


def _lowest_near(activation, sign):
    """The smallest value of f (with sign -1: of -f) near 0, on a grid that is refined where it is."""
    near = NEAR * _stretch(activation)
    z = np.linspace(-near, near, 10_001)
    for _ in range(3):
        values = sign * _f(activation, z)
        best = z[values.argmin()]
        z = np.clip(best + np.linspace(-1.0, 1.0, 2_001) * (z[1] - z[0]), -near, near)
    return sign * values.min()


def _bound(activation, sign):
    lowest = min(sign * _lowest_near(activation, sign), (sign * _f(activation, FAR)).min())
    return sign * (lowest if lowest > -1e5 else -np.inf)


def _reaches(activation, sign):
    return bool(sign * _lowest_near(activation, sign) <= sign * _bound(activation, sign) + 1e-13)


def _kinks(activation):
    """Where two neighboring difference quotients of f do not match; a bend of curvature c makes c d of it."""
    d = FINER[1] - FINER[0]
    slopes = np.diff(_f(activation, FINER)) / d
    found = FINER[1:-1][np.abs(np.diff(slopes)) > 0.02 * np.maximum(1.0, np.abs(slopes[1:]))]
    groups = np.split(found, np.flatnonzero(np.diff(found) > 1.5 * d) + 1) if found.size else []
    return tuple(float(np.mean(group)) for group in groups)


def _linear(activation):
    start, one = _f(activation, np.array([0.0, 1.0]))
    return bool(np.allclose(_f(activation, WINDOW), start + WINDOW * (one - start)))


def _continuous(activation):
    values = _f(activation, FINE)
    return bool(np.all(np.abs(np.diff(values)) < 0.1 * np.maximum(1.0, np.abs(values[1:]))))


def _has_jump(values):
    """Whether a function has a jump: ``values`` gives it on any grid. The steps of others shrink with the grid's."""
    coarse, fine = (np.abs(np.diff(values(np.arange(-8 * n, 8 * n + 1) / n))).max() for n in (32, 128))
    return bool(fine > max(0.5 * coarse, 1e-5))


def _quotients(activation, order):
    """The derivative of f' of this order, on a grid, by quotients of differences."""
    return lambda z: np.diff(_slope(activation, z), order) / (z[1] - z[0]) ** order


def _smooth(activation):
    """No jump in f and its first four derivatives, nor an odd power of abs(z) in f', which tells all apart."""
    jumps = _has_jump(lambda z: _f(activation, z)) or any(
        _has_jump(_quotients(activation, order)) for order in range(4)
    )
    return not jumps and not _has_odd_power(activation)


def _has_odd_power(activation):
    """Whether f'(z) = f'(-z), and f'(z) - f'(0) is as c abs(z)^k near 0 with a k that is not even."""
    h = np.array([0.05, 0.1])
    right, left = _slope(activation, h), _slope(activation, -h)
    rise = np.abs(right - _slope(activation, np.zeros(2)))
    if not np.allclose(right, left, rtol=0.0, atol=1e-15) or rise[0] < 1e-13:
        return False
    power = np.log2(rise[1] / rise[0])
    return bool(abs(power - 2.0 * round(power / 2.0)) > 0.5)


def _monotonic(activation):
    return bool(np.all(np.diff(_f(activation, np.linspace(-50.0, 50.0, 100_001))) >= -1e-12))


def _monotonic_slope(activation):
    """F' is monotonic if and only if f is convex or concave, which f alone shows, even where it has no f'."""
    bends = np.diff(_f(activation, WINDOW * _stretch(activation)), 2)
    return bool(np.all(bends >= -1e-12) or np.all(bends <= 1e-12))


def _zero_centered(activation):
    z = np.arange(-12_000, 12_001) / 1000.0  # the trapezoidal rule: for kinks on the grid better than Gauss's
    return bool(abs(np.sum(_f(activation, z) * np.exp(-0.5 * z * z)) / 1000.0 / np.sqrt(2.0 * np.pi)) < 1e-6)


def _identity_near_zero(activation):
    z = np.array([-1e-6, 0.0, 1e-6])
    value = np.allclose(_f(activation, z), z, rtol=0.0, atol=1e-9)
    return bool(value and np.allclose(_slope(activation, z), 1.0, atol=1e-5))


def _saturates(activation, side):
    return bool(np.abs(_slope(activation, side * np.linspace(900.0, 1000.0, 1001))).max() < 1e-3)


def _near(activation):
    return np.linspace(-NEAR, NEAR, 10_001) * _stretch(activation)


def _sparse(activation):
    return bool(np.sum(_f(activation, _near(activation)) == 0.0) > 100)


def _can_die(activation):
    return bool(np.sum(_slope(activation, _near(activation)) == 0.0) > 100)


def _values(activation):
    found = np.unique(_f(activation, FINE))
    return tuple(found.tolist()) if len(found) < 10 else ()


MEASURES = {
    "infimum": lambda a: _bound(a, 1),
    "supremum": lambda a: _bound(a, -1),
    "reaches_infimum": lambda a: _reaches(a, 1),
    "reaches_supremum": lambda a: _reaches(a, -1),
    "kinks": _kinks,
    "linear": _linear,
    "continuous": _continuous,
    "smooth": _smooth,
    "monotonic": _monotonic,
    "monotonic_slope": _monotonic_slope,
    "zero_centered": _zero_centered,
    "identity_near_zero": _identity_near_zero,
    "saturates_left": lambda a: _saturates(a, -1),
    "saturates_right": lambda a: _saturates(a, 1),
    "sparse": _sparse,
    "can_die": _can_die,
    "values": _values,
}
BOOLEANS = [field.name for field in fields(Facts) if field.type is bool]


def _agrees(said, measured):
    if isinstance(said, bool):
        return said is measured
    if isinstance(said, float):  # a bound that is only approached is 1e-9 away from 1e9
        return said == pytest.approx(measured, rel=0.0, abs=2e-9)
    return len(said) == len(measured) and said == pytest.approx(measured, abs=1.1e-3)


def _wrong(activation):
    """The names of the facts that are not what is measured."""
    return [name for name, m in MEASURES.items() if not _agrees(getattr(activation.facts, name), m(activation))]


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
    passed = [name for name in BOOLEANS if _agrees(not getattr(activation.facts, name), MEASURES[name](activation))]
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
    jumps = [_has_jump(lambda z: _f(activation, z)), _has_jump(lambda z: np.diff(_f(activation, z)) / (z[1] - z[0]))]
    assert activation.facts.differentiable == (not any(jumps))


@every("activation", [entry for entry in EVERY if entry.id != "step:1"])  # its slope is made up
def test_slope_does_not_jump_but_at_the_kinks(activation):
    slope = _slope(activation, FINER)
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


def test_initializers_are_those_that_suit_the_family():
    assert {activation.initializer for activation in SIGMOIDS} == {"glorot"}
    assert {a.key: a.initializer for a in RECTIFIERS if a.initializer != "he"} == {"selu": "lecun"}


@every("activation", ALL)
def test_stories_are_whole_sentences_and_name_a_year(activation):
    background = activation.background
    assert re.search(r"\b(1[6-9]|20)\d\d\b", background.origin)
    for text in (background.origin, background.use, background.strength, background.weakness):
        assert text[0].isupper()
        assert text.endswith(".")
        assert "  " not in text
        assert 20 <= len(text) <= 260


@every("activation", ALL)
def test_an_origin_has_a_source_of_each_of_its_years(activation):
    """Every year in the origin is that of a work that is named, and every work has a year."""
    origin, source = activation.background.origin, activation.background.source
    assert source.endswith(".")
    assert 40 <= len(source) <= 420
    years = re.compile(r"\b(?:1[6-9]|20)\d\d\b")
    works = source.split("; ")
    assert all(years.search(work) for work in works), works
    for year in years.findall(origin):
        assert year in source, year


@every("activation", ALL)
def test_formulas_are_sound_latex(activation):
    assert activation.formula
    assert activation.derivative
    for tex in (activation.tex, activation.tex_derivative):
        assert tex
        assert tex.isascii()
        assert "$" not in tex
        assert _balanced(tex)
        assert tex.count(r"\left") - tex.count(r"\leftarrow") == tex.count(r"\right")
        assert re.findall(r"\\begin{(\w+)}", tex) == re.findall(r"\\end{(\w+)}", tex)


def _balanced(text):
    open_ones = []
    for character in text:
        if character in "([{":
            open_ones.append(character)
        elif character in ")]}" and (not open_ones or open_ones.pop() + character not in ("()", "[]", "{}")):
            return False
    return not open_ones


def test_unbalanced_parentheses_are_found():
    assert _balanced(r"\frac{1}{(1 + e^{-z})^2}")
    assert not any(map(_balanced, ["(", ")", "(]", "{(})"]))
