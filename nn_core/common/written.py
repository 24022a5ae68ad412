"""How numbers are written for a reader, as ``assets/src/lib/numbers.js`` writes them: groups of three, no idle digits.

On the page a minus sign is a true one ("−") and what is beyond all bounds is "∞"; a terminal gets ASCII. Halves are
rounded away from 0, as the scripts do.
"""

from decimal import ROUND_HALF_UP, Context, Decimal
from math import isfinite, isnan

MINUS = "−"  # on the page

_SMALLEST = 1e-9
_LARGEST = 1e15
_FITS = 1e-4, 1e6  # what was measured is written out between these


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


def significant(value: float, digits: int) -> str:
    """So many significant digits: 0.0400, 1.20, 12,345; with a power of ten what would not fit."""
    if not isfinite(value):
        return _endless(value, MINUS)
    size = abs(float(value))
    if size == 0:
        return "0"
    exactly = Decimal(size)
    near = Context(prec=digits, rounding=ROUND_HALF_UP).plus(exactly)
    sign = MINUS if value < 0 else ""
    if not _FITS[0] <= size < _FITS[1]:
        mantissa, power = f"{near:.{digits - 1}e}".split("e")
        return f"{sign}{mantissa}e{int(power)}"
    return fixed(value, 0 if size >= 10**digits else max(0, digits - 1 - near.adjusted()))


def loss(value: float) -> str:
    """A loss, with at least three digits that mean something, and no groups."""
    text = fixed(value, 4) if 0.01 <= value < 1 else significant(value, 3 if value < 1 else 5)
    return text.replace(",", "")


def score(value: float, *, regression: bool) -> str:
    """An R² as it is; an accuracy as a share, of which 100% and 0% are said only where that is so."""
    if regression or not isfinite(value):
        return fixed(value, 3)
    tenths = Decimal(1000 * value).quantize(Decimal(1), ROUND_HALF_UP) / 10
    return f"{exact(float(min(Decimal('99.9'), max(Decimal('0.1'), tenths)) if 0 < value < 1 else tenths))}%"


def _endless(value: float, minus: str) -> str:
    if minus != MINUS:
        return str(value)
    return "–" if isnan(value) else "∞" if value > 0 else f"{MINUS}∞"
