"""The help of all pages: what is on the screen, for a newcomer, and the keyboard shortcuts."""

from dash import html

from .. import ids
from ..bridge.markup import Input
from ..i18n import _
from .dialogs import dialog_head


def help_dialog() -> html.Dialog:
    """Closed until somebody asks; ``assets/src/shell/help.js`` opens it, and knows the same keys."""
    return html.Dialog(
        id=ids.HELP_DIALOG,
        className="dialog help",
        **{"aria-labelledby": "help-title"},
        children=[
            dialog_head(_("Help"), "help-title"),
            html.H3(_("What is on the screen")),
            html.Dl(
                [part for name, text in _words() for part in (html.Dt(name), html.Dd(text))], className="help-words"
            ),
            html.H3(_("Keys")),
            html.Table(
                html.Tbody(
                    [html.Tr([html.Th(_keys(keys), scope="row"), html.Td(text)]) for keys, text in _shortcuts()]
                ),
                className="help-keys",
            ),
            html.Label(
                [Input(id=ids.SHORTCUTS, type="checkbox"), _("Single keys do something")], className="shortcut-switch"
            ),
        ],
    )


def _keys(keys: tuple[str, ...]) -> list[object]:
    return [part for key in keys for part in (html.Kbd(key), " ")]


def _shortcuts() -> list[tuple[tuple[str, ...], str]]:
    control = _("Ctrl")
    return [
        ((_("Space"),), _("Play or pause")),
        (("→",), _("Step: one epoch")),
        (("R",), _("Reset")),
        ((control, "Z"), _("Undo (Playground)")),
        ((control, _("Shift"), "Z"), _("Redo (Playground)")),
        (("T",), _("Show or hide the test data (Playground)")),
        (("D",), _("Discretize the output, or not (Playground)")),
        (("←", "↑", "→", "↓"), _("In the drawing of the network: from unit to unit")),
        ((_("Enter"), "B", "W"), _("In the drawing: select the unit, its bias, one weight after the other")),
        (("?",), _("This help")),
        ((_("Esc"),), _("Close what is open")),
    ]


def _words() -> list[tuple[str, str]]:
    return [
        (
            _("Map"),
            _(
                "The plane of the data. Its colour is the output of the network at that place: blue where it is "
                "positive, orange where it is negative, pale near the decision boundary."
            ),
        ),
        (
            _("Points"),
            _(
                "The data. Their colour is the right answer. The network learns from the training data only; "
                "the test data, with a dark rim, show whether it has understood or only learned by heart."
            ),
        ),
        (
            _("Features"),
            _("What the network gets to see of a point: its coordinates X₁ and X₂, their squares, their sine …"),
        ),
        (
            _("Unit and its picture"),
            _(
                "A unit adds up its weighted inputs and its bias, and passes the sum through its activation function. "
                "The picture shows the result for every point of the plane. Point at it to see it large."
            ),
        ),
        (
            _("Lines"),
            _(
                "Weights: how much a unit listens to another one. The thicker, the stronger; orange turns the sign "
                "around. Point at a line to see the number, press it to change it."
            ),
        ),
        (
            _("Small squares"),
            _("Biases: what a unit adds to the weighted sum, whatever its inputs. They can be changed, too."),
        ),
        (
            _("Loss"),
            _(
                "How wrong the network is on average: 0 is perfect. If the test loss rises while the training loss "
                "falls, the network learns by heart (overfitting)."
            ),
        ),
        (_("Epoch"), _("All training data have been used once, one mini-batch after the other.")),
        (
            _("Regenerate, New weights, Reset"),
            _(
                "Regenerate draws other data and keeps the network. New weights begins anew with other initial "
                "weights. Reset begins anew with the same ones. All of them can be undone."
            ),
        ),
    ]
