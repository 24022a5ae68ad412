"""Labels of a table: what problem they are of, and which number each class becomes.

    classification    two classes are -1 and +1
    multi-class       two to six classes are 0, 1, 2, ...
    multi-label       a sum of 1 for A, 2 for B, 4 for C
    regression        a number is itself

Classes are in the order of their numbers, or of the alphabet. Numbers are compared with all their digits, so that two
long ones do not become one class.
"""

from decimal import Decimal

from ...experiment.experiment import MAX_CLASSES
from .cells import is_number, short, shown
from .table import Table
from .undecided import UndecidedError

MAX_LABELS = 3
_CLASS_NAMES = (
    "label",
    "class",
    "species",
    "category",
    "group",
    "grp",
    "kind",
    "type",
    "variety",
    "diagnosis",
    "digit",
)
_FEW = 20  # different whole numbers, each of them there twice or more, may be classes
_MANY = 50  # may not even if their column is called like classes, unless they repeat
_PLAIN_DIGITS = 30  # of a class that is a number

_Key = Decimal | str


def guess_problem(table: Table, column: int) -> str:
    """Guess the problem from the labels: many different numbers are regression, few whole ones or words are classes.

    Raises:
        UndecidedError: more than six whole numbers that may be classes.
    """
    cells = set(table.cells(column))
    if not all(map(is_number, cells)):
        return "multi-class" if len(set(_keys(table, column).values())) > 2 else "classification"
    values = set(table.numbers(column))
    count, whole = len(values), all(value.is_integer() for value in values)
    if count <= 2:
        return "classification"
    if whole and count <= MAX_CLASSES:
        return "multi-class"
    called = any(name in table.names[column].casefold() for name in _CLASS_NAMES) and table.header
    repeated = 2 * count <= len(table.rows)
    if whole and ((repeated and (called or count <= _FEW)) or (called and count <= _MANY)):
        found = (
            f"{count} different whole numbers, which may be classes (at most {MAX_CLASSES} can be learned) or amounts"
        )
        raise UndecidedError(f"{table.called(column)} has {found}", "problem", ("regression",))
    return "regression"


def labels_of(table: Table, column: int, problem: str) -> tuple[list[float], int, tuple[str, ...]]:
    """Labels, number of outputs, and what the classes were called; without names the numbers count as they are."""
    if problem == "regression":
        return table.numbers(column), 1, ()
    return _sums(table, column) if problem == "multi-label" else _classes(table, column, problem)


def _keys(table: Table, column: int) -> dict[str, _Key]:
    """Of every cell what it means: a number ("1" and "1.0" are one class), or a word."""
    keys: dict[str, _Key] = {}
    for row in table.rows:
        cell = row.cells[column]
        if cell not in keys:
            keys[cell] = cell
            if is_number(cell):
                table.number(row, column)  # says which is not finite
                keys[cell] = Decimal(table.digits(row, column))
    return keys


def _name(key: _Key) -> str:
    """A class as it is called: a number with all its digits."""
    if isinstance(key, str):
        return short(key)
    plain_digits = f"{key.normalize():f}" if abs(key.adjusted()) < _PLAIN_DIGITS else str(key)
    return short("0" if key == 0 else plain_digits)


def _classes(table: Table, column: int, problem: str) -> tuple[list[float], int, tuple[str, ...]]:
    keys = _keys(table, column)
    kinds = sorted(set(keys.values()), key=lambda key: (isinstance(key, str), key))
    names = tuple(map(_name, kinds))
    several = problem == "multi-class"
    if not several and set(kinds) <= {Decimal(-1), Decimal(1)}:
        return table.numbers(column), 1, ()
    fewest, most = (2, MAX_CLASSES) if several else (2, 2)
    if not fewest <= len(kinds) <= most:
        _complain_of_a_typo(table, column, keys)
        some = ", ".join(map(shown, names[: MAX_CLASSES + 1])) + ", …" * (len(names) > MAX_CLASSES + 1)
        allowed = f"{fewest} to {most}" if most > fewest else str(most)
        raise ValueError(f"{table.called(column)} must have {allowed} classes for {problem}, got {some}")
    labels = {kind: float(index if several else 2 * index - 1) for index, kind in enumerate(kinds)}
    return [labels[keys[cell]] for cell in table.cells(column)], max(3, len(kinds)) if several else 1, names


def _complain_of_a_typo(table: Table, column: int, keys: dict[str, _Key]) -> None:
    """Say which cell is not a number, where nearly all are."""
    if len(keys) > MAX_CLASSES and table.is_numeric(column):
        table.numbers(column)


def _sums(table: Table, column: int) -> tuple[list[float], int, tuple[str, ...]]:
    """Labels of which several can hold, each a sum of 1, 2 and 4."""
    labels = table.numbers(column)
    for row, value in zip(table.rows, labels, strict=True):
        if value not in range(2**MAX_LABELS):
            allowed = f"a whole number from 0 to {2**MAX_LABELS - 1}, 1 for A + 2 for B + 4 for C"
            raise ValueError(f"{table.place(row, column)} must be {allowed}, got {shown(row.cells[column])}")
    return labels, 3 if max(labels) > 3 else 2, ()
