"""The help of all pages: what is on the screen, for a newcomer, and the keyboard shortcuts."""

from dash import html

from nn_core import default_engine

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
                [Input(id=ids.SHORTCUTS, type="checkbox"), _("Enable single-key shortcuts")],
                className="shortcut-switch",
            ),
            html.H3(_("About")),
            html.P(_engine()),
        ],
    )


def _engine() -> str:
    """What trains the networks."""
    if default_engine() == "compiled":
        return _("Networks are trained on the server, in NumPy compiled by Numba.")
    return _("Networks are trained on the server, in NumPy. Numba is not installed; with it, training is faster.")


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
        (("D",), _("Show only the predicted class, or the output (Playground)")),
        (("←", "↑", "→", "↓"), _("In the network drawing: move from unit to unit")),
        ((_("Enter"), "B", "W"), _("In the network drawing: select the unit, its bias, its weights one by one")),
        (("?",), _("This help")),
        ((_("Esc"),), _("Close dialog")),
    ]


def _words() -> list[tuple[str, str]]:
    return [
        (
            _("Map"),
            _(
                "The plane of the data. Its color is the network's output at that place: blue where it is "
                "positive, orange where it is negative, pale near the decision boundary."
            ),
        ),
        (
            _("Points"),
            _(
                "The data. A point's color is its correct answer. The network learns from the training data "
                "only; the test data, with a dark rim, shows whether it generalizes or just memorizes."
            ),
        ),
        (
            _("Features"),
            _("What the network sees of a point: its coordinates X₁ and X₂, their squares, their sines …"),
        ),
        (
            _("Unit and its picture"),
            _(
                "A unit (neuron) adds up its weighted inputs and its bias and passes the sum through its "
                "activation function. The picture shows its output at every point of the plane. Point at it to "
                "enlarge it."
            ),
        ),
        (
            _("Lines"),
            _(
                "Weights: how much a unit listens to each of its inputs. The thicker the line, the larger the "
                "weight; orange weights are negative. Point at a line to read the number; click to edit."
            ),
        ),
        (
            _("Small squares"),
            _("Biases: what a unit adds to its weighted sum, whatever its inputs. Click to edit."),
        ),
        (
            _("Loss"),
            _(
                "How wrong the network is on average: 0 is perfect. If the test loss rises while the training "
                "loss falls, the network memorizes (overfitting)."
            ),
        ),
        (_("Epoch"), _("One pass through all training data, one mini-batch after another.")),
        (
            _("Regenerate, New weights, Reset"),
            _(
                "Regenerate creates new data and keeps the network. New weights picks new random starting "
                "weights. Reset restarts from the same ones. You can undo all of them."
            ),
        ),
    ]
