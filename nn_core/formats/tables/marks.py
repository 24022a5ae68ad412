"""Decimal marks: whether 1.234 is a bit more than one or more than a thousand is decided by the numbers of its column.

What can be read in one way only decides: 0.5, 12.75 and 1,234.5 have a decimal point, 1.234,5 has a decimal comma. A
column in which every mark has three digits behind it (1.234) may be both. Beside numbers without a mark it keeps
thousands apart if some end in 0, as 950 and 1,000 do (who leaves the zeros of decimals out would write 1), or if that
brings the numbers together, as with 718 and 1.037. Else the other columns of the table count, and a point in a table
of commas is a decimal point. What is still open, or contradicts, is open: a person has to say it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from .cells import is_missing, plain

_CLOSER = 10.0  # times as far from the smallest to the largest number: then it is the other reading
_WEIGHTY = 0.8  # of a column's cells are numbers, if its marks are to count for other columns


@dataclass(frozen=True)
class Marks:
    """Of one column: how its cells can be read. ``open`` are the cells that can be read in two ways."""

    points: int  # cells that are numbers with a decimal point only
    commas: int
    open: tuple[str, ...]
    unmarked: tuple[str, ...]
    others: int  # no numbers

    @cached_property
    def said(self) -> bool | None:
        """Whether the column has a decimal comma, as its cells say by themselves, None if they don't."""
        if self.points or self.commas:
            return self.commas > self.points
        thousands = self._thousands
        return None if thousands is None else thousands == self.dotted

    @cached_property
    def dotted(self) -> bool:
        """Whether what is open are points."""
        return "." in "".join(self.open)

    @property
    def weighty(self) -> bool:
        """Whether the column is one of numbers."""
        numbers = self.points + self.commas + len(self.open) + len(self.unmarked)
        return numbers >= _WEIGHTY * (numbers + self.others) > 0

    @cached_property
    def sure(self) -> bool:
        """Whether what the cells say by themselves leaves no doubt, wherever the table comes from."""
        return bool(self.points or self.commas) or self._zeros

    @property
    def _zeros(self) -> bool:
        return bool(self.open) and bool(self._whole) and self._alike and any(cell.endswith("0") for cell in self.open)

    @property
    def _whole(self) -> list[float]:
        return [float(cell) for cell in self.unmarked]

    @property
    def _alike(self) -> bool:
        """One mark, not both; and nothing without a mark that would have one if it kept thousands apart."""
        one = not {".", ","} <= set("".join(self.open))
        return one and all(abs(value) < 1000 and value.is_integer() for value in self._whole)

    @property
    def _thousands(self) -> bool | None:
        """Whether the open marks keep thousands apart, from the numbers beside them."""
        beside = [abs(value) for value in self._whole if value]
        if not self.open or not beside or not self._alike:
            return None
        if self._zeros:
            return True
        marked = [abs(float(cell.replace(",", "").replace(".", ""))) for cell in map(_minus, self.open)]
        apart = _ratio([*marked, *beside]), _ratio([*(value / 1000 for value in marked), *beside])
        if apart[1] > _CLOSER * apart[0]:
            return True
        return False if apart[0] > _CLOSER * apart[1] else None


def _minus(cell: str) -> str:
    return re.sub(r"[^\d.,]", "", cell)


def _ratio(values: Sequence[float]) -> float:
    return max(values) / min(values)


def marks_of(cells: Iterable[str]) -> Marks:
    """Look at the cells of a column."""
    points = commas = others = 0
    undecided, unmarked = [], []
    for cell in set(cells):
        if is_missing(cell):
            continue
        point, comma = plain(cell, False), plain(cell, True)
        if point is None and comma is None:
            others += 1
        elif point == comma and point is not None:
            unmarked.append(point)
        elif point is not None and comma is not None:
            undecided.append(cell)
        else:
            points, commas = points + (comma is None), commas + (point is None)
    return Marks(points, commas, tuple(undecided), tuple(unmarked), others)


def decimal_comma(column: int, columns: Sequence[Marks], separator: str) -> bool | None:
    """Whether a column of a table has a decimal comma; None if it can't be known."""
    marks = columns[column]
    if marks.points or marks.commas or not marks.open:
        return bool(marks.said)
    if {".", ","} <= set("".join(marks.open)):
        return None
    said = {other.said for place, other in enumerate(columns) if place != column and other.weighty} - {None}
    if separator == "," and marks.dotted and not marks.sure:
        said.add(False)
    said |= {marks.said} - {None}
    return said.pop() if len(said) == 1 else None
