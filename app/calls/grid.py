"""The grid of the race page: what its cells train, and what of it opens elsewhere. Its runs are asked for as a sweep's.

The page holds two axes as somebody has typed them; here they become experiments, or a message that says which of the
two is wrong. Of a cell only what it has of its own is told: all else is the base, perhaps with thousands of own points.
"""

from typing import Annotated, Any

from pydantic import ConfigDict, Field, ValidationError

from nn_core import Experiment, explain
from nn_core.common.checked import StrictModel
from nn_core.formats.links.link import to_link
from nn_core.insight.cost import refuse_slow
from nn_core.study.grid import MAX_CELL_SEEDS, Grid, GridError, race_of, setups
from nn_core.study.grid_axes import MAX_AXIS, MAX_VALUES, Axis, read_axis
from nn_core.study.loss_curves import MAX_POINTS, curve_epochs
from nn_core.study.race_link import MAX_SWEEP_CAP, Given, given_race
from nn_core.study.race_rules import Rules

from .links import grid_told, race_told
from .sweep import epoch_seconds

_STRICT = ConfigDict(frozen=True, extra="forbid", strict=True)


class AxisText(StrictModel):
    """What somebody has chosen for an axis, and its values as they were typed."""

    model_config = _STRICT

    field: Annotated[str, Field(max_length=40)]
    text: Annotated[str, Field(max_length=MAX_AXIS)]


class GridRequest(StrictModel):
    """A grid of a race; with a ``row``, a ``column`` or both what is to be opened: a race, or one network."""

    model_config = _STRICT

    race: Given
    rows: AxisText
    columns: AxisText
    seeds: Annotated[int, Field(ge=1, le=MAX_CELL_SEEDS)]
    cap: Annotated[int, Field(ge=1, le=MAX_SWEEP_CAP)]
    points: Annotated[int, Field(ge=2, le=MAX_POINTS)]  # of the curve of a cell
    row: Annotated[int, Field(ge=0, lt=MAX_VALUES)] | None = None
    column: Annotated[int, Field(ge=0, lt=MAX_VALUES)] | None = None


def answer_grid(data: Any) -> dict[str, Any]:
    """The grid in its usual form with its cells, or what is to be opened; ``where`` tells which axis an error is of."""
    try:
        request = GridRequest.model_validate(data)
        rules = given_race(request.race).rules
        grid = Grid(_axis("rows", request.rows), _axis("columns", request.columns), request.seeds, request.cap)
        experiments = setups(rules, grid)
        refuse_slow(max(epoch_seconds(experiment) for row in experiments for experiment in row))
        if request.row is not None or request.column is not None:
            return _opened(rules, grid, request.row, request.column)
    except ValidationError as error:
        return {"error": explain(error)}
    except GridError as error:
        return {"error": error.message, "where": error.where}
    except ValueError as error:
        return {"error": str(error), "where": "grid"}
    base = rules.base.model_dump(mode="json")
    cells = [_own(experiment, base) for row in experiments for experiment in row]
    return {"grid": grid_told(grid), "base": base, "cells": cells, "epochs": curve_epochs(grid.cap, request.points)}


def _axis(where: str, given: AxisText) -> Axis:
    try:
        return read_axis(given.field, given.text)
    except ValueError as error:
        raise GridError(where, str(error)) from None


def _own(experiment: Experiment, base: dict[str, Any]) -> dict[str, Any]:
    """What a cell has of its own."""
    fields = experiment.model_dump(mode="json")
    return {name: value for name, value in fields.items() if value != base[name]}


def _opened(rules: Rules, grid: Grid, row: int | None, column: int | None) -> dict[str, Any]:
    """The race of a row or a column, or the network of a cell as a link of the playground."""
    if row is None or column is None:
        race = race_of(rules, grid, row=row, column=column)
        fields = {**vars(race), "base": race.base.model_dump(mode="json")}
        return {"race": race_told(given_race(Given.model_validate(fields)))["race"]}
    try:
        experiment = setups(rules, grid)[row][column]
    except IndexError:
        raise ValueError(f"row and column must be a cell of the grid, got {row} and {column}") from None
    return {"link": to_link(experiment)}
