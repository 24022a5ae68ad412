"""Scaling: what brings the numbers of a column into the axes, by a formula that is shown with all its digits.

axis = (column - offset) * factor
"""

from dataclasses import dataclass
from math import floor, log10

from .cells import exact

DECIMALS = 4  # of numbers that spread over the axes: links stay short
_DIGITS = 5  # of the spread of a column, that are kept
_ROUNDING = 1e-15  # of a number: what varies by less than some of these is constant
_MIN_SPAN = 1e-100  # what varies less is constant


@dataclass(frozen=True)
class Scaling:
    """``axis`` = (``column`` - ``offset``) * ``factor``."""

    axis: str
    column: str
    offset: float
    factor: float

    def apply(self, values: list[float]) -> list[float]:
        """The numbers of the column on the axis."""
        return [(value - self.offset) * self.factor for value in values]

    def __str__(self) -> str:
        """The formula, with the numbers that were calculated with."""
        return f"{self.axis} = ({self.column} - {exact(self.offset)}) * {exact(self.factor)}"


def scaling(axis: str, name: str, values: list[float], limit: float) -> Scaling:
    """What brings values into -limit..limit, in numbers short enough to be shown."""
    span, middle = span_of(values), (min(values) + max(values)) / 2.0
    if not span:
        return Scaling(axis, name, middle, 1.0)
    return Scaling(axis, name, round(middle, 3 - floor(log10(span))), float(f"{2.0 * limit / span:.4g}"))


def span_of(values: list[float]) -> float:
    """From the smallest to the largest; 0 for what differs by no more than the rounding of such numbers."""
    span = max(values) - min(values)
    return span if span > max(_MIN_SPAN, 4 * _ROUNDING * max(map(abs, values))) else 0.0


def rounded(values: list[float]) -> list[float]:
    """Numbers rounded to so many digits as their span has room for."""
    digits = decimals(values)
    return [round(value, digits) + 0.0 for value in values]  # not -0


def decimals(values: list[float]) -> int:
    """How many decimals say of numbers as much as can be drawn."""
    span = span_of(values)
    return max(DECIMALS, _DIGITS - floor(log10(span))) if span else DECIMALS + _DIGITS
