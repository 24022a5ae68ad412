"""Formulas that users type: what they mean, how they are written, and what happens to text that is no formula."""

import ast
import math
import pickle
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, example, given, settings, strategies as st

import nn_core
from nn_core import expressions
from nn_core.expressions import ExpressionError, parse
from nn_core.expressions.calculus import FUNCTIONS
from nn_core.expressions.plan import evaluate, plan
from nn_core.expressions.tokens import NAMES, is_plain
from tests.cases import every

FILES = sorted(Path(nn_core.__file__).parent.glob("expressions/*.py"))
GRID = np.linspace(-10.0, 10.0, 2001)


def _raw(text, z, p=0.0):
    """The value of the formula exactly as typed, before any simplification."""
    return float(evaluate(plan(parse(text).tree), z, p))


def _integers():
    return st.sampled_from(["z", "a", "1", "2", "3"])


def _compound(inner):
    return st.one_of(
        st.tuples(inner, st.sampled_from(["+", "-", "*", "/", " - ", "*-", "--", "/-"]), inner).map("".join),
        st.tuples(inner, st.sampled_from(["**2", "**3", "**-1", "**2**2", "**z"])).map("".join),
        inner.map("-{}".format),
        inner.map("({})".format),
    )


ARITHMETIC = st.recursive(_integers(), _compound, max_leaves=8)


@settings(max_examples=400)
@given(ARITHMETIC, st.sampled_from([-2, 2, 3]), st.sampled_from([-3, 1, 5]))
@example("-z**2", 3, 1)
@example("2**-z**2*3", 2, 1)
@example("6/-z*3", 2, 1)
@example("2**3**2", 2, 1)
def test_precedence_is_that_of_python(text, z, a):
    try:
        exact = eval(text, {"z": Fraction(z), "a": Fraction(a)})  # noqa: S307 - the yardstick
        ours = eval(text, {"z": float(z), "a": float(a)})  # noqa: S307
        assume(isinstance(ours, int | float) and math.isclose(ours, exact, rel_tol=1e-9, abs_tol=1e-9))
    except (ZeroDivisionError, OverflowError):
        assume(False)
    assert _raw(text, float(z), a) == pytest.approx(float(exact), rel=1e-9, abs=1e-9)
    assert parse(parse(text).text) == parse(text)


@every(
    ("text", "meaning"),
    [
        ("2z", "2*z"), ("2Z", "2*z"), (" 2 z ", "2*z"), ("2(z + 1)", "2*(z + 1)"), ("2z**2", "2*z**2"), ("z^2", "z**2"),
        ("z²", "z**2"), ("-z³", "-z**3"), ("(z+1)²", "(z + 1)**2"), ("2·z×a−1", "2*z*a - 1"), (".5z", "0.5*z"),
        ("1e-3z", "0.001*z"), ("2e", "2*e"), ("2exp(z)", "2*exp(z)"), ("ARCTAN(z)", "atan(z)"), ("1E2", "100"),
        ("Logistic(PI)", "sigmoid(pi)"), ("+z", "z"), ("z--2", "z + 2"), ("where(z>0&z<1|z>2,1,z)",
        "where(z > 0 and z < 1 or z > 2, 1, z)"),
        ("where(NOT z>0 and z==1, 0, z)", "where(not z > 0 and z == 1, 0, z)"),
        ("where(not(z>0 and z<1), 0, z)", "where(not (z > 0 and z < 1), 0, z)"), ("z*2z", "z*2*z"), ("\tz\n", "z"),
        ("where(z>0 and (z<1 or z>2), 1, z)", "where(z > 0 and (z < 1 or z > 2), 1, z)"), ("1.z", "1*z"),
        ("|z|", "abs(z)"), ("|z|+1", "abs(z) + 1"), ("2|z|", "2*abs(z)"), ("||z|-1|", "abs(abs(z) - 1)"),
        ("0.5|z|^2", "0.5*abs(z)**2"), ("|2z|²", "abs(2*z)**2"), ("|sin(|z|)|-1", "abs(sin(abs(z))) - 1"),
        ("|z|*|a|", "abs(z)*abs(a)"), ("max(|z|, 1)", "max(abs(z), 1)"), ("-|z|", "-abs(z)"),
        ("where(|z|>1|z<0,1,z)", "where(abs(z) > 1 or z < 0, 1, z)"), ("ln(1+e^z)", "log(1 + e**z)"),
        ("x/(1+|x|)", "z/(1 + abs(z))"), ("X·σ(x)", "z*sigmoid(z)"), ("√(1+x²)", "sqrt(1 + z**2)"),
        ("√2*z", "sqrt(2)*z"), ("sin(2πz)", "sin(2*pi*z)"), ("z⁴−1", "z**4 - 1"), ("z÷2", "z/2"), ("z⋅a∗2", "z*a*2"),
        ("0,5z", "0.5*z"), ("sin(0,5z)", "sin(0.5*z)"), ("max(0; z)", "max(0, z)"), ("max(0; 0,5z)", "max(0, 0.5*z)"),
        ("clip(z; -0,5; 0,5)", "clip(z, -0.5, 0.5)"), ("max(0,5z)", "max(0, 5*z)"), ("max(0,5,z)", "max(0, 5, z)"),
        ("max((0,5z), 1)", "max(0.5*z, 1)"), ("abs(0,5z)+min(1,2,z)", "abs(0.5*z) + min(1, 2, z)"),
        ("where(z≤0,5; z; 1)", "where(z <= 0.5, z, 1)"), ("0,125z", "0.125*z"), ("sgn(z)", "sign(z)"),
    ],
)  # fmt: skip
def test_the_same_formula_in_other_words(text, meaning):
    assert parse(text) == parse(meaning)
    assert parse(text).text == meaning


