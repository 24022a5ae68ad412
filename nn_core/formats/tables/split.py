"""The split of a table: a column that says which rows train, if there is one that can be followed.

What is called validation tests: there is no third set, and what a network has not seen does not train it.
"""

from dataclasses import dataclass

from .cells import shown
from .table import Table, bare

_NAMES = frozenset(("split", "set", "fold", "folds", "partition", "subset", "datasplit", "traintest", "usage"))
_FLAGS = frozenset(("istrain", "istraining", "intrain"))  # true for train
_TRAIN = frozenset(("train", "training", "trn"))
_VALIDATE = frozenset(("val", "valid", "validate", "validation", "dev"))
_TEST = frozenset(("test", "testing", "tst", "holdout", "hold-out", "eval", "evaluation"))
_YES, _NO = frozenset(("true", "yes", "1", "1.0")), frozenset(("false", "no", "0", "0.0"))


@dataclass(frozen=True)
class Split:
    """``column`` is what says it, by its name; ``validation`` are how many rows are called so and test.

    ``why_not`` is there if the column is not followed, and says why; then ``rows`` is empty. Else ``rows`` are the
    places of all rows, the ``train`` ones first.
    """

    column: str
    rows: tuple[int, ...] = ()
    train: int = 0
    validation: int = 0
    why_not: str = ""


def is_split(table: Table, column: int) -> bool:
    """Whether a column says which rows train, or is at least called as if it did."""
    cells = _sets(table, column)
    named = table.header and bare(table.names[column]) in _NAMES
    return named or (bool(cells & _TRAIN) and len(cells) > 1 and cells <= _TRAIN | _VALIDATE | _TEST)


def split_of(table: Table, chosen: tuple[int, int, int]) -> Split | None:
    """What the table itself says about which rows train; None if it has no column for that."""
    columns = [column for column in range(len(table.names)) if is_split(table, column) and column not in chosen]
    splits = [read(table, column) for column in columns]
    return next((split for split in splits if not split.why_not), splits[0] if splits else None)


def read(table: Table, column: int) -> Split:
    """What a column says about which rows train."""
    name, known = table.names[column], _TRAIN | _VALIDATE | _TEST
    sets = [_said(table, column, cell) for cell in table.cells(column)]
    for row, cell in zip(table.rows, sets, strict=True):
        if cell not in known:
            return Split(name, why_not=f"line {row.line} says {shown(row.cells[column])}, neither train nor test")
    train = [place for place, cell in enumerate(sets) if cell in _TRAIN]
    others = [place for place, cell in enumerate(sets) if cell not in _TRAIN]
    if not train or not others:
        return Split(name, why_not=f"no row is left to {'test' if train else 'train'}")
    return Split(name, (*train, *others), len(train), sum(cell in _VALIDATE for cell in sets))


def _sets(table: Table, column: int) -> set[str]:
    return {_said(table, column, cell) for cell in table.cells(column)}


def _said(table: Table, column: int, cell: str) -> str:
    """The set that a cell names, in small letters; of a column like is_train true is train."""
    said = cell.casefold()
    if table.header and bare(table.names[column]) in _FLAGS:
        return "train" if said in _YES else "test" if said in _NO else said
    return said
