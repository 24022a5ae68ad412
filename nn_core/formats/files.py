"""A network as a file: JSON that a person can read, with the experiment and everything that it has learned.

    {
      "format": "neural-network-playground",
      "version": 1,
      "experiment": {"problem": "classification", "dataset": "circle", ...},
      "epoch": 100,
      "layers": [
        {
          "inputs": ["x", "y"],
          "weights": [[0.31, -0.52], [-1.25, 0.07]],    one row per input, one column per unit
          "biases": [0.1, 0.2]
        }, ...
      ]
    }

A layer also has, if they are there, ``learned`` (the parameter of an activation that learns it; a list of several),
``killed`` (1 for a weight that L1 has set to zero for good) and ``optimizer``: by the names of the optimizer's slots
what it remembers, each with weights, biases and learned parameters. How many updates that comes from says ``updates``:
one number, or one for each of the ``inputs``, of the ``columns`` and for ``learned``, where some are younger; a weight
is as old as the younger one of its input and its column. Who writes a file by hand can leave these and ``inputs`` out;
without ``updates``, as in older files, they are those of all epochs.

Every number is written with all digits that it takes to get the same one back.
"""

import json
from collections.abc import Sequence
from itertools import islice
from typing import Annotated, Any, Literal, TypeVar

import numpy as np
from numpy.typing import NDArray
from pydantic import BeforeValidator, ConfigDict, Field, ValidationError

from ..common.checked import StrictModel, explain
from ..common.deadline import check
from ..experiment.experiment import Experiment
from ..optimizers import OPTIMIZERS
from ..state.parameters import MAX_UPDATES, LayerParameters, Parameters
from ..state.state import LARGEST, MAX_EPOCH, TrainingState, fit_layers

MAX_CHARACTERS = 980_000  # the largest network there is takes less

_STRICT = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, strict=True)

_T = TypeVar("_T")
_MAX_LIST = 1000  # more than there are layers, inputs, or columns
_Several = Annotated[list[_T], Field(fail_fast=True, max_length=_MAX_LIST)]
_Number = Annotated[float, Field(ge=-LARGEST, le=LARGEST)]
_Count = Annotated[int, Field(ge=0, le=MAX_UPDATES)]


def _some(slots: Any) -> Any:
    """No more of the slots than are enough to see that they are not the optimizer's."""
    return dict(islice(slots.items(), 10)) if isinstance(slots, dict) else slots


class _Numbers(StrictModel):
    """Of one layer: its parameters, or what an optimizer remembers of them."""

    model_config = _STRICT

    weights: _Several[_Several[_Number]]
    biases: _Several[_Number]
    learned: _Number | _Several[_Number] | None = None


class _Updates(StrictModel):
    """How many updates what the optimizer remembers comes from."""

    model_config = _STRICT

    inputs: _Several[_Count]
    columns: _Several[_Count]
    learned: _Count | _Several[_Count] | None = None


class _Layer(_Numbers):
    inputs: _Several[str] | None = None
    killed: _Several[_Several[Annotated[int, Field(ge=0, le=1)]]] | None = None
    optimizer: Annotated[dict[str, _Numbers], BeforeValidator(_some)] | None = None
    updates: _Updates | _Count | None = None


class _File(StrictModel):
    model_config = _STRICT

    format: Literal["neural-network-playground"]
    version: Literal[1]
    experiment: Experiment
    epoch: Annotated[int, Field(ge=0, le=MAX_EPOCH)]
    layers: _Several[_Layer]


def to_json(experiment: Experiment, state: TrainingState) -> str:
    """The text of a file.

    Raises:
        ValueError: the state does not fit the experiment's network.
    """
    slots = OPTIMIZERS[experiment.optimizer].slots
    layers = [
        {"inputs": names, **_written(layer, slots)}
        for names, layer in zip(_inputs(experiment), state.fitted(experiment).layers, strict=True)
    ]
    content = {
        "format": "neural-network-playground",
        "version": 1,
        "experiment": experiment.model_dump(mode="json", exclude_none=True),
        "epoch": state.epoch,
        "layers": layers,
    }
    return _pretty(content) + "\n"


def from_json(text: str) -> tuple[Experiment, TrainingState]:
    """The experiment and the state of a file.

    Raises:
        ValueError: not such a file, or what it holds does not fit together; one line says what and where.
    """
    if len(text) > MAX_CHARACTERS:
        raise ValueError(f"file must be at most {MAX_CHARACTERS:,} characters long, got {len(text):,}")
    try:
        file = _File.model_validate_json(text.removeprefix("\ufeff"))
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False)[0]
        raise ValueError(fault["msg"] if fault["type"] == "json_invalid" else explain(error, "experiment")) from None
    experiment = file.experiment
    shapes = experiment.weight_shapes
    if len(file.layers) != len(shapes):
        raise ValueError(f"layers must be {len(shapes)} to fit the network, got {len(file.layers)}")
    layers = [_read(f"layers.{index}", layer, experiment, index) for index, layer in enumerate(file.layers)]
    return experiment, TrainingState(fit_layers(layers, experiment, file.epoch), file.epoch)


def _inputs(experiment: Experiment) -> list[list[str]]:
    """What goes into each layer, by its name: one name for each row of its weights."""
    units = [[f"unit {unit + 1}" for unit in range(layer.units)] for layer in experiment.hidden]
    return [list(experiment.features), *units]


