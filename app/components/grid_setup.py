"""What the axes of a grid can be on the page, with names, choices and first values, and what the scripts say of it."""

from collections.abc import Mapping
from typing import Any

from nn_core import ACTIVATIONS, LOSSES, OUTPUT_LAYERS, Experiment
from nn_core.schedules import SCHEDULES
from nn_core.study.grid import Grid
from nn_core.study.grid_axes import AXES

from ..i18n import _
from .fields import Pairs, numbers
from .settings import CLIP_NORMS, REGULARIZATION_RATES

POINTS = 32  # of the curve in a cell
_PRESETS = {  # by the fields of rows and columns: the values of the columns where they are not the usual ones
    ("activation", "hidden"): None,
    ("activation", "learning_rate"): ("0.003", "0.01", "0.03", "0.1", "0.3"),
    ("optimizer", "learning_rate"): ("0.001", "0.01", "0.1"),
    ("hidden", "noise"): None,
}


def names() -> dict[str, str]:
    """What the axes are called."""
    every = {
        "activation": _("activation"),
        "hidden": _("hidden layers"),
        "learning_rate": _("learning rate"),
        "optimizer": _("optimizer"),
        "initializer": _("initializer"),
        "batch_size": _("batch size"),
        "regularization": _("regularization"),
        "regularization_rate": _("regularization rate"),
        "dataset": _("dataset"),
        "noise": _("noise"),
        "samples": _("points"),
        "train_percent": _("training share"),
        "features": _("features"),
        "output": _("output layer"),
        "schedule": _("learning-rate schedule"),
        "clip_norm": _("gradient clipping"),
        "initial_bias": _("initial bias"),
    }
    return {key: name for key, name in every.items() if key in AXES}


def _more_choices() -> dict[str, Pairs]:
    """Of what lanes as a rule do not differ in."""
    outputs = {(layer.activation, layer.loss): None for layer in OUTPUT_LAYERS.values()}
    return {
        "output": [(f"{a} {loss}", f"{_(ACTIVATIONS[a].name)}, {_(LOSSES[loss].name)}") for a, loss in outputs],
        "schedule": [(each.key, _(each.name)) for each in SCHEDULES.values()],
        "samples": numbers((50, 100, 200, 500, 1000, 2000)),
        "regularization_rate": numbers(REGULARIZATION_RATES),
        "clip_norm": numbers((0.0, *CLIP_NORMS)),
        "initial_bias": numbers((-0.5, 0.0, 0.1, 0.5, 1.0)),
    }


def grid_setup(choices: Mapping[str, Pairs], first: Mapping[str, list[str]]) -> dict[str, Any]:
    """What the scripts know of it; choices and first values are those of the lanes, as far as there are any."""
    offered = {key: [list(pair) for pair in {**_more_choices(), **choices}.get(key, [])] for key in names()}
    usual = Grid()
    default = {axis.field: list(axis.values) for axis in (usual.rows, usual.columns)}
    problem = Experiment().problem
    outputs = [f"{layer.activation} {layer.loss}" for layer in OUTPUT_LAYERS.values() if layer.problem == problem]
    firsts = {key: default.get(key, first.get(key, [value for value, _name in offered[key][:4]])) for key in offered}
    return {
        "choices": offered,
        "first": firsts | {"output": outputs},
        "seeds": usual.seeds,
        "cap": usual.cap,
        "points": POINTS,
        "presets": [
            {"rows": rows, "columns": columns, "values": list(values or firsts[columns])}
            for (rows, columns), values in _PRESETS.items()
        ],
    }


def presets() -> list[str]:
    """What the ready-made grids are called."""
    said = names()
    return [f"{said[rows]} × {said[columns]}".capitalize() for rows, columns in _PRESETS]


def grid_texts() -> dict[str, str]:
    """The sentences of the grid, by the names that the scripts have for them."""
    return {
        "gridRun": _("Run the grid"),
        "gridCaption": _("{rows} by {columns}: {shown}. Finish line: {goal}. {seeds} seeds per cell."),
        "gridCell": _("{row}, {column}: {value}"),
        "gridOf": _("{done} of {all} finished"),
        "gridStopped": _("{count} diverged"),
        "gridFaults": _("{count} without a number"),
        "gridFactFault": _("Stopped: {fault}"),
        "gridAdd": _("Add …"),
        "gridBest": _("best of its row"),
        "gridNone": _("no run yet"),
        "gridFactEpochs": _("Epochs to the finish: {value}"),
        "gridFactSure": _("95% confidence interval: {value}"),
        "gridFactLoss": _("Test loss: {value}"),
        "gridFactScore": _("Test accuracy or R²: {value}"),
        "gridBetter": _("better"),
        "gridWorse": _("worse"),
        "gridRuns": _("Runs"),
    }
