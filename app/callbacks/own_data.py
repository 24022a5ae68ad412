"""Own data: a table of text becomes points and what there is to say about them, and points become a table."""

from typing import Annotated, Any

from dash import Dash, Input, Output
from pydantic import ConfigDict, Field, ValidationError

from nn_core import Experiment, explain, make_dataset
from nn_core.checked import Checked
from nn_core.own_data import OwnData, Scaling, first_rows, guess_columns, read_own_data, to_csv
from nn_core.tables import read_table

from .. import ids
from ..i18n import _

_STRICT = ConfigDict(frozen=True, extra="forbid", strict=True)


class ReadRequest(Checked):
    """A table, and what a person has chosen; the rest is found out. Columns count from 1."""

    model_config = _STRICT

    text: str
    columns: Annotated[tuple[int, int, int], Field(strict=False)] | None = None  # JSON knows lists only
    header: bool | None = None
    problem: str | None = None


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
        own = read_own_data(request.text, request.columns, request.header, request.problem)
    except ValueError as error:
        return {"error": str(error), **_columns(request)}
    found = {"columns": own.columns, "chosen": own.chosen, "header": own.header, "rows": own.rows, "told": own.told}
    return {**own.fields, **found, "notes": [*map(_formula, own.scalings), *_names(own), _order(own)]}


def _columns(request: ReadRequest) -> dict[str, Any]:
    """The columns to choose others from, as far as there is a table."""
    try:
        table = read_table(request.text, request.header)
    except ValueError:
        return {}
    guessed = [place + 1 for place in guess_columns(table)]
    return {
        "columns": table.names,
        "chosen": request.columns or guessed,
        "header": table.header,
        "rows": first_rows(table),
    }


def _formula(its: Scaling) -> str:
    sign = "−" if its.offset >= 0 else "+"
    moved = f"{its.column} {sign} {abs(its.offset):g}" if its.offset else its.column
    if its.factor == 1:
        return f"{its.axis} = {moved}"
    return f"{its.axis} = {f'({moved})' if its.offset else moved} × {its.factor:g}"


def _names(own: OwnData) -> list[str]:
    """What the labels stand for."""
    if not own.label_names:
        return []
    letters = ("−1", "+1") if own.problem == "classification" else "ABCDEF"
    pairs = (f"{letter} = {name}" for letter, name in zip(letters, own.label_names, strict=False))
    return [_("Labels: {pairs}").format(pairs=", ".join(pairs))]


def _order(own: OwnData) -> str:
    if own.told:
        share = own.train_percent or 100 * own.train_points / len(own.points)
        return _("The column {name} says which rows train: {share} %.").format(name="“set”", share=f"{share:.4g}")
    if own.problem == "regression":
        return _("The rows are shuffled and split, the same way each time: small and large values at the same share.")
    return _("The rows are shuffled and split, the same way each time: every class at the same share.")


def register(app: Dash) -> None:
    """Let the browser read and write tables."""
    app.callback(Output(ids.OWN_DATA_ANSWER, "data"), Input(ids.OWN_DATA_REQUEST, "data"), prevent_initial_call=True)(
        answer_own_data
    )
