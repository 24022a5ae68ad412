"""Formulas from textbooks stay finite and right for every z that a run can reach, in both engines, and so do slopes."""

from dataclasses import replace

import numpy as np
import pytest
from exact_formula import exact_value
from hypothesis import assume, given, settings, strategies as st
from test_compiled_formulas import _compiled

from nn_core import Experiment, Layer, advance, start
from nn_core.activations.custom import parsed
from nn_core.compiled.formulas import programs
from nn_core.expressions import ExpressionError, check, parse
from nn_core.expressions.plan import evaluate
from nn_core.expressions.scaled import repair
from nn_core.state.state import TrainingState
from nn_core.training.engines import engine_of
from tests.cases import every

POWERS = 10.0 ** np.arange(-3, 10)
Z = np.concatenate([-POWERS[::-1], [0.0], POWERS, [-720.0, -356.0, 178.0, 356.0, 400.0, 709.5, 746.0]])
SOME = np.array([-1e9, -1e5, -1e3, -720.0, -356.0, -100.0, -1.0, 0.0, 0.1, 10.0, 100.0, 178.0, 400.0, 709.5, 1e3, 1e9])

TEXTBOOK = [
    "(exp(2z)-1)/(exp(2z)+1)", "sinh(z)/cosh(z)", "z*exp(z)/(1+exp(z))", "exp(z)/(1+exp(z))^2",
    "z*((1+exp(z))^2-1)/((1+exp(z))^2+1)", "1/(1+1/exp(z))", "1/cosh(z)", "log(cosh(z))", "log(1+exp(z))",
    "(exp(z)-exp(-z))/(exp(z)+exp(-z))", "z/(1+exp(-z))", "2/(1+exp(-2z))-1", "exp(-z^2)", "z^2/(1+z^2)",
    "sqrt(1+z^2)-1", "z*exp(-z^2)", "exp(z)/(exp(z)+1)", "1-1/(1+exp(z))", "log(exp(z)+exp(-z))",
    "tanh(log(1+exp(z)))*z", "1/(1+exp(-z))^2", "exp(-z)/(1+exp(-z))^2", "(1-exp(-2z))/(1+exp(-2z))",
    "2*atan(exp(z))-pi/2", "atan(sinh(z))", "2/(exp(z)+exp(-z))", "4/(exp(z)+exp(-z))^2", "1/cosh(z)^2",
    "sinh(z)/sqrt(1+sinh(z)^2)", "z*sinh(z)/cosh(z)", "exp(-exp(-z))", "1-exp(-exp(z))", "exp(z-exp(z))",
    "exp(z)*exp(-exp(z))", "log((1+exp(z))/2)", "z*(1-exp(-z))/(1+exp(-z))", "2^z/(1+2^z)", "a^z/(1+a^z)",
    "z*e^z/(e^z+1)", "(exp(z)-1)/(exp(z)+1)", "(exp(z)+exp(-z)-2)/(exp(z)+exp(-z))", "sqrt(exp(z)/(1+exp(z)))",
    "log(1+exp(z)+exp(2z))", "log(sqrt(exp(z)+1))", "z*(exp(2z)+2exp(z))/(exp(2z)+2exp(z)+2)",
    "(1-sign(z))/2*(exp(z)-1)+max(0,z)", "z*tanh(exp(z))", "log(z+sqrt(z^2+1))", "z^40/(1+z^40)", "(1+exp(-z))^-0.5",
    "exp(z)^2/(1+exp(z)^2)", "1/(exp(z)+2+exp(-z))", "sinh(2z)/(cosh(2z)+3)", "atan(log(cosh(z)))",
    "1/(1+log(cosh(z)))", "1/(1+sqrt(1+exp(z)))", "z*exp(-abs(z))", "min(exp(z), exp(2z))/max(exp(z), exp(2z))",
    "where(exp(z)>exp(2z), exp(z), 1)", "exp(a*z)/(1+exp(a*z))*z", "clip(exp(z), 0, exp(2z))/(1+exp(z))",
    "relu(exp(z)-1)/(exp(z)+1)", "log(exp(z)+1)-log(exp(z)+2)", "log(1-tanh(z)^2)", "exp(z)*sigmoid(-z)+z",
]  # fmt: skip


def _exactly(tree, p, z):
    return np.array([exact_value(tree, each, p) for each in z])


