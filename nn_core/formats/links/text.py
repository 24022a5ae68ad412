"""The small texts of which a link is made: numbers, hidden layers, own points, and what is percent-encoded.

Whatever is written here is read back to the last digit. What is read comes from strangers: nothing is evaluated, and
what is unpacked is bounded.
"""

import re
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from contextlib import suppress

from pydantic import ValidationError

from ...activations import ACTIVATIONS
from ...activations.custom import CUSTOM, PARAMETER
from ...common.checked import explain
from ...experiment.experiment import MAX_SAMPLES, Point
from ...experiment.hidden import MAX_UNITS, Layer, chosen_activation

MAX_DROPOUT = 0.9
_MAX_UNPACKED = 3 * MAX_SAMPLES * 25  # a number takes at most 24 characters, and one after it
_MAX_NUMBER = 1000  # characters
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")
_ESCAPED = re.compile("(?:%[0-9A-Fa-f]{2})+")
_UNSAFE = re.compile(r"[^A-Za-z0-9._~,;:=-]")  # mail programs and chats take these for a part of an address
_DEFAULT_ACTIVATION = "tanh"


def escaped(text: str) -> str:
    """A text as it may stand in an address."""
    return _UNSAFE.sub(lambda found: "".join(f"%{byte:02X}" for byte in found.group().encode()), text)


def unescaped(text: str) -> str:
    """The text that was escaped; a percent sign that escapes nothing is itself."""
    return _ESCAPED.sub(lambda found: bytes.fromhex(found.group().replace("%", "")).decode(errors="replace"), text)


def quoted(text: str) -> str:
    """A text as it was given, in at most 40 characters and one line."""
    return repr(text if len(text) <= 40 else text[:39] + "…")


def written(value: float) -> str:
    """A number in as few characters as bring it back to the last digit."""
    return str(value).removesuffix(".0")


def number(text: str) -> float | None:
    """The number that a text is, or None; one with too many digits is infinite."""
    return float(text) if len(text) <= _MAX_NUMBER and _NUMBER.fullmatch(text) else None


def nearest(name: str, text: str, low: float, high: float, notes: list[str], *, whole: bool = False) -> float | None:
    """The number of a text, or the allowed one that is closest to it; None where there is no number. Notes say why."""
    value = number(text)
    if value is None:
        notes.append(f"{name} must be a number, got {quoted(text)}; it is ignored.")
        return None
    taken = min(max(value, low), high)
    if whole:
        taken = round(taken)
    if taken != value:
        allowed = f"{'a whole number from ' if whole else ''}{written(low)} to {written(high)}"
        notes.append(f"{name} must be {allowed}, got {quoted(text)}; {written(taken)} is used instead.")
    return taken


def layer_text(layer: Layer) -> str:
    """A hidden layer as ``units-activation:parameter~dropout``; none of these signs can be in a formula."""
    name = layer.activation if layer.formula is None else f"={layer.formula}"
    parameter = "" if layer.parameter is None else f":{written(layer.parameter)}"
    dropout = f"~{written(layer.dropout)}" if layer.dropout else ""
    return f"{layer.units}-{name}{parameter}{dropout}"


def read_layer(text: str, notes: list[str]) -> Layer | None:
    """The layer that a text says, mended where it must be; None where it says no number of units."""
    rest, _, dropout = text.partition("~")
    units, _, name = rest.partition("-")
    name, _, parameter = name.partition(":")
    kind = chosen_activation(name or _DEFAULT_ACTIVATION)
    said = {"units": units, "parameter": parameter, "dropout": dropout}
    numbers = {key: number(part) for key, part in said.items() if part}
    with suppress(ValidationError):  # what is wrong is told below
        if None not in numbers.values():
            return Layer.model_validate(kind | numbers)
    return _mended(units, kind, parameter, dropout, notes)


def _with_its_own(count: float, kind: dict[str, str], parameter: str) -> Layer | None:
    """The layer of a formula that is a function of z with the parameter beside it, whatever the default does."""
    value = number(parameter)
    if kind["activation"] != CUSTOM or value is None:
        return None
    taken = min(max(value, PARAMETER.minimum), PARAMETER.maximum)
    with suppress(ValidationError):  # what is wrong is told elsewhere
        return Layer.model_validate({"units": count, **kind, "parameter": taken})
    return None


def _mended(units: str, kind: dict[str, str], parameter: str, dropout: str, notes: list[str]) -> Layer | None:
    count = nearest("hidden: units", units, 1, MAX_UNITS, notes, whole=True)
    if count is None:
        return None
    try:
        layer = _with_its_own(count, kind, parameter) or Layer.model_validate({"units": count, **kind})
    except ValidationError as error:
        notes.append(f"hidden: {_DEFAULT_ACTIVATION} is used instead, because {explain(error)}.")
        layer, parameter = Layer(units=int(count), activation=_DEFAULT_ACTIVATION), ""
    bounds, value = layer.function.parameter, None
    if parameter and bounds is None:
        notes.append(f"hidden: {layer.activation} has no parameter; {quoted(parameter)} is ignored.")
    elif parameter and bounds is not None:
        pieces = layer.activation != CUSTOM and ACTIVATIONS[layer.activation].pieces(None) > 1
        value = nearest("hidden: parameter", parameter, bounds.minimum, bounds.maximum, notes, whole=pieces)
    share = nearest("hidden: dropout", dropout, 0.0, MAX_DROPOUT, notes) if dropout else None
    mended = {"units": count, **layer.model_dump(include={"activation", "formula"}), "dropout": share or 0.0}
    try:
        return Layer.model_validate({**mended, "parameter": layer.parameter if value is None else value})
    except ValidationError as error:  # a formula that is not a number with this parameter
        notes.append(f"hidden: the default parameter is used instead, because {explain(error)}.")
        return Layer.model_validate({**mended, "parameter": layer.parameter})


def points_text(points: Iterable[Point]) -> str:
    """Own data, packed."""
    table = "\n".join(" ".join(map(written, point)) for point in points)
    return urlsafe_b64encode(zlib.compress(table.encode("ascii"), 9)).decode("ascii").rstrip("=")


def read_points(text: str) -> list[list[float]]:
    """Packed custom data.

    Raises:
        ValueError: this is none, or too much.
    """
    try:
        packed = urlsafe_b64decode(text + "=" * (-len(text) % 4))
        unpacking = zlib.decompressobj()
        table = unpacking.decompress(packed, _MAX_UNPACKED).decode("ascii")
    except (ValueError, zlib.error):
        raise ValueError("points must be a packed table of numbers, got something else") from None
    if not unpacking.eof or table.count("\n") >= MAX_SAMPLES:
        raise ValueError(f"points must be complete and at most {MAX_SAMPLES:,}, got more, or a part of them")
    rows = [list(map(number, line.split(" "))) for line in table.split("\n")]
    points = [[item for item in row if item is not None] for row in rows if len(row) == 3]
    if sum(map(len, points)) != 3 * len(rows):
        raise ValueError(f"points must be rows of x, y and label, at most {MAX_SAMPLES:,}, got something else")
    return points
