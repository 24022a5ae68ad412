"""Own data: a table of text becomes the points of an experiment, and points become a table again.

Three columns count: x, y and the label. They are found by their names and their numbers, and can be chosen. What does
not fit the axes is rescaled, and the formula of that is part of the result, so that it can be shown. Nothing is guessed
in silence: what a table leaves open is refused by name, and a person says it.
"""

from dataclasses import dataclass
from typing import Any, Literal

from ...common.deadline import check
from ...datasets import AXIS_LIMIT, Dataset
from ...experiment.data_names import COLUMNS, Column, DataNames, data_names
from ...experiment.experiment import MAX_SAMPLES, MIN_SAMPLES
from ...experiment.splits import split
from ...losses import PROBLEMS
from ..encodings import Decoded, decode
from .cells import is_missing, short, shown
from .columns import aside, find_columns, guess_columns, passed_over
from .labels import guess_problem, labels_of
from .scaling import Scaling, decimals, rounded, scaling, span_of
from .split import Split, split_of
from .table import MAX_TEXT, Row, Table, read_table
from .undecided import UndecidedError

MAX_BYTES = 4 * MAX_TEXT  # a character has up to 4
FILLED = 5.0  # rescaled columns go from -5 to 5
SMALL = 5.0  # points that spread over less than this are rescaled, too: they would be a blot on the map
NARROW = 1.0  # and those of which one axis does: they would be a line
SMALL_LABEL = 0.1  # and numbers to learn that all lie within this
_HEADER = ("x", "y", "label", "set")
_SETS = ("train", "test")
_PREVIEW = 5  # rows
_LINES = 10  # that an error counts up
_DECIMALS = ("point", "comma")
_MISSING = ("refuse", "drop")


@dataclass(frozen=True)
class OwnData:
    """What a table holds, ready for ``Experiment(dataset="custom", ...)``.

    ``columns`` are the names of all columns, and ``chosen`` the places of x, y and label among them, from 1 on.
    ``label_names`` says what -1 and +1, or the classes from 0 on, were called; without names the numbers count as
    they are. The first ``train_points`` train: as the table itself says (``told``, see ``split``), else the rows were
    shuffled and split by class. ``encoding`` is that of bytes, ``decimal`` the decimal marks that there were in the
    chosen columns ("point", "comma", or both), ``thousands`` those of them with thousands kept apart, ``aside`` the
    columns that only number or name the rows, ``passed_over`` why others were not taken that hold dates or units,
    ``dropped`` how many rows were left out as something was missing in them.
    """

    points: tuple[tuple[float, float, float], ...]
    problem: str
    classes: int
    columns: tuple[str, ...]
    chosen: tuple[int, int, int]
    header: bool
    label_names: tuple[str, ...]
    scalings: tuple[Scaling, ...]
    train_points: int
    rows: tuple[tuple[str, ...], ...]
    encoding: str
    decimal: str
    thousands: tuple[str, ...]
    aside: tuple[str, ...]
    passed_over: tuple[str, ...]
    split: Split | None
    dropped: int

    @property
    def fields(self) -> dict[str, Any]:
        """The fields of an experiment with these data."""
        data = {"dataset": "custom", "points": self.points, "samples": len(self.points)}
        names = {"names": self.names.model_dump(mode="json")} if self.names else {}
        return {**data, "train_points": self.train_points, "problem": self.problem, "classes": self.classes, **names}

    @property
    def told(self) -> bool:
        """Whether the table itself says which rows train."""
        return bool(self.split and self.split.rows)

    @property
    def names(self) -> DataNames | None:
        """What its columns and classes are called, and how they were rescaled."""
        scalings = {scaling.axis: {"offset": scaling.offset, "factor": scaling.factor} for scaling in self.scalings}
        called = [self.columns[place - 1] if self.header else "" for place in self.chosen]
        columns = [Column(name=name, **scalings.get(key, {})) for key, name in zip(COLUMNS, called, strict=True)]
        return data_names(columns, self.label_names)


@dataclass(frozen=True)
class Described:
    """What a table looks like, whether or not its data can be used; the columns count from 1."""

    columns: tuple[str, ...]
    chosen: tuple[int, int, int]
    header: bool
    rows: tuple[tuple[str, ...], ...]
    encoding: str


