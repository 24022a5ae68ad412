"""Simplification hides no place where a formula has no number, and makes none; and bounds hold what they say."""

import numpy as np
import pytest
from hypothesis import assume, given, settings, strategies as st
from test_expression_calculus import ANY, BENT, SMOOTH

from nn_core.expressions import ExpressionError, parse
from nn_core.expressions.bounds import _FUNCTIONS, anywhere, bounds
from nn_core.expressions.calculus import FUNCTIONS, OPERATIONS
from nn_core.expressions.plan import evaluate, plan
from nn_core.expressions.text import to_text
from nn_core.expressions.tree import postorder
from tests.cases import every

POINTS = np.array([0.0, 1.0, -1.0, 2.0, 0.5, -0.3, 3.0, -2.0, 1.7])
POLES = ("/", "**", "log", "sqrt", "tan")


def _values(tree, z, p):
    """Of all parts, exactly as they stand."""
    values = {}
    with np.errstate(all="ignore"):
        for node in postorder(tree):
            values[node] = evaluate(plan(node), z, p)
    return values


def _compared(text, p):
    """The formula as it was typed and simplified, where nothing in it overflows or underflows."""
    expression = parse(text)
    values = _values(expression.tree, POINTS, p)
    plain = np.ones(len(POINTS), bool)
    for node, value in values.items():
        fits = np.isin(value, (0.0, 1.0)) | ((np.abs(value) < 1e100) & (np.abs(value) > 1e-100))
        given = np.all([np.isfinite(values[arg]) for arg in node.args] or [plain], axis=0)
        plain &= fits | (~np.isfinite(value) & (~given | (node.op in POLES)))
    return values[expression.tree][plain], evaluate(expression.plan, POINTS, p)[plain]


def _agree(text, p):
    typed, simple = _compared(text, p)
    np.testing.assert_array_equal(np.isfinite(simple), np.isfinite(typed), text)
    finite = np.isfinite(typed)
    np.testing.assert_allclose(simple[finite], typed[finite], rtol=1e-6, atol=1e-6, err_msg=text)


HIDING = [
    "0*log(z)", "0/z", "log(z)-log(z)", "z/z", "(1/z)*0", "log(z)^0", "(1/z)^0", "z*z/z*3/z", "2log(z)-log(z)-log(z)+z",
    "1/(1/z)", "(z^-1)^-2", "z^3*z^-2", "0*tan(z)", "sqrt(z)^2", "0*sqrt(z)", "exp(1/z)/(1+exp(1/z))", "atan(1/z-1/z)",
    "where(z > 0, 1/z, 1/z)", "(log(z)-2log(z))*3", "atan(log(z)-2*log(z))", "0*(z/z)", "(z-z)/z", "z*0/(z-1)", "0^z",
    "(0*z+1)/z", "z^2/z", "z/z^2", "(z-1)/(z-1)", "1/z-1/z", "tan(z)/tan(z)", "0*z^-1", "-1/z+1/z", "z*(1/z)",
    "1/(log(z)*(z-1)+(log(z)*(z-1))^0)", "1/(0*log(z)+log(z))", "a*a^z", "relu(-z)*exp(1/z)", "0.5+z*exp(1/z)*exp(z)",
    "exp(log(z)-log(z))", "max(0/z, 0)", "0*(0/z)", "(1/z)/(1/z)", "log(0*z)", "0*log(0*z)", "0/(z-z)", "z^a/z^a",
]  # fmt: skip


@every("text", [*HIDING, *SMOOTH, *BENT])
@every("p", [0.0, 1.0, -1.0, 0.5])
def test_simplified_it_has_a_number_where_it_has_one_as_typed_and_nowhere_else(text, p):
    _agree(text, p)


@pytest.mark.rest
@settings(max_examples=600)
@given(ANY, st.sampled_from([0.0, 1.7]))
def test_random_formulas_agree_with_themselves_simplified_everywhere(text, p):
    assume(len(text) <= 200)
    try:
        _agree(text, p)
    except ExpressionError:
        assume(False)


FEW = st.sampled_from(["z", "0", "2", "(z-1)", "log(z)", "(1/z)"])


def _joined(inner):
    return st.one_of(
        st.tuples(inner, st.sampled_from("+-*/"), inner).map("({0[0]}{0[1]}{0[2]})".format),
        st.tuples(inner, st.sampled_from(["0", "2", "-1", "-2", "3"])).map("({0[0]})**({0[1]})".format),
    )


@pytest.mark.rest
@settings(max_examples=800)
@given(st.recursive(FEW, _joined, max_leaves=8))
def test_what_cancels_does_so_only_where_it_is_a_number(text):
    assume(len(text) <= 200)
    try:
        _agree(text, 1.0)
    except ExpressionError:
        assume(False)


@every(
    ("text", "simple"),
    [
        ("z-z+1", "1"), ("0*exp(z)", "0"), ("0/(1+z^2)", "0"), ("exp(z)*exp(z)^-1", "1"), ("z^0", "1"),
        ("3*cosh(z)^2/cosh(z)^2+z", "3*cosh(z)**2/cosh(z)**2 + z"), ("tanh(z)-tanh(z)", "0"), ("1-sigmoid(z)",
        "sigmoid(-z)"), ("0*sqrt(1+z²)", "0"), ("0*log(exp(z)+2)", "0"), ("0*(z/(1+abs(z)))", "0"),
        ("0*where(z>0, z, 1/(2+sin(z)))", "0"),
    ],
)  # fmt: skip
def test_what_is_a_number_everywhere_still_cancels(text, simple):
    assert to_text(parse(text)._simple, 200) == simple


@pytest.mark.rest
@settings(max_examples=400)
@given(ANY, st.sampled_from([0.4, 1.7, -1.0]), st.integers(-40, 40), st.sampled_from([0.0, 1e-6, 0.1, 3.0]))
def test_bounds_hold_all_values_and_tell_where_there_is_none(text, p, tenths, width):
    assume(len(text) <= 200)
    low = tenths / 10.0
    tree = parse(text).tree
    high = low + width
    found = bounds(tree, np.array([low]), np.array([high]), p)
    z = np.linspace(low, high, 101)
    values = _values(tree, z, p)
    assume(all(np.all((np.abs(each) < 1e100) | ~np.isfinite(each)) for each in values.values()))
    if found.defined[0] and np.isfinite(list(values.values())).all():
        slack = 1e-9 * np.abs(found) + 1e-300  # what is subnormal is flushed
        assert np.all(values[tree] >= found.low[0] - slack[0])
        assert np.all(values[tree] <= found.high[0] + slack[1])
    always = anywhere(tree)
    if always[2]:
        assert found.defined[0]
        assert always[0] <= found.high[0]
        assert found.low[0] <= always[1]


def test_there_are_bounds_for_every_operation():
    for name, function in FUNCTIONS.items():
        args = ", ".join(["z > 0" if name == "where" else "z/9", "1", "2"][: int(max(function.least, 1))])
        low, high, _ = anywhere(parse(f"{name}({args})").tree)
        assert low <= high
    assert set(_FUNCTIONS) == set(OPERATIONS)
