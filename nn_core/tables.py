"""Tables of text: rows of cells from what a person pastes or opens, and the numbers in them.

Columns are separated by tabs, semicolons or commas. Where it is not a comma that separates them, a decimal comma is
understood. Every row remembers its line, so that what is wrong can be found.
"""

import csv
import io
import re
from dataclasses import dataclass

MAX_TEXT = 300_000  # characters
MAX_LINES = 10_000
MAX_COLUMNS = 50
MAX_VALUE = 1e100
MIN_COLUMNS = 3
_MAX_SHOWN = 40
_SEPARATORS = "\t;,"  # a comma may be a decimal comma where there is another one
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True)
class Row:
    """The cells of a row, and the line on which it begins."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Rows of equally many cells. ``header`` says whether the ``names`` were in the text, or are just numbered."""

    names: tuple[str, ...]
    rows: tuple[Row, ...]
    header: bool
    decimal_comma: bool

    def number(self, row: Row, column: int) -> float:
        """The number in a cell; the error names its line and column."""
        value = number(row.cells[column], self.decimal_comma)
        if value is None:
            raise ValueError(f"{place(row, column)}: {shown(row.cells[column])} is not a number")
        if not abs(value) <= MAX_VALUE:
            raise ValueError(f"{place(row, column)}: {shown(row.cells[column])} is not a finite number")
        return value

    def numbers(self, column: int) -> list[float]:
        """The numbers of a column."""
        return [self.number(row, column) for row in self.rows]

    def cells(self, column: int) -> list[str]:
        """The cells of a column."""
        return [row.cells[column] for row in self.rows]


def place(row: Row, column: int) -> str:
    """Where a cell is, as people count."""
    return f"line {row.line}, column {column + 1}"


def short(cell: str) -> str:
    """A cell as it can be shown on a line, not too much of it."""
    cut = cell if len(cell) <= _MAX_SHOWN else cell[: _MAX_SHOWN - 1] + "…"
    return "".join(character if character.isprintable() else "?" for character in cut)


def shown(cell: str) -> str:
    """The same in quotes."""
    return repr(short(cell))


def number(cell: str, decimal_comma: bool) -> float | None:
    """The number that a cell is, None if it is none; infinite where it has too many digits."""
    plain = cell.replace("−", "-")
    if decimal_comma and "." not in plain:
        plain = plain.replace(",", ".", 1)
    if _NUMBER.fullmatch(plain):
        return float(plain)
    return float(plain) if plain.lower().lstrip("+-") in ("nan", "inf", "infinity") else None


def read_table(text: str, header: bool | None = None) -> Table:
    """Read a table; ``header`` says whether its first row holds names, None finds out.

    Raises:
        ValueError: too large, nothing in it, or a row with more or fewer columns than the first.
    """
    if len(text) > MAX_TEXT:
        raise ValueError(f"the table has {len(text):,} characters; allowed are {MAX_TEXT:,}")
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if (lines := plain.count("\n") + 1) > MAX_LINES:
        raise ValueError(f"the table has {lines:,} lines; allowed are {MAX_LINES:,}")
    if not plain.strip():
        raise ValueError("the table is empty")
    for separator in _SEPARATORS:
        rows = _rows(plain, separator)
        if rows and len(rows[0].cells) >= MIN_COLUMNS:
            return _table(rows, header, decimal_comma=separator != ",")
    line, width = (rows[0].line, len(rows[0].cells)) if rows else (1, 0)
    needed = "needed are x, y and label, separated by commas, semicolons or tabs"
    raise ValueError(f"line {line}: {_columns(width)}; {needed}")


def _columns(count: int) -> str:
    return "1 column" if count == 1 else f"{count} columns"


def _rows(text: str, separator: str) -> list[Row]:
    """All rows that are not blank."""
    reader = csv.reader(io.StringIO(text), delimiter=separator, skipinitialspace=True)
    rows, line = [], 1
    try:
        for cells in reader:
            row = Row(line, tuple(cell.strip() for cell in cells))
            line = reader.line_num + 1
            if any(row.cells):
                rows.append(row)
    except csv.Error as error:
        raise ValueError(f"line {line}: {error}") from None
    return rows


def _table(rows: list[Row], header: bool | None, *, decimal_comma: bool) -> Table:
    first = rows[0].cells
    width = len(first)
    if width > MAX_COLUMNS:
        raise ValueError(f"line {rows[0].line}: {_columns(width)}; allowed are {MAX_COLUMNS}")
    if header is None:
        header = all(number(cell, decimal_comma) is None for cell in first)
    even = []
    for row in rows[header:]:
        if len(row.cells) < width or any(row.cells[width:]):
            raise ValueError(f"line {row.line}: {_columns(len(row.cells))} instead of {width}")
        even.append(Row(row.line, row.cells[:width]))
    names = (short(cell if header else "") or f"column {index + 1}" for index, cell in enumerate(first))
    return Table(tuple(names), tuple(even), header, decimal_comma)