def read_own_data(
    text: str | bytes,
    columns: tuple[int | str, ...] | None = None,
    header: bool | None = None,
    problem: str | None = None,
    *,
    decimal: Literal["point", "comma"] | None = None,
    missing: Literal["refuse", "drop"] | None = None,
    encoding: str | None = None,
) -> OwnData:
    """Read a table with the columns x, y and label, given by name or by number from 1 on; None finds them.

    ``missing`` says whether rows in which one of the three is missing are left out ("drop") or refused.

    Raises:
        ValueError: what is wrong, with its line and column where it has one.
        UndecidedError: what a person has to say, as the table doesn't.
    """
    for name, value, allowed in (
        ("problem", problem, tuple(PROBLEMS)), ("decimal", decimal, _DECIMALS), ("missing", missing, _MISSING)
    ):  # fmt: skip
        if value is not None and value not in allowed:
            raise ValueError(f"{name} must be one of {', '.join(allowed)}, got {shown(value)}")
    decoded = _decoded(text, encoding)
    whole = read_table(decoded.text, header, decimal)
    if (count := len(whole.rows)) < MIN_SAMPLES:
        raise ValueError(f"Only {count} row{'s' * (count != 1)}; at least {MIN_SAMPLES} are needed")
    if count > MAX_SAMPLES:
        raise ValueError(f"the table must have at most {MAX_SAMPLES:,} rows, got {count:,}")
    x, y, label = chosen = guess_columns(whole) if columns is None else find_columns(whole, columns)
    table = _complete(whole, chosen, drop=missing == "drop")
    rescaled = tuple(name.casefold() for name in table.names) == _HEADER  # then what is a little outside was so before
    across, up, scalings = _axes(table, x, y, rescaled)
    problem = problem or guess_problem(table, label)
    labels, classes, names = labels_of(table, label, problem)
    if problem == "regression" and _needs_scaling(labels, rescaled):
        scalings.append(scaling("label", table.names[label], labels, 1.0))
        labels = scalings[-1].apply(labels)
    triples = zip(*((values if rescaled else rounded(values)) for values in (across, up, labels)), strict=True)
    points = list(triples)
    given = split_of(table, chosen)
    order, train = (given.rows, given.train) if given and given.rows else split(points, problem, len(points) // 2)
    numeric = [column for column in chosen if table.is_numeric(column)]
    return OwnData(
        points=tuple(points[place] for place in order),
        problem=problem,
        classes=classes,
        columns=table.names,
        chosen=(x + 1, y + 1, label + 1),
        header=table.header,
        label_names=names,
        scalings=tuple(scaling for scaling in scalings if (scaling.offset, scaling.factor) != (0.0, 1.0)),
        train_points=train,
        rows=first_rows(whole),
        encoding=decoded.encoding,
        decimal=_decimal(table, numeric),
        thousands=tuple(table.names[column] for column in numeric if table.has_thousands(column)),
        aside=tuple(name for name in _aside(whole, chosen) if not given or name != given.column),
        passed_over=tuple(passed_over(whole)) if columns is None else (),
        split=given,
        dropped=len(whole.rows) - len(table.rows),
    )


def describe(
    text: str | bytes,
    columns: tuple[int, int, int] | None = None,
    header: bool | None = None,
    *,
    decimal: Literal["point", "comma"] | None = None,
    encoding: str | None = None,
) -> Described | None:
    """The columns to choose from, and some rows to look at, of a table whose data can't be used yet.

    None where there is no table. Where it does not say itself whether it has a header, it has one, to be looked at;
    where no columns can be guessed, the first three are there to be changed.
    """
    try:
        decoded = _decoded(text, encoding)
        try:
            table = read_table(decoded.text, header, decimal)
        except UndecidedError:
            table = read_table(decoded.text, True, decimal)
    except ValueError:
        return None
    try:
        x, y, label = guess_columns(table) if columns is None else find_columns(table, columns)
    except ValueError:
        x, y, label = range(3)
    return Described(table.names, (x + 1, y + 1, label + 1), table.header, first_rows(table), decoded.encoding)


def first_rows(table: Table) -> tuple[tuple[str, ...], ...]:
    """Some rows to look at."""
    return tuple(tuple(map(short, row.cells)) for row in table.rows[:_PREVIEW])


def to_csv(dataset: Dataset) -> str:
    """The points of a dataset as a table, those to train on first; read again, it gives the same points and split."""
    train = len(dataset.train_x)
    columns = [[float(value) for value in values] for values in (*dataset.points.T, dataset.labels)]
    digits = [decimals(values) + 1 for values in columns]  # one more than what was read was rounded to
    lines = [",".join(_HEADER)]
    for i, row in enumerate(zip(*columns, strict=True)):
        check()
        numbers = [repr(round(value, n) + 0.0).removesuffix(".0") for value, n in zip(row, digits, strict=True)]
        lines.append(",".join([*numbers, _SETS[i >= train]]))
    return "\n".join(lines) + "\n"


def _decoded(text: str | bytes, encoding: str | None) -> Decoded:
    if isinstance(text, str):
        return Decoded(text, "")
    if len(text) > MAX_BYTES:
        raise ValueError(f"the table must be at most {MAX_BYTES:,} bytes, got {len(text):,}")
    return decode(text, encoding)


def _aside(table: Table, chosen: tuple[int, int, int]) -> list[str]:
    return [table.names[column] for column in aside(table) if column not in chosen]


def _complete(table: Table, chosen: tuple[int, int, int], *, drop: bool) -> Table:
    """The table without rows in which something is missing.

    Raises:
        UndecidedError: there are some, and they are not to be left out.
    """
    signs = set(table.cells(chosen[2])) - {"-"} == {"+"}  # then - is a class
    found: dict[int, list[Row]] = {}
    kept = []
    for row in table.rows:
        gaps = [column for column in chosen if is_missing(row.cells[column])]
        if signs and row.cells[chosen[2]] == "-":
            gaps.remove(chosen[2])
        for column in gaps:
            found.setdefault(column, []).append(row)
        if not gaps:
            kept.append(row)
    if found and not drop:
        count = len(table.rows) - len(kept)
        places = "; ".join(_gaps(table, column, found[column]) for column in chosen if column in found)
        raise UndecidedError(
            f"values are missing in {count:,} of {len(table.rows):,} rows: {places}", "missing", ("drop",)
        )
    if len(kept) < MIN_SAMPLES:
        raise ValueError(
            f"Only {len(kept)} row{'s' * (len(kept) != 1)} without missing values; at least {MIN_SAMPLES} are needed"
        )
    return table.only(tuple(kept)) if found else table


def _gaps(table: Table, column: int, rows: list[Row]) -> str:
    """Where something is missing in a column, as far as it can be counted up."""
    lines = [str(row.line) for row in rows[:_LINES]]
    more = len(rows) - len(lines)
    lines += [f"{more} more"] * bool(more)
    listed = " and ".join([", ".join(lines[:-1]), lines[-1]] if len(lines) > 1 else lines)
    cells = ", ".join(dict.fromkeys(shown(row.cells[column]) for row in rows[:_LINES]))
    return f"line{'s' * (len(rows) > 1)} {listed}, {table.called(column)} ({cells})"


def _axes(table: Table, x: int, y: int, rescaled: bool) -> tuple[list[float], list[float], list[Scaling]]:
    """The numbers across and up, each brought into its axis by its own span if the points don't fit the map."""
    across, up = table.numbers(x), table.numbers(y)
    largest, spans = max(map(abs, (*across, *up))), [span_of(across), span_of(up)]
    small = max(spans) < SMALL or any(0 < span < NARROW for span in spans)
    if not (largest > (2.0 if rescaled else 1.0) * AXIS_LIMIT or (small and not rescaled)):
        return across, up, []
    scalings = [scaling("x", table.names[x], across, FILLED), scaling("y", table.names[y], up, FILLED)]
    return scalings[0].apply(across), scalings[1].apply(up), scalings


def _needs_scaling(labels: list[float], rescaled: bool) -> bool:
    largest, span = max(map(abs, labels)), span_of(labels)
    small = 0 < span < SMALL_LABEL or largest < SMALL_LABEL
    return largest > (2.0 if rescaled else 1.0) or (small and not rescaled)


def _decimal(table: Table, columns: list[int]) -> str:
    """The decimal marks that there are in some columns."""
    marked = {table.decimal_comma(column) for column in columns if table.has_marks(column)}
    return " and ".join(_DECIMALS[bool(comma)] for comma in sorted(marked, key=bool))
