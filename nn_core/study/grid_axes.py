"""The axes of a grid: a field and the values that it has, as a person types them and as links have them.

An axis is what the lanes of a race can differ in (``race_rules``), but for the seed, or one of some more fields that a
link has. In a link it is ``field:value;value``:

    activation:tanh;relu;leaky-relu:0.1;=max(0, z)    hidden:3,3;8;8,8    output:sigmoid cross-entropy;linear hinge

What a person types is read more kindly: names as they are shown, ";" or "|" or a new line between values, and a comma
where no value can have one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ..activations import ACTIVATIONS
from ..datasets import DATASETS
from ..features import FEATURES
from ..formats.links.text import number, quoted, written
from ..initializers import INITIALIZERS
from ..losses import LOSSES, OUTPUT_LAYERS
from ..optimizers import OPTIMIZERS
from ..regularizers import REGULARIZERS
from ..schedules import SCHEDULES
from .race_rules import DIFFERS, MAX_LANES, Fields

MAX_VALUES, FEWEST_VALUES = MAX_LANES, 2  # of an axis: each row and each column can be a race
MAX_AXIS = 4000  # characters


def _value(name: str, text: str) -> float:
    value = number(text)
    if value is None:
        raise ValueError(f"{name} must be a number, got {quoted(text)}")
    return value


def _numeric(name: str) -> Callable[[Fields, str], Fields]:
    return lambda _, text: {name: _value(name, text)}


def _output(base: Fields, text: str) -> Fields:
    """The activation of the output and its loss; of the activation alone, the first loss that it has."""
    layers = [layer for layer in OUTPUT_LAYERS.values() if layer.problem == base["problem"]]
    for layer in layers:
        if text in (f"{layer.activation} {layer.loss}", layer.activation):
            return {"output": layer.activation, "loss": layer.loss}
    allowed = ", ".join(f"{layer.activation} {layer.loss}" for layer in layers)
    raise ValueError(f"output must be one of {allowed}, got {quoted(text)}")


# What an axis can be, in the order in which it is applied: the data first, and an activation to the layers there are.
AXES: Mapping[str, Callable[[Fields, str], Fields]] = {
    "dataset": DIFFERS["dataset"],
    "samples": _numeric("samples"),
    **{key: DIFFERS[key] for key in ("train_percent", "hidden", "activation")},
    "output": _output,
    **{key: DIFFERS[key] for key in ("learning_rate", "optimizer", "batch_size", "initializer")},
    **{key: DIFFERS[key] for key in ("regularization", "features", "noise")},
    "regularization_rate": _numeric("regularization_rate"),
    "schedule": lambda _, text: {"schedule": text},
    "clip_norm": _numeric("clip_norm"),
    "initial_bias": _numeric("initial_bias"),
}
_REGISTRIES: Mapping[str, Mapping[str, Any]] = {
    "activation": ACTIVATIONS,
    "dataset": DATASETS,
    "initializer": INITIALIZERS,
    "optimizer": OPTIMIZERS,
    "regularization": REGULARIZERS,
    "schedule": SCHEDULES,
    "features": FEATURES,
}
_COMMAS = ("hidden", "features")  # whose values have commas themselves


@dataclass(frozen=True)
class Axis:
    """A field, and the values that it has one after another."""

    field: str
    values: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.field}:{';'.join(self.values)}"

    @property
    def lanes(self) -> tuple[str, tuple[str, ...]]:
        """What the lanes of a race differ in that has these values, and the lanes."""
        if self.field in DIFFERS:
            return self.field, self.values
        if self.field == "output":
            pairs = (text.partition(" ") for text in self.values)
            return "activation", tuple(f"output={output},loss={loss}" for output, _, loss in pairs)
        return "activation", tuple(f"{self.field}={value}" for value in self.values)


def read_axis(name: str, text: str) -> Axis:
    """The axis of a field with the values that a text lists.

    Raises:
        ValueError: there is no such axis, or too few values, or too many.
    """
    if name not in AXES:
        raise ValueError(f"an axis must be one of {', '.join(AXES)}, got {quoted(name)}")
    if len(text) > MAX_AXIS:
        raise ValueError(f"{name} must have at most {MAX_AXIS:,} characters, got {len(text):,}")
    items = (_usual(name, item) for item in _items(text, commas=name not in _COMMAS))
    values = tuple(dict.fromkeys(item for item in items if item))
    if not FEWEST_VALUES <= len(values) <= MAX_VALUES:
        raise ValueError(f"{name} must have {FEWEST_VALUES} to {MAX_VALUES} different values, got {len(values)}")
    return Axis(name, values)


def axis_of(text: str) -> Axis:
    """The axis of a link, ``field:value;value``.

    Raises:
        ValueError: there is none.
    """
    name, sign, values = text.partition(":")
    if not sign:
        raise ValueError(f"an axis must be FIELD:VALUE;VALUE, got {quoted(text)}")
    return read_axis(name.strip(), values)


def _items(text: str, *, commas: bool) -> list[str]:
    """The values in a text; what is in parentheses belongs to a formula."""
    ends = ";|\n" if any(sign in text for sign in ";|\n") or not commas else ","
    items, depth = [""], 0
    for character in text:
        depth += (character == "(") - (character == ")")
        if character in ends and (depth <= 0 or character != ","):
            items.append("")
        else:
            items[-1] += character
    return items


def _usual(name: str, text: str) -> str:
    """A value as links have it: a key for a name, and a number in as few digits as there can be."""
    text = text.strip()
    if text.startswith("="):
        return text
    if name in _REGISTRIES:
        parts = [part.strip() for part in text.split("," if name == "features" else ":")]
        key = {each.casefold(): key for key, entry in _REGISTRIES[name].items() for each in (entry_name(entry), key)}
        named = [key.get(part.casefold(), part) for part in parts]
        return ",".join(filter(None, named)) if name == "features" else ":".join([*named[:1], *parts[1:]])
    if name == "output":
        return _usual_output(text)
    numbers = [number(part.strip()) for part in text.split(",")] if name == "hidden" else [number(text)]
    return text if None in numbers else ",".join(written(value) for value in numbers if value is not None)


def entry_name(entry: Any) -> str:
    """What people call an entry of a registry."""
    return str(getattr(entry, "name", None) or entry.label)


def _usual_output(text: str) -> str:
    """Keys for the names of an output layer's activation and loss, with whatever is between them."""
    said = " ".join(text.replace(",", " ").replace("+", " ").split()).casefold()
    for layer in OUTPUT_LAYERS.values():
        activation = (layer.activation, ACTIVATIONS[layer.activation].name) if layer.activation in ACTIVATIONS else ()
        loss = (layer.loss, LOSSES[layer.loss].name)
        if said in {f"{a} {b}".casefold() for a in (*activation, layer.activation) for b in loss}:
            return f"{layer.activation} {layer.loss}"
    return said
