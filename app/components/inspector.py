"""Below the layers: one unit, weight or bias looked at closely, a table of all of them, and the network as a file."""

from dash import html

from nn_core.common.written import exact
from nn_core.formats.files import MAX_CHARACTERS

from .. import ids
from ..bridge.markup import Input
from ..i18n import _
from .fields import button, number

MAX_WEIGHT = 1_000_000  # what may be typed, here and in the card beside the drawing; training may go beyond


def inspector() -> html.Div:
    """What is selected, and how to select something."""
    return html.Div(
        id=ids.INSPECTOR,
        className="inspector",
        children=[
            html.H2(id=ids.INSPECTOR_NAME, tabIndex=-1),
            html.P(
                _(
                    "Nothing is selected. Click a line, a square or a unit in the drawing, or a number in the "
                    "table of all weights and biases."
                ),
                className="inspector-none small",
            ),
            _parameter(),
            _unit(),
        ],
    )


def weights() -> html.Div:
    """The table of all weights and biases; the scripts fill it while it is in sight."""
    return html.Div(
        [
            html.P(
                _("Select a number, or a unit by its name: click it, or use the arrow keys and Enter."),
                className="small",
            ),
            html.Div(id=ids.WEIGHTS_TABLES),
        ],
        id=ids.WEIGHTS,
        className="weights",
    )


def _parameter() -> html.Div:
    """A selected weight or bias: its value, what would change it, and its past."""
    rows = [(ids.INSPECTOR_GRADIENT, "inspector-slope"), (ids.INSPECTOR_UPDATE, "inspector-step")]
    facts = [
        html.Div([html.Dt(className="small"), html.Dd(id=id_)], className=f"inspector-fact {kind}")
        for id_, kind in rows
    ]
    return html.Div(
        className="inspector-parameter",
        hidden=True,
        children=[
            html.Div(
                [
                    html.Label(
                        [
                            html.Span(_("Value"), className="label"),
                            number(ids.INSPECTOR_VALUE, min=-MAX_WEIGHT, max=MAX_WEIGHT, step=0.1),
                        ],
                        className="inspector-edit",
                    ),
                    html.Div(id=ids.INSPECTOR_ERROR, className="field-error", role="alert"),
                    html.Dl(facts),
                ]
            ),
            html.Div(
                [
                    html.Div(_("Its value over the epochs"), className="label"),
                    html.Canvas(id=ids.INSPECTOR_HISTORY, role="img", **{"aria-label": _("Its value over the epochs")}),
                ],
                className="inspector-past",
            ),
        ],
    )


def _unit() -> html.Div:
    """A selected unit: what it computes, in formulas and as a table."""
    heads = [_("Input"), _("weight"), _("gradient")]
    return html.Div(
        className="inspector-unit",
        hidden=True,
        children=[
            html.Div(
                [html.P(id=ids.INSPECTOR_FORMULA), html.P(id=ids.INSPECTOR_ACTIVATION)], className="inspector-formulas"
            ),
            html.Div(
                html.Table(
                    [
                        html.Thead(html.Tr([html.Th(head, scope="col") for head in heads])),
                        html.Tbody(id=ids.INSPECTOR_ROWS),
                    ]
                ),
                className="inspector-inputs",
            ),
        ],
    )


def files() -> html.Div:
    """The network as a file: downloaded, chosen or dropped."""
    return html.Div(
        className="network-files",
        children=[
            button(_("Download network (JSON)"), id=ids.SAVE_NETWORK),
            button(_("Load network …"), id=ids.LOAD_NETWORK),
            html.Span(_("or drop its file here"), className="small"),
            Input(id=ids.NETWORK_FILE, type="file", accept=".json,application/json", hidden=True),
        ],
    )


def inspector_texts() -> dict[str, str]:
    """Texts by the names that the scripts know them by."""
    return {
        "bias": _("bias"),
        "biasRow": _("Bias"),
        "learnedRow": _("{symbol} of f"),
        "learnedByLayer": _("{symbol} of f (of the layer)"),
        "learnedByUnit": _("{symbol} of f"),
        "unitShort": _("Unit {unit}"),
        "outputOnly": _("Output"),
        "outputShort": _("Output {unit}"),
        "pieceShort": _("Unit {unit}, piece {piece}"),
        "sumShort": _("Unit {unit}, {sum}"),
        "layerTable": _("Layer {n}"),
        "outputTable": _("Output layer"),
        "slopeOf": _("dE/d{letter}: how the training loss changes with it"),
        "stepOf": _("−η·dE/d{letter}: a step of SGD on all training data"),
        "history": _("From epoch {first} to {last} it went from {from} to {to}"),
        "notAllowed": _("Enter a number between {least} and {most}.").format(
            least=exact(-MAX_WEIGHT, "−"), most=exact(MAX_WEIGHT)
        ),
        "fileTooLarge": _("This file is too large to be a network."),
        "fileFailed": _("The server is not responding. Try again in a moment."),
    }


def inspector_setup() -> dict[str, int]:
    """The limits of what can be typed and loaded."""
    return {"maxWeight": MAX_WEIGHT, "maxFile": MAX_CHARACTERS}