def _written(layer: LayerParameters, slots: Sequence[str]) -> dict[str, Any]:
    pruned = np.asarray(layer.pruned)
    remembered = {name: _numbers(slot) for name, slot in zip(slots, layer.slots, strict=True)}
    return {
        **_numbers(layer),
        **({"killed": pruned.astype(int).tolist()} if pruned.any() else {}),
        **({"optimizer": remembered} if remembered else {}),
        **({} if layer.updates is None else {"updates": _counts(layer)}),
    }


def _counts(layer: LayerParameters) -> dict[str, Any] | int:
    updates, (inputs, columns) = np.asarray(layer.updates).tolist(), layer.sizes
    if len(set(updates)) == 1:
        return int(updates[0])
    learned = _learned(updates[inputs + columns :])
    return {"inputs": updates[:inputs], "columns": updates[inputs : inputs + columns], **learned}


def _numbers(parameters: Parameters) -> dict[str, Any]:
    learned = _learned(parameters.learned.tolist())
    return {"weights": parameters.weights.tolist(), "biases": parameters.biases.tolist(), **learned}


def _learned(values: list[Any]) -> dict[str, Any]:
    """One as a number, several as a list."""
    return {"learned": values[0] if len(values) == 1 else values} if values else {}


def _pretty(value: Any, indent: str = "") -> str:
    """JSON with a line for each field and for each row of numbers."""
    deeper = indent + "  "
    if isinstance(value, dict) and value:
        inside = [f"{json.dumps(key)}: {_pretty(item, deeper)}" for key, item in value.items()]
    elif isinstance(value, list) and any(isinstance(item, list | dict) for item in value):
        inside = [_pretty(item, deeper) for item in value]
    else:
        marks = isinstance(value, list) and all(isinstance(item, int) for item in value)  # of which there may be many
        return json.dumps(value, allow_nan=False, separators=(",", ":") if marks else None)
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    return f"{opening}\n{deeper}" + f",\n{deeper}".join(inside) + f"\n{indent}{closing}"


def _read(place: str, layer: _Layer, experiment: Experiment, index: int) -> LayerParameters:
    check()
    shape, inputs = experiment.weight_shapes[index], _inputs(experiment)[index]
    if layer.inputs is not None and layer.inputs != inputs:
        raise ValueError(f"{place}.inputs must be {_shown(inputs)}, got {_shown(layer.inputs)}")
    learns = len(experiment.learned[index])
    names = OPTIMIZERS[experiment.optimizer].slots
    remembered = layer.optimizer or {}
    if remembered and sorted(remembered) != sorted(names):
        raise ValueError(
            f"{place}.optimizer must be {_shown(names) if names else 'left out'}, got {_shown(list(remembered))}"
        )
    if remembered and learns and None in (layer.learned, *(slot.learned for slot in remembered.values())):
        raise ValueError(f"{place} must have learned, and its optimizer slots must, too, got one without")
    slots = [_parameters(f"{place}.optimizer.{name}", remembered[name], shape, learns) for name in names if remembered]
    pruned = None
    if layer.killed is not None:
        pruned = _matrix(f"{place}.killed", layer.killed, shape, np.bool_)
    values = _parameters(place, layer, shape, learns)
    updates = None
    if layer.updates is not None and remembered:
        updates = _updates(f"{place}.updates", layer.updates, shape, learns)
    return LayerParameters(*values, slots=tuple(slots), pruned=pruned, updates=updates)


def _updates(place: str, counts: _Updates | int, shape: tuple[int, int], learns: int) -> NDArray[np.int64]:
    if isinstance(counts, int):
        return np.full(sum(shape) + learns, counts)
    for name, given, expected in zip(("inputs", "columns"), (counts.inputs, counts.columns), shape, strict=True):
        if len(given) != expected:
            raise ValueError(f"{place}.{name} must be {expected} counts, got {len(given)}")
    learned = _as_many(place, counts.learned, learns, "count")
    return np.array([*counts.inputs, *counts.columns, *learned], dtype=np.int64)


def _as_many(place: str, given: float | Sequence[float] | None, learns: int, what: str) -> list[float]:
    """What stands for the learned parameters, one number or several, if it is as many as there are."""
    values = [] if given is None else list(given) if isinstance(given, Sequence) else [given]
    if len(values) != learns:
        wanted = "left out" if not learns else f"a {what}" if learns == 1 else f"{learns} {what}s"
        shown = given if not isinstance(given, Sequence) else len(given)
        raise ValueError(f"{place}.learned must be {wanted}, got {shown}")
    return values


def _parameters(place: str, numbers: _Numbers, shape: tuple[int, int], learns: int) -> Parameters:
    weights = _matrix(f"{place}.weights", numbers.weights, shape, np.float64)
    if len(numbers.biases) != shape[1]:
        raise ValueError(f"{place}.biases must be {shape[1]} numbers, got {len(numbers.biases)}")
    learned = [] if numbers.learned is None else _as_many(place, numbers.learned, learns, "number")
    return Parameters(weights, np.array(numbers.biases, dtype=np.float64), np.array(learned, dtype=np.float64))


def _matrix(
    place: str, rows: Sequence[Sequence[float]], shape: tuple[int, int], dtype: type[np.generic]
) -> NDArray[Any]:
    inputs, columns = shape
    if len(rows) != inputs:
        raise ValueError(f"{place} must be {inputs} rows, one for each input, got {len(rows)}")
    for index, row in enumerate(rows):
        if len(row) != columns:
            raise ValueError(f"{place}.{index} must be {columns} values, got {len(row)}")
    return np.array(rows, dtype=dtype).reshape(shape)


def _shown(names: Sequence[str]) -> str:
    """Names as they were given, in at most 80 characters of one line."""
    return ascii(list(names))[:80]
