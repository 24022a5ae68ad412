"""What the registry says of every activation function, measured: each entry of its ``Facts``, from f and f' alone.

All with the default parameter. What can be read off a picture is measured in a window around 0, what happens far
out up to 1000, and whether a bound is approached up to a thousand million.
"""

import re
from dataclasses import fields, replace

import numpy as np
import pytest

from nn_core import ACTIVATIONS
from nn_core.activations import Facts
from nn_core.activations.rectifiers import RECTIFIERS
from nn_core.activations.sigmoids import SIGMOIDS

ALL = [pytest.param(a, id=a.key) for a in ACTIVATIONS.values()]
WINDOW = np.arange(-8 * 64, 8 * 64 + 1) / 64.0  # in steps that are exact, so that a straight line is found to be one
FINE = np.arange(-8000, 8001) / 1000.0
NEAR = 5.0  # a bound that is approached only is not yet reached here, by more than roundings
FAR = np.concatenate([np.linspace(-1000.0, 1000.0, 20_001), [-1e9, 1e9]])


def _f(activation, z):
    return activation.f(z, activation.default)


def _slope(activation, z):
    return activation.df(z, _f(activation, z), activation.default)


def _lowest_near(activation, sign):
    """The smallest value of f (with sign -1: of -f) near 0, on a grid that is refined where it is."""
    z = np.linspace(-NEAR, NEAR, 10_001)
    for _ in range(3):
        values = sign * _f(activation, z)
        best = z[values.argmin()]
        z = np.clip(best + np.linspace(-1.0, 1.0, 2_001) * (z[1] - z[0]), -NEAR, NEAR)
    return sign * values.min()


def _bound(activation, sign):
    lowest = min(sign * _lowest_near(activation, sign), (sign * _f(activation, FAR)).min())
    return sign * (lowest if lowest > -1e5 else -np.inf)


def _reaches(activation, sign):
    return bool(sign * _lowest_near(activation, sign) <= sign * _bound(activation, sign) + 1e-13)


def _kinks(activation):
    """Where two neighbouring difference quotients of f do not match; a bend of curvature c makes c d of it."""
    d = FINE[1] - FINE[0]
    found = FINE[1:-1][np.abs(np.diff(np.diff(_f(activation, FINE)) / d)) > 0.02]
    groups = np.split(found, np.flatnonzero(np.diff(found) > 1.5 * d) + 1) if found.size else []
    return tuple(float(np.mean(group)) for group in groups)


def _linear(activation):
    start, one = _f(activation, np.array([0.0, 1.0]))
    return bool(np.allclose(_f(activation, WINDOW), start + WINDOW * (one - start)))


def _continuous(activation):
    return bool(np.abs(np.diff(_f(activation, FINE))).max() < 0.1)


def _has_jump(values):
    """Whether a function has a jump: ``values`` gives it on any grid. The steps of others shrink with the grid's."""
    coarse, fine = (np.abs(np.diff(values(np.arange(-8 * n, 8 * n + 1) / n))).max() for n in (32, 128))
    return bool(fine > max(0.5 * coarse, 1e-5))


def _quotients(activation, order):
    """The derivative of f' of this order, on a grid, by quotients of differences."""
    return lambda z: np.diff(_slope(activation, z), order) / (z[1] - z[0]) ** order


def _smooth(activation):
    """No jump in f and its first four derivatives, which tells apart all that there are."""
    return not _has_jump(lambda z: _f(activation, z)) and not any(
        _has_jump(_quotients(activation, order)) for order in range(4)
    )


def _monotonic(activation):
    return bool(np.all(np.diff(_f(activation, np.linspace(-50.0, 50.0, 100_001))) >= -1e-12))


def _monotonic_slope(activation):
    """F' is monotonic if and only if f is convex or concave, which f alone shows, even where it has no f'."""
    bends = np.diff(_f(activation, WINDOW), 2)
    return bool(np.all(bends >= -1e-12) or np.all(bends <= 1e-12))


def _zero_centred(activation):
    z = np.arange(-12_000, 12_001) / 1000.0  # the trapezoidal rule: for kinks on the grid better than Gauss's
    return bool(abs(np.sum(_f(activation, z) * np.exp(-0.5 * z * z)) / 1000.0 / np.sqrt(2.0 * np.pi)) < 1e-6)


def _identity_near_zero(activation):
    z = np.array([-1e-6, 0.0, 1e-6])
    return bool(abs(_f(activation, z)[1]) < 1e-15 and np.allclose(_slope(activation, z), 1.0, atol=1e-5))


