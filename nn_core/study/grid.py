"""A grid: two choices at once, every value of the one with every value of the other, each cell over the same seeds.

    from nn_core.study.grid import Grid, setups
    from nn_core.study.grid_axes import read_axis
    from nn_core.study.race_rules import Rules

    grid = Grid(read_axis("activation", "tanh; relu"), read_axis("hidden", "3,3; 8; 8,8"), seeds=3, cap=1000)
    setups(Rules(), grid)  # 2 rows of 3 experiments

All else is what the lanes of a race share. The cells are lanes of one race themselves, which ``sweep`` runs and
``statistics`` sums up; each row and each column is a race of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pydantic import ValidationError

from ..common.checked import explain
from ..common.deadline import check
from ..datasets import DATASETS
from ..experiment.experiment import Experiment
from ..formats.links.text import quoted
from .grid_axes import AXES, Axis
from .race import Lane
from .race_rules import Rules

MAX_CELL_SEEDS, MAX_RUNS = 50, 1000
DEFAULT_CELL_SEEDS, DEFAULT_CELL_CAP = 3, 1000

_ROWS = Axis("activation", ("sigmoid", "tanh", "relu", "elu", "swish", "gelu"))
_COLUMNS = Axis("hidden", ("3", "8", "3,3", "8,8"))


@dataclass(frozen=True)
class Grid:
    """Two axes; every cell is run with ``seeds`` seeds, each run for at most ``cap`` epochs."""

    rows: Axis = field(default=_ROWS)
    columns: Axis = field(default=_COLUMNS)
    seeds: int = DEFAULT_CELL_SEEDS
    cap: int = DEFAULT_CELL_CAP

    def pairs(self) -> dict[str, str]:
        """As they stand in a link."""
        numbers = {"grid_seeds": (self.seeds, DEFAULT_CELL_SEEDS), "grid_cap": (self.cap, DEFAULT_CELL_CAP)}
        unusual = {name: str(value) for name, (value, usual) in numbers.items() if value != usual}
        return {"rows": str(self.rows), "columns": str(self.columns)} | unusual

    def place(self, lane: int) -> tuple[int, int]:
        """The row and the column of a cell, which are counted row by row."""
        return divmod(lane, len(self.columns.values))


class GridError(ValueError):
    """There can be no such grid: ``where`` is "rows", "columns", or "grid" where it is both together."""

    def __init__(self, where: str, message: str) -> None:
        super().__init__(message if where in message.split()[:2] else f"{where}: {message}")
        self.where, self.message = where, message


def setups(rules: Rules, grid: Grid) -> list[list[Experiment]]:
    """The experiments of all cells, row by row; all else is what the lanes of the race share.

    Raises:
        GridError: there can be no such grid.
    """
    axes = {"rows": grid.rows, "columns": grid.columns}
    if grid.rows.field == grid.columns.field:
        raise GridError(
            "columns", f"columns must be another choice than the rows, got {quoted(grid.columns.field)} twice"
        )
    count = len(grid.rows.values) * len(grid.columns.values)
    if not 1 <= grid.seeds <= MAX_CELL_SEEDS:
        raise GridError("grid", f"seeds must be 1 to {MAX_CELL_SEEDS}, got {grid.seeds}")
    if count * grid.seeds > MAX_RUNS:
        raise GridError(
            "grid", f"a grid must have at most {MAX_RUNS:,} runs, got {count} cells with {grid.seeds} seeds each"
        )
    for where, axis in axes.items():
        if axis.field == "activation" and not rules.base.hidden:
            raise GridError(where, f"{where} must be another choice, as no hidden layer is there to have an activation")
        for value in axis.values:  # what is wrong alone is told alone
            _try(where, quoted(value), rules.shared, {axis.field: value})

    def cell(row: str, column: str) -> Experiment:
        both = {grid.rows.field: row, grid.columns.field: column}
        return _try("grid", f"{quoted(row)} with {quoted(column)}", rules.shared, both)

    return [[cell(row, column) for column in grid.columns.values] for row in grid.rows.values]


def _try(where: str, what: str, base: Experiment, values: Mapping[str, str]) -> Experiment:
    try:
        return _changed(base, values)
    except ValueError as error:
        raise GridError(where, f"{what} can't be used: {error}") from None


def _changed(base: Experiment, values: Mapping[str, str]) -> Experiment:
    """An experiment with other values of some fields."""
    check()
    try:
        for name in (name for name in AXES if name in values):
            fields = base.model_dump()
            base = Experiment(**fields | AXES[name](fields, values[name]))
        return base
    except ValidationError as error:
        raise ValueError(explain(error).removeprefix("hidden.0.")) from None
    except KeyError:  # whose problem decides on other fields
        raise ValueError(f"dataset must be one of {', '.join(DATASETS)}") from None


def cells(rules: Rules, grid: Grid) -> tuple[Lane, ...]:
    """All cells as lanes of one race, row by row.

    Raises:
        GridError: there can be no such grid.
    """
    names = [f"{row} × {column}" for row in grid.rows.values for column in grid.columns.values]
    return tuple(map(Lane, names, (experiment for row in setups(rules, grid) for experiment in row)))


def race_of(rules: Rules, grid: Grid, *, row: int | None = None, column: int | None = None) -> Rules:
    """The race of one row of a grid, or of one column: its lanes are the cells, in their order.

    Raises:
        ValueError: there is no such row or column.
        GridError: there can be no such grid.
    """
    along, across, at = (grid.rows, grid.columns, row) if column is None else (grid.columns, grid.rows, column)
    if at is None or not 0 <= at < len(along.values):
        raise ValueError(f"row or column must be 0 to {len(along.values) - 1}, got {at}")
    experiments = setups(rules, grid)
    wanted = experiments[at] if column is None else [each[at] for each in experiments]
    differs, lanes = across.lanes
    base = _changed(rules.base, {along.field: along.values[at]})
    plain = replace(rules, base=base, differs=differs, lanes=lanes)
    if [lane.experiment for lane in plain.competitors] == wanted:
        return plain
    own = along.lanes[1][at]  # another dataset takes its own samples and outputs along: each lane says the value itself
    return replace(plain, lanes=tuple(f"{lane},{own if '=' in own else f'{along.field}={own}'}" for lane in lanes))
