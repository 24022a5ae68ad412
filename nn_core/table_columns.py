"""Columns of a table: which are x, y and the label, which only number or name the rows, and which says who trains.

The label is found by its name, else it is the rightmost column that can be one. x and y are the leftmost columns of
numbers that are left. What numbers or names the rows is none of them, unless a person chooses it.
"""

import re
from collections.abc import Sequence

from .cells import NO_NUMBER, counts, is_missing, shown, trouble
from .experiment import MAX_CLASSES
from .tables import Table, numbered
from .undecided import UndecidedError

_MAX_SAID = 400  # characters
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
_SPLITS = frozenset(["split", "set", "fold", "folds", "partition", "subset", "datasplit", "traintest", "usage"])
_IDS = frozenset((
    "id", "ids", "#", "no", "nr", "index", "idx", "row", "rows", "rowid", "rownames", "rowname", "rownum", "rowno",
    "rownumber", "rownr", "obs", "observation", "case", "key", "sno", "srno", "slno", "serialno", "serial",
    "serialnumber", "lfdnr", "lfd", "uid", "uuid", "guid", "recordno", "caseno", "casenumber", "userid",
    "customerid", "passengerid", "sampleid", "patientid", "studentid", "clientid", "orderid", "employeeid",
    "personid", "subjectid", "transactionid", "productid", "itemid", "accountid", "loanid", "memberid", "playerid",
    "instanceid", "exampleid", "observationid", "recordid", "caseid", "houseid", "imageid", "fileid",
))  # fmt: skip
_ID_ENDS = frozenset(("id", "ids", "uid", "uuid", "guid"))


def _bare(name: str) -> str:
    """A name without what people write between its words; # stands for a number only by itself."""
    bare = re.sub(r"[\W_]", "", name.casefold())
    return bare or name.strip()


def _words(name: str) -> list[str]:
    return re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", name)


def is_id(table: Table, column: int) -> bool:
    """Whether a column only numbers or names the rows."""
    name = table.names[column]
    bare = _bare(name)
    if table.header:
        if (not column and name == numbered(column)) or bare in _IDS or bare.startswith("unnamed"):
            return True
        words = [word.casefold() for word in _words(name)]
        if len(words) > 1 and words[-1] in _ID_ENDS:
            return True
    return bare not in _NAMED and counts(table.cells(column))


def is_split(table: Table, column: int) -> bool:
    """Whether a column is called like one that says which rows train."""
    return table.header and _bare(table.names[column]) in _SPLITS


def aside(table: Table) -> list[int]:
    """The columns that only number or name the rows, or say which of them train."""
    return [column for column in range(len(table.names)) if is_id(table, column) or is_split(table, column)]


def guess_columns(table: Table) -> tuple[int, int, int]:
    """The places of x, y and label.

    Raises:
        UndecidedError: there are no three columns to take without asking.
    """
    left_out = aside(table)
    free = [column for column in range(len(table.names)) if column not in left_out]
    numeric = [column for column in free if table.is_numeric(column)]
    varied = {column: len(set(filter(None, map(_there, table.cells(column))))) for column in free}
    plain = {_bare(table.names[column]): column for column in reversed(free)} if table.header else {}
    pair = next((tuple(plain[name] for name in pair) for pair in _X_AND_Y if set(pair) <= plain.keys()), ())
    label = _label(plain, pair, free)
    if label is None:
        able = [
            column for column in free if column not in pair and (column in numeric or varied[column] <= MAX_CLASSES)
        ]
        able.sort(key=lambda column: (varied[column] > 1, len(set(numeric) - {column}) > 1, column))
        label = able[-1] if able else None
    axes = [*pair, *(column for column in numeric if column not in (*pair, label))]
    if not pair:
        axes.sort(key=lambda column: varied[column] < 2)
    if label is None or len(axes) < 2:
        raise UndecidedError(_too_few(table, left_out, numeric), "columns")
    return axes[0], axes[1], label


def _there(cell: str) -> str:
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
    said = [f"needed are two columns of numbers for x and y, and one for the label; of numbers are {found}"]
    if left_out:
        rest = ", ".join(table.called(column) for column in left_out)
        said.append(f"{rest} only numbers or names the rows, or splits them")
    for column in range(len(table.names)):
        row = next((row for row in table.rows if not is_missing(row.cells[column])), None)
        if row and column not in (*numeric, *left_out) and (why := trouble(row.cells[column])) != NO_NUMBER:
            said.append(f"{table.place(row, column)}: {shown(row.cells[column])} {why}")
    return "; ".join(said)[:_MAX_SAID]


def find_columns(table: Table, columns: Sequence[int | str]) -> tuple[int, int, int]:
    """The places of the columns that were chosen, by name or by number from 1 on."""
    names, places = table.names, []
    alike = [name.casefold() for name in names]
    for column in columns:
        called = str(column).strip()
        known = [place for place, name in enumerate(names) if name == column]
        if isinstance(column, str):
            known = known or [place for place, name in enumerate(alike) if name == called.casefold()]
        if not known and called.isascii() and called.isdigit() and 1 <= int(called[:9]) <= len(names):
            known = [int(called) - 1]
        if not known:
            every = ", ".join(names)
            raise ValueError(f"columns: {shown(called)} is not allowed; allowed is 1 to {len(names)}, or {every}")
        if len(known) > 1:
            several = " and ".join(numbered(place) for place in known)
            raise ValueError(f"columns: {shown(called)} is the name of {several}; choose by number")
        places += known
    if len(places) != 3 or len(set(places)) < 3:
        raise ValueError("columns: needed are three different ones, for x, y and label")
    return places[0], places[1], places[2]