@pytest.mark.rest
@every("text", TEXTBOOK)
def test_values_and_slopes_are_finite_and_right_however_large_z_is(text):
    p = 2.5
    expression = parse(text)
    # The terms of a slope may cancel; so may those of the formula, but then it is computed as it stands.
    for one, least in ((expression, 1e-300), (expression.derivative, 1e-15)):
        assert np.isfinite(one.f(Z, p)).all()
        ours, plain = one.f(SOME, p), evaluate(replace(one.plan, repair=None), SOME, p)
        exact = _exactly(one.tree, p, SOME)
        known = np.isfinite(exact)  # 1 - tanh(1e9)**2 has more zeros than digits are computed
        mended = known & (ours != plain)
        np.testing.assert_allclose(ours[mended], exact[mended], rtol=1e-9, atol=least)
        np.testing.assert_allclose(ours[known], exact[known], rtol=1e-9, atol=1e-9)


@pytest.mark.rest
@every("text", TEXTBOOK)
def test_both_engines_agree_however_large_z_is(text):
    p = 2.5 if parsed(text).uses_parameter else 0.0
    np.testing.assert_allclose(_compiled(text, p, Z), parsed(text).f(Z, p), rtol=1e-11, atol=1e-13)
    slope = parsed(text).derivative.text
    if len(slope) <= 200 and parse(slope) == parsed(text).derivative:
        try:
            check(parse(slope), p)
        except ExpressionError:
            return
        np.testing.assert_allclose(_compiled(slope, p, Z), parsed(text).df(Z, p), rtol=1e-11, atol=1e-13)


@pytest.mark.parametrize(
    "text", ["(exp(2z)-1)/(exp(2z)+1)", "log(cosh(z))", "z*((1+exp(z))^2-1)/((1+exp(z))^2+1)", "exp(z)/(1+exp(z))^2"]
)
def test_weights_that_are_far_off_train_in_both_engines_alike(text):
    hidden = [{"units": 5, "activation": "custom", "formula": text}, {"units": 3, "activation": "tanh"}]
    experiment = Experiment(hidden=hidden, samples=60, batch_size=7, learning_rate=1e-3, seed=3)
    first, *others = start(experiment).layers
    far = TrainingState((replace(first, weights=500.0 * first.weights), *others)).fitted(experiment)
    ours, theirs = (advance(experiment, far, 3, engine=engine).numbers for engine in ("compiled", "numpy"))
    assert engine_of(experiment) == "compiled"
    assert np.isfinite(ours).all()
    np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-10)


@pytest.mark.parametrize("text", ["tanh(z)", "z^2", "exp(-z^2)", "max(0, z)", "1/(1+exp(-z))", "sin(z)/(2+z^2)"])
def test_what_can_not_overflow_is_computed_as_it_stands(text):
    assert parse(text).plan.repair is None
    assert all(name != "guard" for program in programs(text, 0.0) for name, *_ in program.steps)


def test_what_is_infinite_stays_so_and_what_is_no_number_too():
    z = np.array([-1e3, 0.0, 1e3])
    np.testing.assert_array_equal(parse("exp(z)*cosh(z)").f(z, 0.0)[2], np.inf)
    np.testing.assert_array_equal(np.isnan(parse("log(z)*exp(z)*exp(-z)").f(z, 0.0)), [True, False, False])
    np.testing.assert_array_equal(np.isfinite(parse("exp(z)/(exp(z)-1)").f(z, 0.0)), [True, False, True])
    np.testing.assert_array_equal(np.isfinite(_compiled("exp(z)/(exp(z)-exp(-20.5))", 0.0, z)), True)


GROWING = st.recursive(
    st.sampled_from(["z", "2", "exp(z)", "exp(-z)", "cosh(z)", "exp(2z)"]),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+*/"), inner).map("({0[0]}{0[1]}{0[2]})".format),
        inner.map("log(2+{})".format),  # of 1 + x the digits of a small x are lost, which a root brings to light
        inner.map("sqrt({})".format),
        inner.map("1/(1+{})".format),
        st.tuples(inner, inner).map("max({0[0]}, {0[1]})".format),
        inner.map("{}^2".format),
    ),
    max_leaves=6,
)


@pytest.mark.rest
@settings(max_examples=150, deadline=None)
@given(GROWING, st.sampled_from([30.0, 200.0, 500.0, 800.0]))
def test_the_scaled_form_of_random_formulas_has_their_value(text, z):
    """Of sums of what is positive: where terms cancel, roundings are left, in this form as in any."""
    assume(len(text) <= 200)
    try:
        expression = parse(text)
    except ExpressionError:
        assume(False)
    mend = repair(expression._simple)
    assume(mend is not None)
    exact = exact_value(expression.tree, z, 0.0)
    assume(np.isfinite(exact) and 1e-280 < abs(exact) < 1e280)
    ours = float(evaluate(expression.plan, z, 0.0))
    assert ours == pytest.approx(exact, rel=1e-9)


def test_a_layer_takes_what_only_the_scaled_form_can_compute():
    assert Layer(units=1, activation="custom", formula="sinh(100z)/cosh(100z)").function.f(9.0, 0.0) == 1.0
