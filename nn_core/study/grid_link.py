"""The grid in the link of a race.

    rows=activation:tanh;relu;leaky-relu:0.1&columns=hidden:3,3;8;8,8&grid_seeds=5&grid_cap=2000

Axes are those of ``grid_axes``; ``grid_seeds`` is how many seeds each cell is run with, ``grid_cap`` how many epochs a
run takes at most. What is left out is as usual, and what can't be is left out and noted.
"""

from ..formats.links.text import nearest
from .grid import DEFAULT_CELL_CAP, DEFAULT_CELL_SEEDS, MAX_CELL_SEEDS, Grid, setups
from .grid_axes import Axis, axis_of
from .race_rules import Rules


def read_grid(pairs: dict[str, str], longest: int, notes: list[str]) -> Grid | None:
    """The grid that a link says, taken from its pairs; None where it is the usual one."""
    seeds = read_count(pairs, "grid_seeds", DEFAULT_CELL_SEEDS, MAX_CELL_SEEDS, notes)
    cap = read_count(pairs, "grid_cap", DEFAULT_CELL_CAP, longest, notes)
    axes: dict[str, Axis] = {}
    for name in ("rows", "columns"):
        try:
            axes |= {name: axis_of(pairs.pop(name))} if name in pairs else {}
        except ValueError as error:
            notes.append(f"{name}: {error}; the usual ones are used instead.")
    grid = Grid(**axes, seeds=seeds, cap=cap)
    return None if grid == Grid() else grid


def fitting_grid(grid: Grid | None, rules: Rules, notes: list[str]) -> Grid | None:
    """The grid, if this race can have it."""
    try:
        if grid:
            setups(rules, grid)
        return grid
    except ValueError as error:
        notes.append(f"{error}; the usual grid is used instead.")
        return None


def read_count(pairs: dict[str, str], name: str, default: int, most: int, notes: list[str]) -> int:
    """A whole number from 1 up, taken from the pairs."""
    value = nearest(name, pairs.pop(name, str(default)), 1, most, notes, whole=True)
    return default if value is None else int(value)