def _saturates(activation, side):
    return bool(np.abs(_slope(activation, side * np.linspace(900.0, 1000.0, 1001))).max() < 1e-3)


def _sparse(activation):
    return bool(np.sum(_f(activation, np.linspace(-NEAR, NEAR, 10_001)) == 0.0) > 100)


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
    "zero_centred": _zero_centred,
    "identity_near_zero": _identity_near_zero,
    "saturates_left": lambda a: _saturates(a, -1),
    "saturates_right": lambda a: _saturates(a, 1),
    "sparse": _sparse,
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
    assert len(BOOLEANS) == 12


@pytest.mark.parametrize("activation", ALL)
def test_facts_are_what_is_measured(activation):
    assert _wrong(activation) == []


@pytest.mark.parametrize("name", BOOLEANS)
@pytest.mark.parametrize("activation", ALL)
def test_a_fact_turned_into_its_opposite_is_found_out(activation, name):
    assert not _agrees(not getattr(activation.facts, name), MEASURES[name](activation))


@pytest.mark.parametrize("name", BOOLEANS)
def test_every_fact_is_true_of_some_and_false_of_others(name):
    assert {getattr(activation.facts, name) for activation in ACTIVATIONS.values()} == {True, False}


@pytest.mark.parametrize(
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


@pytest.mark.parametrize("activation", ALL)
def test_differentiable_means_that_neither_f_nor_its_slope_has_a_jump(activation):
    jumps = [_has_jump(lambda z: _f(activation, z)), _has_jump(lambda z: np.diff(_f(activation, z)) / (z[1] - z[0]))]
    assert activation.facts.differentiable == (not any(jumps))


@pytest.mark.parametrize("activation", ALL)
def test_slope_does_not_jump_but_at_the_kinks(activation):
    slope = _slope(activation, FINE)
    for z in FINE[1:][np.abs(np.diff(slope)) > 0.02]:
        assert any(abs(z - kink) < 1.1e-3 for kink in activation.facts.kinks), f"f' jumps at {z}"


@pytest.mark.parametrize("activation", ALL)
def test_with_another_parameter_a_kink_can_only_be_at_0_too_and_only_if_not_smooth(activation):
    """Who keeps away from these places may trust a central difference. ELU has a kink unless its parameter is 1."""
    parameter = activation.parameter
    places = activation.facts.kinks if activation.facts.smooth else (0.0, *activation.facts.kinks)
    for p in [parameter.minimum, parameter.maximum] if parameter else []:
        bends = np.abs(np.diff(np.diff(activation.f(FINE, p)) * 1000.0))
        for z in FINE[1:-1][bends > 0.04]:
            assert any(abs(z - place) < 1.1e-3 for place in places), f"there is a kink at {z}"


@pytest.mark.parametrize(
    ("key", "p", "changed"),
    [
        ("algebraic", 1.0, ["smooth"]),
        ("algebraic", 3.0, ["smooth"]),
        ("algebraic", 4.0, []),
        ("elu", 2.0, ["infimum", "kinks", "monotonic_slope", "identity_near_zero"]),
        ("leaky-relu", 0.0, ["infimum", "reaches_infimum", "saturates_left", "sparse"]),
        (
            "swish",
            0.0,
            ["infimum", "reaches_infimum", "linear", "monotonic", "monotonic_slope", "saturates_left", "zero_centred"],
        ),
        ("sine", 2.0, ["identity_near_zero"]),
    ],
)
def test_with_another_parameter_other_facts_hold_and_are_measured(key, p, changed):
    activation = ACTIVATIONS[key]
    assert set(changed) == set(_wrong(replace(activation, parameter=replace(activation.parameter, default=p))))


def test_initialisers_are_those_that_suit_the_family():
    assert {activation.initializer for activation in SIGMOIDS} == {"glorot"}
    assert {a.key: a.initializer for a in RECTIFIERS if a.initializer != "he"} == {"selu": "lecun"}


@pytest.mark.parametrize("activation", ALL)
def test_stories_are_whole_sentences_and_name_a_year(activation):
    story = activation.story
    assert re.search(r"\b(1[6-9]|20)\d\d\b", story.origin)
    for text in (story.origin, story.use, story.strength, story.weakness):
        assert text[0].isupper()
        assert text.endswith(".")
        assert "  " not in text
        assert 20 <= len(text) <= 260


@pytest.mark.parametrize("activation", ALL)
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
