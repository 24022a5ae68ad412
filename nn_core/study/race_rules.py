"""The rules of a race on the page: what all lanes share, in what they differ, with what they start, where they finish.

A lane is a text: its value of the field in which the lanes differ, and then what else is different in it, as in

    relu    leaky-relu:0.1    =max(0, z)    8,8    relu,learning_rate=0.1,hidden=8,8    learning_rate=0.3

where a lane without a value has what all share. The other fields are those of links (``links.py``), with layers
separated by commas, too. As signs and names of formulas are no fields, a lane can be taken apart in one way only.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from ..activations.aliases import canonical
from ..activations.custom import usual
from ..common.checked import explain
from ..datasets import DATASETS
from ..experiment.experiment import MAX_LAYERS, PROBLEM_FIELDS, Experiment
from ..experiment.hidden import Layer, chosen_activation
from ..experiment.splits import split_fields
from ..formats.links.link import FIELDS, Reading, field_text
from ..formats.links.text import layer_text, number, quoted
from ..initializers import MATCHED
from .race import Lane

MAX_LANES, FEWEST = 12, 2
REGULARIZATION_RATE = 0.003  # of the lanes that differ in the regularization
MAX_LANE, MAX_OTHERS = 1000, 8  # characters, and fields beside its value
STARTS = ("uniform", "matched")
DEFAULT_EXPERIMENT = Experiment(hidden=(Layer(units=3), Layer(units=3)))
CLASSICS = ("sigmoid", "tanh", "relu")

Fields = dict[str, Any]
_FOLLOW = ("problem", "output", "loss", "samples", "classes")  # from the dataset


def _number(text: str) -> float:
    value = number(text)
    if value is None:
        raise ValueError(f"{text} must be a number")
    return value


def _activation(base: Fields, value: str) -> Fields:
    kind = chosen_activation(value)
    return {"hidden": [{"units": layer["units"], "dropout": layer["dropout"], **kind} for layer in base["hidden"]]}


def _units(base: Fields, value: str) -> Fields:
    """Layers of so many units, else as the first one that all share, without its dropout."""
    first = base["hidden"][0] | {"dropout": 0.0} if base["hidden"] else {}
    return {"hidden": [first | {"units": _number(units)} for units in value.split(",", MAX_LAYERS)]}


def _dataset(base: Fields, value: str) -> Fields:
    """The output layer and the number of samples are those of the problem, what custom data had is gone."""
    for name in PROBLEM_FIELDS:
        base.pop(name, None)
    return {"dataset": value, "problem": DATASETS[value].problem}


def _share(base: Fields, value: str) -> Fields:
    fields = {"train_percent": _number(value)}
    if base["points"] is None:
        return fields
    whole = Experiment(**base)
    fields |= split_fields({**dict(whole), **fields}, whole.train_samples)
    return fields | {"batch_size": min(whole.batch_size, fields["train_points"])}


# What lanes can differ in: the fields of a lane with a value.
DIFFERS: Mapping[str, Callable[[Fields, str], Fields]] = {
    "activation": _activation,
    "learning_rate": lambda _, value: {"learning_rate": _number(value)},
    "hidden": _units,
    "initializer": lambda _, value: {"initializer": value},
    "batch_size": lambda _, value: {"batch_size": _number(value)},
    "regularization": lambda _, value: {
        "regularization": value, "regularization_rate": 0.0 if value == "none" else REGULARIZATION_RATE,
    },
    "optimizer": lambda _, value: {"optimizer": value},
    "features": lambda _, value: {"features": [key for key in value.split(",") if key]},
    "dataset": _dataset,
    "noise": lambda _, value: {"noise": _number(value)},
    "train_percent": _share,
    "seed": lambda _, value: {"seed": _number(value)},
}  # fmt: skip


@dataclass(frozen=True)
class Rules:
    """A race. ``metric`` and ``target`` are the finish; ``matched`` lanes start with weights that suit them."""

    base: Experiment = DEFAULT_EXPERIMENT
    differs: str = "activation"
    lanes: tuple[str, ...] = CLASSICS
    start: str = "uniform"
    metric: str = "test_loss"
    target: float = 0.01

    @property
    def shared(self) -> Experiment:
        """What a lane has that differs in nothing."""
        return self.base.model_copy(update={"initializer": MATCHED}) if self.start == "matched" else self.base

    @property
    def competitors(self) -> tuple[Lane, ...]:
        """The lanes with their experiments."""
        return tuple(Lane(text, lane(self, text, []).experiment) for text in self.lanes)


@dataclass(frozen=True)
class Competitor:
    """A lane: its text in the usual form, its value ("" for what all share), its experiment, and its other fields.

    ``said`` are the fields that it has beside its value, as texts, and ``others`` names these and all that follow from
    them.
    """

    text: str
    value: str
    experiment: Experiment
    said: Mapping[str, str]
    others: tuple[str, ...]


def lane(rules: Rules, text: str, notes: list[str]) -> Competitor:
    """The lane that a text says; other fields that can't be are left out, and noted.

    Raises:
        ValueError: its value is not allowed.
    """
    if len(text) > MAX_LANE:
        raise ValueError(f"lanes must have at most {MAX_LANE} characters each, got {quoted(text)}")
    value, *others = _parts(text)
    value = _usual(value, rules.differs)
    if not value and not others:
        raise ValueError(f"lanes: {quoted(text)} is left out: a lane must have a value or a field of its own")
    if len(others) > MAX_OTHERS:
        raise ValueError(f"lanes: {quoted(text)} is left out: a lane must have at most {MAX_OTHERS} fields of its own")
    shared = rules.shared.model_dump()
    try:
        fields = DIFFERS[rules.differs](shared, value) if value else {}
        before = Experiment(**shared | fields)
    except ValidationError as error:
        raise ValueError(f"lanes: {quoted(value)} is left out: {explain(error)}") from None
    except (ValueError, LookupError):
        raise ValueError(
            f"lanes: {quoted(value)} is left out, as it does not say what differs ({rules.differs})"
        ) from None
    if not others:
        return Competitor(value, value, before, {}, ())
    pairs = {key: text for key, _, text in (other.partition("=") for other in others)}
    if "hidden" in pairs:
        pairs["hidden"] = _layers(pairs["hidden"], before)
    if pairs.get("dataset") in DATASETS and DATASETS[pairs["dataset"]].problem != before.problem:
        fields = before.model_dump()
        before = Experiment(**fields | _dataset(fields, pairs["dataset"]))
    names = [name for name in FIELDS if name in pairs]
    after = Reading(pairs, notes, _chosen(before, pairs)).experiment()
    said = {name: _written(name, after, before) for name in names}
    texts = [value] * bool(value) + [f"{name}={text}" for name, text in said.items()]
    follow = [name for name in _FOLLOW if "dataset" in said and name not in said]
    return Competitor(",".join(texts), value, after, said, (*names, *follow))


def _usual(value: str, differs: str) -> str:
    """A value in its usual form: a formula, or a function by the name that it has here."""
    if value.startswith("="):
        return f"={usual(value[1:])}"
    return canonical(value) if differs == "activation" else value


def _chosen(before: Experiment, pairs: Mapping[str, str]) -> Fields:
    """What a lane's other fields are read onto; of a whole output layer either part might not fit the one before."""
    chosen = before.model_dump()
    layer = {name: pairs[name] for name in ("output", "loss") if name in pairs}
    rest = {name: value for name, value in chosen.items() if name not in ("output", "loss")}
    with suppress(ValidationError):
        Experiment(**rest | layer)
        return rest if layer else chosen
    return chosen


