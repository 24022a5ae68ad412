"""Tables of text: rows of cells from what a person pastes or opens, and the numbers in them.

Columns are separated by tabs, semicolons, bars, commas or blanks: by what gives every row equally many cells, and most
columns of numbers. Every row remembers its line, so that what is wrong can be found.
"""

import csv
import io
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property

from ...common.deadline import check
from .cells import counts, is_missing, is_number, normal, plain, short, shown, trouble
from .headers import first_is_header
from .marks import Marks, decimal_comma, marks_of
from .undecided import UndecidedError

MAX_TEXT = 300_000  # characters
MAX_LINES = 10_000
MAX_COLUMNS = 50
MAX_VALUE = 1e100
MIN_COLUMNS = 3
_SEPARATORS = "\t;|, "  # of those that do equally well the first
_LOOKED_AT = 200  # rows that are enough to choose a separator
_MAX_ACCENTS = 30  # of one letter
_OF_ACCENTS = "\u0f73\u0f75\u0f81"  # not accents themselves, but made of nothing else
_NUMERIC = 0.8  # of the cells of a column of numbers are some
_EXCEL = re.compile(r'"?sep=([;,|\t])"?', re.IGNORECASE)


@dataclass(frozen=True)
class Row:
    """The cells of a row, and the line on which it begins."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Rows of equally many cells. ``header`` says whether the ``names`` were in the text, or are just numbered.

    ``decimal`` is the mark that a person has chosen, None if the numbers of each column decide.
    """

    names: tuple[str, ...]
    rows: tuple[Row, ...]
    header: bool
    separator: str
    decimal: str | None = None

    def number(self, row: Row, column: int) -> float:
        """The number in a cell; the error names its line and column."""
        value = float(self.digits(row, column))
        if not abs(value) <= MAX_VALUE:
            allowed = f"a number from -{MAX_VALUE:g} to {MAX_VALUE:g}"
            raise ValueError(f"{self.place(row, column)} must be {allowed}, got {shown(row.cells[column])}")
        return value

    def digits(self, row: Row, column: int) -> str:
        """The number in a cell with all its digits, as ``float`` reads it."""
        comma, cell = self.decimal_comma(column), row.cells[column]
        if comma is None:
            raise self._open(column)
        digits = plain(cell, comma)
        if digits is None:
            raise ValueError(f"{self.place(row, column)}: {shown(cell)} {_trouble(cell, comma)}")
        return digits

    def numbers(self, column: int) -> list[float]:
        """The numbers of a column."""
        return [self.number(row, column) for row in self.rows]

    def cells(self, column: int) -> list[str]:
        """The cells of a column."""
        check()
        return [row.cells[column] for row in self.rows]

    def is_numeric(self, column: int) -> bool:
        """Whether the cells of a column are numbers, but for a few that are wrong."""
        return _numeric(self.cells(column))

    def decimal_comma(self, column: int) -> bool | None:
        """Whether the numbers of a column have a decimal comma; None if they don't say it and nobody does."""
        return decimal_comma(column, self.marks, self.separator) if self.decimal is None else self.decimal == "comma"

    def has_marks(self, column: int) -> bool:
        """Whether the numbers of a column have marks that say something else with a decimal comma."""
        marks = self.marks[column]
        return bool(marks.points or marks.commas or marks.open)

    def has_thousands(self, column: int) -> bool:
        """Whether the numbers of a column keep their thousands apart."""
        apart = ("'", " ", "." if self.decimal_comma(column) else ",")
        return any(mark in normal(cell) for cell in self.cells(column) if is_number(cell) for mark in apart)

    @cached_property
    def marks(self) -> tuple[Marks, ...]:
        """What marks the numbers of each column have."""
        return tuple(marks_of(self.cells(column)) for column in range(len(self.names)))

    def only(self, rows: tuple[Row, ...]) -> "Table":
        """The same with some of its rows; what the numbers of all of them say of their marks still holds."""
        fewer = replace(self, rows=rows)
        fewer.__dict__["marks"] = self.marks
        return fewer

    def called(self, column: int) -> str:
        """A column by its name; by its number where it has none of its own."""
        name = self.names[column]
        if not self.header or name == numbered(column):
            return numbered(column)
        return f'"{name}"'

    def place(self, row: Row, column: int) -> str:
        """Where a cell is, as people count."""
        return f"line {row.line}, {self.called(column)}"

    def _open(self, column: int) -> UndecidedError:
        row = next(row for row in self.rows if row.cells[column] in self.marks[column].open)
        cell = row.cells[column]
        point, comma = (f"{float(plain(cell, comma) or 0):.15g}" for comma in (False, True))
        readings = f"{point} with a decimal point and {comma} with a decimal comma"
        return UndecidedError(f"{self.place(row, column)}: {shown(cell)} is {readings}", "decimal", ("point", "comma"))


def _trouble(cell: str, comma: bool) -> str:
    if plain(cell, not comma) is not None:
        return f"is not a number with a decimal {'comma' if comma else 'point'}, like the others in its column"
    return trouble(cell)


def numbered(column: int) -> str:
    """The name of a column that has none."""
    return f"column {column + 1}"


def bare(name: str) -> str:
    """A name without what people write between its words, in small letters; # stands for a number by itself."""
    return re.sub(r"[\W_]", "", name.casefold()) or name.strip()


def _numeric(cells: list[str]) -> bool:
    filled = [cell for cell in cells if not is_missing(cell)]
    return bool(filled) and sum(map(is_number, filled)) >= _NUMERIC * len(filled)