@every(
    ("text", "position", "words"),
    [
        ("", 0, "empty"), ("   ", 0, "empty"),
        ("(z", 2, "the text ends at 2; expected an operator, or ')' for the '(' at 0"),
        ("((z)", 4, "'(' at 0"), ("z)", 1, "unexpected ')' at 1"), ("()", 1, "unexpected ')' at 1"),
        ("z z", 2, "unexpected 'z'"),
        ("z + foo(2)", 4, "unknown name 'foo' at 4; expected one of z, a, pi, e or exp, log"),
        ("import os", 0, "unknown name"),
        ("__class__", 0, "unknown name '__class__'"), ("().__class__.__bases__", 1, "unexpected ')'"),
        ("z.real", 1, "'.'"),
        ("max(z)", 0, "wrong number of arguments (1) of max at 0; it takes at least 2"), ("1+sin()", 2, "(0) of sin"),
        ("sin(z, z)", 0, "(2) of sin at 0; it takes 1"), ("where(z > 0, 1)", 0, "it takes 3"),
        ("clip(z, 1)", 0, "takes 3"),
        ("where(z, 1, 2)", 6, "a number at 6; expected a condition"),
        ("z > 0", 0, "a condition at 0; expected a number"),
        ("1 + (z > 0)", 4, "a condition at 4"), ("(z>0)²", 0, "a condition"),
        ("where(1 and z>0, 1, 2)", 6, "a number at 6"),
        ("where(not z, 1, 2)", 10, "a number at 10"), ("-(z>0)", 1, "a condition at 1"),
        ("max(z, z>0)", 7, "a condition at 7"),
        ("where(0<z<1, 1, 2)", 9, "unexpected '<' at 9; comparisons are combined by 'and'"),
        ("sin z", 4, "'(' after sin"),
        ("where(z = 0, 1, 2)", 8, "write =="), ("where(z != 0, 1, 2)", 8, "unexpected character '!'"),
        ("sin", 3, "text ends"),
        ("z(2)", 1, "z is not a function"), ("2 3", 2, "unexpected '3'"), ("1.2.3", 3, "unexpected '.3'"),
        ("z,z", 1, "','"),
        ("z**", 3, "the text ends at 3"), ("*z", 0, "unexpected '*'"), ("max(z,)", 6, "unexpected ')'"),
        ("z²²", 2, "parentheses"),
        ("z²**2", 2, "parentheses"), ("1/2z", 2, "unclear '2z' at 2"), ("z^2z", 2, "unclear"),
        ("z/-2(z)", 3, "unclear"),
        ("(2)z", 3, "unexpected 'z'"), ("2(z)(z)", 4, "unexpected '('"), ("1e7", 0, "at most 1000000"),
        ("z+1e999", 2, "'1e999'"),
        ("z" * 201, 200, "got 201"), ("z+" * 99 + "z", 0, "parts"), ("(" * 40 + "z", 31, "nested"),
        ("z%2", 1, "'%'"),
        ("-" * 150 + "z", 31, "nested"), ("2^" * 60 + "z", 62, "nested"), ("z\0", 1, r"'\x00'"), ("z;z", 1, "';'"),
        ("ｚ", 0, "unknown name"), ("ζ+1", 0, "unknown name"), ("z\u202e", 1, r"'\u202e'"), ("\ud800", 0, r"'\ud800'"),
        ("exp(z) if z else 1", 7, "unknown name 'if'"), ("lambda: z", 0, "'lambda'"), ("z[0]", 1, "'['"),
        ("'z'", 0, "unexpected"),
        ("٣z", 0, "unexpected"), ("z\N{NO-BREAK SPACE}+1", 1, "unexpected"), ("sin(z" * 20, 4, "unknown name 'zsin'"),
        ("z²+" * 66 + "1", 0, "parts"), ("where(" + "z>z&" * 30 + "z>z,1,z)", 0, "written out"),
        ("(2z)^" * 24 + "z", 0, "the derivative must have at most"),
        ("|z", 2, "expected an operator, or '|' for the one at 0"), ("z|", 1, "unexpected '|'"), ("||", 2, "text ends"),
        ("z|z|", 1, "unexpected '|'"), ("|z||z|", 3, "unexpected '|'"), ("|2|z||", 3, "unexpected 'z'"),
        ("1/2|z|", 2, "unclear '2|'"), ("(|z)|", 3, "'|' for the one at 1"), ("|(z|)", 3, "')' for the '(' at 1"),
        ("|" * 40, 31, "nested"), ("√z²", 2, "parentheses to say what the root at 0 is of"), ("√√z", 1, "parentheses"),
        ("√", 1, "text ends"), ("√z^2", 2, "parentheses"), ("1/2πz", 2, "unclear '2π'"), ("1/πz", 2, "unclear"),
        ("x*z", 2, "unexpected 'z' at 2; there is one variable, x here"), ("z+X", 2, "one variable, z here"),
        ("max(0;z,1)", 7, "expected ';', as before"), ("max(0,z;1)", 7, "expected ',', as before"),
        ("1,000z", 0, "unclear '1,000' at 0"), ("12,345z", 0, "unclear"), ("1.5,5z", 3, "unexpected ','"),
        ("1e-3,5z", 4, "unexpected ','"), ("z,5", 1, "unexpected ','"), ("1, 5", 1, "unexpected ','"),
        ("(1;z)", 2, "unexpected ';'"), ("|z>0|", 1, "a condition"), ("z ≤ 1", 0, "a condition"),
        ("ln z", 3, "'(' after"),
        ("max(0;)", 6, "unexpected ')'"), ("z²³", 2, "parentheses"),
    ],
)  # fmt: skip
def test_what_is_no_formula_is_refused_with_the_place_and_the_reason(text, position, words):
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    assert words in str(caught.value)
    assert caught.value.position == position
    assert str(caught.value).isprintable()
    copy = pickle.loads(pickle.dumps(caught.value))  # noqa: S301
    assert (str(copy), copy.position) == (str(caught.value), position)


