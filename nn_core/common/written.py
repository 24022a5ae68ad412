"""How a number that somebody has chosen is written: exactly, on the page as ``assets/src/lib/numbers.js`` writes it."""

from decimal import Decimal
from math import isfinite

_SMALLEST = 1e-9
_LARGEST = 1e15


def exact(value: float, minus: str = "-") -> str:
    """All digits that a number has, and no others: 0.000001, 1.5e-12, 1,000,000; ``minus`` is its sign below 0."""
    if not isfinite(value):
        return str(value)
    size = Decimal(repr(abs(float(value))))
    sign = minus if value < 0 else ""
    if size and not _SMALLEST <= abs(value) < _LARGEST:
        digits, power = f"{size:e}".split("e")
        whole, _, rest = digits.partition(".")
        rest = rest.rstrip("0")
        return f"{sign}{whole}{'.' if rest else ''}{rest}e{int(power)}"
    text = f"{size:,f}"
    return sign + (text.rstrip("0").rstrip(".") if "." in text else text)
