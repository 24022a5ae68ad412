"""Cells of a table: whether one is missing, and what number it is with a decimal point or with a decimal comma.

Thousands may be kept apart by blanks (thin or no-break ones, too), by apostrophes, or by the mark that is not the
decimal one: 1 000, 1'000, and 1,000 or 1.000. Each pattern looks at a cell once and no further than ``MAX_NUMBER``.
"""

import re
from collections.abc import Sequence

MAX_NUMBER = 100  # characters
_MAX_SHOWN = 40
_FEWEST = 3  # numbers that can be seen to count
_MISSING = frozenset((
    "", "?", "??", "na", "n/a", "#n/a", "#na", "n.a.", "n.a", "<na>", "nan", "-nan", "1.#qnan", "#nv", "null",
    "(null)", "#null!", "none", "nil", "nat", "-", "--", "---", "–", "—", "−", ".", "..", "...", "…", "#value!",
    "#wert!", "#div/0!", "#ref!", "#name?", "#num!", "missing", "k.a.", "k. a.", "n/d",
))  # fmt: skip
_SIGNS = str.maketrans(
    dict.fromkeys("−–﹣－", "-") | dict.fromkeys("\u00a0\u202f\u2009\u2007\u2008", " ") | dict.fromkeys("’ʼ′", "'")
)
_SWAPPED = str.maketrans(".,", ",.")
_PLAIN = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3}(,\d{3})*|'\d{3}('\d{3})*| \d{3}( \d{3})*)(\.\d*)?", re.ASCII)
_INFINITE = frozenset(("inf", "infinity", "+inf", "-inf", "+infinity", "-infinity"))
_DATE = re.compile(r"\d{1,4}([-./])\d{1,2}\1\d{1,4}\.?([ T].*)?|\d{1,2}:\d{2}(:\d{2})?", re.ASCII)
NO_NUMBER = "is not a number"
_UNITS = "%‰€$£¥₹°"


def is_missing(cell: str) -> bool:
    """Whether a cell says that there is nothing: empty, or ?, NA, N/A, NaN, null, None, -, . and the like."""
    return len(cell) < 10 and cell.casefold() in _MISSING


def normal(cell: str) -> str:
    """A cell with the usual minus, blank and apostrophe in place of others."""
    return cell.translate(_SIGNS)


def plain(cell: str, comma: bool) -> str | None:
    """A number as ``float`` and ``Decimal`` read it, None if it is none with that decimal mark."""
    if not cell or len(cell) > MAX_NUMBER:
        return None
    signed = normal(cell)
    if comma:
        signed = signed.translate(_SWAPPED)
    if _PLAIN.fullmatch(signed):
        return signed
    if _GROUPED.fullmatch(signed):
        return signed.replace(",", "").replace("'", "").replace(" ", "")
    return signed if signed.casefold() in _INFINITE else None


def is_number(cell: str) -> bool:
    """Whether a cell is a number with one decimal mark or the other."""
    return plain(cell, False) is not None or plain(cell, True) is not None


def counts(cells: Sequence[str]) -> bool:
    """Whether cells are 0, 1, 2, ... or 1, 2, 3, ..., in whatever order: numbers of rows."""
    if len(set(cells)) < max(len(cells), _FEWEST):
        return False
    digits = {plain(cell, False) for cell in cells}
    if None in digits:
        return False
    values = sorted(float(cell or 0) for cell in digits)
    return any(values == list(range(start, start + len(values))) for start in (0, 1))


def trouble(cell: str) -> str:
    """Why a cell is not a number, as far as one can say."""
    if _DATE.fullmatch(cell[:MAX_NUMBER]):
        return "is a date or a time, not a number"
    bare = cell.strip(_UNITS + " ")
    if bare != cell and is_number(bare):
        return f"{NO_NUMBER}; leave out the unit"
    return NO_NUMBER


def short(cell: str) -> str:
    """A cell as it can be shown on a line, not too much of it."""
    cut = cell if len(cell) <= _MAX_SHOWN else cell[: _MAX_SHOWN - 1] + "…"
    return "".join(character if character.isprintable() else "?" for character in cut)


def shown(cell: str) -> str:
    """The same in quotes."""
    return f'"{short(cell)}"'


def exact(value: float) -> str:
    """All digits that it takes to get the same number back, and no more."""
    return repr(float(value)).removesuffix(".0")
