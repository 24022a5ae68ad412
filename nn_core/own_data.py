"""Own data: a table of text becomes the points of an experiment, and points become a table again.

Three columns count: x, y and the label. They are found by their names, or taken from the left, and can be chosen.
What does not fit the axes is rescaled, and the formula of that is part of the result, so that it can be shown.
"""

from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Any

from .datasets import AXIS_LIMIT, Dataset
from .experiment import MAX_CLASSES, MAX_SAMPLES, MIN_SAMPLES
from .losses import PROBLEMS
from .splits import share_of, split
from .tables import MIN_COLUMNS, Table, number, place, read_table, short, shown

MAX_LABELS = 3
DECIMALS = 4  # of what is taken over: links stay short
FILLED = 5.0  # rescaled columns go from -5 to 5
SMALL = 5.0  # points that spread over less than this are rescaled, too: they would be a blot on the map
SMALL_LABEL = 0.1  # and numbers to learn that all lie within this
_HEADER = ("x", "y", "label", "set")
_SETS = ("train", "test")
_NOT_DATA = ("set", "id", "index", "nr", "no")  # unless somebody chooses them
_PREVIEW = 5  # rows
_MIN_SPAN = 1e-100  # what varies less is constant
_X = ("x", "x1", "x_1", "x₁")
_Y = ("x2", "x_2", "x₂", "y")
_LABEL = ("label", "labels", "class", "classes", "target", "category", "group", "species", "outcome", "z", "y")


@dataclass(frozen=True)
class Scaling:
    """``axis`` = (``column`` − ``offset``) × ``factor``."""

    axis: str
    column: str
    offset: float
    factor: float


