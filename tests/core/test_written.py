"""Numbers that were chosen are written exactly, on the command line, too; the scripts' side is in tests/browser."""

import pytest
from hypothesis import given, strategies as st

from nn_core.common.written import exact
from nn_core.expressions import ExpressionError, check, parse
from nn_core.study.race import Race
from tests.cases import every


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_what_is_written_is_the_number_itself(value):
    text = exact(value)
    assert float(text.replace(",", "")) == value
    assert len(text) < 40


@every(
    ("value", "text"),
    [(0, "0"), (-0.0, "0"), (1e-6, "0.000001"), (1.5e-5, "0.000015"), (1e-7, "0.0000001"), (1.5e-12, "1.5e-12"),
     (3, "3"), (0.1, "0.1"), (1e6, "1,000,000"), (-12345.5, "-12,345.5"), (float("inf"), "inf")],
)  # fmt: skip
def test_numbers_as_a_reader_expects_them(value, text):
    assert exact(value) == text


def test_the_sign_is_the_reader_s_choice():
    assert exact(-1_000_000, "−") == "−1,000,000"


@pytest.mark.parametrize("a", [0.1234567, 1e-7])
def test_a_formula_s_parameter_is_told_exactly(a):
    with pytest.raises(ExpressionError, match=f"with a = {exact(a)}"):
        check(parse("a/(z-2)"), a)


def test_a_race_s_target_is_told_exactly():
    assert Race([], [], 1.5e-9, 10, [], "").goal == "test loss below 0.0000000015"
    assert Race([], [], 0.98765432, 10, [], "", "test_score").goal == "test accuracy or R² of at least 0.98765432"