def read_table(text: str, header: bool | None = None, decimal: str | None = None) -> Table:
    """Read a table; ``header`` says whether its first row holds names, None finds out.

    Raises:
        ValueError: too large, nothing in it, or a row with more or fewer columns than the first.
        UndecidedError: whether the first row holds names has to be said.
    """
    if len(text) > MAX_TEXT:
        raise ValueError(f"the table must be at most {MAX_TEXT:,} characters long, got {len(text):,}")
    lines = _composed(text).removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if len(lines) > MAX_LINES:
        raise ValueError(f"the table must have at most {MAX_LINES:,} lines, got {len(lines):,}")
    if not any(map(str.strip, lines)):
        raise ValueError("the table is empty")
    separators = _SEPARATORS
    if separator_line := _EXCEL.fullmatch(lines[0].strip(" ")):  # the first line of some files for Excel
        separators, lines[0] = separator_line[1], ""
    separator, rows = _separated(lines, separators)
    return _table(_without_comments(rows), header, separator, decimal)


def _composed(text: str) -> str:
    """The text with each letter and its accents in one: they look the same, and are.

    Accents are put in order first, which takes as long as their number squared: of one letter there may be a few only,
    as in Unicode's stream-safe text (https://www.unicode.org/reports/tr15/#Stream_Safe_Text_Format).

    Raises:
        ValueError: a letter has too many.
    """
    if text.isascii():
        return text
    accents = 0
    for character in text:
        accents = accents + 1 if unicodedata.combining(character) or character in _OF_ACCENTS else 0
        if accents > _MAX_ACCENTS:
            raise ValueError(f"letters of the table must have at most {_MAX_ACCENTS} accents each, got more")
    return unicodedata.normalize("NFC", text)


def _separated(lines: list[str], separators: str) -> tuple[str, list[Row]]:
    """The separator that gives most rows equally many cells and most columns of numbers, and the rows."""
    best, found, fault = (0.0, -1), None, None
    for separator in separators:
        try:
            rows = _rows(lines, separator)
        except ValueError as error:
            fault = fault or error
            continue
        width = _usual_width(rows)
        if width < MIN_COLUMNS:
            continue
        some = [row.cells for row in rows[1:_LOOKED_AT] if len(row.cells) >= width] or [rows[0].cells]
        numeric = sum(_numeric([cells[column] for cells in some]) for column in range(min(width, MAX_COLUMNS)))
        even = sum(len(row.cells) == width for row in rows) >= 0.5 * len(rows)
        if (even, numeric) > best:
            best, found = (even, numeric), (separator, rows)
    if found:
        return found
    if fault:
        raise fault
    rows = max((_rows(lines, separator) for separator in separators), key=_usual_width)
    line, width = (rows[0].line, len(rows[0].cells)) if rows else (1, 0)
    needed = f"at least {MIN_COLUMNS} columns (x, y and label), separated by commas, semicolons or tabs"
    raise ValueError(f"line {line} must have {needed}, got {width}")


def _usual_width(rows: list[Row]) -> int:
    counts = Counter(len(row.cells) for row in rows)
    return max(counts, key=lambda width: (counts[width], width), default=0)


def _rows(lines: list[str], separator: str) -> list[Row]:
    """All rows that are not blank."""
    if separator == " ":  # as many of them as there may be
        lines = [re.sub("[ \t]+", " ", line).strip(" ") for line in lines]
    reader = csv.reader(io.StringIO("\n".join(lines)), delimiter=separator, skipinitialspace=separator != " ")
    rows, line = [], 1
    try:
        for cells in reader:
            check()
            row = Row(line, tuple(cell.strip() for cell in cells))
            line = reader.line_num + 1
            if any(row.cells):
                rows.append(row)
    except csv.Error as error:
        raise ValueError(f"line {line}: {error}") from None
    return rows


def _without_comments(rows: list[Row]) -> list[Row]:
    """Rows without those that begin with # and have another width; the # before the first name is none of it."""
    width, first = _usual_width(rows), rows[0]
    if first.cells[0] == "#" and len(first.cells) == width + 1:
        rows = [Row(first.line, first.cells[1:]), *rows[1:]]
    data_rows = [row for row in rows if not row.cells[0].startswith("#") or len(row.cells) == width]
    first = data_rows[0]
    if first.cells[0].startswith("#") and first.cells[0] != "#":
        data_rows[0] = Row(first.line, (first.cells[0][1:].strip(), *first.cells[1:]))
    return data_rows


def _are_row_names(cells: list[str]) -> bool:
    return counts(cells) or (len(set(cells)) == len(cells) and not any(map(is_number, cells)))


def _table(rows: list[Row], header: bool | None, separator: str, decimal: str | None) -> Table:
    width = len(rows[0].cells)
    while width > 1 and not any(cell for row in rows for cell in row.cells[width - 1 : width]):
        width -= 1
    if header is not False and len(rows) > 1 and all(len(row.cells) == width + 1 for row in rows[1:]):
        width += _are_row_names([row.cells[0] for row in rows[1:]])
    if width > len(rows[0].cells):  # as R writes it: no name for the names of the rows
        rows = [Row(rows[0].line, ("", *rows[0].cells)), *rows[1:]]
    if width > MAX_COLUMNS:
        raise ValueError(f"line {rows[0].line} must have at most {MAX_COLUMNS} columns, got {width}")
    even = []
    for row in rows:
        if len(row.cells) < width or any(row.cells[width:]):
            raise ValueError(f"line {row.line} must have {width} columns, got {len(row.cells)}")
        even.append(Row(row.line, row.cells[:width]))
    if header is None:
        header = first_is_header(even[0].line, [row.cells for row in even])
    names = [short(cell if header else "") or numbered(index) for index, cell in enumerate(even[0].cells)]
    names = [f"{name} ({numbered(i)})" if names.count(name) > 1 else name for i, name in enumerate(names)]
    return Table(tuple(names), tuple(even[header:]), header, separator, decimal)
