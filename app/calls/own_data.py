"""Own data: a table of text becomes points and what there is to say about them, and points become a table."""

from base64 import b64decode
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, ValidationError

from nn_core import Experiment, explain, make_dataset
from nn_core.common.checked import StrictModel
from nn_core.formats.encodings import Decoded, decode
from nn_core.formats.tables.cells import exact
from nn_core.formats.tables.own_data import OwnData, describe, read_own_data, to_csv
from nn_core.formats.tables.scaling import Scaling
from nn_core.formats.tables.table import MAX_TEXT
from nn_core.formats.tables.undecided import UndecidedError

from ..i18n import _

MAX_FILE = 700_000  # bytes: as base64 they still fit into a request
_STRICT = ConfigDict(frozen=True, extra="forbid", strict=True)


class ReadRequest(StrictModel):
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


class WriteRequest(StrictModel):
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
        return {"error": _sentence(error)}
    return _file(request, decoded) | _read(request, decoded)


def _decoded(request: ReadRequest) -> Decoded:
    """The text that is meant; of bytes also the encoding that was taken.

    Raises:
        ValueError: there is not exactly one table, or its bytes are no text.
    """
    if (request.text is None) == (request.data is None):
        raise ValueError("text must be the table, or data the bytes of its file, got both or none")
    if request.data is None:
        return Decoded(request.text or "", "")
    try:
        file = b64decode(request.data, altchars=b"-_", validate=True)
    except ValueError:
        raise ValueError("data must be base64, got something else") from None
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
    except UndecidedError as error:
        told = {"error": f"{_sentence(error)} {_way_out(error)}", "choice": error.choice}
        return {**_described(request, decoded.text), **({"header": None} if error.choice == "header" else {}), **told}
    except ValueError as error:
        return {"error": _sentence(error), **_described(request, decoded.text)}
    guessed = decoded.encoding if request.encoding is None else ""
    found = {name: getattr(own, name) for name in ("columns", "chosen", "header", "decimal", "rows", "told")}
    return {**own.fields, **found, "notes": _notes(own, guessed)}


def _sentence(error: ValueError) -> str:
    """What is wrong, as it is read on the page: a sentence, but the name of a field stays as it is."""
    told = str(error).removesuffix(".")
    begin = told[:1] if told.partition(" ")[0] in ReadRequest.model_fields else told[:1].upper()
    return f"{begin}{told[1:]}."


def _way_out(error: UndecidedError) -> str:
    """Which choice below the table says what the table doesn't."""
    return {
        "header": _("Choose below whether there is a header row."),
        "decimal": _("Choose the decimal separator below."),
        "missing": _("Choose below to drop these rows, or fill in the table."),
        "columns": _("Choose the columns below."),
        "problem": _("Choose the problem type below."),
    }.get(error.choice, _("Choose it below."))


def _described(request: ReadRequest, text: str) -> dict[str, Any]:
    """The columns to choose others from, as far as there is a table."""
    found = describe(text, request.columns, request.header, decimal=request.decimal)
    if found is None:
        return {}
    return {"columns": found.columns, "chosen": found.chosen, "header": found.header, "rows": found.rows}


def _notes(own: OwnData, encoding: str) -> list[str]:
    """What a person should know of the way from the table to the points."""
    return [
        *_encoding(encoding),
        *_decimal(own),
        *_dropped(own.dropped),
        *map(_formula, own.scalings),
        *_labels(own),
        *_aside(own),
        *_passed_over(own),
        _order(own),
    ]


def _encoding(encoding: str) -> list[str]:
    if encoding in ("", "utf-8"):
        return []
    known = _("File encoding: {encoding}.").format(encoding=encoding)
    return [known if encoding.startswith("utf") else f"{known} {_('If letters look wrong, choose another.')}"]


def _decimal(own: OwnData) -> list[str]:
    """How numbers were read, where that is not the usual way."""
    said = []
    if "comma" in own.decimal:
        said.append(_("Numbers use a decimal comma."))
    if own.thousands:
        columns = ", ".join(_("“{name}”").format(name=name) for name in own.thousands)
        said.append(_("Thousands separators are ignored: {columns}.").format(columns=columns))
    return said


def _dropped(rows: int) -> list[str]:
    if not rows:
        return []
    said = _("1 row with a missing value is dropped.") if rows == 1 else _("{n} rows with missing values are dropped.")
    return [said.format(n=exact(rows))]


def _formula(scale: Scaling) -> str:
    """The formula with every digit: whoever does the sum gets the points that are drawn."""
    sign = "−" if scale.offset >= 0 else "+"
    moved = f"{scale.column} {sign} {exact(abs(scale.offset))}" if scale.offset else scale.column
    if scale.factor == 1:
        return f"{scale.axis} = {moved}"
    return f"{scale.axis} = {f'({moved})' if scale.offset else moved} × {exact(scale.factor)}"


def _labels(own: OwnData) -> list[str]:
    """What the labels stand for."""
    if not own.label_names:
        return []
    letters = ("−1", "+1") if own.problem == "classification" else "ABCDEF"
    pairs = (f"{letter} = {name}" for letter, name in zip(letters, own.label_names, strict=False))
    return [_("Labels: {pairs}").format(pairs=", ".join(pairs))]


def _aside(own: OwnData) -> list[str]:
    """The columns that were not looked at for data."""
    names = [_("“{name}”").format(name=name) for name in own.aside if not (own.split and name == own.split.column)]
    if not names:
        return []
    return [_("Not used, because they only number or name the rows: {names}.").format(names=", ".join(names))]


def _passed_over(own: OwnData) -> list[str]:
    """Why columns were not taken that hold dates or units."""
    return [_("Not used: {why}.").format(why=why) for why in own.passed_over]


def _order(own: OwnData) -> str:
    """Which rows train, and what became of a column that seems to say it."""
    shuffled = _("The rows are shuffled and split the same way every time, with the same share of every class.")
    if own.problem == "regression":
        shuffled = _(
            "The rows are shuffled and split the same way every time, with the same share of small and large values."
        )
    split = own.split
    if split is None:
        return shuffled
    name = _("“{name}”").format(name=split.column)
    if not split.rows:
        return (
            _("Column {name} does not decide the split: {why}.").format(name=name, why=split.why_not) + f" {shuffled}"
        )
    train, test = exact(split.train), exact(len(split.rows) - split.train)
    said = _("Column {name} says which rows train: {train} train, {test} test.")
    told = said.format(name=name, train=train, test=test)
    if not split.validation:
        return told
    return told + " " + _("{n} of the test rows are marked validation.").format(n=exact(split.validation))
