"""Activation functions that a user types: f(z) as text, read safely, with its derivative found by the rules.

    expression = parse("max(0, z) + a*tanh(z)")
    expression.f(z, 0.5), expression.df(z, 0.5), expression.derivative.text

The grammar: numbers, the names z, a (the parameter), pi and e; + - * / and ** or ^ (from the right, and binding more
tightly than a minus sign, as in Python); parentheses; the functions of ``calculus.FUNCTIONS``; conditions
made of < <= > >= == with and, or, not (also & and |), for where(condition, x, y). 2z and 2(z + 1) are products; 1/2z
and z**2z are refused, as nobody can tell what is meant. Upper and lower case are the same.

A formula may end in "with a learned": training changes its a together with the weights.

Slopes at kinks: see ``calculus``. Values that are not finite come out as they are; ``check`` finds them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from ..common.written import exact
from .calculus import derive, simplify
from .ending import LEARNED, without_end
from .parser import MAX_CHARACTERS, read
from .plan import Plan, cost, evaluate, plan
from .poles import pole
from .scaled import repair
from .text import to_tex, to_text
from .tree import ZERO, ExpressionError, Node, contains

__all__ = ["Expression", "ExpressionError", "check", "parse", "to_activation"]

_GRID = np.arange(-1000, 1001) / 100.0  # holds the whole numbers, where most kinks and poles are


@dataclass(frozen=True)
class Expression:
    """A formula f(z) with the parameter a; ``tree`` is as it was typed, computing goes by its simplified form.

    ``learns``: whether a is learned with the weights.
    """

    tree: Node
    learns: bool = False

    @cached_property
    def text(self) -> str:
        """The formula as text in one style."""
        end = LEARNED if self.learns else ""
        return to_text(self.tree, MAX_CHARACTERS - len(end)) + end

    @cached_property
    def tex(self) -> str:
        """The formula in LaTeX."""
        return to_tex(self.tree) + (r" \quad (a \text{ learned})" if self.learns else "")

    @cached_property
    def uses_parameter(self) -> bool:
        """Whether the parameter a occurs."""
        return contains(self.tree, "a")

    @property
    def cost(self) -> tuple[float, float]:
        """Nanoseconds that f takes for each number, and for NumPy to begin."""
        return cost(self.plan)

    @cached_property
    def _simple(self) -> Node:
        return simplify(self.tree)

    @cached_property
    def plan(self) -> Plan:
        """How to compute it, step by step."""
        return plan(self._simple, repair(self._simple))

    @cached_property
    def derivative(self) -> "Expression":
        """The derivative with respect to z; that of what ``parse`` gave always exists, further ones can be too long."""
        return Expression(derive(self._simple, "z"))

    @cached_property
    def derivative_by_parameter(self) -> "Expression":
        """The derivative with respect to a."""
        return Expression(derive(self._simple, "a"))

    def f(self, z: Any, p: float) -> Any:
        """The value for every element of z, in its shape and precision, with ``p`` as a."""
        return evaluate(self.plan, z, p)

    def df(self, z: Any, p: float) -> Any:
        """The slope f'(z)."""
        return self.derivative.f(z, p)

    def dp(self, z: Any, p: float) -> Any:
        """How fast f(z) changes with the parameter."""
        return self.derivative_by_parameter.f(z, p)

    def pole(self, p: float, low: float, high: float, ends: bool = False) -> float | None:
        """A z between these at which there is no number, however narrow the place is, or None; see ``poles``.

        A formula has a pole also where only its slope grows like that of a logarithm, unless the formula ``ends`` the
        matter, being a slope itself.
        """
        slope = None if ends else lambda z: self.df(z, p)
        return pole(self._simple, lambda z: self.f(z, p), slope, p, low, high)


def parse(text: str) -> Expression:
    """The formula that a text says.

    Raises:
        ExpressionError: it says none, or one that is too long.
    """
    formula = without_end(text)
    expression = Expression(read(formula), learns=formula != text)
    if len(expression.text) > MAX_CHARACTERS:  # it could not be read again
        message = (
            f"written out, the formula must be at most {MAX_CHARACTERS} characters long, got {len(expression.text)}"
        )
        raise ExpressionError(message)
    expression.derivative, expression.derivative_by_parameter  # noqa: B018 - too long a derivative is told here
    if expression.learns and expression.derivative_by_parameter.tree == ZERO:
        where = "that does not change f(z)" if expression.uses_parameter else "that is not in the formula"
        raise ExpressionError(f"a can't be learned, got one {where}", len(formula))
    return expression


def _first_trouble(values: Any) -> str:
    """Where a value is not finite, nearest to 0, or nothing."""
    bad = _GRID[~np.isfinite(values)]
    return f"at z = {min(bad, key=abs):g}" if len(bad) else ""


def check(expression: Expression, p: float) -> None:
    """Whether a network could use f: it is finite between -10 and 10, so is its slope, and z makes a difference.

    Raises:
        ExpressionError: it could not.
    """
    given = f" with a = {exact(p)}" if expression.uses_parameter else ""
    values = expression.f(_GRID, p)
    if where := _first_trouble(values):
        raise ExpressionError(f"f(z) is not a finite number {where}{given}")
    slopes = [("the slope f'(z)", expression.derivative)]
    if expression.learns:
        slopes.append(("the slope by a", expression.derivative_by_parameter))
    for name, slope in slopes:
        if where := _first_trouble(slope.f(_GRID, p)):
            raise ExpressionError(f"{name} is not a finite number {where}{given}")
    low, high = _GRID[0], _GRID[-1]
    poles = [("f(z)", expression.pole(p, low, high))]
    poles += [(name, slope.pole(p, low, high, ends=True)) for name, slope in slopes]
    for name, z in poles:
        if z is not None:
            raise ExpressionError(f"{name} is not a finite number at z = {z:g}{given}")
    everywhere = np.concatenate([values, expression.f(100.0 * _GRID, p)])
    if np.all(everywhere == values[0]):
        raise ExpressionError(f"f(z) does not depend on z{given}: it is {values[0] + 0.0:g} everywhere")


def to_activation(expression: Expression) -> tuple[Callable[[Any, float], Any], Callable[[Any, Any, float], Any]]:
    """``f(z, p)`` and ``df(z, a, p)`` as the registry of activations has them; df does not need a = f(z)."""

    def slope(z: Any, a: Any, p: float) -> Any:  # noqa: ARG001 - the registry's signature
        return expression.df(z, p)

    return expression.f, slope
