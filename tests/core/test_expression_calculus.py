"""Calculus with formulas that users type: values, derivatives, stable forms, and the activations that are known."""

import math
from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given, settings, strategies as st
from scipy import special

from nn_core import ACTIVATIONS
from nn_core.expressions import ExpressionError, check, parse, to_activation
from nn_core.expressions.calculus import FUNCTIONS, OPERATIONS
from nn_core.expressions.plan import evaluate, plan
from tests.cases import every

GRID = np.linspace(-10.0, 10.0, 2001)
SMOOTH = [
    "z", "2z", "-z", "z*z*z", "z**2", "-z**2", "z²+z³", "z^3/3 - z", "a*z", "z/(2+z²)", "1/(3-sin(z))", "exp(z)", "e^z",
    "e^(-z²)", "log(1+z²)", "sqrt(1+z^2)", "sin(3z)", "cos(z)*sin(z)", "tan(z/10)", "atan(2z)", "arctan(z)",
    "sinh(z/3)",
    "cosh(z)", "tanh(z)", "sigmoid(z)", "logistic(a*z)", "softplus(z)", "erf(z)", "2^z", "(1+z²)^0.5", "(2+z²)^a",
    "(2+sin(z))^z", "(1+z²)^-2", "z*tanh(log(1+exp(z)))", "z/(1+exp(-z))", "0.5z*(1+erf(z/sqrt(2)))",
    "sin(cos(tanh(z)))",
    "exp(sin(z))/cosh(z)", "tanh(tanh(tanh(a*z)))", "log(exp(z)+exp(-z))", "(exp(z)-exp(-z))/(exp(z)+exp(-z))",
    "exp(2z)/(1+exp(z))", "z*z/z*3/z", "(z-1)*(z-2)*(z-3)/100", "2(z+1)/(3+cos(z))", "z/3/a*2", "1e-3z + pi - e",
    "1/(1+exp(z))", "exp(z)/(exp(z)+1)", "(1+exp(-z))**-2", "-(-(-z))*-2", "((-z)**3)**2/1000",
    "0.1z - 2z + 0.3z*(z-z)",
]  # fmt: skip
BENT = [
    "abs(z)", "relu(z)", "sign(z)*z", "floor(z)*z", "min(z, 1)", "max(0, z) + a*tanh(z)", "min(z, 2z, 3, z²)",
    "max(sin(z), cos(z), a)", "clip(z, -1, 1)", "clip(z², a*z, 5)", "where(z > 0, z, a*(exp(z)-1))", "sqrt(relu(z))",
    "where(z>=1 and not z>2 or z<-3, z², -z)", "where(z>1 & z<2 | z<=-1, sin(z), 2)", "where(z==0, 1, sin(z)/z)",
    "relu(z)^3", "log(1+abs(z))*sign(z)", "where(z>0, sqrt(z), 0)", "max(min(max(z, -2), 2), z/10)", "abs(abs(z)-1)",
    "relu(where(z > 1, min(z, 3), z²-1))", "abs(z)^1.5",
]  # fmt: skip


@every("text", SMOOTH + BENT)
@every("p", [0.5, 2.0])
def test_derivatives_agree_with_central_differences(text, p):
    expression, h = parse(text), 1e-5
    z = np.arange(-40, 41) / 10.0 + 0.0123  # away from kinks
    for measured, slope in [
        ((expression.f(z + h, p) - expression.f(z - h, p)) / (2 * h), expression.df(z, p)),
        ((expression.f(z, p + h) - expression.f(z, p - h)) / (2 * h), expression.dp(z, p)),
    ]:
        assert np.isfinite(slope).all()
        np.testing.assert_allclose(slope, measured, rtol=1e-6, atol=1e-7 * max(1.0, np.abs(expression.f(z, p)).max()))


@every("text", SMOOTH + BENT)
def test_text_can_be_read_again_and_simplifying_does_not_change_values(text):
    expression = parse(text)
    assert parse(expression.text) == expression
    assert parse(expression.text).text == expression.text
    z = np.linspace(-4.0, 4.0, 101)[::2] + 0.01
    np.testing.assert_allclose(expression.f(z, 0.7), evaluate(plan(expression.tree), z, 0.7), rtol=1e-9, atol=1e-12)
    if len(expression.derivative.text) <= 200:
        np.testing.assert_allclose(parse(expression.derivative.text).f(z, 0.7), expression.df(z, 0.7), rtol=1e-9)


UNARY = [name for name, function in FUNCTIONS.items() if function.most == 1 and name not in ("floor", "sign")]


