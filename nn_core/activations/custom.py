"""An activation that a person typed: a formula made into a record like those of the registry.

Nothing is compiled for it, as a learner would have to wait for that: the compiled engine has a loop for every operation
of formulas, and goes through them (``compiled/formulas.py``).
"""

from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from math import inf
from typing import Any

from ..expressions import Expression, ExpressionError, check, parse, to_activation
from ..expressions.ending import is_usual
from ..expressions.tokens import MAX_CHARACTERS
from .records import Activation, Background, Facts, Learned, Parameter

CUSTOM = "custom"
PARAMETER = Parameter("a", "a in the formula", 1.0, -10.0, 10.0, 0.1)
MAX_FORMULAS = 16  # different ones that are worth the time of one request


@lru_cache(maxsize=128)
def parsed(formula: str) -> Expression:
    """What a formula says; kept apart, as the same one comes with many parameters.

    Raises:
        ExpressionError: it says nothing.
    """
    return parse(formula)


def usual(formula: str) -> str:
    """A formula as it travels in links and files: as it was typed, unless it takes liberties: of |x| only abs(z)."""
    if len(formula) <= MAX_CHARACTERS and not is_usual(formula):
        with suppress(ExpressionError):  # what is wrong with it is told elsewhere
            return parsed(formula).text
    return formula


def cost_of(formula: str) -> tuple[float, float, float]:
    """Nanoseconds for f of a number, for all its slopes, and to call NumPy for them, however many numbers there are."""
    expression = parsed(formula)
    (f, begin), (slope, begin_back) = expression.cost, expression.derivative.cost
    by_parameter, begin_by_parameter = expression.derivative_by_parameter.cost if expression.learns else (0.0, 0.0)
    return f, slope + by_parameter, begin + begin_back + begin_by_parameter


@lru_cache(maxsize=128)
def custom(formula: str, parameter: float | None) -> Activation:
    """The activation that a formula says, fit to be used with a parameter; of its facts nothing is known.

    Raises:
        ExpressionError: a ValueError: it says none, or not a number or a slope somewhere from -10 to 10.
    """
    expression = parsed(formula)
    check(expression, PARAMETER.default if parameter is None else parameter)
    f, df = to_activation(expression)

    def by_parameter(z: Any, a: Any, p: float) -> tuple[Any, ...]:
        return (expression.dp(z, p),)

    parameter_of = replace(PARAMETER, name="initial a in the formula") if expression.learns else PARAMETER
    return Activation(
        CUSTOM,
        "Custom",
        expression.text,
        expression.derivative.text,
        expression.tex,
        expression.derivative.tex,
        f,
        df,
        Facts(-inf, inf),
        Background("", "", "", ""),
        parameter_of if expression.uses_parameter else None,
        learned=Learned(by_parameter) if expression.learns else None,
    )
