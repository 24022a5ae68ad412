"""Headers: does the first row of a table hold the names of its columns?

A name is no number in a column of numbers, or a word that never comes back in a column of words that do. Numbers are
names where they count (0, 1, ...) or are years unlike the numbers below them. A number that could as well be one of its
column, or a word that comes back, speaks for data. Where both speak, a person has to say it.
"""

import itertools
from collections.abc import Sequence

from .cells import counts, is_missing, is_number, plain, shown
from .undecided import UndecidedError

_NUMERIC = 0.8  # of the cells of a column of numbers are some
_YEARS = (1800, 2100)


def first_is_header(line: int, rows: Sequence[tuple[str, ...]]) -> bool:
    """Whether the first of some rows, on this line, holds names.

    Raises:
        UndecidedError: there is as much to be said for the one as for the other.
    """
    first, body = rows[0], rows[1:]
    kinds: dict[str, list[str]] = {"number": [], "name": [], "word": [], "data": [], "": []}
    numbers: list[tuple[str, list[str]]] = []
    for column, cell in enumerate(first):
        below = [row[column] for row in body if not is_missing(row[column])]
        kind = _kind(cell, below, column)
        kinds[kind].append(cell)
        numbers += [(cell, below)] * (kind == "number")
    names, data = kinds["name"] + kinds["word"], kinds["data"]
    if not numbers:
        return bool(kinds["name"]) or not data
    if not _are_names(numbers):
        data = [cell for cell, _ in numbers] + data
    elif not names and not data and not (names := _above_broken(numbers)):
        data = [cell for cell, _ in numbers]
        names = data if all(map(is_number, first)) else names
    if names and data:
        raise _open(line, names[0], data[0])
    return not data


def _kind(cell: str, below: list[str], column: int) -> str:
    """What a cell of the first row looks like: a "number", a "name", a "word" that may be one, "data", or nothing."""
    if is_missing(cell):
        return "word" if not cell and not column and counts(below) else ""
    if is_number(cell):
        return "number"
    if below and sum(map(is_number, below)) >= _NUMERIC * len(below):
        return "name"
    if cell in below:
        return "data"
    return "word" if 2 * len(set(below)) <= len(below) else ""


def _above_broken(numbers: list[tuple[str, list[str]]]) -> list[str]:
    """The whole numbers above columns that have none."""
    return [cell for cell, below in numbers if below and not any(map(_is_whole, below))]


def _open(line: int, name: str, data: str) -> UndecidedError:
    seen = (
        f"{shown(name)} looks like a name, {shown(data)} like data" if name != data else f"{shown(name)} may be either"
    )
    return UndecidedError(f"line {line}: are these column names or data? {seen}", "header", ("yes", "no"))


def _is_whole(cell: str) -> bool:
    return cell.removeprefix("-").isdecimal()


def _are_names(numbers: list[tuple[str, list[str]]]) -> bool:
    """Whether numbers of the first row are such as columns are called: 0, 1, 2 or 1, 2, 3, or years."""
    if not all(cell.isascii() and cell.isdecimal() and len(cell) < 5 for cell, _ in numbers):
        return False
    values = [int(cell) for cell, _ in numbers]
    if any(values == list(range(start, start + len(values))) for start in (0, 1)):
        return True
    rising = all(one < other for one, other in itertools.pairwise(values))
    return rising and _YEARS[0] <= values[0] <= values[-1] <= _YEARS[1] and not any(map(_is_among, numbers))


def _is_among(number: tuple[str, list[str]]) -> bool:
    """Whether a number lies where those below it lie."""
    cell, below = number
    values = [float(digits) for one in below if (digits := plain(one, comma=False)) is not None]
    return bool(values) and min(values) <= int(cell) <= max(values)