def test_text_that_spaces_would_make_too_long_has_none():
    text = parse("z²+" * 32 + "1").text
    assert text == "z**2+" * 32 + "1"
    assert parse(text) == parse("z²+" * 32 + "1")


def _never_anything_else(text):
    try:
        expression, error = parse(text), None
    except ExpressionError as refused:
        expression, error = None, refused
    if error:
        assert 0 <= error.position <= len(text)
        assert str(error).isprintable()
    else:
        assert parse(expression.text) == expression
        assert expression.tex
        assert expression.derivative.text
        assert expression.derivative.tex
        assert expression.f(GRID, 0.3).shape == expression.df(GRID, 0.3).shape == GRID.shape


WORDS = [
    *NAMES,
    *FUNCTIONS,
    *"+-*/^()<>&|,²³·×− \0._;√πσ⁴≤÷",
    "x",
    "ln",
    "0,5",
    "**",
    "<=",
    ">=",
    "==",
    "and",
    "or",
    "not",
    "0",
    "2",
    "1e3",
    "1e6",
    "1e-300",
]


@settings(max_examples=500)
@given(st.one_of(st.text(max_size=250), st.lists(st.sampled_from(WORDS), max_size=60).map("".join)))
@example("9**9**9**9")
@example("-9**9**9**9*z - 9**9**9**9")
@example("1e6**20*1e6**20*1e6**20*z/1e-300/1e-300*1e-300*1e-300")
@example("z/(1e-300*1e-300)+(1e-300*z)**2")
@example("1/0*z + 0/0 + log(0) + 0**-1")
@example("tanh(" * 29 + "z" + ")" * 29)
@example("(" * 5000 + "z" + ")" * 5000)
@example("z^" * 28 + "z")
@example("/".join(["z"] * 50))
@example("9" * 200)
def test_any_text_is_a_formula_or_an_expression_error(text):
    _never_anything_else(text)


