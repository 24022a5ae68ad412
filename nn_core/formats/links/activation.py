"""Links of the page of activations: which functions are chosen, with their parameters, and a formula of one's own.

    functions=tanh;leaky-relu:0.2;=z*sin(a*z):0.5&family=rectifier&network=ResNet&find=relu
    functions=tanh;relu&present=1&title=Which%20one%20saturates%3F

``family``, ``network`` and ``find`` are the filter of the list that functions are chosen from.

``present=1`` opens the page as for a projector, under the ``title``.
Links were ``chosen=["tanh","leaky-relu:0.2"]`` once; they open, too. Anything without "=" is a place on the page.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field

from pydantic import ValidationError

from ...activations.aliases import MAX_NAME, known_as, why_not
from ...activations.custom import CUSTOM
from ...activations.families import FAMILIES
from ...activations.networks import NETWORKS
from ...common.checked import explain
from ...experiment.hidden import Layer
from .link import joined, pairs_of, unknown
from .presenting import NOT_PRESENTING, Presenting, read_presenting
from .text import layer_text, quoted, read_layer

MAX_FUNCTIONS = 8
MAX_FUNCTION = 300  # characters
_KEY, _OLD = "functions", "chosen"


@dataclass(frozen=True)
class Filter:
    """Which functions the list shows: a part of a name, a family's key, a network's name; "" for all."""

    find: str = ""
    family: str = ""
    network: str = ""


NO_FILTER = Filter()


@dataclass(frozen=True)
class ActivationLink:
    """What a link says: layers of one unit, each with another activation; notes say what could not be used, and why.

    Where it does not name any functions (``named``) the page keeps those that it has.
    """

    functions: tuple[Layer, ...]
    notes: tuple[str, ...] = ()
    filter: Filter = NO_FILTER
    presenting: Presenting = NOT_PRESENTING
    named: bool = field(default=True, compare=False)


def to_activation_link(
    functions: Iterable[Layer], chosen: Filter = NO_FILTER, presenting: Presenting = NOT_PRESENTING
) -> str:
    """The link that says this; how many units and what dropout the layers have does not count."""
    plain = (layer.model_copy(update={"units": 1, "dropout": 0.0}) for layer in functions)
    pairs = {_KEY: ";".join(layer_text(layer).removeprefix("1-") for layer in plain)}
    return joined(pairs | {key: value for key, value in asdict(chosen).items() if value} | presenting.pairs())


def from_activation_link(text: str) -> ActivationLink:
    """What a link says; what is unknown or can't be is left out or mended, and noted.

    Raises:
        ValueError: it is too long, or nothing like a link.
    """
    pairs = pairs_of(text)
    notes: list[str] = []
    presenting = read_presenting(pairs, notes)
    named = _KEY in pairs or _OLD in pairs
    items = _old(pairs.pop(_OLD)) if _OLD in pairs else []
    items = [item for item in pairs.pop(_KEY, "").split(";") if item] or items
    chosen_filter = _filter(pairs, notes)
    notes += unknown("This link", list(pairs))
    if len(items) > MAX_FUNCTIONS:
        notes.append(f"{_KEY}: only the first {MAX_FUNCTIONS} of {len(items)} are used.")
    chosen: dict[str, Layer] = {}
    for item in items[:MAX_FUNCTIONS]:
        layer = _read(item, notes)
        if layer:
            chosen.setdefault(layer.activation, layer)
    return ActivationLink(tuple(chosen.values()), tuple(dict.fromkeys(notes)), chosen_filter, presenting, named)


def _filter(pairs: dict[str, str], notes: list[str]) -> Filter:
    """The filter; what there is not is noted."""
    find, family, network = (pairs.pop(key, "") for key in ("find", "family", "network"))
    networks = {network.name.lower(): network.name for network in NETWORKS}
    if family and family not in FAMILIES:
        notes.append(f"family must be one of {', '.join(FAMILIES)}, got {quoted(family)}; it is ignored.")
    if network and network.lower() not in networks:
        notes.append(f"network must be one of {', '.join(networks.values())}, got {quoted(network)}; it is ignored.")
    if len(find) > MAX_NAME or not find.isprintable():
        notes.append(f"find must be at most {MAX_NAME} characters of a name, got {quoted(find)}; it is ignored.")
        find = ""
    return Filter(find, family if family in FAMILIES else "", networks.get(network.lower(), ""))


def _old(text: str) -> Sequence[str]:
    """The list of texts that there was once."""
    try:
        items = json.loads(text)
    except (ValueError, RecursionError):
        items = None
    if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
        raise ValueError(f"{_OLD} must be a list of texts, got {quoted(text)}")
    return items


def _read(item: str, notes: list[str]) -> Layer | None:
    """A function with its parameter; the parameter is mended where it must be."""
    name = item.partition(":")[0]
    if len(item) > MAX_FUNCTION or not (name.startswith("=") or known_as(name)):
        reason = why_not(name)
        notes.append(f"{_KEY}: {quoted(item)} is unknown and ignored{f': {reason}' if reason else ''}.")
        return None
    mended: list[str] = []
    layer = read_layer(f"1-{item.replace('~', '')}", mended)
    try:
        if name.startswith("=") and layer and layer.activation != CUSTOM:
            Layer(units=1, activation=CUSTOM, formula=name[1:])
    except ValidationError as error:
        notes.append(f"{_KEY}: {quoted(name)} is ignored, because {explain(error)}.")
        return None
    notes += [f"{_KEY}: {name}: {note.removeprefix('hidden: ')}" for note in mended]
    return layer
