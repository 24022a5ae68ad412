"""How numbers are written for a reader, as ``assets/src/lib/numbers.js`` writes them: groups of three, no idle digits.

On the page a minus sign is a true one ("−") and what is beyond all bounds is "∞"; a terminal gets ASCII. Halves are
rounded away from 0, as the scripts do.
"""

from decimal import ROUND_HALF_UP, Context, Decimal
from math import isfinite, isnan

MINUS = "−"  # on the page

_SMALLEST = 1e-9
_LARGEST = 1e15


def exact(value: float, minus: str = "-") -> str:
    """All digits that a number has, and no others: 0.000001, 1.5e-12, 1,000,000; ``minus`` is its sign below 0."""
    if not isfinite(value):
        return _endless(value, minus)
    size = Decimal(repr(abs(float(value))))
    sign = minus if value < 0 else ""
    if size and not _SMALLEST <= abs(value) < _LARGEST:
        digits, power = f"{size:e}".split("e")
        whole, _, rest = digits.partition(".")
        rest = rest.rstrip("0")
        return f"{sign}{whole}{'.' if rest else ''}{rest}e{int(power)}"
    text = f"{size:,f}"
    return sign + (text.rstrip("0").rstrip(".") if "." in text else text)


def rounded(value: float, digits: int, minus: str = MINUS) -> str:
    """So many significant digits at most, without zeros at the end: 2.13, 0.25, 12,300."""
    if not isfinite(value):
        return _endless(value, minus)
    return exact(float(Context(prec=digits, rounding=ROUND_HALF_UP).create_decimal_from_float(float(value))), minus)


def fixed(value: float, digits: int, minus: str = MINUS) -> str:
    """So many digits after the point: 0.50, 1,234.57; what rounds to 0 has no sign."""
    if not isfinite(value):
        return _endless(value, minus)
    if abs(value) >= _LARGEST:
        return exact(value, minus)
    size = Decimal(abs(float(value))).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP, Context(prec=400))
    return f"{minus if value < 0 and size else ''}{size:,f}"


def _endless(value: float, minus: str) -> str:
    if minus != MINUS:
        return str(value)
    return "–" if isnan(value) else "∞" if value > 0 else f"{MINUS}∞"
