"""The report of a grid: a table of medians, one of losses, and all runs for machines.

``write`` puts three files into a folder: ``grid.md`` (Markdown, for people), and all runs as ``race.csv`` and
``race.json``, in which a cell is a lane; ``report.runs_in`` reads them back.
"""

from collections.abc import Callable
from math import isfinite
from pathlib import Path

from .grid import Grid
from .race import Race
from .report import fault_notes, stopped, table, to_csv, to_json
from .statistics import Summary, summary


def write(race: Race, grid: Grid, folder: Path) -> list[Path]:
    """Write the files; their paths.

    Raises:
        OSError: a file can't be written.
    """
    contents = {"grid.md": markdown(race, grid), "race.csv": to_csv(race), "race.json": to_json(race)}
    for name, text in contents.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in contents]


def tables(race: Race, grid: Grid) -> str:
    """The median epochs to the finish, and the median test loss, of all cells; and what stopped formulas."""
    parts = [
        f"{title}:\n\n{_cells(race, grid, value, written)}" for title, value, written in (
            (f"Median epochs to a {race.goal} (runs that finished); in bold the best of a row", _epochs, _finished),
            ("Median test loss at the end of a run; in bold the best of a row", _loss, _lost),
        )
    ]  # fmt: skip
    return "\n\n".join([*parts, *fault_notes(race)])


def markdown(race: Race, grid: Grid) -> str:
    """The tables, and how they were made."""
    total = len(race.lanes) * len(race.seeds)
    unfinished = f" **Interrupted: {len(race.finishes)} of {total} runs.**" if len(race.finishes) < total else ""
    return f"""# Grid: {grid.rows.field} by {grid.columns.field}

{len(race.seeds)} seeds per cell, {race.cap:,} epochs at most.{unfinished} A run that never got there counts as
infinitely slow, and "∞" says that half of a cell's runs or more did. With few seeds the best of a row may be luck.

{tables(race, grid)}

Repeat it with

    {race.command}
"""


def _cells(race: Race, grid: Grid, value: Callable[[Summary], float], written: Callable[[Summary], str]) -> str:
    sums = [summary(runs) if (runs := race.results(lane)) else None for lane in range(len(race.lanes))]
    count = len(grid.columns.values)
    rows = []
    for i, name in enumerate(grid.rows.values):
        row = sums[i * count : (i + 1) * count]
        values = [value(each) for each in row if each]
        best = min(values, default=float("nan"))
        texts = ["" if each is None else written(each) for each in row]
        bold = [each is not None and value(each) == best and isfinite(best) and best < max(values) for each in row]
        rows.append([name, *(f"**{text}**" if is_best else text for text, is_best in zip(texts, bold, strict=True))])
    return table((f"{grid.rows.field} \\ {grid.columns.field}", *grid.columns.values), rows)


def _epochs(cell: Summary) -> float:
    return cell.epochs.median


def _finished(cell: Summary) -> str:
    median = f"{cell.epochs.median:,.1f}".removesuffix(".0") if isfinite(cell.epochs.median) else "∞"
    return f"{median} ({cell.runs - cell.never} of {cell.runs}{stopped(cell)})"


def _loss(cell: Summary) -> float:
    return cell.test_loss.median


def _lost(cell: Summary) -> str:
    return f"{cell.test_loss.median:.3g}"
