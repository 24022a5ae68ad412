"""Own data: a table of text becomes points and what there is to say about them, and points become a table."""

import binascii
from base64 import urlsafe_b64decode
from typing import Annotated, Any, Literal

from dash import Dash, Input, Output
from pydantic import ConfigDict, Field, ValidationError

from nn_core import Experiment, explain, make_dataset
from nn_core.checked import Checked
from nn_core.encodings import Decoded, decode
from nn_core.own_data import OwnData, Scaling, first_rows, guess_columns, read_own_data, to_csv
from nn_core.tables import MAX_TEXT, read_table

from .. import ids
from ..i18n import _

MAX_FILE = 700_000  # bytes: as base64 they still fit into a request
_STRICT = ConfigDict(frozen=True, extra="forbid", strict=True)


class ReadRequest(Checked):
    """A table, as text or as the bytes of a file (base64), and what a person has chosen; the rest is found out.

    Columns count from 1.
    """

    model_config = _STRICT

    text: str | None = None
    data: Annotated[str, Field(max_length=MAX_FILE * 4 // 3 + 4)] | None = None
    encoding: str | None = None
    columns: Annotated[tuple[int, int, int], Field(strict=False)] | None = None  # JSON knows lists only
    header: bool | None = None
    problem: str | None = None
    decimal: Literal["point", "comma"] | None = None
    missing: Literal["refuse", "drop"] | None = None


class WriteRequest(Checked):
    """An experiment whose points are wanted as a table."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    experiment: Experiment


def answer_own_data(data: Any) -> dict[str, Any]:
    """Read a table, or write one; what can't be read is answered with an error that names line and column."""
    try:
        if isinstance(data, dict) and "experiment" in data:
            return {"csv": to_csv(make_dataset(WriteRequest.model_validate(data).experiment))}
        request = ReadRequest.model_validate(data)
    except ValidationError as error:
        return {"error": explain(error, within="experiment")}
    try:
        decoded = _decoded(request)
    except ValueError as error:
        return {"error": str(error)}
    return _file(request, decoded) | _read(request, decoded)


def _decoded(request: ReadRequest) -> Decoded:
    """The text that is meant; of bytes also the encoding that was taken.

    Raises:
        ValueError: there is not exactly one table, or its bytes are no text.
    """
    if (request.text is None) == (request.data is None):
        raise ValueError("text: must be the table, or data the bytes of its file, got both or none")
    if request.data is None:
        return Decoded(request.text or "", "")
    try:
        file = urlsafe_b64decode(request.data.encode("ascii"))
    except (ValueError, binascii.Error):
        raise ValueError("data: must be base64") from None
    return decode(file, request.encoding)


def _file(request: ReadRequest, decoded: Decoded) -> dict[str, Any]:
    """What a file turned out to be: its text, to be shown and changed, and the encoding that was taken."""
    if request.data is None:
        return {}
    return {"encoding": decoded.encoding, "text": decoded.text if len(decoded.text) <= MAX_TEXT else ""}


def _read(request: ReadRequest, decoded: Decoded) -> dict[str, Any]:
    chosen = request.columns, request.header, request.problem
    try:
        own = read_own_data(decoded.text, *chosen, decimal=request.decimal, missing=request.missing)
    except ValueError as error:
        choice = getattr(error, "choice", None)  # of what only a person can decide
        return {"error": str(error), **({"choice": choice} if choice else {}), **_columns(request, decoded.text)}
    guessed = decoded.encoding if request.encoding is None else ""
    found = {name: getattr(own, name) for name in ("columns", "chosen", "header", "decimal", "rows")}
    return {**own.fields, **found, "notes": _notes(own, guessed)}


def _columns(request: ReadRequest, text: str) -> dict[str, Any]:
    """The columns to choose others from, as far as there is a table."""
    for header in dict.fromkeys((request.header, True)):  # one that can't be decided can be chosen with them
        try:
            table = read_table(text, header)
        except ValueError:
            continue
        guessed = [place + 1 for place in guess_columns(table)]
        return {
            "columns": table.names,
            "chosen": request.columns or guessed,
            "header": table.header if header is request.header else None,
            "rows": first_rows(table),
        }
    return {}


def _notes(own: OwnData, encoding: str) -> list[str]:
    """What a person should know of the way from the table to the points."""
    return [
        *_encoding(encoding),
        *_dropped(own.dropped),
        *map(_formula, own.scalings),
        *_labels(own),
        *_unused(own),
        _order(own),
    ]


def _encoding(encoding: str) -> list[str]:
    if encoding in ("", "utf-8"):
        return []
    known = _("The file is in the encoding {encoding}.").format(encoding=encoding)
    return [known if encoding.startswith("utf") else f"{known} {_('If letters look wrong, choose another one.')}"]


def _dropped(rows: int) -> list[str]:
    if not rows:
        return []
    said = (
        _("1 row is left out, as a value is missing in it.")
        if rows == 1
        else _("{n} rows are left out, as a value is missing in each of them.")
    )
    return [said.format(n=f"{rows:,}")]


def _formula(its: Scaling) -> str:
    """The formula with every digit: whoever does the sum gets the points that are drawn."""
    sign = "−" if its.offset >= 0 else "+"
    moved = f"{its.column} {sign} {_exact(abs(its.offset))}" if its.offset else its.column
    if its.factor == 1:
        return f"{its.axis} = {moved}"
    return f"{its.axis} = {f'({moved})' if its.offset else moved} × {_exact(its.factor)}"


def _exact(value: float) -> str:
    return repr(value).removesuffix(".0")


def _labels(own: OwnData) -> list[str]:
    """What the labels stand for."""
    if not own.label_names:
        return []
    letters = ("−1", "+1") if own.problem == "classification" else "ABCDEF"
    pairs = (f"{letter} = {name}" for letter, name in zip(letters, own.label_names, strict=False))
    return [_("Labels: {pairs}").format(pairs=", ".join(pairs))]


def _unused(own: OwnData) -> list[str]:
    """The columns that count for nothing: row numbers, names, and whatever there is besides."""
    names = [_("“{name}”").format(name=name) for place, name in enumerate(own.columns, 1) if place not in own.chosen]
    if not names:
        return []
    return [_("Not used: {names}.").format(names=", ".join(names))]


def _order(own: OwnData) -> str:
    if own.train_points is None:
        return _("The rows are shuffled, the same way each time; the first of them train, the others test.")
    said = _("The column {name} says which rows train: {train} of {all}.")
    return said.format(name="“set”", train=f"{own.train_points:,}", all=f"{len(own.points):,}")


def register(app: Dash) -> None:
    """Let the browser read and write tables."""
    app.callback(Output(ids.OWN_DATA_ANSWER, "data"), Input(ids.OWN_DATA_REQUEST, "data"), prevent_initial_call=True)(
        answer_own_data
    )