@dataclass(frozen=True)
class OwnData:
    """What a table holds, ready for ``Experiment(dataset="custom", ...)``.

    ``columns`` are the names of all columns, and ``chosen`` the places of x, y and label among them, from 1 on.
    ``label_names`` says what -1 and +1, or the classes from 0 on, were called; without names the numbers count as
    they are. The first ``train_points`` train: as the table itself says (``told``), with ``train_percent`` if that is a
    share that an experiment can have; else the rows were shuffled and split.
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
    train_percent: float | None
    told: bool
    rows: tuple[tuple[str, ...], ...]

    @property
    def fields(self) -> dict[str, Any]:
        """The fields of an experiment with these data."""
        share = {} if self.train_percent is None else {"train_percent": self.train_percent}
        data = {"dataset": "custom", "points": self.points, "samples": len(self.points)}
        return {**data, "train_points": self.train_points, "problem": self.problem, "classes": self.classes, **share}


def read_own_data(
    text: str,
    columns: tuple[int | str, ...] | None = None,
    header: bool | None = None,
    problem: str | None = None,
) -> OwnData:
    """Read a table with the columns x, y and label, given by name or by number from 1 on; None finds them.

    Raises:
        ValueError: what is wrong, with its line and column where it has one.
    """
    if problem is not None and problem not in PROBLEMS:
        raise ValueError(f"problem: {shown(problem)} is not allowed; allowed is one of {', '.join(PROBLEMS)}")
    table = read_table(text, header)
    if not MIN_SAMPLES <= len(table.rows) <= MAX_SAMPLES:
        raise ValueError(f"the table has {len(table.rows)} rows of data; allowed are {MIN_SAMPLES} to {MAX_SAMPLES}")
    x, y, label = chosen = guess_columns(table) if columns is None else _find(table.names, columns)
    ours = tuple(name.casefold() for name in table.names) == _HEADER  # then what is a little outside was so before
    reach = 2.0 if ours else 1.0
    across, up = table.numbers(x), table.numbers(y)
    largest, spread = max(map(abs, (*across, *up))), max(map(_span, (across, up)))
    scalings = []
    if largest > reach * AXIS_LIMIT or (spread < SMALL and not ours):
        scalings = [_scaling("x", table.names[x], across, FILLED), _scaling("y", table.names[y], up, FILLED)]
        across, up = (_scaled(values, its) for values, its in zip((across, up), scalings, strict=True))
    problem = problem or _problem(table, label)
    labels, classes, names = _labels(table, label, problem)
    largest = max(map(abs, labels))
    if problem == "regression" and (largest > reach or (largest < SMALL_LABEL and not ours)):
        scalings.append(_scaling("label", table.names[label], labels, 1.0))
        labels = _scaled(labels, scalings[-1])
    triples = [(_rounded(a), _rounded(b), _rounded(c)) for a, b, c in zip(across, up, labels, strict=True)]
    told = _told(table, chosen)
    order, train = told or split(triples, problem, len(triples) // 2)
    points = tuple(triples[i] for i in order)
    return OwnData(
        points=points,
        problem=problem,
        classes=classes,
        columns=table.names,
        chosen=(x + 1, y + 1, label + 1),
        header=table.header,
        label_names=names,
        scalings=tuple(its for its in scalings if (its.offset, its.factor) != (0.0, 1.0)),
        train_points=train,
        train_percent=_percent(train, len(points)) if told else None,
        told=told is not None,
        rows=first_rows(table),
    )


def first_rows(table: Table) -> tuple[tuple[str, ...], ...]:
    """Some rows to look at."""
    return tuple(tuple(map(short, row.cells)) for row in table.rows[:_PREVIEW])


def to_csv(dataset: Dataset) -> str:
    """The points of a dataset as a table, those to train on first; read again, it gives the same points and split."""
    train = len(dataset.train_x)
    lines = [",".join(_HEADER)]
    for i, (point, label) in enumerate(zip(dataset.points, dataset.labels, strict=True)):
        numbers = [repr(_rounded(float(value))).removesuffix(".0") for value in (*point, label)]
        lines.append(",".join([*numbers, _SETS[i >= train]]))
    return "\n".join(lines) + "\n"


def _rounded(value: float) -> float:
    return round(value, DECIMALS) + 0.0  # not -0


# Columns


def guess_columns(table: Table) -> tuple[int, int, int]:
    """The places of x, y and label: by the usual names, else numbers for x and y and a few words for the label.

    Where that leaves a choice, the leftmost are taken.
    """
    plain = [name.casefold() for name in table.names]
    free = [i for i, name in enumerate(plain) if name not in _NOT_DATA]
    if len(free) < MIN_COLUMNS:
        free = list(range(len(plain)))
    found: list[int | None] = []
    for known in (_X, _Y, _LABEL):
        there = [plain.index(name) for name in known if name in plain and plain.index(name) in free]
        found.append(there[0] if there else None)
        free = [i for i in free if i not in there[:1]]
    numeric = {i for i in free for row in table.rows[:1] if number(row.cells[i], table.decimal_comma) is not None}
    words = {i for i in set(free) - numeric if len(set(table.cells(i))) <= MAX_CLASSES}
    places: list[int] = []
    for known_place, liked in zip(found, (numeric, numeric, words), strict=True):
        best = [i for i in free if i in liked] or [i for i in free if i in numeric] or free
        places.append(best[0] if known_place is None else known_place)
        free = [i for i in free if i != places[-1]]
    return places[0], places[1], places[2]


def _find(names: tuple[str, ...], columns: tuple[int | str, ...]) -> tuple[int, int, int]:
    """The places of the columns that were chosen."""
    places = []
    for column in columns:
        if column in names:
            places.append(names.index(str(column)))
        elif str(column).isascii() and str(column).isdigit() and 1 <= int(str(column)[:9]) <= len(names):
            places.append(int(column) - 1)
        else:
            known = ", ".join(names)
            raise ValueError(f"columns: {shown(str(column))} is not allowed; allowed is 1 to {len(names)}, or {known}")
    if len(places) != 3 or len(set(places)) < 3:
        raise ValueError("columns: needed are three different ones, for x, y and label")
    return places[0], places[1], places[2]


def _scaling(axis: str, name: str, values: list[float], limit: float) -> Scaling:
    """What brings values into -limit..limit, in numbers short enough to be shown."""
    span, middle = _span(values), (min(values) + max(values)) / 2.0
    if span < _MIN_SPAN:
        return Scaling(axis, name, middle, 1.0)
    return Scaling(axis, name, round(middle, 3 - floor(log10(span))), float(f"{2.0 * limit / span:.4g}"))


def _span(values: list[float]) -> float:
    return max(values) - min(values)


def _scaled(values: list[float], its: Scaling) -> list[float]:
    return [(value - its.offset) * its.factor for value in values]


# Labels


def _problem(table: Table, column: int) -> str:
    """Guess the problem from the labels: many different numbers are regression, few whole ones or words are classes."""
    cells = set(table.cells(column))
    if any(number(cell, table.decimal_comma) is None for cell in cells):
        return "multi-class" if len(cells) > 2 else "classification"
    values = set(table.numbers(column))
    whole = all(value.is_integer() for value in values)
    if len(values) <= 2:
        return "classification"
    return "multi-class" if whole and len(values) <= MAX_CLASSES else "regression"


def _keys(table: Table, column: int) -> dict[str, float | str]:
    """Of every cell what it means: a number, if all are numbers ("1" and "1.0" are one class), or a word."""
    cells = table.cells(column)
    for row in table.rows:
        if not row.cells[column]:
            raise ValueError(f"{place(row, column)}: there is no label")
    if all(number(cell, table.decimal_comma) is not None for cell in set(cells)):
        return dict(zip(cells, table.numbers(column), strict=True))
    if len(set(cells)) > MAX_CLASSES and number(cells[0], table.decimal_comma) is not None:
        table.numbers(column)  # says which cell is no number
    return {cell: cell for cell in cells}


def _labels(table: Table, column: int, problem: str) -> tuple[list[float], int, tuple[str, ...]]:
    """Labels, number of outputs, and what the classes were called."""
    if problem == "regression":
        return table.numbers(column), 1, ()
    return _sums(table, column) if problem == "multi-label" else _classes(table, column, problem)


def _classes(table: Table, column: int, problem: str) -> tuple[list[float], int, tuple[str, ...]]:
    """Classes in the order of their numbers, or of the alphabet."""
    keys = _keys(table, column)
    kinds = sorted(set(keys.values()), key=lambda key: (isinstance(key, str), key))
    names = tuple(f"{kind:g}" if isinstance(kind, float) else short(kind) for kind in kinds)
    several = problem == "multi-class"
    if not several and set(kinds) <= {-1.0, 1.0}:
        return table.numbers(column), 1, ()
    fewest, most = (2, MAX_CLASSES) if several else (2, 2)
    if not fewest <= len(kinds) <= most:
        some = ", ".join(map(shown, names[: MAX_CLASSES + 1])) + ", …" * (len(names) > MAX_CLASSES + 1)
        allowed = f"{fewest} to {most}" if most > fewest else str(most)
        raise ValueError(f"column {column + 1}: the classes are {some}; allowed are {allowed} ({problem})")
    labels = {kind: float(index if several else 2 * index - 1) for index, kind in enumerate(kinds)}
    return [labels[keys[cell]] for cell in table.cells(column)], max(3, len(kinds)) if several else 1, names


def _sums(table: Table, column: int) -> tuple[list[float], int, tuple[str, ...]]:
    """Labels of which several can hold, each a sum of 1, 2 and 4."""
    labels = table.numbers(column)
    for row, value in zip(table.rows, labels, strict=True):
        if value not in range(2**MAX_LABELS):
            allowed = f"allowed is a whole number from 0 to {2**MAX_LABELS - 1}, 1 for A + 2 for B + 4 for C"
            raise ValueError(f"{place(row, column)}: {shown(row.cells[column])} is not allowed; {allowed}")
    return labels, 3 if max(labels) > 3 else 2, ()


# Order


def _told(table: Table, chosen: tuple[int, int, int]) -> tuple[list[int], int] | None:
    """The order of the rows, those to train on first, and how many these are, if the table itself says it."""
    count = len(table.rows)
    for column, name in enumerate(table.names):
        if name.casefold() != _HEADER[3] or column in chosen:
            continue
        sets = [cell.casefold() for cell in table.cells(column)]
        if set(sets) == set(_SETS):
            return sorted(range(count), key=lambda i: sets[i] == _SETS[1]), sets.count(_SETS[0])
    return None


def _percent(train: int, count: int) -> float | None:
    """The shortest share of ``count`` of which exactly ``train`` are left when it is rounded down, if it is allowed."""
    if not 0.1 * count <= train <= 0.9 * count:
        return None
    exact = 100.0 * train / count
    scales = (1, 10, 100, 1000, 10_000)
    shares = ((ceil(exact * scale) + more) / scale for scale in scales for more in (0, 1))  # 1 for 22.999999 of 23
    return next(share for share in shares if share_of(count, share) == train)
