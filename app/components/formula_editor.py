"""The editor for a custom activation: its formula, its curve while it is typed, its parameter, what is wrong where."""

from dash import html

from nn_core.expressions.ending import LEARNED
from nn_core.expressions.parser import MAX_CHARACTERS

from .. import ids
from ..i18n import _
from .fields import button, slider, text


def formula_editor() -> html.Dialog:
    """Opened by the scripts at the select in which a custom activation was chosen; Enter takes it, Esc does not."""
    return html.Dialog(
        id=ids.FORMULA_DIALOG,
        className="surface formula-editor",
        **{"aria-labelledby": "formula-title"},
        children=[
            html.H2(_("Custom activation"), id="formula-title"),
            html.Label(
                [html.Span(_("f(z) ="), className="label"), text(ids.FORMULA_FIELD, maxLength=MAX_CHARACTERS)],
                className="formula-row",
            ),
            html.Div(
                [
                    html.Pre(className="formula-caret", hidden=True, **{"aria-hidden": "true"}),
                    html.Div(id=ids.FORMULA_ERROR, className="field-error", role="alert"),
                ],
                className="formula-wrong",
            ),
            html.Canvas(id=ids.FORMULA_FIGURE, role="img", **{"aria-label": _("f and its derivative f′")}),
            html.Div(
                [
                    html.Span([html.Span(className="key key-f"), _("f(z)")]),
                    html.Span([html.Span(className="key key-slope"), _("f′(z)")]),
                ],
                className="keys small",
            ),
            html.Div(
                [
                    slider(ids.FORMULA_PARAMETER, _("Parameter a")),
                    html.P(
                        _("End the formula with “{words}” and training changes a, from here on.").format(
                            words=LEARNED.strip()
                        ),
                        className="small",
                    ),
                ],
                className="formula-parameter",
            ),
            html.Div(
                [button(_("Cancel"), id=ids.FORMULA_CANCEL), button(_("Use this activation"), id=ids.FORMULA_USE)],
                className="formula-buttons",
            ),
        ],
    )