def _nested(inner):
    return st.one_of(
        st.tuples(st.sampled_from(UNARY), inner).map("{0[0]}({0[1]})".format),
        st.tuples(inner, st.sampled_from(["+", "-", "*", "/", "**"]), inner).map("({0[0]}){0[1]}({0[2]})".format),
        st.tuples(inner, inner).map("max({0[0]}, {0[1]})".format),
        st.tuples(inner, inner, inner).map("where({0[0]} < {0[1]}, {0[1]}, {0[2]})".format),
    )


ANY = st.recursive(st.sampled_from(["z", "a", "2", "0.3", "pi"]), _nested, max_leaves=7)


@pytest.mark.rest
@settings(max_examples=400)
@given(ANY, st.floats(-3.0, 3.0), st.sampled_from([0.4, 1.7]))
def test_generated_derivatives_agree_with_differences_where_those_settle(text, z, p):
    assume(len(text) <= 200)
    expression = parse(text)
    assert parse(expression.text) == expression
    assert expression.derivative.tex
    with np.errstate(all="ignore"):
        coarse, fine = ((expression.f(z + h, p) - expression.f(z - h, p)) / (2 * h) for h in (2e-4, 1e-4))
        left, right = ((expression.f(z + h, p) - expression.f(z, p)) / h for h in (-1e-4, 1e-4))
    assume(np.isfinite([coarse, fine, left, right]).all() and abs(expression.f(z, p)) < 1e4)
    assume(abs(coarse - fine) <= 1e-5 * (1e-3 + abs(fine)) and abs(left - right) <= 1e-2 * (1e-2 + abs(fine)))
    assume(np.isfinite(expression.df(z, p)))  # 0 * inf, where an inner function has its pole
    assert expression.df(z, p) == pytest.approx(fine, rel=1e-3, abs=1e-3)


@every(
    ("key", "text"),
    [
        ("linear", "a*z"), ("sigmoid", "1/(1+exp(-z))"), ("sigmoid", "sigmoid(z)"), ("sigmoid", "e^z/(e^z+1)"),
        ("tanh", "tanh(z)"), ("tanh", "(e^z - e^-z)/(e^z + e^-z)"), ("arctan", "arctan(z)"), ("erf", "erf(z)"),
        ("gudermannian", "2atan(tanh(z/2))"), ("relu", "max(0, z)"), ("relu", "max(z, 0)"), ("relu", "relu(z)"),
        ("relu", "-min(-z, 0)"), ("leaky-relu", "where(z > 0, z, a*z)"), ("elu", "where(z>0, z, a*(exp(z)-1))"),
        ("elu", "where(z<=0, a*(e^z-1), z)"), ("softplus", "log(1+exp(z))"), ("softplus", "softplus(z)"),
        ("selu", "1.0507009873554805*where(z > 0, z, 1.6732632423543772*(exp(z) - 1))"), ("swish", "z/(1+e^(-a*z))"),
        ("swish", "z*sigmoid(a*z)"), ("mish", "z*tanh(log(1+exp(z)))"), ("gelu", "z/2*(1+erf(z/sqrt(2)))"),
        ("hard-swish", "z*clip(z+3, 0, 6)/6"), ("hard-tanh", "max(-1, min(1, z))"), ("sine", "sin(a*z)"),
        ("gaussian", "exp(-z²)"), ("squared-relu", "max(0, z)^2"), ("squared-relu", "relu(z)²"),
        ("generalised-logistic", "(1+exp(-z))^-a"), ("algebraic", "z/(1+abs(z)^a)^(1/a)"),
    ],
)  # fmt: skip
def test_known_activations_as_formulas_agree_with_the_registry(key, text):
    activation, expression = ACTIVATIONS[key], parse(text)
    p = activation.default
    f, df = to_activation(expression)
    known = activation.f(GRID, p)
    check(expression, p)
    np.testing.assert_allclose(f(GRID, p), known, rtol=1e-12, atol=1e-12)
    borders = (-3.0, 3.0) if key == "hard-swish" else (-1.0, 1.0) if key == "hard-tanh" else ()  # other conventions
    smooth = ~np.isin(GRID, borders)
    np.testing.assert_allclose(df(GRID, f(GRID, p), p)[smooth], activation.df(GRID, known, p)[smooth], atol=1e-12)


@every(
    "text",
    [
        "1/(1+exp(-z))",
        "z/(1+e^-z)",
        "log(exp(z)+1)",
        "(e^z-e^-z)/(e^z+e^-z)",
        "z*tanh(softplus(z))",
        "log(1/(1+exp(-z)))",
        "-log(sigmoid(-z))",
        "log(sigmoid(z))",
    ],
)
def test_textbook_forms_do_not_overflow(text):
    z = np.linspace(-1000.0, 1000.0, 2001)
    assert np.isfinite(parse(text).f(z, 0.0)).all()
    assert np.isfinite(parse(text).df(z, 0.0)).all()


