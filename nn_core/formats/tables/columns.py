"""Columns of a table: which are x, y and the label, which only number or name the rows, and which says who trains.

The label is found by its name, else it is the rightmost column that can be one. x and y are the leftmost columns of
numbers that are left. What numbers or names the rows is none of them, unless a person chooses it.
"""

import re
from collections.abc import Sequence

from ...experiment.experiment import MAX_CLASSES
from .cells import NO_NUMBER, counts, is_missing, short, shown, trouble
from .split import is_split
from .table import Table, bare, numbered
from .undecided import UndecidedError

_MAX_SAID = 400  # characters
_MANY = 10**40  # a number of more digits is not written out
_X_AND_Y = (("x", "y"), ("x1", "x2"), ("x0", "x1"), ("x₁", "x₂"))
_LABELS = (  # by how sure they are; of equally sure ones the rightmost counts
    "label labels target targets classlabel targetclass",
    "purchased survived outcome outcomes diagnosis churn churned exited species variety defaulted attrition bought "
    "approved loanstatus passed admitted deposit fraud isfraud spam isspam stroke heartdisease disease play buys "
    "response clicked subscribed category categories cultivar",
    "class classes",
    "group grp groups kind type result quality grade status output y z",
)
_NAMED = frozenset(name for pair in _X_AND_Y for name in pair).union(*map(str.split, _LABELS))
_IDS = frozenset((
    "id", "ids", "#", "no", "nr", "index", "idx", "row", "rows", "rownames", "rowname", "rowno", "rownumber", "obs",
    "observation", "case", "key", "sno", "srno", "slno", "serial", "serialno", "serialnumber", "lfdnr", "rollno", "uid",
    "uuid", "guid",
))  # fmt: skip
_ID_ENDS = frozenset(("id", "ids", "uid", "uuid", "guid"))
_OWNERS = frozenset((
    "account", "case", "client", "customer", "employee", "entry", "example", "file", "house", "image", "instance",
    "item", "loan", "member", "observation", "order", "participant", "passenger", "patient", "person", "player",
    "product", "record", "respondent", "row", "sample", "specimen", "student", "subject", "transaction", "unique",
    "user",
))  # fmt: skip
_NUMBERS = frozenset(("no", "nr", "num", "number", "nummer"))  # if each is there once


def _words(name: str) -> list[str]:
    return re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", name)


def is_id(table: Table, column: int) -> bool:
    """Whether a column only numbers or names the rows."""
    name = table.names[column]
    plain = bare(name)
    if table.header:
        if (not column and name == numbered(column)) or plain in _IDS or plain.startswith("unnamed"):
            return True
        *rest, last = [word.casefold() for word in _words(name)] or [""]
        if (rest and last in _ID_ENDS) or (plain.endswith("id") and plain[:-2] in _OWNERS):
            return True
        if last in _NUMBERS and len(set(table.cells(column))) == len(table.rows):
            return True
    return plain not in _NAMED and counts(table.cells(column))


def aside(table: Table) -> list[int]:
    """The columns that no one means as x, y or label: numbers or names of rows, or what says which of them train."""
    return [column for column in range(len(table.names)) if is_id(table, column) or is_split(table, column)]


def guess_columns(table: Table) -> tuple[int, int, int]:
    """The places of x, y and label.

    Raises:
        UndecidedError: there are no three columns to take without asking.
    """
    left_out = aside(table)
    free = [column for column in range(len(table.names)) if column not in left_out]
    numeric = [column for column in free if table.is_numeric(column)]
    varied = {column: len(set(filter(None, map(_filled, table.cells(column))))) for column in free}
    plain = {bare(table.names[column]): column for column in reversed(free)} if table.header else {}
    pair = next((tuple(plain[name] for name in pair) for pair in _X_AND_Y if set(pair) <= plain.keys()), ())
    label = _label(plain, pair, free)
    if label is None:
        able = [
            column for column in free if column not in pair and (column in numeric or varied[column] <= MAX_CLASSES)
        ]
        able.sort(key=lambda column: (*_leaves(column, numeric, varied), column))
        label = able[-1] if able else None
    axes = [*pair, *(column for column in numeric if column not in (*pair, label))]
    if not pair:
        axes.sort(key=lambda column: varied[column] < 2)
    if label is None or len(axes) < 2:
        raise UndecidedError(_too_few(table, left_out, numeric), "columns")
    return axes[0], axes[1], label


def _leaves(column: int, numeric: list[int], varied: dict[int, int]) -> tuple[bool, bool]:
    """How good a label is: whether it varies and leaves two columns for x and y that do, or leaves two at all."""
    others = [other for other in numeric if other != column]
    return varied[column] > 1 and sum(varied[other] > 1 for other in others) > 1, len(others) > 1


def _filled(cell: str) -> str:
    return "" if is_missing(cell) else cell


def _label(plain: dict[str, int], pair: Sequence[int], free: list[int]) -> int | None:
    """The column that is called like a label."""
    for names in _LABELS:
        found = [plain[name] for name in names.split() if name in plain and plain[name] not in pair]
        if found and len(free) > 1:
            return max(found)
    return None


def _too_few(table: Table, left_out: list[int], numeric: list[int]) -> str:
    found = ", ".join(table.called(column) for column in numeric) or "none"
    sentences = [
        f"two columns of numbers are needed for x and y, and one more for the label; columns of numbers: {found}"
    ]
    if left_out:
        rest = ", ".join(table.called(column) for column in left_out)
        sentences.append(f"{rest} only numbers or names the rows, or splits them")
    sentences += passed_over(table)
    return "; ".join(sentences)[:_MAX_SAID]


def passed_over(table: Table) -> list[str]:
    """Why columns are none of numbers that look as if they should be: they hold dates, or units beside the numbers."""
    sentences = []
    for column in range(len(table.names)):
        row = next((row for row in table.rows if not is_missing(row.cells[column])), None)
        if row and not table.is_numeric(column) and (trouble_text := trouble(row.cells[column])) != NO_NUMBER:
            sentences.append(f"{table.place(row, column)}: {shown(row.cells[column])} {trouble_text}")
    return sentences


def find_columns(table: Table, columns: Sequence[int | str]) -> tuple[int, int, int]:
    """The places of the columns that were chosen, by name or by number from 1 on."""
    names, places = table.names, []
    alike = [name.casefold() for name in names]
    for column in columns:
        called = str(column).strip() if isinstance(column, str) or abs(column) < _MANY else "this"
        known = [place for place, name in enumerate(names) if isinstance(column, str) and name == short(column)]
        if isinstance(column, str):
            known = known or [place for place, name in enumerate(alike) if name == called.casefold()]
        if not known and called.isascii() and called.isdigit() and len(called) < 9 and 1 <= int(called) <= len(names):
            known = [int(called) - 1]
        if not known:
            every = ", ".join(names)
            raise ValueError(f"columns must be 1 to {len(names)}, or {every}, got {shown(called)}")
        if len(known) > 1:
            several = " and ".join(numbered(place) for place in known)
            raise ValueError(f"columns must be given by number here, as {shown(called)} is the name of {several}")
        places += known
    if len(places) != 3 or len(set(places)) < 3:
        given = ", ".join(str(place + 1) for place in places)
        raise ValueError(f"columns must be three different ones, for x, y and label, got {given}")
    return places[0], places[1], places[2]