@every(
    ("text", "tex"),
    [
        ("max(0, z)", r"\max\left(0, z\right)"), ("z²/(1+a)", r"\frac{z^{2}}{1 + a}"),
        ("(1/z)^2", r"\left(\frac{1}{z}\right)^{2}"),
        ("exp(z)^2", r"\left(e^{z}\right)^{2}"), ("2*3z", r"2 \cdot 3 \, z"), ("1e-7pi", r"10^{-7} \, \pi"),
        ("z--2", "z + 2"),
        ("where(z>0, z, -1)", r"\begin{cases} z & z > 0 \\ -1 & z \le 0 \end{cases}"),
        ("-(z+1)", r"-\left(z + 1\right)"),
        ("where(not z<=1, 1, z)", r"\begin{cases} 1 & \lnot \left(z \le 1\right) \\ z & z \le 1 \end{cases}"),
        ("2.5e-9*sqrt(abs(z))", r"2.5 \cdot 10^{-9} \, \sqrt{\left|z\right|}"),
        ("where(z>0 or z==-1, 1, z)",
        r"\begin{cases} 1 & z > 0 \lor z = -1 \\ z & \lnot \left(z > 0 \lor z = -1\right) \end{cases}"),
    ],
)  # fmt: skip
def test_tex(text, tex):
    assert parse(text).tex == tex


def test_tex_of_every_function_is_balanced():
    for name, function in FUNCTIONS.items():
        args = ["z > 0" if name == "where" else "z", "1", "a"][: int(min(max(function.least, 1), 3))]
        tex = parse(f"{name}({', '.join(args)})^2").tex
        assert tex.count("{") == tex.count("}")
        assert tex.count(r"\left") == tex.count(r"\right")
        assert "%" not in tex


def test_whether_the_parameter_is_used_and_equality():
    assert parse("a*z").uses_parameter
    assert not parse("abs(z)").uses_parameter
    assert parse("2z") == parse("2 * z") != parse("z*2")
    assert hash(parse("2z")) == hash(parse("2*z"))
    with pytest.raises(AttributeError):
        parse("z").tree = None


@every("path", FILES)
def test_the_source_runs_no_text(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert names & {"eval", "exec", "compile", "__import__", "getattr", "globals", "locals", "vars", "open"} == set()
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert imported <= {"re", "numpy"}
    assert expressions.__all__ == ["Expression", "ExpressionError", "check", "parse", "to_activation"]


def test_what_takes_liberties_is_not_plain_and_what_links_have_had_is():
    for text in (
        "max(0, z)",
        "z**2",
        "2z + a*sin(z)",
        "where(z>0 and z<1, 1, z)",
        "z²",
        "exp(-z²)",
        "ARCTAN(z)",
        "2·z",
    ):
        assert is_plain(text)
        parse(text)
    for text in ("|z|", "max(0; z)", "0,5z", "x", "2X", "ln(1+z²)", "√(z)", "σ(z)", "2π*z", "z⁴", "where(z≤0, 0, z)"):
        assert not is_plain(text)
        assert is_plain(parse(text).text)