@every(
    ("text", "slope"),
    [
        ("max(0, z)", 0.0), ("max(z, 0)", 0.0), ("max(0, -z)", 0.0), ("min(z, 0)", 0.0), ("min(0, z)", 0.0),
        ("abs(z)", 0.0),
        ("relu(z)", 0.0), ("max(z, 2z)", 2.0), ("max(2z, z)", 1.0), ("clip(z, 0, 1)", 0.0), ("clip(z, -1, 0)", 0.0),
        ("where(z > 0, z, 3z)", 3.0), ("sign(z)", 0.0), ("floor(z)", 0.0), ("max(0, z, a)", 0.0),
        ("max(z, 0, -1)", 0.0),
    ],
)  # fmt: skip
@every("zero", [0.0, -0.0])
def test_slopes_at_kinks_follow_the_convention(text, slope, zero):
    assert parse(text).df(zero, 0.0) == slope


@every("text", [*SMOOTH, *BENT, "3", "a", "pi*a", "z/0"])
def test_results_have_the_shape_and_precision_of_z(text):
    expression = parse(text)
    wrong = []
    for kind, shape in product([np.float32, np.float64], [(), (3,), (2, 3), (0,)]):
        z = np.full(shape, 0.7, dtype=kind)[()]
        for of in ("f", "df", "dp"):
            result = getattr(expression, of)(z, 0.3)
            if np.shape(result) != shape or result.dtype != kind or np.shares_memory(result, z):
                wrong.append((of, kind.__name__, shape, result))
    assert wrong == []


def test_a_plain_number_gives_a_number():
    assert parse("z²").f(3, 0.0) == 9.0
    assert isinstance(parse("z²").f(3.0, 0.0), float)
    assert parse("erf(z)").f(0.3, 0.0) == pytest.approx(special.erf(0.3), rel=1e-15)


@every(
    ("text", "derivative"),
    [
        ("z²", "2*z"), ("3", "0"), ("z*z*z", "3*z**2"), ("exp(-z²)", "-2*z*exp(-z**2)"), ("--z", "1"),
        ("0*log(z)+z", "0/z + 1"),
        ("max(0, z)", "where(z > 0, 1, 0)"), ("tanh(z)", "1 - tanh(z)**2"), ("sqrt(1+z²)", "z/sqrt(1 + z**2)"),
        ("z**3/3", "z**2"), ("a*z", "a"), ("z**a", "a*z**(a - 1)"), ("log(1+exp(z))", "sigmoid(z)"),
        ("clip(z, -1, 1)", "where(-1 < z and z < 1, 1, 0)"), ("z + z - 2z + a", "0"), ("2^z", "2**z*log(2)"),
    ],
)  # fmt: skip
def test_derivatives_are_written_as_short_as_by_hand(text, derivative):
    assert parse(text).derivative.text == derivative


@every(
    ("text", "p", "words"),
    [
        ("log(z)", 0.0, "f(z) is not a finite number at z = 0"),
        ("1/(z-3)", 0.0, "f(z) is not a finite number at z = 3"),
        ("sqrt(z+3)", 0.0, "at z = -3.01"), ("z^a", 0.5, "at z = -0.01 with a = 0.5"),
        ("exp(exp(z))", 0.0, "at z = 6.57"),
        ("sqrt(abs(z))", 0.0, "the slope f'(z) is not a finite number at z = 0"), ("3", 0.0, "does not depend on z"),
        ("z-z", 0.0, "does not depend on z"), ("max(2, clip(z,0,1))", 0.0, "it is 2 everywhere"),
        ("9**9**9**9", 0.0, "finite"),
        ("a*z", 0.0, "does not depend on z with a = 0: it is 0 everywhere"), ("a*z", math.nan, "with a = nan"),
    ],
)  # fmt: skip
def test_check_refuses_what_no_network_can_use(text, p, words):
    with pytest.raises(ExpressionError, match="f") as caught:
        check(parse(text), p)
    assert words in str(caught.value)
    assert caught.value.position == 0


@pytest.mark.parametrize(
    "text", ["z", "relu(z-20)", "where(z>0, sqrt(z), 0)+z", "sqrt(relu(z-0.001))", "z*log(abs(z)+0.1)"]
)
def test_check_lets_pass_what_can_be_used(text):
    check(parse(text), 1.0)


def test_shared_parts_are_computed_once():
    expression = parse("tanh(" * 29 + "z" + ")" * 29)
    assert expression.derivative.tree.size > 500
    assert len(plan(expression.derivative.tree).nodes) < 130


def test_every_operation_says_how_it_is_computed_and_derived():
    assert set(FUNCTIONS) < set(OPERATIONS)
    assert all(operation.tex or name == "where" for name, operation in FUNCTIONS.items())