def _parts(text: str) -> list[str]:
    """The value of a lane, and its other fields as key=value."""
    parts = [""]
    for piece in text.split(","):
        key, sign, _ = piece.partition("=")
        if sign and key in FIELDS:
            parts.append(piece)
        elif len(parts) == 1 and not parts[0]:
            parts[0] = piece
        else:
            parts[-1] += f",{piece}"
    return parts


def own_first(base: Experiment) -> list[str]:
    """The lanes in which what all share comes first, and then the usual activations."""
    kinds = {_default_activation(Experiment(hidden=(layer,))) for layer in base.hidden}
    own = kinds.pop() if len(kinds) == 1 else f"hidden={','.join(map(layer_text, base.hidden))}"
    if not base.hidden:
        return [*CLASSICS]
    return [own, *(key for key in CLASSICS if key != own)]


def _layers(text: str, base: Experiment) -> str:
    """Layers as links have them; commas in parentheses belong to a formula. Bare units have the lane's activation."""
    layers, depth = [""], 0
    for character in text:
        depth += (character == "(") - (character == ")")
        if character == "," and depth <= 0:
            layers.append("")
        else:
            layers[-1] += character
    if text == "":
        return ""
    like = _default_activation(base)
    return ";".join(item if "-" in item else f"{item}-{like}" for item in layers)


def _default_activation(base: Experiment) -> str:
    """What the layers of a lane are as a rule, as in a link."""
    return layer_text(base.hidden[0].model_copy(update={"dropout": 0.0})).partition("-")[2] if base.hidden else "tanh"


def _written(name: str, after: Experiment, before: Experiment) -> str:
    text = field_text(name, getattr(after, name))
    if name != "hidden":
        return text
    default = _default_activation(before)
    items = [(layer, layer_text(layer)) for layer in after.hidden]
    return ",".join(str(layer.units) if item == f"{layer.units}-{default}" else item for layer, item in items)
